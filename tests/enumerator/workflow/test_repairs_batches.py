"""One survey that is too large stops neither the desk nor the others."""

from __future__ import annotations

import random
import string

import pytest

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.trace import Trace
from enumerator.errors import AnswerTooLong, SurveyTooLarge
from enumerator.workflow import batch, finish, interview
from enumerator.workflow.batch import freeze_batches
from enumerator.workflow.close_day import export_day
from enumerator.workflow.reconcile import reconcile
from enumerator.workflow.review import approve, return_survey
from enumerator.workflow.transfer import sync
from sync import envelope
from sync.envelope import Content
from sync.receipt import Outcome
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.world import World, ask, take_down

NOTE = "/data/closing/officer_note"


def noise(letters: int) -> str:
    """What does not compress."""
    return "".join(random.Random(1).choices(string.ascii_letters + string.digits, k=letters))


def carry_anything(_content: Content) -> None:
    """A program that does not look before it finishes, as an older one."""


@pytest.fixture
def too_large(approved: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """A fourth survey is approved, which no envelope carries."""
    with monkeypatch.context() as older:
        older.setattr(interview, "MOST_LETTERS", 10_000_000)
        older.setattr(finish, "require_carried", carry_anything)
        with approved.sign_in(BILAL) as desk:
            asking = ask(desk, 5, approved.clock)
            asking.answer(NOTE, noise(2_000_000))
            number = finish.finish(desk, asking, approved.clock).number
    with approved.sign_in(SAIRA) as desk:
        approve(desk, number, approved.clock)
    return number


def test_the_others_travel_and_the_supervisor_is_told(approved: World, too_large: str) -> None:
    with approved.sign_in(SAIRA) as desk, InProcess(approved.registry.folder) as transport:
        report = sync(desk, transport, approved.clock)
        assert (report.fault, report.count(Outcome.ACCEPTED)) == (None, 3)
        assert [(left.number, left.revision, left.reason) for left in report.left_out] == [(too_large, 1, "too_large")]
        assert desk.surveys.row(too_large).state is SurveyState.APPROVED

        assert sync(desk, transport, approved.clock).left_out == report.left_out
        notes = [line for line in desk.audit.lines() if line.trace is Trace.LEFT_OUT]
        assert [(note.number, dict(note.facts)) for note in notes] == [(too_large, {"reason": "too_large"})]
        assert reconcile(desk).findings == ()

        return_survey(desk, too_large, "it is too large to travel", approved.clock)
        assert sync(desk, transport, approved.clock).left_out == ()


def test_the_day_is_exported_without_it(approved: World, too_large: str) -> None:
    with approved.sign_in(SAIRA) as desk:
        day = export_day(desk, approved.folder / "stick", approved.clock)
        assert [len(each.surveys) for each in day.batches] == [3]
        assert [left.number for left in day.left_out] == [too_large]


def test_batches_are_cut_by_bytes_too(approved: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "BYTES_IN_A_BATCH", 1)
    with approved.sign_in(SAIRA) as desk:
        frozen = freeze_batches(desk, approved.clock)
        assert [len(each.surveys) for each in frozen.batches] == [1, 1, 1]
        with InProcess(approved.registry.folder) as transport:
            assert sync(desk, transport, approved.clock).count(Outcome.ACCEPTED) == 3


def test_what_could_never_be_sent_is_not_finished(enrolled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        for limit in ("MAX_CONTENT_BYTES", "MAX_ENVELOPE_BYTES"):
            with monkeypatch.context() as small:
                small.setattr(envelope, limit, 20_000)
                with pytest.raises(SurveyTooLarge) as told:
                    finish.finish(desk, asking, enrolled.clock)
            assert told.value.facts == {"number": asking.number}
            assert desk.surveys.row(asking.number).state is SurveyState.DRAFT
        assert finish.finish(desk, asking, enrolled.clock).state is SurveyState.FINISHED


def test_a_whole_book_is_no_answer(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        asking.answer(NOTE, "the house behind the mosque")
        events = desk.surveys.events(asking.number)
        with pytest.raises(AnswerTooLong) as told:
            asking.answer(NOTE, noise(2001))
        assert told.value.facts == {"letters": 2001, "most": 2000}
        assert asking.interview.state(NOTE).value == "the house behind the mosque"
        assert desk.surveys.events(asking.number) == events
        asking.answer(NOTE, noise(2000))
        assert desk.surveys.events(asking.number)[-1].new == noise(2000)


def test_ordinary_households_are_far_from_any_limit(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        assert take_down(desk, 4, enrolled.clock).state is SurveyState.FINISHED
