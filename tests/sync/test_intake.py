"""The registry's taking of batches, without a wire."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.batch import Batch, batch_digest, read_manifest
from sync.beside import OverrideFact
from sync.deed import Deed, DeedKind
from sync.errors import BadBatch, SyncFault
from sync.framing import Magic, pack, unpack
from sync.receipt import Outcome, Receipt, Verdict
from sync.refusals import BatchRefusal, SurveyRefusal
from sync.registry import folder as registry_folder
from sync.registry.admission import MachineKeyDiffers, admit, suspend
from sync.registry.intake import Intake
from sync.registry.judgement import OpenedSurvey
from sync.registry.ledger import BatchRefused
from sync.registry.reading import revisions, summary
from sync.registry.tables import BatchRow, SurveyRow
from sync.seal import new_signing_key
from tests.sync.conftest import World
from tests.sync.desk import (
    AT,
    AUTHOR,
    NOON,
    OTHER_OFFICER,
    SUPERVISOR,
    Desk,
    altered,
    instance_of,
    noon,
    number_of,
)

STRANGER = new_signing_key()

Making = Callable[[Desk], bytes]


def take(world: World, raw: bytes) -> tuple[Verdict, ...]:
    receipt = Receipt.from_bytes(world.intake.take(raw), receipt_public=world.trust.receipt_public)
    assert receipt.batch_digest == batch_digest(raw)
    return receipt.verdicts


def held(world: World) -> int:
    with Session(world.engine) as session:
        return session.scalar(select(func.count()).select_from(SurveyRow)) or 0


def refusal(world: World, raw: bytes) -> BatchRefused:
    with pytest.raises(BatchRefused) as caught:
        world.intake.take(raw)
    return caught.value


def test_a_batch_is_held_and_every_survey_gets_its_verdict(world: World) -> None:
    verdicts = take(world, world.desk.batch_of(1, 2, 3))

    assert [verdict.outcome for verdict in verdicts] == [Outcome.ACCEPTED] * 3
    assert held(world) == 3


def test_a_replayed_batch_gets_the_first_receipt_byte_for_byte(world: World) -> None:
    raw = world.desk.batch_of(1, 2)
    first = world.intake.take(raw)
    # a later clock would give another receipt, were it made anew
    later = Intake(
        world.engine,
        registry_folder.load(world.folder),
        lambda _: SurveyRefusal.SCORE_DIFFERS,
        lambda: NOON + timedelta(days=1),
    )

    assert later.take(raw) == first
    assert held(world) == 2


def test_a_survey_sealed_and_sent_again_is_already_held(world: World) -> None:
    take(world, world.desk.batch_of(1))

    (verdict,) = take(world, world.desk.batch_of(1))

    assert verdict.outcome is Outcome.ALREADY_HELD
    assert held(world) == 1


def test_the_same_revision_with_other_answers_is_refused(world: World) -> None:
    take(world, world.desk.batch_of(1))
    other = instance_of("another family")
    envelope = world.desk.seal(world.desk.beside(other, number_of(1)), other, world.desk.header(number_of(1)))

    (verdict,) = take(world, world.desk.batch(envelope))

    assert (verdict.outcome, verdict.code) == (Outcome.REFUSED, SurveyRefusal.REVISION_CONFLICT)


def test_a_later_revision_names_the_envelope_before_it(world: World) -> None:
    first = world.desk.envelope()
    take(world, world.desk.batch(first))

    (orphan,) = take(world, world.desk.batch(world.desk.envelope(revision=2)))
    (heir,) = take(world, world.desk.batch(world.desk.envelope(revision=2, previous=batch_digest(first))))

    assert (orphan.outcome, orphan.code) == (Outcome.REFUSED, SurveyRefusal.PREVIOUS_DIFFERS)
    assert heir.outcome is Outcome.ACCEPTED
    assert held(world) == 2


def test_a_gap_in_the_chain_is_refused_whole_and_says_where_the_registry_stands(world: World) -> None:
    first, _lost, third = (world.desk.batch_of(serial) for serial in (1, 2, 3))
    take(world, first)

    refused = refusal(world, third)

    assert refused.refusal is BatchRefusal.BATCH_OUT_OF_ORDER
    assert refused.facts == {"last_number": 1, "last_digest": batch_digest(first)}
    assert held(world) == 1


def test_a_batch_that_does_not_follow_the_held_one_is_refused(world: World) -> None:
    take(world, world.desk.batch_of(1))
    world.desk.last_digest = "0" * 64

    assert refusal(world, world.desk.batch_of(2)).refusal is BatchRefusal.BATCH_OUT_OF_ORDER


def test_two_batches_of_one_number_are_a_conflict(world: World) -> None:
    take(world, world.desk.batch_of(1))
    world.desk.last_number, world.desk.last_digest = 0, ""

    assert refusal(world, world.desk.batch_of(2)).refusal is BatchRefusal.BATCH_CONFLICT
    assert held(world) == 1


def test_a_machine_never_admitted_is_refused(world: World) -> None:
    stranger = Desk(world.trust, name="stranger")

    assert refusal(world, stranger.batch_of(1)).refusal is BatchRefusal.MACHINE_UNKNOWN


def test_a_wrong_machine_key_is_refused(world: World) -> None:
    impostor = Desk(world.trust)  # of the same name, with another key

    assert refusal(world, impostor.batch_of(1)).refusal is BatchRefusal.BAD_SIGNATURE


def test_a_machine_is_not_admitted_again_with_another_key(world: World) -> None:
    with Session(world.engine) as session, pytest.raises(MachineKeyDiffers):
        admit(session, Desk(world.trust).enrolment(), at=AT)


def test_a_later_protocol_is_refused_by_name(world: World) -> None:
    raw = world.desk.batch_of(1)
    _, signature, envelope = unpack(raw, Magic.BATCH, BadBatch)
    later = replace(read_manifest(raw), protocol=2).to_bytes()

    refused = refusal(world, pack(Magic.BATCH, (later, signature, envelope)))

    assert (refused.refusal, refused.facts) == (BatchRefusal.PROTOCOL_UNKNOWN, {"protocol": 2})


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_flipped_byte_of_a_batch_stores_anything(world: World, data: st.DataObject) -> None:
    fresh = Desk(world.trust, machine=world.desk.machine, hands=world.desk.hands)
    damaged = bytearray(fresh.batch_of(1))
    position = data.draw(st.integers(0, len(damaged) - 1))
    damaged[position] ^= data.draw(st.integers(1, 255))

    with pytest.raises(BatchRefused):
        world.intake.take(bytes(damaged))
    assert held(world) == 0


def test_one_bad_survey_does_not_keep_the_others_out(world: World) -> None:
    # given an envelope damaged before the batch was frozen, so that the manifest vouches for the damage
    desk = world.desk
    bad = bytearray(desk.envelope(number_of(2)))
    bad[-200] ^= 1
    raw = desk.batch(desk.envelope(number_of(1)), bytes(bad), desk.envelope(number_of(3)))

    verdicts = take(world, raw)

    assert [(verdict.outcome, verdict.code) for verdict in verdicts] == [
        (Outcome.ACCEPTED, ""),
        (Outcome.REFUSED, SurveyRefusal.BAD_SIGNATURE),
        (Outcome.ACCEPTED, ""),
    ]
    assert held(world) == 2


def _sealed_by_another_machine(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(desk.beside(instance), instance, desk.header(), machine=STRANGER)


def _of_another_machine(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(desk.beside(instance), instance, replace(desk.header(), machine="0603017-desk-02"))


def _speaking_of_another_survey_inside(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(desk.beside(instance, number_of(9)), instance, desk.header())


def _approved_by_its_author(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(desk.beside(instance, author=SUPERVISOR, approver=SUPERVISOR), instance, desk.header())


def _approved_by_no_supervisor(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(desk.beside(instance, approver=OTHER_OFFICER), instance, desk.header())


def _approved_by_a_stranger(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(desk.beside(instance, approver="0603017-99", signing_approver=SUPERVISOR), instance, desk.header())


def _approval_signed_by_the_author(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(desk.beside(instance, signing_approver=AUTHOR), instance, desk.header())


def _approved_with_other_answers(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(desk.beside(instance, signed_instance=b"<data/>"), instance, desk.header())


def _scored_otherwise_after_approval(desk: Desk) -> bytes:
    instance = instance_of("x")
    beside = replace(desk.beside(instance), score={"low": "1", "high": "1"})
    return desk.seal(beside, instance, desk.header())


def _without_approval(desk: Desk) -> bytes:
    instance = instance_of("x")
    beside = desk.beside(instance)
    return desk.seal(replace(beside, deeds=beside.deeds[:1]), instance, desk.header())


def _approved_twice(desk: Desk) -> bytes:
    instance = instance_of("x")
    beside = desk.beside(instance)
    return desk.seal(replace(beside, deeds=(*beside.deeds, beside.deeds[1])), instance, desk.header())


def _returned_after_its_approval(desk: Desk) -> bytes:
    instance = instance_of("x")
    beside = desk.beside(instance)
    returned = desk.hand(beside, instance, DeedKind.RETURN, SUPERVISOR)
    return desk.seal(replace(beside, deeds=(*beside.deeds, returned)), instance, desk.header())


def _withdrawn_after_its_approval(desk: Desk) -> bytes:
    instance = instance_of("x")
    beside = desk.beside(instance)
    withdrawn = desk.hand(beside, instance, DeedKind.WITHDRAW, SUPERVISOR)
    return desk.seal(replace(beside, deeds=(*beside.deeds, withdrawn)), instance, desk.header())


def _with_other_events_after_approval(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(replace(desk.beside(instance), events=()), instance, desk.header())


def _with_other_marks_after_approval(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(replace(desk.beside(instance), missing={"/data/age": "refused"}), instance, desk.header())


def _with_an_override_after_approval(desk: Desk) -> bytes:
    instance = instance_of("x")
    excuse = OverrideFact("/data/age", "warn", "forged", AUTHOR, AT)
    return desk.seal(replace(desk.beside(instance), overrides=(excuse,)), instance, desk.header())


def _begun_at_another_time_after_approval(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(altered(desk.beside(instance), started_at="1999-01-01T00:00:00+05:00"), instance, desk.header())


def _finished_at_another_time_than_signed(desk: Desk) -> bytes:
    instance = instance_of("x")
    beside = replace(altered(desk.beside(instance), finished_at="1999-01-01T00:00:00+05:00"), deeds=())
    deeds = (
        desk.hand(beside, instance, DeedKind.FINISH, AUTHOR),
        desk.hand(beside, instance, DeedKind.APPROVE, SUPERVISOR),
    )
    return desk.seal(replace(beside, deeds=deeds), instance, desk.header())


def _finished_by_another_than_its_author(desk: Desk) -> bytes:
    instance = instance_of("x")
    return desk.seal(altered(desk.beside(instance), author=OTHER_OFFICER), instance, desk.header())


def _with_a_time_without_offset(desk: Desk) -> bytes:
    instance = instance_of("x")
    beside = altered(desk.beside(instance), finished_at="2025-03-01T12:00:00")
    return desk.seal(beside, instance, desk.header())


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_sealed_by_another_machine, SurveyRefusal.BAD_SIGNATURE),
        (_of_another_machine, SurveyRefusal.HEADER_DIFFERS),
        (_speaking_of_another_survey_inside, SurveyRefusal.HEADER_DIFFERS),
        (_approved_by_its_author, SurveyRefusal.AUTHOR_IS_APPROVER),
        (_approved_by_no_supervisor, SurveyRefusal.APPROVER_NOT_SUPERVISOR),
        (_approved_by_a_stranger, SurveyRefusal.OFFICER_UNKNOWN),
        (_approval_signed_by_the_author, SurveyRefusal.DEED_SIGNATURE_WRONG),
        (_approved_with_other_answers, SurveyRefusal.DEED_SIGNATURE_WRONG),
        (_scored_otherwise_after_approval, SurveyRefusal.DEED_SIGNATURE_WRONG),
        (_without_approval, SurveyRefusal.DEED_MISSING),
        (_approved_twice, SurveyRefusal.DEED_UNFIT),
        (_returned_after_its_approval, SurveyRefusal.DEED_UNFIT),
        (_withdrawn_after_its_approval, SurveyRefusal.DEED_UNFIT),
        (_with_other_events_after_approval, SurveyRefusal.DEED_SIGNATURE_WRONG),
        (_with_other_marks_after_approval, SurveyRefusal.DEED_SIGNATURE_WRONG),
        (_with_an_override_after_approval, SurveyRefusal.DEED_SIGNATURE_WRONG),
        (_begun_at_another_time_after_approval, SurveyRefusal.DEED_SIGNATURE_WRONG),
        (_finished_at_another_time_than_signed, SurveyRefusal.BESIDE_DIFFERS),
        (_finished_by_another_than_its_author, SurveyRefusal.DEED_MISSING),
        (_with_a_time_without_offset, SurveyRefusal.BAD_CONTENT),
    ],
)
def test_a_survey_that_must_not_be_held_is_refused_with_its_code(
    world: World, make: Making, code: SurveyRefusal
) -> None:
    raw = world.desk.batch(make(world.desk), world.desk.envelope(number_of(2)))

    refused, accepted = take(world, raw)

    assert (refused.outcome, refused.code) == (Outcome.REFUSED, code)
    assert accepted.outcome is Outcome.ACCEPTED


def test_one_hand_under_two_codes_does_not_approve_its_own_survey(world: World) -> None:
    hands = {**world.desk.hands, SUPERVISOR: world.desk.hands[AUTHOR]}
    desk = Desk(world.trust, name="0603017-desk-02", hands=hands)
    with Session(world.engine) as session, session.begin():
        admit(session, replace(desk.enrolment(), desk=2), at=AT)

    (verdict,) = take(world, desk.batch_of(1))

    assert verdict.code == SurveyRefusal.AUTHOR_IS_APPROVER


def test_a_suspended_officers_deeds_no_longer_count(world: World) -> None:
    with Session(world.engine) as session, session.begin():
        assert suspend(session, AUTHOR, machine=None, at=AT) == 1
        admit(session, world.desk.enrolment(), at=AT)  # renewing the desk lifts no suspension

    (verdict,) = take(world, world.desk.batch_of(1))

    assert verdict.code == SurveyRefusal.OFFICER_SUSPENDED


def test_the_form_engines_word_is_the_verdict(world: World) -> None:
    def second_thoughts(survey: OpenedSurvey) -> SurveyRefusal | None:
        return SurveyRefusal.SCORE_DIFFERS if survey.header.survey_number == number_of(2) else None

    world.intake = Intake(world.engine, registry_folder.load(world.folder), second_thoughts, noon)

    first, second = take(world, world.desk.batch_of(1, 2))

    assert first.outcome is Outcome.ACCEPTED
    assert (second.outcome, second.code) == (Outcome.REFUSED, SurveyRefusal.SCORE_DIFFERS)


def test_a_refused_survey_can_come_again_mended(world: World) -> None:
    desk = world.desk
    take(world, desk.batch(_approved_by_no_supervisor(desk)))

    (verdict,) = take(world, desk.batch(desk.envelope()))

    assert verdict.outcome is Outcome.ACCEPTED


def test_five_hundred_surveys_and_one_is_poisoned(world: World) -> None:
    desk = world.desk
    envelopes = [desk.envelope(number_of(serial)) for serial in range(1, 500)]
    verdicts = take(world, desk.batch(*envelopes, _without_approval(desk)))

    assert sum(verdict.is_held for verdict in verdicts) == 499
    assert [verdict.code for verdict in verdicts if not verdict.is_held] == [SurveyRefusal.DEED_MISSING]


def test_the_desks_clock_is_noted_and_decides_nothing(world: World) -> None:
    world.intake.take(world.desk.batch_of(1), desk_time=NOON + timedelta(days=3))

    with Session(world.engine) as session:
        assert session.scalars(select(BatchRow.skew_seconds)).one() == 3 * 86400


def test_the_log_counts_and_tells_no_names(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="sync"):
        take(world, world.desk.batch(_without_approval(world.desk), world.desk.envelope(number_of(2))))

    assert caplog.messages == ["batch 1: 1 accepted, 1 refused deed_missing"]


def test_what_is_held_can_be_read_node_by_node(world: World) -> None:
    take(world, world.desk.batch_of(1))

    with Session(world.engine) as session:
        (revision,) = revisions(session)
        counts = summary(session)

    assert revision["instance"] == instance_of(number_of(1)).decode()
    assert (revision["survey_number"], revision["author"], revision["approver"]) == (number_of(1), AUTHOR, SUPERVISOR)
    assert counts["surveys"] == counts["revisions"] == 1


def test_a_deed_cannot_be_moved_to_another_kind(world: World) -> None:
    instance = instance_of("x")
    beside = world.desk.beside(instance, approver=SUPERVISOR)
    finish, approve = beside.deeds
    swapped: tuple[Deed, ...] = (finish, replace(approve, kind=DeedKind.RETURN))

    (verdict,) = take(
        world, world.desk.batch(world.desk.seal(replace(beside, deeds=swapped), instance, world.desk.header()))
    )

    assert verdict.code == SurveyRefusal.DEED_MISSING


def test_a_batch_that_cannot_be_frozen_uses_no_number(world: World) -> None:
    with pytest.raises(SyncFault):
        world.desk.batch()

    assert Batch.from_bytes(world.desk.batch_of(1), machine_public=world.desk.machine.public).number == 1
