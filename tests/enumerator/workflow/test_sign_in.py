"""Bad weather at sign-in: another program's store, a clock that went back, a slip of the fingers."""

from __future__ import annotations

from pathlib import Path

import pytest

from enumerator.domain.centre import Centre
from enumerator.errors import NewerStore, NotEnrolled, NotPermitted, StoreExists, StoreMissing, WrongPassphrase
from enumerator.workflow.enrol import enrolment_request, machine_key, registry_trust, trust_registry
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.sign_in import set_up_desk, sign_in
from sync.errors import BadRegistryCard
from tests.enumerator.store import centre
from tests.enumerator.store.centre import BILAL, CENTRE, SAIRA, Clock
from tests.enumerator.workflow.world import World, unguarded


def test_a_desk_is_set_up_with_its_first_supervisor_and_a_machine_key(tmp_path: Path) -> None:
    clock = Clock()
    set_up_desk(tmp_path / "desk", centre=CENTRE, desk=7, supervisor=SAIRA, clock=clock, trial=False)
    with sign_in(tmp_path / "desk", SAIRA.code, SAIRA.passphrase, clock) as desk:
        assert (desk.centre, desk.desk, desk.trial) == (CENTRE, 7, False)
        key = machine_key(desk)
        request = enrolment_request(desk)
        assert (request.machine, request.machine_public) == ("0603017-07", key.public)
        assert key.private not in request.to_bytes()
        assert key.private.hex().encode() not in request.to_bytes()
        with pytest.raises(NotEnrolled):
            registry_trust(desk)
    with pytest.raises(StoreExists):
        set_up_desk(tmp_path / "desk", centre=CENTRE, desk=7, supervisor=SAIRA, clock=clock, trial=False)


def test_nothing_is_opened_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        sign_in(tmp_path / "nowhere", SAIRA.code, SAIRA.passphrase, Clock())


def test_a_wrong_passphrase_is_called_that(enrolled: World) -> None:
    with pytest.raises(WrongPassphrase):
        sign_in(enrolled.store, SAIRA.code, BILAL.passphrase, enrolled.clock)


def test_a_store_from_a_newer_program_is_refused_and_loses_nothing(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        number = begin_interview(desk, enrolled.clock).number
        unguarded(
            desk,
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('enumerator', 'later', '2035')",
        )
    before = {file.name: file.read_bytes() for file in enrolled.store.iterdir() if file.name.startswith("survey.db")}

    with pytest.raises(NewerStore) as told:
        sign_in(enrolled.store, BILAL.code, BILAL.passphrase, enrolled.clock)

    assert told.value.facts == {"part": "database", "found": "later"}
    assert {file.name: file.read_bytes() for file in enrolled.store.iterdir() if file.name in before} == before
    assert number


def test_a_clock_that_went_back_is_told_and_work_goes_on(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        number = begin_interview(desk, enrolled.clock).number
    enrolled.clock.move(days=-2)

    with enrolled.sign_in(BILAL) as desk:
        warning = desk.clock_warning
        assert warning is not None
        assert (warning.code, warning.facts["minutes"]) == ("clock_went_back", 2 * 24 * 60)
        asking = resume_interview(desk, number, enrolled.clock)
        asking.answer("/data/basic/head_name", "Ghulam Rasool")
        assert desk.surveys.events(number)[-1].at == enrolled.clock()
        assert desk.integrity_check() == ()
    enrolled.clock.move(days=2, minutes=3)
    with enrolled.sign_in(BILAL) as desk:
        assert desk.clock_warning is None


def test_a_desk_believes_no_card_that_is_none_and_only_a_supervisor_chooses(enrolled: World) -> None:
    card = enrolled.registry.card.read_bytes()
    with enrolled.sign_in(SAIRA) as desk:
        before = registry_trust(desk)
        for other in (b"", b"{}", b"<html></html>", card[:-20]):
            with pytest.raises(BadRegistryCard):
                trust_registry(desk, other)
        assert registry_trust(desk) == before
    with enrolled.sign_in(BILAL) as desk:
        for deed in (
            lambda: trust_registry(desk, card),
            lambda: enrolment_request(desk),
        ):
            with pytest.raises(NotPermitted):
                deed()


def test_a_suspended_officer_is_not_in_the_next_enrolment(enrolled: World) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        desk.officers.suspend(BILAL.code)
        assert BILAL.code not in [officer.code for officer in enrolment_request(desk).officers]


def test_two_desks_of_a_centre_have_names_of_their_own(tmp_path: Path) -> None:
    folder = centre.make(tmp_path / "desk")
    with centre.sign_in(folder, SAIRA) as desk:
        assert enrolment_request(desk).machine == "0603017-01"
        assert isinstance(desk.centre, Centre)
