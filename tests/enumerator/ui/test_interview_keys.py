"""The keys of the interview beyond Enter: help, members, copying, going to a question, messages, the kept place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.dialogs.ask import Blocking, Reason
from enumerator.ui.dialogs.go_to_panel import GoToPanel, TargetsModel
from enumerator.ui.dialogs.question_help import QuestionHelp
from enumerator.ui.interview.conduct import FAMILY
from enumerator.ui.interview.outline import SectionState
from enumerator.ui.interview.page import InterviewPage
from enumerator.ui.page import Toast
from enumerator.ui.telling import telling
from enumerator.ui.widgets.words import Words
from enumerator.workflow.interview import MOST_LETTERS, resume_interview
from forms import Missing
from resources.wording import sentence
from tests.enumerator.ui.interviewing import Key, answer, asked, at_a_desk, begin, press, sit_down, write

ROOMS, TOILET = "/data/assets/rooms", "/data/assets/toilet"
CONTROL = Qt.KeyboardModifier.ControlModifier
MEMBER = "/data/roster/member"
Opened = TypeVar("Opened", bound=QDialog)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[AtDesk]:
    with at_a_desk(tmp_path) as desk:
        yield desk


def opened(qtbot: QtBot, kind: type[Opened]) -> Opened:
    """The dialog of that kind, in front."""
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and QApplication.focusWidget() is not None)
    return dialog


def close(qtbot: QtBot, dialog: QDialog, key: Qt.Key) -> None:
    """Press the key that closes it."""
    with qtbot.waitSignal(dialog.destroyed):
        press(key)


def told(page: QWidget) -> list[str]:
    """Every label that can be read."""
    return [words.text() for words in page.findChildren(Words) if words.isVisible()]


@pytest.mark.parametrize(("language", "other"), [("en", "Urdu (ur)"), ("ur", "English (en)")])
def test_f1_helps_with_the_question_and_f1_again_asks_for_all_keys(
    qtbot: QtBot, at: AtDesk, language: str, other: str
) -> None:
    telling.language = language
    page = sit_down(qtbot, at, asked(at).number, ROOMS)
    press(Key.Key_F1)
    dialog = opened(qtbot, QuestionHelp)
    said = told(dialog)
    interview = page.conduct.interview
    assert interview.label(ROOMS, other) in said
    assert interview.hint(ROOMS, page.conduct.language) in said
    assert interview.hint(ROOMS, other) in said
    assert sentence("interview.dont_know", language) in said
    with qtbot.waitSignal(page.keys_wanted):
        close(qtbot, dialog, Key.Key_F1)


def test_f3_and_its_back_key_go_to_the_same_question_of_the_next_member(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[2]/name")
    press(Key.Key_F3)
    assert page.conduct.at == f"{MEMBER}[3]/name"
    press(Key.Key_F3, CONTROL)
    assert page.conduct.at == f"{MEMBER}[2]/name"
    # the head is not asked for a name again: their first question is opened
    press(Key.Key_F3, CONTROL)
    assert page.conduct.at == f"{MEMBER}[1]/relation"
    press(Key.Key_F3, CONTROL)
    assert page.conduct.at == f"{MEMBER}[1]/relation"


def test_f3_after_the_last_member_begins_the_next_and_elsewhere_adds_nobody(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    press(Key.Key_F3)
    assert (page.conduct.at, page.conduct.count()) == (TOILET, 4)
    page.leading.go_to(f"{MEMBER}[4]/name")
    press(Key.Key_F3)
    assert (page.conduct.at, page.conduct.count()) == (f"{MEMBER}[5]/relation", 5)


def test_f5_copies_the_answer_of_the_member_before_and_goes_on(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[4]/health/disability")
    ref = page.conduct.at
    before = page.conduct.said(ref.replace("[4]", "[3]"))
    press(Key.Key_F5)
    assert page.conduct.said(ref) == before
    assert page.conduct.at != ref


def test_f5_takes_the_permanent_address_from_the_current_one(qtbot: QtBot, at: AtDesk) -> None:
    number = asked(at).number
    resume_interview(at.desk, number, at.clock).answer("/data/address/permanent_same", "no")
    page = sit_down(qtbot, at, number, "/data/address/permanent/province")
    assert any(page.conduct.copied() in words for words in told(page.register.margin))
    for _ in range(2):
        press(Key.Key_F5)
    state = page.conduct.interview.state
    assert state("/data/address/permanent/division").value == state("/data/address/current/division").value != ""


def test_f5_says_when_there_is_nothing_to_copy(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    press(Key.Key_F5)
    assert page.conduct.at == TOILET
    assert sentence("interview.nothing_to_copy", "en") in told(page.register.margin)


@pytest.mark.parametrize("typed", ["toilet", "بیت", "assets toil"])
def test_f6_finds_a_question_by_its_words_in_either_language_its_name_and_its_section(
    qtbot: QtBot, at: AtDesk, typed: str
) -> None:
    page = sit_down(qtbot, at, asked(at).number, "/data/registration/consent")
    press(Key.Key_F6)
    dialog = opened(qtbot, GoToPanel)
    write(typed)
    close(qtbot, dialog, Key.Key_Return)
    assert page.conduct.at == TOILET


def test_f6_finds_a_question_by_its_number_and_the_arrows_choose(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    number = page.conduct.plan.numbers[ROOMS]
    press(Key.Key_F6)
    dialog = opened(qtbot, GoToPanel)
    write(number)
    assert dialog.model.targets[0].ref == ROOMS
    press(Key.Key_Down)
    press(Key.Key_Up)
    close(qtbot, dialog, Key.Key_Return)
    assert page.conduct.at == ROOMS


def test_f6_goes_to_a_section_and_escape_stays(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    press(Key.Key_F6)
    close(qtbot, opened(qtbot, GoToPanel), Key.Key_Escape)
    page.activateWindow()
    qtbot.waitUntil(lambda: page.isActiveWindow() and QApplication.focusWidget() is not None)
    assert page.conduct.at == TOILET
    press(Key.Key_F6)
    dialog = opened(qtbot, GoToPanel)
    write("contact")
    assert dialog.model.targets[0].is_section
    close(qtbot, dialog, Key.Key_Return)
    assert page.conduct.place.section == "/data/contact"


def test_the_list_of_places_keeps_qts_rules(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    press(Key.Key_F6)
    found = opened(qtbot, GoToPanel).model.targets
    model = TargetsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_targets(found)
    assert model.rowCount() == len(found) > len(page.conduct.interview.questions())
    assert tester.failureReportingMode() is QAbstractItemModelTester.FailureReportingMode.Fatal


def test_f7_lays_the_members_sheet_over_the_grid_where_there_is_no_room_beside_it(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[2]/name")
    page.resize(911, 430)
    press(Key.Key_F7)
    assert page.conduct.place == FAMILY
    assert not page.family.sheet.isVisible()
    press(Key.Key_F7)
    assert page.family.sheet.isVisible()
    assert page.family.sheet.geometry().right() <= page.family.width()
    press(Key.Key_Escape)
    assert not page.family.sheet.isVisible()


def test_only_f8_answers_the_message_that_an_answer_is_too_long(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, "/data/basic/head_name")
    old = page.conduct.said("/data/basic/head_name")
    page.card.editor.field.setText("x" * (MOST_LETTERS + 1))  # type: ignore[union-attr]
    press(Key.Key_Return)
    dialog = opened(qtbot, Blocking)
    for key in (Key.Key_Return, Key.Key_Escape, Key.Key_Space):
        press(key)
    assert dialog.isVisible()
    close(qtbot, dialog, Key.Key_F8)
    assert page.conduct.at == "/data/basic/head_name"
    assert page.conduct.said("/data/basic/head_name") == old


def test_ctrl_p_says_when_the_slip_comes(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, begin(at))
    press(Key.Key_P, CONTROL)
    assert sentence("interview.slip_later", "en") in told(page.register.margin)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_ctrl_n_writes_a_note_that_stands_beside_the_question_and_on_its_line(
    qtbot: QtBot, at: AtDesk, language: str
) -> None:
    telling.language = language
    number = asked(at).number
    page = sit_down(qtbot, at, number, TOILET)
    press(Key.Key_N, CONTROL)
    dialog = opened(qtbot, Reason)
    write("shared with the neighbours")
    close(qtbot, dialog, Key.Key_Return)
    assert "shared with the neighbours" in page.register.margin.notes[-1].accessibleName()
    assert resume_interview(at.desk, number, at.clock).interview.state(TOILET).note == "shared with the neighbours"
    assert at.desk.surveys.events(number)[-1].trace == "noted"
    page.leading.go_to(ROOMS)
    marked = next(line for line in page.register.lines if line.line.ref == TOILET)
    assert sentence("interview.note", language) in marked.accessibleName()
    # and left blank, it is taken back
    page.leading.go_to(TOILET)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press(Key.Key_N, CONTROL)
    dialog = opened(qtbot, Reason)
    assert dialog.field.text() == "shared with the neighbours"
    dialog.field.clear()
    close(qtbot, dialog, Key.Key_Return)
    assert page.register.margin.notes == ()


def test_a_member_brought_back_has_their_notes_again(qtbot: QtBot, at: AtDesk) -> None:
    asking = asked(at)
    asking.note(f"{MEMBER}[4]/relation", "lives with them since June")
    page = sit_down(qtbot, at, asking.number, f"{MEMBER}[4]/relation")
    toasts: list[Toast] = []
    page.told.connect(toasts.append)
    press(Key.Key_F4)
    toasts[-1].undo()
    assert page.conduct.interview.state(f"{MEMBER}[4]/relation").note == "lives with them since June"


def test_escape_twice_leaves_with_the_old_answer_and_the_draft_kept(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, "/data/basic/head_name")
    old = page.conduct.said("/data/basic/head_name")
    write("X")
    press(Key.Key_Escape)
    assert page.card.text() == old
    assert sentence("interview.escape_again", "en") in told(page.register.margin)
    with qtbot.waitSignal(page.left) as going:
        press(Key.Key_Escape)
    assert going.args == [destinations.Home()]


def test_whatever_is_typed_after_escape_is_put_back_before_the_next_one_leaves(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, "/data/basic/head_name")
    went: list[object] = []
    page.left.connect(went.append)
    old = page.conduct.said(page.conduct.at)
    press(Key.Key_Escape)
    write("typo")
    press(Key.Key_Escape)
    assert (went, page.card.text()) == ([], old)
    assert page.leave()
    assert page.conduct.said(page.conduct.at) == old
    press(Key.Key_Escape)
    press(Key.Key_Escape)
    assert went == [destinations.Home()]


def test_an_edit_that_comes_to_nothing_is_an_edit_too(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, begin(at), "/data/registration/consent")
    went: list[object] = []
    page.left.connect(went.append)
    press(Key.Key_Escape)
    write("x")
    press(Key.Key_Backspace)
    press(Key.Key_Escape)
    assert went == []
    press(Key.Key_Escape)
    assert went == [destinations.Home()]


def test_escape_in_the_grid_says_that_the_next_one_leaves(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[2]/name")
    press(Key.Key_F7)
    press(Key.Key_Escape)
    assert page.family.title.facts.text() == sentence("interview.escape_again", "en")
    with qtbot.waitSignal(page.left):
        press(Key.Key_Escape)


def test_urdu_digits_say_why_there_is_no_answer(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    press(Key.Key_F9)
    press(Key.Key_1)
    assert page.conduct.interview.state(TOILET).missing is Missing.REFUSED


# ── the caret's place ────────────────────────────────────────────────────────────────────────────────────────────


def rests(qtbot: QtBot, page: InterviewPage, at_ref: str) -> None:
    """Wait until the place where the caret rests is on the disk."""
    desk, number = page.conduct.asking, page.conduct.asking.number
    qtbot.waitUntil(lambda: desk._desk.surveys.draft(number).at_ref == at_ref, timeout=4000)


def test_a_caret_that_rests_is_kept_though_nothing_was_answered(qtbot: QtBot, tmp_path: Path) -> None:
    # given an officer who looks at a question without answering it
    with at_a_desk(tmp_path) as at:
        number = asked(at).number
        page = sit_down(qtbot, at, number)
        lines = len(at.desk.surveys.events(number))
        page.leading.go_to(TOILET)
        for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up):
            press(key)
        here = page.conduct.at
        rests(qtbot, page, here)
        # then one line is written however many questions were passed
        assert len(at.desk.surveys.events(number)) == lines + 1
        page.hide()
    # and with the window gone, the draft opens there
    with at_a_desk(tmp_path) as at:
        assert sit_down(qtbot, at, number).conduct.at == here


def test_the_row_of_the_grid_is_kept_too(qtbot: QtBot, tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as at:
        page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[2]/name")
        number = page.conduct.asking.number
        press(Key.Key_F7)
        press(Key.Key_Down)
        rests(qtbot, page, f"{MEMBER}[3]")
        page.hide()
    with at_a_desk(tmp_path) as at:
        page = sit_down(qtbot, at, number)
        assert page.conduct.place == FAMILY
        assert page.family.position == 3
        press(Key.Key_End)
        assert page.leave()
        page.hide()
    with at_a_desk(tmp_path) as at:
        page = sit_down(qtbot, at, number)
        assert (page.conduct.place, page.family.position) == (FAMILY, 5)


def test_an_answer_that_is_pointed_out_is_the_place_of_the_draft(qtbot: QtBot, tmp_path: Path) -> None:
    with at_a_desk(tmp_path) as at:
        page = sit_down(qtbot, at, asked(at).number, ROOMS)
        number = page.conduct.asking.number
        write("99")
        press(Key.Key_Return)
        assert page.conduct.at == ROOMS
        rests(qtbot, page, ROOMS)
        page.hide()
    with at_a_desk(tmp_path) as at:
        assert sit_down(qtbot, at, number).conduct.at == ROOMS


def test_leaving_keeps_the_place_at_once(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, "/data/registration/consent")
    page.leading.go_to(TOILET)
    assert page.leave()
    assert at.desk.surveys.draft(page.conduct.asking.number).at_ref == TOILET


def test_a_section_with_every_answer_is_complete_on_the_rail(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, begin(at))
    answer(page, "OK")
    states = {section.path: section.tally.state for section in page.conduct.sections}
    assert states["/data/registration"] is SectionState.IN_PROGRESS


def test_a_note_that_appears_has_its_room_at_once(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, ROOMS)
    before = page.register.margin.height()
    # when a warning appears in the margin, and a dialog opens over the page at once
    write("6")
    press(Key.Key_F2)
    # then the margin has grown by the note already
    note = page.register.margin.notes[-1]
    assert page.register.margin.height() >= before + note.heightForWidth(page.register.margin.width())
