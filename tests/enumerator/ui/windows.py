"""The main window on a copied world, with its real pages; somebody is let in without waiting for the passphrase."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from enumerator.domain.officer import NewOfficer
from enumerator.store import Desk
from enumerator.ui.destination_table import make_page
from enumerator.ui.main_window import MainWindow, PageMaker
from enumerator.ui.premises import Premises, WatchMaker
from enumerator.ui.sign_in import Entrance
from enumerator.ui.slip_printer import QtSlipPrinter
from tests.enumerator.workflow.world import World

CLOSES_WITHIN = 20_000


@contextmanager
def window_at(
    world: World, qtbot: QtBot, make: PageMaker = make_page, make_watch: WatchMaker | None = None
) -> Iterator[MainWindow]:
    """A window before a desk, shown and active."""
    premises = Premises(world.store, world.clock, QtSlipPrinter(world.clock), make_watch=make_watch)
    window = MainWindow(premises, make)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    for dialog in dialogs_seen():
        dialog.done(QDialog.DialogCode.Rejected)
    if not window.close() and window.at_desk is not None:
        window.at_desk.hang_up()
        window.at_desk.close()


def entrance_of(window: MainWindow) -> Entrance:
    """The page before the desk."""
    found = window.findChild(Entrance)
    assert found is not None
    return found


def let_in(window: MainWindow, world: World, who: NewOfficer) -> Desk:
    """As the entrance does when the passphrase was right."""
    desk = world.sign_in(who)
    entrance_of(window).opened.emit(desk)
    return desk


def let_back(window: MainWindow) -> None:
    """As the entrance does when the passphrase behind the lock was right."""
    entrance_of(window).unlocked.emit()


def desk_closed(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the desk that was left is closed."""
    qtbot.waitUntil(lambda: not entrance_of(window).is_closing, timeout=CLOSES_WITHIN)


def dialogs_seen() -> list[QDialog]:
    """Every small window that somebody before the screen could read."""
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def caret() -> QWidget:
    """The widget with the caret."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
