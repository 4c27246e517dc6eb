"""The supervisor's page at 150 % on a small screen: nothing is cut, and the decision is always in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enumerator.ui.at_desk import AtDesk
from enumerator.ui.destinations import Supervisor
from enumerator.ui.supervisor.detail import SCORE_TAB
from enumerator.ui.supervisor.page import SupervisorPage
from enumerator.ui.telling import telling
from enumerator.ui.widgets.words import Words
from enumerator.workflow.interview import MOST_LETTERS
from tests.enumerator.store.centre import SAIRA
from tests.enumerator.ui.desks import answered_again, at_desk, shown
from tests.enumerator.workflow.world import World

CONTROL = Qt.KeyboardModifier.ControlModifier
WIDTH, HEIGHT = 911, 396
"""1366 x 768 at 150 % is 911 x 512 points; the bars and the band of a trial take the rest."""


def open_small(qtbot: QtBot, at: AtDesk) -> SupervisorPage:
    page = SupervisorPage(at, Supervisor())
    shown(qtbot, page)
    page.resize(WIDTH, HEIGHT)
    qtbot.wait(1)
    return page


def place_of(part: QWidget, page: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_decision_is_whole_and_no_word_is_cut(finished: World, qtbot: QtBot, language: str) -> None:
    answered_again(finished)
    telling.language = language
    with at_desk(finished, SAIRA) as at:
        page = open_small(qtbot, at)
        assert (page.width(), page.height()) == (WIDTH, HEIGHT)
        decision = page.decision
        for part in (decision.reason, decision.return_button, decision.approve_button, page.strip.export):
            assert page.rect().contains(place_of(part, page))
            assert part.width() >= part.minimumSizeHint().width()
        assert decision.return_button.width() >= decision.return_button.sizeHint().width()
        assert page.strip.export.width() >= page.strip.export.sizeHint().width()
        assert decision.reason.width() > 350
        for words in (each for each in page.findChildren(Words) if each.isVisible() and not each.wordWrap()):
            assert words.width() >= words.sizeHint().width(), words.text()
        tabs = [tab for tab in page.tabs.children() if isinstance(tab, QWidget) and tab.isVisible()]
        assert len(tabs) == SCORE_TAB + 1
        assert all(page.rect().contains(place_of(tab, page)) for tab in tabs)
        assert all(tab.width() >= tab.sizeHint().width() for tab in tabs)
        assert page.lines.height() > 3 * page.lines.verticalHeader().defaultSectionSize()


def test_the_score_has_a_tab_of_its_own_and_goes_back_beside_the_answers(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_small(qtbot, at)
        assert page.lines.isVisible()
        assert not page.detail.score_panel.isVisible()
        qtbot.keyClick(page.queue, Qt.Key.Key_7, CONTROL)
        assert page.detail.score_panel.isVisible()
        assert not page.lines.isVisible()

        page.resize(1366, 676)
        assert page.lines.isVisible()
        assert page.detail.score_panel.isVisible()
        assert page.tabs.current == 0
        qtbot.keyClick(page.queue, Qt.Key.Key_7, CONTROL)
        assert page.tabs.current == 0


def test_a_reason_that_is_being_written_outlives_another_size(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_small(qtbot, at)
        page.decision.reason.setFocus()
        page.decision.reason.setText("Please ring")
        page.resize(1366, 676)
        assert page.decision.reason.text() == "Please ring"
        assert page.decision.reason.hasFocus()


def test_a_long_answer_takes_two_lines_instead_of_being_cut(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_small(qtbot, at)
        page.tabs.choose(1)
        rows = range(page.lines.lines.rowCount())
        usual = page.lines.verticalHeader().defaultSectionSize()
        assert any(page.lines.rowHeight(row) > usual for row in rows)
        assert all(page.lines.rowHeight(row) >= usual for row in rows)


def test_a_reason_for_the_author_is_never_longer_than_what_can_be_kept(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_small(qtbot, at)
        page.decision.reason.setText("x" * (MOST_LETTERS + 500))
        assert page.decision.reason.text() == "x" * MOST_LETTERS
