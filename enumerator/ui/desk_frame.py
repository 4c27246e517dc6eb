"""The frame around the one page that stands open: top bar, banner, key bar, toast."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from enumerator.errors import WorldFault
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.dialogs.keys_sheet import KeysSheet
from enumerator.ui.look import SIZES
from enumerator.ui.page import KeyHint, Page
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.top_bar import TopBar
from enumerator.ui.widgets.bands import Banner
from enumerator.ui.widgets.bar_of_keys import BarOfKeys
from enumerator.ui.widgets.chip import ChipFacts
from enumerator.ui.widgets.toast import ToastStrip

__all__ = ["EVERYWHERE", "DeskFrame"]

EVERYWHERE = (
    KeyHint("F1", "window.say_keys"),
    KeyHint("Ctrl+L", "window.say_language"),
    KeyHint("Ctrl+Alt+L", "window.say_lock"),
    KeyHint("Alt+Home", "window.say_home"),
)
_ALL_KEYS = EVERYWHERE[0]
_MOST_HINTS = 8


class DeskFrame(QWidget):
    """Shows one page at a time and what it says of itself; a page left is let go of."""

    left = Signal(object)
    """The page goes to the `Destination` that it carries."""
    bar_shown = Signal()
    """The page, or what it says of itself, is another now."""
    language_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at: AtDesk | None = None
        self._page: Page | None = None
        self._fault: WorldFault | None = None
        self._bar, self._banner, self._keys = TopBar(), Banner(), BarOfKeys()
        self._pages = QStackedWidget()
        self._toast = ToastStrip(self)
        self._lay_out()
        self._bar.language_wanted.connect(self.language_wanted)
        self._bar.lock_wanted.connect(self.lock_wanted)

    @property
    def page(self) -> Page | None:
        """The page that stands open, even behind the lock."""
        return self._page

    @property
    def chips(self) -> tuple[ChipFacts, ...]:
        """What may be shown on the lock, too; nothing of anybody."""
        return self._bar.chips()

    @property
    def fault(self) -> WorldFault | None:
        """What the page has last said of the machine's state."""
        return self._fault

    # ── the desk ─────────────────────────────────────────────────────────────────────────────────────────────────

    def begin(self, at: AtDesk) -> None:
        """Stand at somebody's desk."""
        self._at, self._fault = at, None
        if at.sync_watch is not None:
            at.sync_watch.changed.connect(self._show_link)
        self._show_desk()

    def end(self) -> None:
        """Nobody is at the desk."""
        if self._at is not None and self._at.sync_watch is not None:
            self._at.sync_watch.changed.disconnect(self._show_link)
        self._at = None
        self.put_page_away()

    def warn(self, fault: WorldFault | None) -> None:
        """Say what is wrong with the machine beside what the desk found at sign-in; None when it is over."""
        self._fault = fault
        notices = self._at.desk.notices if self._at is not None else ()
        found = (*notices, fault) if fault is not None else notices
        self._banner.say(" ".join(dict.fromkeys(tr(each.code, **each.facts) for each in found)))

    def retell(self) -> None:
        """Say everything in the language of the windows."""
        self._show_desk()
        if self._page is not None:
            self._page.retell()
            self._show_page()
        self.warn(self._fault)

    # ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────

    def open(self, page: Page) -> None:
        """Let a page take the place of the one that stands open.

        Raises:
            WorldFault: it could not be entered; the page before stands open still.
        """
        before = self._page
        self.put_toast_away()
        self._take(page)
        try:
            page.enter()
        except BaseException:
            self._drop(page)
            if before is not None:
                self._take(before)
                self._show_page()
            raise
        if before is not None:
            self._drop(before)
        self._show_page()

    def put_page_away(self) -> None:
        """Let go of the page that stands open."""
        self.put_toast_away()
        page, self._page = self._page, None
        if page is not None:
            self._drop(page)

    def put_toast_away(self) -> None:
        """Its key works no longer."""
        self._toast.put_away()

    def show_all_keys(self) -> None:
        """Show every key of the page and of the windows."""
        if self._page is not None:
            KeysSheet(self.window(), self._page.all_keys(), EVERYWHERE).open()

    def take_caret(self) -> None:
        """Put the caret back where it stood in the page."""
        if self._page is not None:
            caret = cast("QWidget | None", self._page.focusWidget())  # the stubs do not know that there may be none
            (self._page if caret is None else caret).setFocus()

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, page: Page) -> None:
        self._page = page
        for signal, slot in self._what_it_says(page):
            signal.connect(slot)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.warn(None)

    def _drop(self, page: Page) -> None:
        """A page that was left may still be told something; nobody listens to it any more."""
        for signal, slot in self._what_it_says(page):
            signal.disconnect(slot)
        self._pages.removeWidget(page)
        page.hide()
        page.deleteLater()

    def _what_it_says(self, page: Page) -> tuple[tuple[SignalInstance, object], ...]:
        return (
            (page.left, self.left),
            (page.told, self._toast.show_toast),
            (page.warned, self.warn),
            (page.bar_changed, self._show_bar),
            (page.keys_changed, self._show_keys),
            (page.keys_wanted, self.show_all_keys),
        )

    def _show_page(self) -> None:
        self._show_bar()
        self._show_keys()

    def _show_bar(self) -> None:
        if self._page is not None:
            self._bar.show_bar(self._page.bar())
        self.bar_shown.emit()

    def _show_keys(self) -> None:
        if self._page is not None:
            hints = self._page.keys()
            has_f1 = any(hint.cap == _ALL_KEYS.cap for hint in hints)
            self._keys.show_hints(hints if has_f1 else (*hints[:_MOST_HINTS], _ALL_KEYS))

    def _show_desk(self) -> None:
        if self._at is not None:
            desk = self._at.desk
            name = (desk.centre.name_ur if is_urdu() else "") or desk.centre.name_en
            self._bar.show_desk(name, desk.officer.name)
            self._show_link()

    def _show_link(self) -> None:
        watch = self._at.sync_watch if self._at is not None else None
        self._bar.show_link(watch.chip() if watch is not None else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """F1 shows all keys, unless the page has taken it for help on a question."""
        if event.key() == Qt.Key.Key_F1:
            self.show_all_keys()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Bars give way in a small window."""
        small = event.size().width() < SIZES.small_window
        self._bar.make_small(small)
        self._keys.setFixedHeight(SIZES.key_bar_small if small else SIZES.key_bar)
        super().resizeEvent(event)
        self._toast.stand()

    def _lay_out(self) -> None:
        banner = QHBoxLayout()
        banner.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        banner.addWidget(self._banner)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._bar)
        rows.addLayout(banner)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self._keys)
