"""The window: the entrance, the desk behind it with one page at a time, the lock between them, the TRIAL band above."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from enumerator.errors import WorldFault
from enumerator.store import Desk
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Runner
from enumerator.ui.behind_the_lock import BehindTheLock
from enumerator.ui.desk_frame import DeskFrame
from enumerator.ui.destination_table import landing, make_page
from enumerator.ui.destinations import Destination, SignIn
from enumerator.ui.idle import IdleWatch
from enumerator.ui.leave_taking import LeaveTaking
from enumerator.ui.page import Page
from enumerator.ui.premises import Premises
from enumerator.ui.sign_in import Entrance
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.bands import TrialBand
from enumerator.workflow.sign_in import idle_minutes

__all__ = ["MainWindow"]

PageMaker = Callable[[AtDesk, Destination], Page]

_SMALLEST = (900, 500)


class MainWindow(QMainWindow):
    """Goes where pages ask to go."""

    def __init__(self, premises: Premises, make: PageMaker = make_page) -> None:
        """Stand at the entrance of a desk.

        Args:
            premises: the desk and the world around it.
            make: makes the page of a destination; the program's own table outside tests.
        """
        super().__init__()
        self.setObjectName("main_window")
        self.setMinimumSize(*_SMALLEST)
        self._premises, self._make = premises, make
        self._at: AtDesk | None = None
        self._destination: Destination = SignIn()
        self._band = TrialBand()
        self._entrance = Entrance(premises.folder, premises.clock, premises.people)
        self._frame = DeskFrame()
        self._sides = QStackedWidget()
        self._lay_out()
        self._over, self._leaving = BehindTheLock(self), LeaveTaking(self)
        self._idle = IdleWatch(premises.clock, self)
        self._connect()
        self._band.setVisible(bool(premises.people))
        self._name_window()
        self._entrance.ask()

    @property
    def at_desk(self) -> AtDesk | None:
        """Who is signed in, with everything they work with."""
        return self._at

    @property
    def page(self) -> Page | None:
        """The page that stands open, even behind the lock."""
        return self._frame.page

    @property
    def locked(self) -> bool:
        """Whether a desk is open behind the entrance."""
        return self._at is not None and self._sides.currentWidget() is self._entrance

    def go(self, destination: Destination) -> bool:
        """Go somewhere; answers whether the page that stood open let go, and another one stands there."""
        if not self._lets_go(partial(self._go, destination)):
            return False
        return self._go(destination)

    def lock(self, minutes: int = 0) -> None:
        """Hide everything; the page, and what is asked over it, stay as they are behind the lock."""
        if self._at is None or self.locked:
            return
        self._idle.end()
        self._frame.put_toast_away()
        self._over.hide()
        self._show(self._entrance)
        self._entrance.lock(self._at.desk.officer, minutes, self._frame.chips)
        self.activateWindow()

    # ── in and out ───────────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, desk: Desk) -> None:
        """A desk nobody could stand at is closed again: it would be in use, and nobody could sign in."""
        try:
            at = self._premises.sit_down(desk, Runner(self))
        except BaseException:
            desk.close()
            raise
        self._at = at
        self._frame.begin(at)
        self._band.setVisible(desk.trial)
        self._show(self._frame)
        self._idle.begin(idle_minutes(desk))
        try:
            self._open_page(landing(desk.officer.role))
        except WorldFault as fault:
            self._sign_out(fault)
            return
        if at.sync_watch is not None:
            at.sync_watch.start()

    def _unlock(self) -> None:
        if self._at is None:
            return
        self._show(self._frame)
        self._idle.begin(idle_minutes(self._at.desk))
        if not self._over.show():
            self._frame.take_caret()

    def _sign_out(self, fault: WorldFault | None = None) -> None:
        """Ask who is there at once; the desk is closed beside the windows, however long its link keeps silent."""
        at = self._leave_desk()
        self._destination = SignIn()
        self._band.setVisible(bool(self._premises.people))
        self._show(self._entrance)
        self._entrance.ask(fault)
        if at is not None:
            self._entrance.close_desk(at.close)

    def _leave_desk(self) -> AtDesk | None:
        at, self._at = self._at, None
        self._idle.end()
        self._over.drop()
        self._frame.end()
        if at is not None:
            at.hang_up()
        return at

    # ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _go(self, destination: Destination) -> bool:
        if isinstance(destination, SignIn):
            self._sign_out()
            return True
        try:
            self._open_page(destination)
        except WorldFault as fault:
            self._frame.warn(fault)
            return False
        return True

    def _open_page(self, destination: Destination) -> None:
        """Make the page first: if that cannot be done, the page that stands open stays."""
        if self._at is None:
            return
        page, before = self._make(self._at, destination), self._destination
        self._destination = destination
        try:
            self._frame.open(page)
        except BaseException:
            self._destination = before
            self._name_window()
            raise
        self._over.drop()

    def _lets_go(self, leave: Callable[[], object]) -> bool:
        kept = self._leaving.lets_go(self._frame.page, leave, may_ask=not self.locked)
        if not kept and self.locked:
            self._entrance.say_must_come_back()
        return kept

    def _name_window(self) -> None:
        """Name the window for the task bar: the page and its survey's number, never a person."""
        page = self._frame.page if self._at is not None and not self.locked else None
        where = tr(f"window.at_{type(self._destination).__name__.lower()}") if page is not None else ""
        number = page.bar().number if page is not None else ""
        self.setWindowTitle(" · ".join(part for part in (number, where, tr("window.registry")) if part))

    def _go_home(self) -> None:
        if self._at is not None and not self.locked:
            self.go(landing(self._at.desk.officer.role))

    # ── the window itself ────────────────────────────────────────────────────────────────────────────────────────

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Whatever is open is kept before the window goes; it stays where anything stops that."""
        # PySide lets a window close whose handler raises: so the answer is no until all is done.
        event.ignore()
        if self._lets_go(self._close_without):
            self._close_down()
            event.accept()

    def _close_without(self) -> None:
        self._frame.put_page_away()
        self.close()

    def _close_down(self) -> None:
        if self._at is not None:
            self._sign_out()
            self._entrance.repaint()
        self._entrance.finish()

    def _retell(self) -> None:
        self._frame.retell()
        self._name_window()

    def _show(self, side: QWidget) -> None:
        self._sides.setCurrentWidget(side)
        self._name_window()

    def _lay_out(self) -> None:
        self._sides.addWidget(self._entrance)
        self._sides.addWidget(self._frame)
        middle = QWidget()
        stacked = QVBoxLayout(middle)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(0)
        stacked.addWidget(self._band)
        stacked.addWidget(self._sides, 1)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self._entrance.opened.connect(self._open)
        self._entrance.unlocked.connect(self._unlock)
        self._entrance.signed_out.connect(lambda: self.go(SignIn()))
        self._frame.left.connect(self.go)
        self._frame.bar_shown.connect(self._name_window)
        self._frame.lock_wanted.connect(self.lock)
        for wanted in (self._entrance.language_wanted, self._frame.language_wanted):
            wanted.connect(telling.switch)
        self._idle.left_alone.connect(self.lock)
        telling.changed.connect(self._retell)
        for keys, deed in (("Ctrl+L", telling.switch), ("Ctrl+Alt+L", self.lock), ("Alt+Home", self._go_home)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(deed)
