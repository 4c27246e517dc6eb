"""The window: top bar, one page, key bar; before them the entrance, above them the TRIAL band."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from enumerator.store import Desk
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Runner
from enumerator.ui.destination_table import landing, make_page
from enumerator.ui.destinations import Destination, SignIn
from enumerator.ui.dialogs.keys_sheet import KeysSheet
from enumerator.ui.idle import IdleWatch
from enumerator.ui.look import SIZES
from enumerator.ui.page import KeyHint, Page, Toast
from enumerator.ui.premises import Premises
from enumerator.ui.sign_in import Entrance
from enumerator.ui.telling import is_urdu, telling, tr
from enumerator.ui.top_bar import TopBar
from enumerator.ui.widgets.bands import Banner, TrialBand
from enumerator.ui.widgets.bar_of_keys import BarOfKeys
from enumerator.ui.widgets.toast import ToastStrip
from enumerator.workflow.sign_in import idle_minutes

__all__ = ["MainWindow"]

PageMaker = Callable[[AtDesk, Destination], Page]

EVERYWHERE = (
    KeyHint("F1", "window.say_keys"),
    KeyHint("Ctrl+L", "window.say_language"),
    KeyHint("Ctrl+Alt+L", "window.say_lock"),
    KeyHint("Alt+Home", "window.say_home"),
)
_ALL_KEYS = EVERYWHERE[0]
_SMALLEST = (900, 500)


class MainWindow(QMainWindow):
    """Goes where pages ask to go, one page at a time; a page left is let go of."""

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
        self._page: Page | None = None
        self._destination: Destination = SignIn()
        self._focus: QWidget | None = None
        self._band = TrialBand()
        self._entrance = Entrance(premises.folder, premises.clock, premises.people)
        self._bar = TopBar()
        self._banner = Banner()
        self._pages = QStackedWidget()
        self._keys = BarOfKeys()
        self._desk_side = QWidget()
        self._sides = QStackedWidget()
        self._lay_out()
        self._toast = ToastStrip(self._desk_side)
        self._idle = IdleWatch(_application(), self)
        self._connect()
        self._band.setVisible(bool(premises.people))
        self._retell()
        self._entrance.ask()

    @property
    def at_desk(self) -> AtDesk | None:
        """Who is signed in, with everything they work with."""
        return self._at

    @property
    def page(self) -> Page | None:
        """The page that stands open, even behind the lock."""
        return self._page

    @property
    def locked(self) -> bool:
        """Whether a desk is open behind the entrance."""
        return self._at is not None and self._sides.currentWidget() is self._entrance

    def go(self, destination: Destination) -> bool:
        """Go somewhere; answers whether the page that stood open let go."""
        if self._page is not None and not self._page.leave():
            return False
        self._put_page_away()
        if isinstance(destination, SignIn):
            self._sign_out()
            return True
        if self._at is not None:
            self._destination = destination
            self._open_page(self._make(self._at, destination))
        return True

    def lock(self, minutes: int = 0) -> None:
        """Hide everything; the page stays as it is behind the lock."""
        if self._at is None or self.locked:
            return
        self._focus = _application().focusWidget()
        self._idle.end()
        self._toast.put_away()
        for dialog in self.findChildren(KeysSheet):
            dialog.reject()
        self._show(self._entrance)
        self._entrance.lock(self._at.desk.officer, minutes, self._bar.chips())

    # ------------------------------------------------------------------ in and out

    def _open(self, desk: Desk) -> None:
        premises = self._premises
        address = premises.registry_url()
        watch = premises.make_watch(desk, premises.clock, address) if premises.make_watch else None
        self._at = AtDesk(desk, premises.clock, premises.printer, Runner(self), address, watch)
        if watch is not None:
            watch.changed.connect(self._show_link)
        self._band.setVisible(desk.trial)
        self._show(self._desk_side)
        self._tell_desk()
        self._banner.say(" ".join(tr(notice.code, **notice.facts) for notice in desk.notices))
        self._idle.begin(idle_minutes(desk))
        self.go(landing(desk.officer.role))
        if watch is not None:
            watch.start()

    def _unlock(self) -> None:
        if self._at is None:
            return
        self._show(self._desk_side)
        self._idle.begin(idle_minutes(self._at.desk))
        if self._focus is not None and self._page is not None and self._page.isAncestorOf(self._focus):
            self._focus.setFocus()
        elif self._page is not None:
            self._page.setFocus()

    def _sign_out(self) -> None:
        self._close_desk()
        self._band.setVisible(bool(self._premises.people))
        self._show(self._entrance)
        self._entrance.ask()

    def _close_desk(self) -> None:
        """Nothing of the desk may run when its store closes."""
        if self._at is None:
            return
        at, self._at = self._at, None
        self._idle.end()
        if at.sync_watch is not None:
            at.sync_watch.stop()
        at.runner.finish()
        at.desk.close()

    # ------------------------------------------------------------------ pages

    def _open_page(self, page: Page) -> None:
        self._page = page
        page.left.connect(self.go)
        page.told.connect(self._tell)
        page.warned.connect(self._banner.say)
        page.bar_changed.connect(self._show_bar)
        page.keys_changed.connect(self._show_keys)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.enter()
        self._show_bar()
        self._show_keys()

    def _put_page_away(self) -> None:
        self._toast.put_away()
        if self._page is not None:
            self._pages.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None

    def _tell(self, toast: Toast) -> None:
        self._toast.show_toast(toast)

    def _show_bar(self) -> None:
        if self._page is not None:
            self._bar.show_bar(self._page.bar())
        self._name_window()

    def _name_window(self) -> None:
        """Name the window for the task bar: the page and its survey's number, never a person."""
        at_page = self._page is not None and self._at is not None and not self.locked
        where = tr(f"window.at_{type(self._destination).__name__.lower()}") if at_page else ""
        number = self._page.bar().number if at_page and self._page is not None else ""
        self.setWindowTitle(" · ".join(part for part in (number, where, tr("window.registry")) if part))

    def _show_keys(self) -> None:
        if self._page is not None:
            hints = self._page.keys()
            has_f1 = any(hint.cap == _ALL_KEYS.cap for hint in hints)
            self._keys.show_hints(hints if has_f1 else (*hints[:8], _ALL_KEYS))

    def _show_link(self) -> None:
        watch = self._at.sync_watch if self._at is not None else None
        self._bar.show_link(watch.chip() if watch is not None else None)

    def _show_all_keys(self) -> None:
        if self._page is not None and not self.locked:
            KeysSheet(self, self._page.all_keys(), EVERYWHERE).open()

    def _go_home(self) -> None:
        if self._at is not None and not self.locked:
            self.go(landing(self._at.desk.officer.role))

    # ------------------------------------------------------------------ language

    def _retell(self) -> None:
        self._name_window()
        self._tell_desk()
        if self._page is not None:
            self._page.retell()
            self._show_bar()
            self._show_keys()

    def _tell_desk(self) -> None:
        if self._at is None:
            return
        desk = self._at.desk
        name = (desk.centre.name_ur if is_urdu() else "") or desk.centre.name_en
        self._bar.show_desk(name, desk.officer.name)
        self._show_link()

    # ------------------------------------------------------------------ the window itself

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F1 shows all keys, unless the page has taken it for help on a question."""
        if event.key() == Qt.Key.Key_F1:
            self._show_all_keys()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Bars give way in a small window."""
        small = event.size().width() < SIZES.small_window
        self._bar.make_small(small)
        self._keys.setFixedHeight(SIZES.key_bar_small if small else SIZES.key_bar)
        super().resizeEvent(event)
        self._toast.stand()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Whatever is open is kept before the window goes."""
        if self._page is not None and not self._page.leave():
            event.ignore()
            return
        self._put_page_away()
        self._close_desk()
        self._entrance.finish()
        super().closeEvent(event)

    def _show(self, side: QWidget) -> None:
        self._sides.setCurrentWidget(side)
        self._name_window()

    def _lay_out(self) -> None:
        banner = QHBoxLayout()
        banner.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        banner.addWidget(self._banner)
        rows = QVBoxLayout(self._desk_side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._bar)
        rows.addLayout(banner)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self._keys)
        self._sides.addWidget(self._entrance)
        self._sides.addWidget(self._desk_side)
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
        self._entrance.language_wanted.connect(telling.switch)
        self._bar.language_wanted.connect(telling.switch)
        self._bar.lock_wanted.connect(self.lock)
        self._idle.left_alone.connect(self.lock)
        telling.changed.connect(self._retell)
        for keys, deed in (("Ctrl+L", telling.switch), ("Ctrl+Alt+L", self.lock), ("Alt+Home", self._go_home)):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)


def _application() -> QApplication:
    running = QApplication.instance()
    assert isinstance(running, QApplication)  # noqa: S101 - a window cannot be made without one
    return running
