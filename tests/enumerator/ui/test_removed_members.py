"""Members taken out of the family: the last one comes back first, with everything that was said of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enumerator.ui.at_desk import AtDesk
from enumerator.ui.interview.conduct import FAMILY
from enumerator.ui.interview.page import InterviewPage
from enumerator.ui.page import Toast
from enumerator.ui.telling import tr
from tests.enumerator.ui.interviewing import Key, asked, at_a_desk, place, press, sit_down

CONTROL = Qt.KeyboardModifier.ControlModifier
MEMBER = "/data/roster/member"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[AtDesk]:
    with at_a_desk(tmp_path) as desk:
        yield desk


def names(page: InterviewPage) -> list[str]:
    state, count = page.conduct.interview.state, page.conduct.count()
    return [state(f"{MEMBER}[{position}]/full_name").value for position in range(1, count + 1)]


def toasts(page: InterviewPage) -> list[Toast]:
    told: list[Toast] = []
    page.told.connect(told.append)
    return told


def test_two_taken_out_by_a_hasty_hand_come_back_one_after_the_other(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[2]/relation")
    before, told = names(page), toasts(page)
    press(Key.Key_F4)
    press(Key.Key_F4)
    assert page.conduct.count() == 2
    # then the toast says how many may come back
    assert told[-1].said == tr("interview.members_removed", count=2)
    # and the key that it names brings back the last one first, then the other
    press(Key.Key_Z, CONTROL)
    assert names(page) == [before[0], before[3], before[2]]
    press(Key.Key_Z, CONTROL)
    assert names(page) == [before[0], before[3], before[2], before[1]]
    press(Key.Key_Z, CONTROL)
    assert page.conduct.count() == 4


def test_after_one_came_back_the_toast_says_who_is_still_out(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[2]/relation")
    told = toasts(page)
    press(Key.Key_F4)
    press(Key.Key_F4)
    told[-1].undo()
    assert told[-1].said == tr("interview.members_removed", count=1)
    said = len(told)
    told[-1].undo()
    assert len(told) == said
    assert page.conduct.count() == 4


def test_a_member_comes_back_however_much_was_done_since(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[2]/relation")
    before = sorted(names(page))
    press(Key.Key_F4)
    press(Key.Key_F10)
    press(Key.Key_F7)
    assert page.conduct.place == FAMILY
    press(Key.Key_Z, CONTROL)
    assert sorted(names(page)) == before


def test_a_key_that_is_held_brings_back_one(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[2]/relation")
    press(Key.Key_F4)
    press(Key.Key_F4)
    for held in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Z, CONTROL, "\x1a", held)
        QApplication.sendEvent(place(), event)
    assert page.conduct.count() == 3


def test_a_member_brought_back_has_their_confirmed_reasons_again(qtbot: QtBot, at: AtDesk) -> None:
    # given somebody very old, confirmed with a reason
    asking = asked(at)
    asking.answer(f"{MEMBER}[2]/birth_date", "1915-01-01")
    [found] = asking.interview.validate()
    asking.confirm(found.ref, found.rule, "seen on the old card")
    page = sit_down(qtbot, at, asking.number, f"{MEMBER}[2]/relation")
    # when they are taken out and brought back, as the last row
    press(Key.Key_F4)
    assert list(page.conduct.interview.overrides()) == []
    press(Key.Key_Z, CONTROL)
    # then nothing has to be confirmed once more
    [kept] = page.conduct.interview.overrides()
    assert (kept.ref, kept.rule, kept.reason) == (f"{MEMBER}[4]/birth_date", found.rule, "seen on the old card")
    assert list(page.conduct.interview.validate()) == []
