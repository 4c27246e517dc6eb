"""One going to the registry, over a transport that is told what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from sync.canonical import JSON
from sync.errors import (
    BadReceipt,
    BadSignature,
    ProtocolUnknown,
    RegistryRefused,
    RegistryUnreachable,
    SyncFault,
    WrongRegistry,
)
from sync.hello import Hello
from sync.receipt import Outcome, Receipt, Verdict
from sync.refusals import SurveyRefusal
from sync.registry import folder as registry_folder
from sync.registry.intake import Intake
from sync.seal import new_signing_key
from sync.session import DrainReport, drain, drain_patiently
from tests.sync.conftest import World
from tests.sync.desk import NOON, MemoryOutbox, noon, number_of

Answer = Callable[[bytes], bytes]


@dataclass
class ToldTransport:
    """Reaches an intake in the same process; `mishaps` happen first, one a call."""

    world: World
    mishaps: list[Answer | SyncFault] = field(default_factory=list)
    hello_says: dict[str, JSON] = field(default_factory=dict)

    def hello(self) -> dict[str, JSON]:
        trust = self.world.trust
        hello = Hello(
            registry_id=trust.registry_id,
            sealing_key=trust.sealing_key,
            receipt_key=trust.receipt_key,
            protocols=(1,),
            suites=(1,),
            max_batch_bytes=1,
            time=NOON.isoformat(),
        )
        return {**hello.to_json(), **self.hello_says}

    def send_batch(self, raw: bytes) -> bytes:
        mishap = self.mishaps.pop(0) if self.mishaps else self.world.intake.take
        if isinstance(mishap, SyncFault):
            raise mishap
        return mishap(raw)


def test_everything_pending_is_delivered_and_settled(world: World) -> None:
    outbox = MemoryOutbox([world.desk.batch_of(1, 2), world.desk.batch_of(3)])

    report = drain(outbox, ToldTransport(world), world.trust, noon)

    assert (report.batches, report.count(Outcome.ACCEPTED), report.fault) == (2, 3, None)
    assert report.bytes_sent == sum(len(raw) for raw in outbox.batches)
    assert list(outbox.pending_batches()) == []


def test_a_second_going_has_nothing_to_do(world: World) -> None:
    outbox = MemoryOutbox([world.desk.batch_of(1)])
    drain(outbox, ToldTransport(world), world.trust, noon)

    report = drain(outbox, ToldTransport(world), world.trust, noon)

    assert (report.batches, report.fault) == (0, None)


def test_an_answer_lost_on_the_way_is_asked_for_again(world: World) -> None:
    outbox = MemoryOutbox([world.desk.batch_of(1)])

    def taken_but_not_heard(raw: bytes) -> bytes:
        world.intake.take(raw)
        raise RegistryUnreachable(reason="cut", host="registry")

    transport = ToldTransport(world, [taken_but_not_heard])
    first = drain(outbox, transport, world.trust, noon)
    second = drain(outbox, transport, world.trust, noon)

    assert isinstance(first.fault, RegistryUnreachable)
    assert (first.batches, second.batches, second.count(Outcome.ACCEPTED)) == (0, 1, 1)


def test_what_was_settled_before_a_fault_is_reported(world: World) -> None:
    outbox = MemoryOutbox([world.desk.batch_of(1), world.desk.batch_of(2)])
    cut = RegistryUnreachable(reason="cut", host="registry")

    report = drain(outbox, ToldTransport(world, [world.intake.take, cut]), world.trust, noon)

    assert (report.batches, report.fault) == (1, cut)


def test_a_forged_receipt_settles_nothing(world: World) -> None:
    outbox = MemoryOutbox([world.desk.batch_of(1)])

    def forge(raw: bytes) -> bytes:
        receipt = Receipt.from_bytes(world.intake.take(raw), receipt_public=world.trust.receipt_public)
        return receipt.to_bytes(receipt_private=new_signing_key().private)

    report = drain(outbox, ToldTransport(world, [forge]), world.trust, noon)

    assert isinstance(report.fault, BadSignature)
    assert outbox.receipts == {}


def test_the_receipt_of_another_batch_settles_nothing(world: World) -> None:
    first, second = world.desk.batch_of(1), world.desk.batch_of(2)
    stale = world.intake.take(first)
    outbox = MemoryOutbox([first, second])

    report = drain(outbox, ToldTransport(world, [world.intake.take, lambda _: stale]), world.trust, noon)

    assert isinstance(report.fault, BadReceipt)
    assert list(outbox.receipts) == [1]


def test_a_household_held_under_another_number_is_reported_like_a_refused_one() -> None:
    double = Verdict(
        survey_number=number_of(2), revision=1, envelope_digest="0" * 64, outcome=Outcome.DUPLICATE, of=number_of(1)
    )

    assert DrainReport(verdicts=(double,)).refused == (double,)


def test_refused_surveys_are_reported_with_their_codes(world: World) -> None:
    world.intake = Intake(
        world.engine,
        registry_folder.load(world.folder),
        lambda survey: SurveyRefusal.SCORE_DIFFERS if survey.header.survey_number == number_of(2) else None,
        noon,
    )
    outbox = MemoryOutbox([world.desk.batch_of(1, 2, 3)])

    report = drain(outbox, ToldTransport(world), world.trust, noon)

    assert [(verdict.survey_number, verdict.code) for verdict in report.refused] == [(number_of(2), "score_differs")]


@pytest.mark.parametrize(
    ("says", "fault"),
    [
        ({"registry_id": "another"}, WrongRegistry),
        ({"receipt_key": "ab"}, WrongRegistry),
        ({"protocols": [2]}, ProtocolUnknown),
    ],
)
def test_nothing_is_sent_to_a_registry_that_is_not_ours(
    world: World, says: dict[str, JSON], fault: type[SyncFault]
) -> None:
    outbox = MemoryOutbox([world.desk.batch_of(1)])

    report = drain(outbox, ToldTransport(world, hello_says=says), world.trust, noon)

    assert isinstance(report.fault, fault)
    assert report.bytes_sent == 0


def test_a_clock_three_days_off_is_reported_and_stops_nothing(world: World) -> None:
    outbox = MemoryOutbox([world.desk.batch_of(1)])

    report = drain(outbox, ToldTransport(world), world.trust, lambda: NOON - timedelta(days=3))

    assert report.count(Outcome.ACCEPTED) == 1
    assert report.clock_warning is not None
    assert report.clock_warning.facts == {"seconds": -3 * 86400}


def test_a_clock_nearly_right_warns_nobody(world: World) -> None:
    report = drain(MemoryOutbox(), ToldTransport(world), world.trust, lambda: NOON + timedelta(seconds=200))

    assert (report.skew_seconds, report.clock_warning) == (200, None)


def test_a_link_that_comes_back_is_waited_for(world: World) -> None:
    outbox = MemoryOutbox([world.desk.batch_of(1), world.desk.batch_of(2)])
    cut = RegistryUnreachable(reason="cut", host="registry")
    slept: list[float] = []

    report = drain_patiently(
        outbox,
        ToldTransport(world, [world.intake.take, cut, cut]),
        world.trust,
        noon,
        waits=[2.0, 4.0, 8.0],
        sleep=slept.append,
    )

    assert slept == [2.0, 4.0]
    assert (report.batches, report.count(Outcome.ACCEPTED), report.fault) == (2, 2, None)


def test_a_refusal_is_not_tried_again(world: World) -> None:
    refused = RegistryRefused("batch_out_of_order", status=409, last_number=0, last_digest="")
    outbox = MemoryOutbox([world.desk.batch_of(1)])
    slept: list[float] = []

    report = drain_patiently(
        outbox, ToldTransport(world, [refused]), world.trust, noon, waits=[1.0], sleep=slept.append
    )

    assert (report.fault, slept) == (refused, [])
