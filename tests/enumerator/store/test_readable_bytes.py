from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from enumerator.store.folder import StoreFolder
from enumerator.store.key_file import read_keys
from enumerator.store.keys import OfficerSigner, open_slot
from enumerator.store.settings import Setting
from tests.enumerator.store.centre import BILAL, CENTRE, HOUSEHOLD, NUMBER, SAIRA, USMAN, begin, finish, make, sign_in

ANSWERS = ("+923001234567", "موضع چک ۱۲", "PK36SCBL0000001123456702")
NAMES = [person.name for person in HOUSEHOLD.persons] + [officer.name for officer in (SAIRA, USMAN, BILAL)]
CNICS = [person.cnic for person in HOUSEHOLD.persons] + ["35202-1234567-1"]
SECRETS = [*NAMES, *CNICS, *ANSWERS, NUMBER, CENTRE.name_en, SAIRA.passphrase, BILAL.passphrase]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store at work (write-ahead log included), and the same store closed."""
    folder = tmp_path_factory.mktemp("bytes")
    store = make(folder / "store")
    with sign_in(store, SAIRA) as desk:
        begin(desk)
        for answer in (*ANSWERS, *NAMES, *CNICS):
            draft = f"<draft>{answer}</draft>".encode()
            desk.surveys.save_answer(NUMBER, "/data/x", "", answer, "", draft, "/data/y", summary=HOUSEHOLD)
        shutil.copytree(store, folder / "at work")
        finish(desk)
    return folder


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, bytes]:
    """Every file of both."""
    found = (path for where in ("store", "at work") for path in (folder / where).iterdir())
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def machine_key(folder: Path, files: dict[str, bytes]) -> bytes:
    """The machine's key, of which the files know nothing."""
    with sign_in(folder / "store", SAIRA) as desk:
        return desk.settings.raw(Setting.MACHINE_SIGNING_KEY) or b""


def test_the_search_covers_every_kind_of_file(files: dict[str, bytes]) -> None:
    names = {name.partition("/")[2] for name in files}
    assert names >= {"survey.db", "survey.db-wal", "mark", "keys.json", "keys.copy.json", "tries.json"}
    assert len(files["at work/survey.db-wal"]) > 10_000


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_no_file_holds_it_readably(files: dict[str, bytes], secret: str, encoding: str) -> None:
    assert [name for name, content in files.items() if secret.encode(encoding) in content] == []


def test_no_file_holds_a_key(files: dict[str, bytes], machine_key: bytes, tmp_path: Path) -> None:
    store = StoreFolder(tmp_path)
    store.keys.write_bytes(files["store/keys.json"])
    slot = read_keys(store).slots[SAIRA.code]
    opened = open_slot(slot, SAIRA.passphrase)

    for key in (opened.data_key, opened.signing_private, machine_key):
        assert [name for name, content in files.items() if key in content or key.hex().encode() in content] == []
    assert OfficerSigner(opened.signing_private).public == slot.signing_public
    assert "data_key" not in repr(opened)


def test_the_database_is_not_a_plain_one(files: dict[str, bytes]) -> None:
    assert not files["store/survey.db"].startswith(b"SQLite format 3")
