"""What opened the store yesterday and must not today: the slots of suspended officers and old passphrases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from enumerator.errors import OfficerUnknown, WrongPassphrase
from enumerator.store.folder import StoreFolder, replace_file
from enumerator.store.key_file import read_keys
from tests.enumerator.store.centre import BILAL, SAIRA, sign_in

NEW = replace(SAIRA, passphrase="saira: mulberry ink")


def test_a_suspended_officers_slot_is_in_neither_file(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.officers.suspend(BILAL.code)
    StoreFolder(store).keys.unlink()
    with pytest.raises(OfficerUnknown):
        sign_in(store, BILAL)


def test_an_old_passphrase_opens_neither_file(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.officers.change_passphrase(SAIRA.passphrase, NEW.passphrase)
    StoreFolder(store).keys.unlink()
    with pytest.raises(WrongPassphrase):
        sign_in(store, SAIRA)
    sign_in(store, NEW).close()


def test_an_old_passphrase_is_gone_after_a_crash_between_the_two_files(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = StoreFolder(store)

    def cut(path: Path, content: bytes) -> None:
        if path == folder.keys_copy:
            raise KeyboardInterrupt
        replace_file(path, content)

    with sign_in(store, SAIRA) as desk, monkeypatch.context() as crash, pytest.raises(KeyboardInterrupt):
        crash.setattr("enumerator.store.key_file.replace_file", cut)
        desk.officers.change_passphrase(SAIRA.passphrase, NEW.passphrase)

    sign_in(store, BILAL).close()  # whoever is next mends the copy

    assert folder.keys_copy.read_bytes() == folder.keys.read_bytes()
    folder.keys.unlink()
    with pytest.raises(WrongPassphrase):
        sign_in(store, SAIRA)


def test_what_was_fallen_back_to_is_made_whole_in_both_files(store: Path) -> None:
    folder = StoreFolder(store)
    slots = read_keys(folder).slots
    folder.keys.write_bytes(b"spoilt")
    sign_in(store, BILAL).close()
    assert folder.keys.read_bytes() == folder.keys_copy.read_bytes()
    assert read_keys(folder).slots == slots
