"""Sync: what is frozen goes out as often as needed, and only a receipt that can be believed settles anything."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from enumerator.domain.batch import BatchState
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.trace import Trace
from enumerator.errors import ForbiddenMove, NotEnrolled, NotPermitted
from enumerator.store import Desk
from enumerator.trial.comparison import differences
from enumerator.workflow import batch
from enumerator.workflow.batch import Frozen, freeze_batches
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.questionnaire import shipped_edition
from enumerator.workflow.reconcile import reconcile
from enumerator.workflow.review import approve, reopen, return_survey
from enumerator.workflow.transfer import sync
from sync.batch import read_manifest
from sync.canonical import JSON
from sync.errors import BadReceipt, BadSignature, RegistryAnswersNonsense, RegistryUnreachable, SyncFault, WrongRegistry
from sync.receipt import Outcome
from sync.registry import folder as registry_folder
from sync.registry.admission import suspend
from sync.transport import HttpTransport
from tests.enumerator.store import centre
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN, Clock
from tests.enumerator.workflow.transports import Forgetful, Impostor, InProcess
from tests.enumerator.workflow.world import AT, World, present, take_down
from tests.sync.answering import answering, says

PORTAL = b"<!DOCTYPE html><html><body>Welcome! Please sign in to the Wi-Fi.</body></html>"
NOBODY = "http://127.0.0.1:9"


def states(desk: Desk) -> set[SurveyState]:
    return {row.state for row in desk.surveys.all()}


def go(desk: Desk, url: str, clock: Callable[[], datetime] = present) -> SyncFault | None:
    with HttpTransport(url, clock=clock) as transport:
        return sync(desk, transport, clock).fault


def test_a_batch_is_on_the_disk_before_anything_is_sent(approved: World) -> None:
    frozen: list[bytes] = []

    class Watching(InProcess):
        def hello(self) -> dict[str, JSON]:
            (waiting,) = desk.batches.pending()
            assert states(desk) == {SurveyState.BATCHED}
            frozen.append(waiting.frozen)
            return super().hello()

    with approved.sign_in(SAIRA) as desk, Watching(approved.registry.folder) as transport:
        assert sync(desk, transport, approved.clock).fault is None
        assert transport.sent == frozen


def test_batches_are_chained_and_never_too_large(approved: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "SURVEYS_IN_A_BATCH", 2)
    with approved.sign_in(SAIRA) as desk:
        first, second = freeze_batches(desk, approved.clock).batches
        assert freeze_batches(desk, approved.clock).batches == ()
        assert [len(each.surveys) for each in (first, second)] == [2, 1]
        assert read_manifest(second.frozen).previous_digest == first.digest
        with InProcess(approved.registry.folder) as transport:
            report = sync(desk, transport, approved.clock)
        assert (report.batches, report.count(Outcome.ACCEPTED), report.fault) == (2, 3, None)
        assert reconcile(desk).findings == ()


def test_only_a_supervisor_closes_a_day_but_everybody_may_send_what_is_frozen(approved: World) -> None:
    with approved.sign_in(BILAL) as desk, InProcess(approved.registry.folder) as transport:
        with pytest.raises(NotPermitted):
            freeze_batches(desk, approved.clock)
        assert sync(desk, transport, approved.clock).batches == 0
        assert states(desk) == {SurveyState.APPROVED}
    with approved.sign_in(SAIRA) as desk:
        freeze_batches(desk, approved.clock)
    with approved.sign_in(BILAL) as desk, InProcess(approved.registry.folder) as transport:
        assert sync(desk, transport, approved.clock).batches == 1
        assert states(desk) == {SurveyState.ACCEPTED}


def test_a_desk_that_knows_no_registry_says_so(tmp_path: Path) -> None:
    clock = Clock()
    with centre.sign_in(centre.make(tmp_path / "desk", clock), SAIRA, clock) as desk, pytest.raises(NotEnrolled):
        go(desk, NOBODY)


def test_work_goes_on_while_the_registry_is_stopped_and_it_drains_when_it_is_started(approved: World) -> None:
    # when the registry is stopped
    with approved.sign_in(SAIRA) as desk:
        assert isinstance(go(desk, NOBODY), RegistryUnreachable)
        assert (states(desk), len(desk.batches.pending())) == ({SurveyState.BATCHED}, 1)
    with approved.sign_in(BILAL) as desk:
        number = take_down(desk, 0, approved.clock).number
    with approved.sign_in(SAIRA) as desk:
        approve(desk, number, approved.clock)
        assert isinstance(go(desk, NOBODY), RegistryUnreachable)
        assert len(desk.batches.pending()) == 2

        # then it is started again, and everything goes
        with approved.registry.serving() as url:
            assert go(desk, url) is None
            assert go(desk, url) is None
        assert (states(desk), desk.batches.pending()) == ({SurveyState.ACCEPTED}, ())
        assert reconcile(desk).findings == ()
        definition = shipped_edition().definition
        assert list(differences(desk, approved.registry.holdings(), definition, approved.clock)) == []


def test_a_portal_that_answers_html_is_named_and_changes_nothing(frozen: World) -> None:
    with frozen.sign_in(SAIRA) as desk:
        before = (desk.surveys.all(), desk.batches.list())
        with answering(says("200 OK", PORTAL)) as url:
            fault = go(desk, url)
        assert isinstance(fault, RegistryAnswersNonsense)
        assert (desk.surveys.all(), desk.batches.list()) == before
        assert desk.receipts.of_batch(1) is None


def test_another_registry_is_not_sent_anything(frozen: World, tmp_path: Path) -> None:
    registry_folder.init(tmp_path / "other")
    with frozen.sign_in(SAIRA) as desk, InProcess(tmp_path / "other") as transport:
        assert isinstance(sync(desk, transport, frozen.clock).fault, WrongRegistry)
        assert transport.sent == []
        assert states(desk) == {SurveyState.BATCHED}


@pytest.mark.parametrize(("liar", "fault"), [(Impostor, BadSignature), (Forgetful, BadReceipt)])
def test_a_receipt_that_cannot_be_believed_settles_nothing(
    frozen: World, liar: type[InProcess], fault: type[SyncFault]
) -> None:
    with frozen.sign_in(SAIRA) as desk:
        with liar(frozen.registry.folder) as transport:
            assert type(sync(desk, transport, frozen.clock).fault) is fault
        assert (states(desk), desk.receipts.of_batch(1)) == ({SurveyState.BATCHED}, None)
        # the true one gives its receipt all the same
        with InProcess(frozen.registry.folder) as transport:
            assert sync(desk, transport, frozen.clock).fault is None
        assert states(desk) == {SurveyState.ACCEPTED}


def test_a_survey_that_is_set_aside_blocks_no_other_and_can_be_taken_again(approved: World) -> None:
    with InProcess(approved.registry.folder) as transport, approved.sign_in(SAIRA) as desk:
        with Session(transport.engine) as session, session.begin():
            suspend(session, USMAN.code, machine=None, at=AT)
        number = next(row.number for row in desk.surveys.all() if row.author == USMAN.code)

        report = sync(desk, transport, approved.clock)

        (verdict,) = report.refused
        assert (verdict.survey_number, verdict.code) == (number, "officer_suspended")
        assert (report.count(Outcome.ACCEPTED), report.fault) == (2, None)
        assert desk.surveys.row(number).state is SurveyState.SET_ASIDE
        assert desk.batches.get(1).state is BatchState.SETTLED
        assert reconcile(desk).findings == ()
    with approved.sign_in(BILAL) as desk:
        reopen(desk, number, approved.clock)
        finish(desk, resume_interview(desk, number, approved.clock), approved.clock)
    with InProcess(approved.registry.folder) as transport, approved.sign_in(SAIRA) as desk:
        approve(desk, number, approved.clock)
        assert sync(desk, transport, approved.clock).count(Outcome.ACCEPTED) == 1
        assert reconcile(desk).findings == ()


def test_a_draft_and_a_finished_survey_stay_at_the_desk(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        begin_interview(desk, finished.clock)
    with finished.sign_in(SAIRA) as desk, InProcess(finished.registry.folder) as transport:
        assert sync(desk, transport, finished.clock).batches == 0
        assert transport.sent == []


def test_what_is_in_a_batch_cannot_be_returned(frozen: World) -> None:
    with frozen.sign_in(SAIRA) as desk, pytest.raises(ForbiddenMove):
        return_survey(desk, desk.surveys.all()[0].number, "too late", frozen.clock)


@pytest.mark.parametrize(("off", "warned"), [(0, False), (200, False), (3600, True), (-86_400, True)])
def test_a_desk_whose_clock_differs_is_told_and_its_surveys_travel(frozen: World, off: int, warned: bool) -> None:
    now = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)
    with frozen.sign_in(SAIRA) as desk, InProcess(frozen.registry.folder, clock=lambda: now) as transport:
        report = sync(desk, transport, lambda: now + timedelta(seconds=off))
        assert (report.skew_seconds, report.clock_warning is not None) == (off, warned)
        assert (report.count(Outcome.ACCEPTED), report.fault) == (3, None)


def test_a_going_that_did_something_or_found_a_fault_is_written_down(frozen: World) -> None:
    with frozen.sign_in(SAIRA) as desk:
        go(desk, NOBODY)
        with InProcess(frozen.registry.folder) as transport:
            sync(desk, transport, frozen.clock)
        lines = [line.facts for line in desk.audit.lines() if line.trace.value == "synced"]
    assert [dict(facts) for facts in lines[-2:]] == [
        {"batches": 0, "verdicts": 0, "fault": "registry_unreachable"},
        {"batches": 1, "verdicts": 3, "fault": ""},
    ]


def test_a_going_that_did_nothing_and_found_nothing_new_leaves_no_line(accepted: World) -> None:
    def synced(desk: Desk) -> int:
        return sum(line.trace is Trace.SYNCED for line in desk.audit.lines())

    with accepted.sign_in(SAIRA) as desk:
        before = synced(desk)
        with InProcess(accepted.registry.folder) as transport:
            sync(desk, transport, accepted.clock)
        assert synced(desk) == before
        with HttpTransport(NOBODY) as nobody:
            sync(desk, nobody, accepted.clock, known_fault="registry_unreachable")
            assert synced(desk) == before
            sync(desk, nobody, accepted.clock)
        assert synced(desk) == before + 1


def test_two_freezings_at_once_freeze_everything_once(approved: World) -> None:
    others: list[threading.Thread] = []
    found: list[Frozen] = []

    with approved.sign_in(SAIRA) as desk:

        def begin_another(_step: str, done: int, _total: int) -> None:
            if done == 1:
                others.append(threading.Thread(target=lambda: found.append(freeze_batches(desk, approved.clock))))
                others[0].start()
                time.sleep(0.2)

        first = freeze_batches(desk, approved.clock, begin_another)
        others[0].join(20)
        assert [len(batch.surveys) for batch in first.batches] == [3]
        assert found == [Frozen()]
        assert {row.state for row in desk.surveys.all()} == {SurveyState.BATCHED}
