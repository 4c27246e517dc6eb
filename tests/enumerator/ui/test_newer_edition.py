"""A draft on an older edition: the officer is told calmly, sees what would change, and moves it or stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.dialogs.move_panel import MovePanel
from enumerator.ui.interview.moved_lines import Becomes, moved_lines
from enumerator.ui.interview.page import InterviewPage
from enumerator.ui.telling import telling
from enumerator.ui.widgets.words import Words
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.moving import preview_move
from enumerator.workflow.questionnaire import SHIPPED_EDITION
from forms import Missing
from tests.enumerator.store.centre import BILAL
from tests.enumerator.ui.desks import at_desk, by, shown
from tests.enumerator.ui.walking import marked_wording, untold, words_on
from tests.enumerator.ui.windows import caret, let_in, window_at
from tests.enumerator.workflow.workbooks import DIRT, DROPPED, NEXT, WALLS
from tests.enumerator.workflow.world import World

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
TOLD = "This survey was begun with 2025.1; 2025.2 is in force."


def prepared(world: World) -> str:
    """Bilal's draft, with what the next edition drops and renames, standing at the walls."""
    with world.sign_in(BILAL) as desk:
        asking = resume_interview(desk, by(desk, BILAL).number, world.clock)
        asking.answer(WALLS, DIRT)
        asking.mark_missing(DROPPED, Missing.REFUSED)
        asking.note(DROPPED, "On the roof")
        asking.at_ref = WALLS
        asking.keep_place()
        return asking.number


def open_draft(qtbot: QtBot, at: AtDesk, number: str) -> InterviewPage:
    page = InterviewPage(at, destinations.Interview(number))
    shown(qtbot, page)
    return page


def panels() -> list[MovePanel]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, MovePanel) and each.isVisible()]


def seen(qtbot: QtBot, page: InterviewPage) -> MovePanel:
    """Ctrl+M, and the panel has the keys."""
    QTest.keyClick(page.card, Key.Key_M, CONTROL)
    (panel,) = panels()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


def said(page: InterviewPage) -> str:
    return " ".join(words.text() for words in page.newer.findChildren(Words))


def test_a_draft_of_before_says_so_and_a_new_one_says_nothing(in_force: World, qtbot: QtBot) -> None:
    number = prepared(in_force)
    with at_desk(in_force, BILAL) as at:
        page = open_draft(qtbot, at, number)
        assert page.newer.isVisible()
        assert TOLD in said(page)
        assert "Ctrl+M" in [hint.cap for hint in page.all_keys()]
        telling.language = "ur"
        page.retell()
        assert TOLD not in said(page)

        new = open_draft(qtbot, at, begin_interview(at.desk, at.clock).number)
        assert not new.newer.isVisible()
        assert "Ctrl+M" not in [hint.cap for hint in new.all_keys()]
        new.newer.see()
        assert not panels()


def test_what_would_change_is_seen_question_by_question_and_enter_stays(in_force: World, qtbot: QtBot) -> None:
    number = prepared(in_force)
    with at_desk(in_force, BILAL) as at:
        page = open_draft(qtbot, at, number)
        before = at.desk.surveys.draft(number).saved
        panel = seen(qtbot, page)
        told = [[str(panel.rows.data(panel.rows.index(row, column))) for column in range(4)] for row in range(4)]
        assert [row[0] for row in told] == ["lost", "lost", "changed", "newly asked"]
        assert "geyser" in told[0][1]
        assert {told[0][2], told[1][2]} == {"Refused", "Note: On the roof"}
        assert told[2][1].endswith("Main material of the outer walls")
        assert told[2][2:] == ["Dirt", "to be asked again"]
        assert "fan" in told[3][1]
        assert "Stay as they are:" in panel.sentence.text()

        with qtbot.waitSignal(panel.destroyed):  # the page outlives its dialog, as it does in the main window
            QTest.keyClick(panel.table, Key.Key_Return)
        assert not panels()
        assert at.desk.surveys.row(number).edition == SHIPPED_EDITION
        assert at.desk.surveys.draft(number).saved == before


def test_a_moved_draft_goes_on_at_its_question_in_the_edition_in_force(in_force: World, qtbot: QtBot) -> None:
    number = prepared(in_force)
    with window_at(in_force, qtbot) as window:
        desk = let_in(window, in_force, BILAL)
        assert window.go(destinations.Interview(number))
        page = window.page
        assert isinstance(page, InterviewPage)
        after = preview_move(desk, number, in_force.clock).after.serialise()
        panel = seen(qtbot, page)
        with qtbot.waitSignal(panel.destroyed):
            QTest.keyClick(panel.table, Key.Key_F2)

        moved = window.page
        assert isinstance(moved, InterviewPage)
        assert moved is not page
        assert not moved.newer.isVisible()
        assert moved.conduct.at == WALLS
        assert moved.conduct.said(WALLS) == ""
        assert desk.surveys.row(number).edition == NEXT
        assert desk.surveys.draft(number).saved == after

        window.activateWindow()
        qtbot.waitUntil(lambda: moved.card.isAncestorOf(QApplication.focusWidget() or window))
        QTest.keyClicks(caret(), "33")
        assert moved.conduct.interview.state(WALLS).value == "33"


def test_an_edition_that_cannot_be_read_is_told_and_the_interview_goes_on(in_force: World, qtbot: QtBot) -> None:
    number = prepared(in_force)
    form = in_force.store / "editions" / NEXT / "form.xml"
    form.write_bytes(form.read_bytes() + b"\n")
    with at_desk(in_force, BILAL) as at:
        page = open_draft(qtbot, at, number)
        assert "were changed or lost. Answers are safe" in said(page)
        assert not page.newer.see_link.isVisible()
        QTest.keyClick(page.card, Key.Key_M, CONTROL)
        assert not panels()
        assert page.conduct.at == WALLS


def test_what_is_not_on_the_disk_is_kept_before_anything_is_shown(in_force: World, qtbot: QtBot) -> None:
    number = prepared(in_force)
    with at_desk(in_force, BILAL) as at:
        page = open_draft(qtbot, at, number)
        QTest.keyClicks(caret(), "34")
        seen(qtbot, page)
        assert at.desk.surveys.draft(number).saved == page.conduct.interview.serialise()
        assert resume_interview(at.desk, number, at.clock).interview.state(WALLS).value == "34"


def test_every_line_is_said_in_the_language_of_the_windows(in_force: World) -> None:
    number = prepared(in_force)
    with in_force.sign_in(BILAL) as desk:
        migration = preview_move(desk, number, in_force.clock)
        english, urdu = (moved_lines(migration, language) for language in ("en", "ur"))
    assert [line.becomes for line in english] == [line.becomes for line in urdu]
    changed = next(line for line in urdu if line.becomes is Becomes.CHANGED)
    assert changed.before == "مٹی"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_of_notice_and_preview_is_of_the_wording(in_force: World, qtbot: QtBot, language: str) -> None:
    telling.language = language
    number = prepared(in_force)
    with at_desk(in_force, BILAL) as at:
        page = open_draft(qtbot, at, number)
        with marked_wording():
            page.newer.retell()
            assert untold(page.newer) == []
            panel = seen(qtbot, page)
            data = [text for line in panel.rows.rows for text in (line.question, "Dirt", "مٹی", "On the roof")]
            assert untold(panel, data) == []
            assert any("2025.2" in text for _, text in words_on(panel))
