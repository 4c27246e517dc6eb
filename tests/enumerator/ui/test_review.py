"""The review: problems first, every row leads to its question, and finishing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from enumerator.domain.lifecycle import SurveyState
from enumerator.errors import BlockingViolations
from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.interview.findings import Finding, Weight
from enumerator.ui.review import ReviewPage
from enumerator.ui.review.findings_list import FindingsModel
from enumerator.ui.telling import telling
from forms import Violation, ViolationKind
from tests.enumerator.ui.interviewing import Key, asked, at_a_desk, begin, give_reason, press, show

ROOMS = "/data/assets/rooms"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[AtDesk]:
    with at_a_desk(tmp_path) as desk:
        yield desk


def review(qtbot: QtBot, at: AtDesk, number: str) -> ReviewPage:
    page = ReviewPage(at, destinations.Review(number))
    show(qtbot, page)
    return page


def test_problems_stand_first_and_enter_goes_there(qtbot: QtBot, at: AtDesk) -> None:
    asking = asked(at)
    asking.answer("/data/registration/consent", "no")
    asking.answer(ROOMS, "99")
    page = review(qtbot, at, asking.number)
    weights = [found.weight for found in page.list.rows.findings]
    assert weights == sorted(weights, key=lambda each: each.value)
    assert weights[0] is Weight.HARD
    with qtbot.waitSignal(page.left) as going:
        press(Key.Key_Return)
    assert going.args == [destinations.Interview(asking.number, "/data/registration/consent")]


def test_a_survey_with_problems_is_not_finished_and_says_how_many(qtbot: QtBot, at: AtDesk) -> None:
    number = begin(at)
    page = review(qtbot, at, number)
    assert not page.finish_button.isEnabled()
    press(Key.Key_F12)
    assert at.desk.surveys.row(number).state is SurveyState.DRAFT


def test_a_warning_is_confirmed_here_too(qtbot: QtBot, at: AtDesk) -> None:
    asking = asked(at)
    asking.answer(ROOMS, "6")
    page = review(qtbot, at, asking.number)
    assert page.list.current is not None
    assert page.list.current.ref == ROOMS
    press(Key.Key_F2)
    give_reason(qtbot, "seen by the officer")
    assert page.finish_button.isEnabled()


@pytest.mark.parametrize(
    ("key", "held_with"),
    [
        (Key.Key_F12, Qt.KeyboardModifier.NoModifier),
        (Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_the_key_that_led_here_does_not_finish_unread(
    qtbot: QtBot, at: AtDesk, key: Qt.Key, held_with: Qt.KeyboardModifier
) -> None:
    # given a review at which the caret stands on the button, and the key that opened it is struck twice
    number = asked(at).number
    page = review(qtbot, at, number)
    page.finish_button.setFocus()
    press(Key.Key_Control)
    press(key, held_with)
    press(key, held_with)
    assert at.desk.surveys.row(number).state is SurveyState.DRAFT
    # then after any other key it is meant
    press(Key.Key_F11)
    page.finish_button.setFocus()
    press(key, held_with)
    assert at.desk.surveys.row(number).state is SurveyState.FINISHED


def test_a_question_is_named_whole_however_long_it_is(qtbot: QtBot, at: AtDesk) -> None:
    # given a question too long for its column, and a short one
    asking = asked(at)
    asking.answer(ROOMS, "6")
    page = review(qtbot, at, asking.number)
    at_ref = {found.ref: row for row, found in enumerate(page.list.rows.findings)}
    long, short = at_ref[ROOMS], at_ref["/data/contact/mobile_2"]
    # then the long one has a line more
    assert page.list.sizeHintForRow(long) > page.list.sizeHintForRow(short)


def test_after_a_moment_f12_is_meant(qtbot: QtBot, at: AtDesk) -> None:
    number = asked(at).number
    page = review(qtbot, at, number)
    press(Key.Key_F12)
    qtbot.waitUntil(lambda: page.first_look.is_over)
    press(Key.Key_F12)
    assert at.desk.surveys.row(number).state is SurveyState.FINISHED


def test_what_stands_against_finishing_unseen_is_shown_when_f12_finds_it(qtbot: QtBot, at: AtDesk) -> None:
    # given a review with nothing in the way, and an answer that breaks a rule since it was written
    page = review(qtbot, at, asked(at).number)
    press(Key.Key_Down)
    page.conduct.asking.answer(ROOMS, "99")
    # when it is finished after all
    with qtbot.waitSignal(page.warned) as warned:
        press(Key.Key_F12)
    # then the desk says so, and the caret stands at the place
    assert warned.args is not None
    assert isinstance(warned.args[0], BlockingViolations)
    assert page.list.current is not None
    assert (page.list.current.weight, page.list.current.ref) == (Weight.SOFT, ROOMS)
    assert not page.finish_button.isEnabled()


def test_a_finding_where_nobody_answers_is_told_and_leads_nowhere(qtbot: QtBot, at: AtDesk) -> None:
    page = review(qtbot, at, begin(at))
    rule = Violation("/data/derived/sum", ViolationKind.UNWORKABLE, "1 div x", hard=True, message="", confirmed=False)
    page.list.show_findings((Finding(Weight.HARD, "", "", "sum", violation=rule),))
    page.list.grab()
    assert "1 div x" in page.list.rows.index(0).data()
    with qtbot.assertNotEmitted(page.left):
        for key in (Key.Key_Return, Key.Key_F11):
            press(key)
        page.list.clicked.emit(page.list.rows.index(0))


@pytest.mark.parametrize("language", ["en", "ur"])
def test_f12_finishes_and_goes_to_the_slip(qtbot: QtBot, at: AtDesk, language: str) -> None:
    telling.language = language
    number = asked(at).number
    page = review(qtbot, at, number)
    assert all(found.weight is Weight.NO_ANSWER for found in page.list.rows.findings)
    press(Key.Key_Down)
    with qtbot.waitSignal(page.left) as going:
        press(Key.Key_F12)
    assert going.args == [destinations.Finished(number)]
    assert at.desk.surveys.row(number).state is SurveyState.FINISHED


def test_escape_goes_back_to_the_interview(qtbot: QtBot, at: AtDesk) -> None:
    number = begin(at)
    page = review(qtbot, at, number)
    with qtbot.waitSignal(page.left) as going:
        press(Key.Key_Escape)
    assert going.args == [destinations.Interview(number)]


def test_the_model_keeps_qts_rules(qtbot: QtBot, at: AtDesk) -> None:
    page = review(qtbot, at, begin(at))
    model = FindingsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_findings(page.list.rows.findings)
    assert model.rowCount() == len(page.list.rows.findings)
    assert tester.failureReportingMode() is QAbstractItemModelTester.FailureReportingMode.Fatal
