"""What opened the store yesterday and must not today: the slots of suspended officers and old passphrases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from enumerator.errors import OfficerUnknown, WrongPassphrase
from enumerator.store import Desk, open_store
from enumerator.store.folder import StoreFolder, replace_file
from enumerator.store.key_file import read_keys
from enumerator.store.keys import Cost
from tests.enumerator.store.centre import BILAL, CHEAP, SAIRA, Clock, sign_in

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


class Watched(Cost):
    """Notes, whenever it is asked what a key costs, whether the store was held meanwhile."""

    desk: ClassVar[Desk | None] = None
    held: ClassVar[list[bool]] = []

    def __getattribute__(self, name: str) -> object:
        if name == "passes" and Watched.desk is not None:
            Watched.held.append(Watched.desk._book.database.in_transaction)
        return super().__getattribute__(name)


def test_a_slow_key_is_derived_before_the_store_is_held(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cost = Watched(CHEAP.memory_kib, CHEAP.passes, CHEAP.lanes)
    with open_store(store, officer=SAIRA.code, passphrase=SAIRA.passphrase, clock=Clock(), cost=cost) as desk:
        monkeypatch.setattr(Watched, "desk", desk)
        desk.officers.add(replace(BILAL, code="0603017-09"))
        assert Watched.held[0] is False  # what is asked later is only written down
        Watched.held.clear()
        desk.officers.change_passphrase(SAIRA.passphrase, NEW.passphrase)
        assert Watched.held[0] is False
        monkeypatch.setattr(Watched, "desk", None)
    sign_in(store, NEW).close()
