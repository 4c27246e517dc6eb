from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from enumerator.domain.permissions import Deed
from enumerator.errors import (
    NotPermitted,
    OfficerExists,
    OfficerLocked,
    OfficerSuspended,
    OfficerUnknown,
    StoreExists,
    StoreInUse,
    StoreMissing,
    WrongPassphrase,
)
from enumerator.store import Desk, create_store, open_store
from enumerator.store.folder import StoreFolder
from tests.enumerator.store.centre import BILAL, CENTRE, CHEAP, SAIRA, USMAN, Clock, sign_in


class Ticks:
    def __init__(self, seconds: float = 1000.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds


def try_wrong(store: Path, ticks: Ticks) -> WrongPassphrase:
    with pytest.raises(WrongPassphrase) as told:
        open_store(store, officer=BILAL.code, passphrase="guess", clock=Clock(), cost=CHEAP, tick=ticks)
    return told.value


def try_right(store: Path, ticks: Ticks, clock: Clock | None = None) -> Desk:
    return open_store(
        store, officer=BILAL.code, passphrase=BILAL.passphrase, clock=clock or Clock(), cost=CHEAP, tick=ticks
    )


def test_an_officer_signs_in_and_the_desk_knows_them_and_its_centre(desk: Desk) -> None:
    assert (desk.officer.code, desk.officer.name, desk.officer.active) == (BILAL.code, BILAL.name, True)
    assert (desk.centre, desk.desk, desk.trial) == (CENTRE, 1, True)
    assert desk.signer.public == desk.officer.signing_public
    assert len(desk.signer.sign(b"deed")) == 64
    assert desk.notices == ()


def test_each_officer_keeps_a_signing_key_of_their_own(store: Path) -> None:
    keys = set()
    for who in (SAIRA, USMAN, BILAL):
        with sign_in(store, who) as desk:
            keys.add(desk.signer.public)
    with sign_in(store, BILAL) as desk:
        assert desk.signer.public in keys
    assert len(keys) == 3


def test_a_wrong_passphrase_is_told_as_such(store: Path) -> None:
    assert try_wrong(store, Ticks()).facts == {"officer": BILAL.code, "failed_tries": 1, "wait_seconds": 0}


def test_a_passphrase_is_the_same_from_any_urdu_keyboard(store: Path) -> None:
    composed, decomposed = "\u0622\u0645", "\u0627\u0653\u0645"
    with sign_in(store, SAIRA) as desk:
        desk.officers.add(replace(BILAL, code="0603017-09", passphrase=composed))

    open_store(store, officer="0603017-09", passphrase=decomposed, clock=Clock(), cost=CHEAP).close()


def test_a_stranger_has_no_slot(store: Path) -> None:
    with pytest.raises(OfficerUnknown):
        open_store(store, officer="0603017-88", passphrase="x", clock=Clock(), cost=CHEAP)


def test_five_wrong_passphrases_bring_a_wait(store: Path) -> None:
    ticks = Ticks()

    assert [try_wrong(store, ticks).facts["wait_seconds"] for _ in range(5)] == [0, 0, 0, 0, 30]

    ticks.seconds += 29.5
    with pytest.raises(OfficerLocked) as told:
        try_right(store, ticks)
    assert told.value.facts == {"officer": BILAL.code, "failed_tries": 5, "wait_seconds": 1}


def test_the_right_passphrase_after_the_wait_ends_it(store: Path) -> None:
    ticks = Ticks()
    for _ in range(5):
        try_wrong(store, ticks)
    ticks.seconds += 30

    try_right(store, ticks).close()

    assert try_wrong(store, ticks).facts["failed_tries"] == 1


def test_waits_grow_and_have_an_end(store: Path) -> None:
    ticks, waits = Ticks(), []
    for _ in range(13):
        wait = int(try_wrong(store, ticks).facts["wait_seconds"])
        waits.append(wait)
        ticks.seconds += wait
    assert waits[4:] == [30, 60, 120, 300, 900, 1800, 3600, 3600, 3600]


def test_a_restart_of_the_computer_does_not_shorten_the_wait(store: Path) -> None:
    ticks = Ticks(1000)
    for _ in range(5):
        try_wrong(store, ticks)

    with pytest.raises(OfficerLocked) as told:
        try_right(store, Ticks(10))

    assert told.value.facts["wait_seconds"] == 20


@pytest.mark.parametrize("days", [-400, 400])
def test_setting_the_clock_does_not_shorten_the_wait(store: Path, clock: Clock, days: int) -> None:
    ticks = Ticks()
    for _ in range(5):
        try_wrong(store, ticks)
    clock.move(days=days)

    with pytest.raises(OfficerLocked):
        try_right(store, ticks, clock)


def test_one_officers_wait_is_not_anothers(store: Path) -> None:
    for _ in range(5):
        try_wrong(store, Ticks())
    sign_in(store, SAIRA).close()


def test_a_try_counts_before_it_is_made_so_that_killing_the_program_gains_nothing(store: Path) -> None:
    try_wrong(store, Ticks(7))
    kept = json.loads(StoreFolder(store).tries.read_bytes())
    assert kept == {BILAL.code: {"failed": 1, "at_tick": 7}}


def test_an_unreadable_list_of_tries_locks_nobody_out(store: Path) -> None:
    StoreFolder(store).tries.write_bytes(b"\x00garbage")
    sign_in(store, BILAL).close()


def test_a_store_is_open_once(store: Path, desk: Desk) -> None:
    with pytest.raises(StoreInUse):
        sign_in(store, SAIRA)


def test_a_refused_sign_in_leaves_the_store_to_the_next(store: Path) -> None:
    try_wrong(store, Ticks())
    sign_in(store, BILAL).close()


def test_a_store_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        sign_in(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreMissing):
        sign_in(tmp_path / "empty")


def test_a_store_is_not_made_over_anything(store: Path) -> None:
    with pytest.raises(StoreExists):
        create_store(store, centre=CENTRE, desk=1, first=SAIRA, clock=Clock(), trial=True, cost=CHEAP)
    sign_in(store, SAIRA).close()


def test_a_store_can_be_made_in_an_empty_folder_and_after_a_crash_in_making_one(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    left = tmp_path / "store.making"
    left.mkdir()
    (left / "survey.db").write_bytes(b"half")

    create_store(folder, centre=CENTRE, desk=1, first=SAIRA, clock=Clock(), trial=True, cost=CHEAP)

    sign_in(folder, SAIRA).close()
    assert not left.exists()


def test_the_first_officer_is_a_supervisor(tmp_path: Path) -> None:
    with pytest.raises(NotPermitted):
        create_store(tmp_path / "store", centre=CENTRE, desk=1, first=BILAL, clock=Clock(), trial=True, cost=CHEAP)


def test_only_a_supervisor_adds_and_suspends_officers(desk: Desk) -> None:
    with pytest.raises(NotPermitted) as told:
        desk.officers.add(replace(BILAL, code="0603017-09"))
    assert told.value.facts["deed"] == Deed.ADD_OFFICER.value
    with pytest.raises(NotPermitted):
        desk.officers.suspend(USMAN.code)


def test_a_code_is_given_once(store: Path) -> None:
    with sign_in(store, SAIRA) as desk, pytest.raises(OfficerExists):
        desk.officers.add(BILAL)
    sign_in(store, BILAL).close()


def test_a_suspended_officer_has_no_slot_any_more(store: Path) -> None:
    with sign_in(store, SAIRA) as desk:
        desk.officers.suspend(BILAL.code)
        assert [officer.active for officer in desk.officers.list()] == [True, True, False]
    with pytest.raises(OfficerUnknown):
        sign_in(store, BILAL)


def test_a_suspended_officer_with_an_old_key_file_is_still_refused(store: Path) -> None:
    old = StoreFolder(store).keys.read_bytes()
    with sign_in(store, SAIRA) as desk:
        desk.officers.suspend(BILAL.code)
    StoreFolder(store).keys.write_bytes(old)
    with pytest.raises(OfficerSuspended):
        sign_in(store, BILAL)


def test_nobody_suspends_themselves(store: Path) -> None:
    with sign_in(store, SAIRA) as desk, pytest.raises(NotPermitted):
        desk.officers.suspend(SAIRA.code)
    sign_in(store, SAIRA).close()


def test_a_changed_passphrase_opens_and_the_old_one_does_not(store: Path, clock: Clock) -> None:
    with sign_in(store, BILAL, clock) as desk:
        public = desk.signer.public
        with pytest.raises(WrongPassphrase):
            desk.officers.change_passphrase("not it", "new: mustard field")
        desk.officers.change_passphrase(BILAL.passphrase, "new: mustard field")

    with pytest.raises(WrongPassphrase):
        sign_in(store, BILAL)
    with sign_in(store, replace(BILAL, passphrase="new: mustard field")) as desk:
        assert desk.signer.public == public


def test_a_slot_left_by_a_crash_in_mid_deed_is_removed_at_the_next_sign_in(store: Path) -> None:
    before = StoreFolder(store).database.read_bytes(), StoreFolder(store).mark.read_bytes()
    with sign_in(store, SAIRA) as desk:
        desk.officers.add(replace(BILAL, code="0603017-09"))
    StoreFolder(store).database.write_bytes(before[0])
    StoreFolder(store).mark.write_bytes(before[1])

    sign_in(store, SAIRA).close()

    with pytest.raises(OfficerUnknown):
        sign_in(store, replace(BILAL, code="0603017-09"))


def test_a_clock_that_went_back_is_a_notice_and_no_refusal(store: Path, clock: Clock) -> None:
    with sign_in(store, BILAL, clock):
        pass
    clock.move(hours=-2)

    with sign_in(store, BILAL, clock) as desk:
        warning = desk.clock_warning
        assert warning is not None
        assert warning.facts["minutes"] == 120
        assert desk.audit.lines()[-1].trace.value == "clock_went_back"


def test_a_clock_corrected_by_minutes_is_not_worth_a_notice(store: Path, clock: Clock) -> None:
    sign_in(store, BILAL, clock).close()
    clock.move(minutes=-4)
    with sign_in(store, BILAL, clock) as desk:
        assert desk.clock_warning is None
