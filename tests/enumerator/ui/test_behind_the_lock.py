"""The lock over real pages: nothing asked over them can be read or answered, and all of it is there again after it."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

import enumerator.ui
from enumerator.errors import DiskFull, GoldenDiffers
from enumerator.ui.destinations import Interview, Officers
from enumerator.ui.dialogs.ask import Blocking, Confirm, Reason
from enumerator.ui.dialogs.departures_panel import DeparturesPanel
from enumerator.ui.dialogs.explanation_panel import ExplanationPanel
from enumerator.ui.dialogs.go_to_panel import GoToPanel
from enumerator.ui.dialogs.keys_sheet import KeysSheet
from enumerator.ui.dialogs.last_resort import LastResortDialog
from enumerator.ui.dialogs.move_panel import MovePanel
from enumerator.ui.dialogs.not_opened import NotOpened
from enumerator.ui.dialogs.panel import Panel
from enumerator.ui.dialogs.question_help import QuestionHelp
from enumerator.ui.interview.moved_lines import Becomes, MovedLine
from enumerator.ui.main_window import MainWindow
from enumerator.ui.officers import OfficersPage
from enumerator.workflow.questionnaire import shipped_edition
from forms.golden import Departure
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.ui.interviewing import Key, press, write
from tests.enumerator.ui.windows import caret, desk_closed, dialogs_seen, let_back, let_in, window_at
from tests.enumerator.workflow.world import World, ask

ROOMS = "/data/assets/rooms"
FAMILY_OF_FOUR = 5


@pytest.fixture
def window(finished: World, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_at(finished, qtbot) as made:
        yield made


def at_rooms(window: MainWindow, world: World) -> str:
    """Bilal at a question whose answer is unusual."""
    desk = let_in(window, world, BILAL)
    asking = ask(desk, FAMILY_OF_FOUR, world.clock)
    asking.answer(ROOMS, "6")
    window.go(Interview(asking.number, ROOMS))
    return asking.number


def with_key(key: Key) -> Callable[[MainWindow, World], None]:
    def open_it(window: MainWindow, world: World) -> None:
        at_rooms(window, world)
        press(key)

    return open_it


def too_long(window: MainWindow, world: World) -> None:
    at_rooms(window, world)
    assert window.page is not None
    window.go(Interview(window.page.bar().number, "/data/basic/head_name"))
    field = caret()
    assert isinstance(field, QLineEdit)
    field.setMaxLength(5000)
    field.setText("x" * 2500)
    press(Key.Key_Return)


def all_keys(window: MainWindow, world: World) -> None:
    let_in(window, world, BILAL)
    press(Key.Key_F1)


def suspend(window: MainWindow, world: World) -> None:
    let_in(window, world, SAIRA)
    window.go(Officers())
    page = window.page
    assert isinstance(page, OfficersPage)
    row = [officer.code for officer in page.model.rows].index(BILAL.code)
    page.table.setCurrentIndex(page.model.index(row, 0))
    press(Key.Key_F4)


def last_resort(window: MainWindow, world: World) -> None:
    at_rooms(window, world)
    LastResortDialog(window, "").open()


def what_would_change(window: MainWindow, world: World) -> None:
    at_rooms(window, world)
    lines = [MovedLine(Becomes.LOST, "Rooms", "6")]
    MovePanel(window, edition="2025.2", kept=5, lines=lines, move=lambda: None).open()


def not_put_in_force(window: MainWindow, world: World) -> None:
    let_in(window, world, SAIRA)
    fault = GoldenDiffers("pser/2025", [Departure("household-1", ROOMS, "2", None)])
    DeparturesPanel(window, fault, shipped_edition().definition).open()


def how_it_adds_up(window: MainWindow, world: World) -> None:
    let_in(window, world, SAIRA)
    press(Key.Key_D, Qt.KeyboardModifier.ControlModifier)


#: How each small window comes over a page; a new one needs a line here.
OPENED: dict[type[Panel], Callable[[MainWindow, World], None]] = {
    Reason: with_key(Key.Key_F2),
    GoToPanel: with_key(Key.Key_F6),
    QuestionHelp: with_key(Key.Key_F1),
    KeysSheet: all_keys,
    Blocking: too_long,
    Confirm: suspend,
    LastResortDialog: last_resort,
    MovePanel: what_would_change,
    DeparturesPanel: not_put_in_force,
    ExplanationPanel: how_it_adds_up,
}
BEFORE_ANY_WINDOW = {NotOpened}


def test_every_small_window_is_tried() -> None:
    for module in pkgutil.walk_packages(enumerator.ui.__path__, "enumerator.ui."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    known = {each for each in all_kinds(Panel) if each.__module__.startswith("enumerator.") and each.__name__[0] != "_"}
    assert known == OPENED.keys() | BEFORE_ANY_WINDOW


def all_kinds(kind: type[Panel]) -> set[type[Panel]]:
    return {found for each in kind.__subclasses__() for found in (each, *all_kinds(each))}


@pytest.mark.parametrize("kind", OPENED, ids=lambda kind: kind.__name__)
def test_nothing_is_seen_over_the_lock_and_all_of_it_is_there_again(
    kind: type[Panel], window: MainWindow, finished: World, qtbot: QtBot
) -> None:
    OPENED[kind](window, finished)
    [dialog] = dialogs_seen()
    assert isinstance(dialog, kind)
    window.lock(5)
    assert dialogs_seen() == []
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: caret().objectName() == "passphrase")
    let_back(window)
    assert dialogs_seen() == [dialog]
    qtbot.waitUntil(dialog.isActiveWindow)


def test_a_half_typed_reason_is_neither_read_nor_committed_and_comes_back(
    window: MainWindow, finished: World, qtbot: QtBot
) -> None:
    number = at_rooms(window, finished)
    press(Key.Key_F2)
    dialog = window.findChild(Reason)
    assert dialog is not None
    qtbot.waitUntil(lambda: caret() is dialog.field)
    write("half typed")
    assert window.at_desk is not None
    before = len(window.at_desk.desk.surveys.events(number))
    window.lock(5)
    QTest.keyClick(window.windowHandle(), Key.Key_Return)
    assert len(window.at_desk.desk.surveys.events(number)) == before
    let_back(window)
    qtbot.waitUntil(lambda: caret() is dialog.field)
    write(", and the rest")
    assert dialog.field.text() == "half typed, and the rest"
    press(Key.Key_Return)
    assert len(window.at_desk.desk.surveys.events(number)) > before


@pytest.mark.parametrize("kind", [QFileDialog, QInputDialog])
def test_the_systems_own_dialogs_are_sent_away(
    kind: type[QDialog], window: MainWindow, finished: World, qtbot: QtBot
) -> None:
    let_in(window, finished, SAIRA)
    dialog = kind(window)
    answered: list[int] = []
    QTimer.singleShot(50, window.lock)
    answered.append(dialog.exec())
    assert answered == [QDialog.DialogCode.Rejected]
    assert window.locked
    assert dialogs_seen() == []


def test_what_was_asked_goes_with_its_officer(window: MainWindow, finished: World, qtbot: QtBot) -> None:
    at_rooms(window, finished)
    press(Key.Key_F2)
    window.lock()
    press(Key.Key_F9)
    assert window.at_desk is None
    desk_closed(window, qtbot)
    let_in(window, finished, SAIRA)
    assert dialogs_seen() == []
    qtbot.waitUntil(lambda: window.findChild(Reason) is None)


def test_a_sheet_that_is_gone_when_the_officer_comes_back_is_not_missed(
    window: MainWindow, finished: World, qtbot: QtBot
) -> None:
    at_rooms(window, finished)
    press(Key.Key_F6)
    window.lock()
    found = window.findChild(GoToPanel)
    assert found is not None
    with qtbot.waitSignal(found.destroyed):
        found.deleteLater()
    let_back(window)
    assert dialogs_seen() == []
    assert window.page is not None
    assert window.page.isAncestorOf(caret())


def test_nobody_takes_the_place_of_an_officer_whose_answers_are_not_on_the_disk(
    window: MainWindow, finished: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_rooms(window, finished)
    assert window.at_desk is not None
    with monkeypatch.context() as full:
        full.setattr(window.at_desk.desk.surveys, "save_answer", _full)
        write("5")
        window.lock()
        for _ in range(3):
            press(Key.Key_F9)
            assert window.locked
        assert dialogs_seen() == []


def _full(*_: object, **__: object) -> None:
    raise DiskFull
