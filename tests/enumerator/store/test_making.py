"""A store is made for a real place: with well-formed codes, with the machine's key in it, for nobody else's eyes."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from enumerator.domain.centre import Centre
from enumerator.errors import InputFault
from enumerator.store import Setting, create_store
from enumerator.store.folder import replace_file
from tests.enumerator.store.centre import BILAL, CENTRE, CHEAP, SAIRA, Clock, sign_in

private_rights = pytest.mark.skipif(os.name != "posix", reason="only POSIX file systems have these rights")


@pytest.mark.parametrize("code", ["", "060301", "06030177", "../../x", "ABCDEFG", "٠٦٠٣٠١٧", "0603017\n"])
def test_a_centre_has_seven_digits(tmp_path: Path, code: str) -> None:
    first = replace(SAIRA, code=f"{code}-01")
    with pytest.raises(InputFault) as told:
        create_store(
            tmp_path / "store",
            centre=Centre(code, "x", ""),
            desk=1,
            first=first,
            clock=Clock(),
            trial=True,
            cost=CHEAP,
        )
    assert told.value.facts["part"] == "centre_code"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", ["", "saira", "0603017", "0603017-1", "0603017-001", "0603018-01", "0603017-01\n"])
def test_an_officers_code_is_the_centres_with_two_digits(tmp_path: Path, store: Path, code: str) -> None:
    with pytest.raises(InputFault) as told:
        create_store(
            tmp_path / "other",
            centre=CENTRE,
            desk=1,
            first=replace(SAIRA, code=code),
            clock=Clock(),
            trial=True,
            cost=CHEAP,
        )
    assert told.value.facts["part"] == "officer_code"
    with sign_in(store, SAIRA) as desk:
        with pytest.raises(InputFault):
            desk.officers.add(replace(BILAL, code=code))
        assert len(desk.officers.list()) == 3


def test_nobody_has_an_empty_passphrase(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        with pytest.raises(InputFault):
            desk.officers.add(replace(BILAL, code="0603017-09", passphrase=""))
        with pytest.raises(InputFault):
            desk.officers.change_passphrase(SAIRA.passphrase, "")
    sign_in(store, SAIRA).close()


@pytest.mark.parametrize("desk", [0, -1, 100])
def test_a_desk_has_a_number_of_two_digits(tmp_path: Path, desk: int) -> None:
    with pytest.raises(InputFault) as told:
        create_store(tmp_path / "store", centre=CENTRE, desk=desk, first=SAIRA, clock=Clock(), trial=True, cost=CHEAP)
    assert told.value.facts["part"] == "desk"


def test_the_machines_key_is_there_as_soon_as_the_store_is(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        assert len(desk.settings.raw(Setting.MACHINE_SIGNING_KEY) or b"") == 32


@private_rights
def test_what_is_written_for_one_person_is_read_by_no_other_account(tmp_path: Path) -> None:
    file = tmp_path / "slip.pdf"
    file.write_bytes(b"an older one that everybody could read")
    replace_file(file, b"a name")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
