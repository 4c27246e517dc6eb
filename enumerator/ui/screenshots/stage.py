"""The real window on a trial centre's day, led by its own keys, so that it stands where a picture is wanted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from enumerator.domain.officer import Role
from enumerator.trial.day import Day
from enumerator.ui.at_desk import LinkWatch
from enumerator.ui.destinations import Destination, SignIn
from enumerator.ui.main_window import MainWindow
from enumerator.ui.page import Page
from enumerator.ui.premises import Premises
from enumerator.ui.slip_printer import QtSlipPrinter
from enumerator.ui.sync_watch import LinkState, SyncWatch

__all__ = ["SIZE", "Stage"]

SIZE = QSize(1366, 768)
"""The screen that every page is drawn for."""
_NOBODY_LISTENS = "http://127.0.0.1:9"
"""A registry that cannot be reached, from this very machine: the desk says that there is no link, and means it."""
_DRAWN, _SECONDS = 20.0, 1000.0
"""Chance and the passing of seconds stand still: the next try is always in 40 s."""
_WAITS_SECONDS, _RESTS_SECONDS = 30.0, 0.05
_PAUSE_SECONDS = 0.005

_NO_GROUND = QWidget.RenderFlag.DrawChildren
"""A dialog's corners let the page be seen."""

Some = TypeVar("Some", bound=QWidget)


class Stage:
    """One window from the sign-in on; scenes tell it where to go."""

    def __init__(self, day: Day) -> None:
        """Open the window at the entrance of the day's desk."""
        self.day = day
        self._who: Role | None = None
        watch = partial(SyncWatch, draw=lambda: _DRAWN, seconds=lambda: _SECONDS)
        self.window = MainWindow(
            Premises(
                folder=day.trial.desk_folder,
                clock=day.clock,
                printer=QtSlipPrinter(day.clock),
                registry_url=lambda: _NOBODY_LISTENS,
                make_watch=lambda desk, clock, url: watch(desk, clock, url),
                people=day.trial.people,
            )
        )
        self.window.resize(SIZE)
        self.window.show()
        self.settle()

    @property
    def page(self) -> Page:
        """The page that stands open."""
        page = self.window.page
        assert page is not None, "nobody is signed in"  # noqa: S101 - a scene that asks for it has signed somebody in
        return page

    def enter(self, who: Role | None) -> None:
        """Let somebody sign in, or stand at the entrance for nobody; whoever is in already stays."""
        if who is None or self.window.locked or who is not self._who:
            self.window.go(SignIn())
            self._who = None
        if who is not None and self._who is None:
            place = next(place for place, person in enumerate(self.day.trial.people, start=1) if person.role is who)
            self.press(f"Alt+{place}")
            button = self.find(QAbstractButton, "open")
            self.wait(button.isEnabled)  # the desk that was left is closed first
            button.click()
            self.wait(lambda: self.window.page is not None)
            self._who = who
        self.settle()

    def go(self, destination: Destination) -> None:
        """Go to a page."""
        self.window.go(destination)
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys one after the other: each does what it does in this window, or goes to the caret."""
        for each in keys:
            shortcut = self._shortcut(QKeySequence(each))
            if shortcut is not None:
                shortcut.activated.emit()
            else:
                self._send(QKeySequence(each))
            self.settle()

    def write(self, text: str) -> None:
        """Type letters of any script where the caret is."""
        for letter in text:
            self._to_caret(0, Qt.KeyboardModifier.NoModifier, letter)
        self.settle()

    def find(self, kind: type[Some], name: str) -> Some:
        """Find a visible widget by its name."""
        return next(each for each in self.window.findChildren(kind, name) if each.isVisible())

    def close_dialogs(self) -> None:
        """Let go of whatever stands over the page."""
        for dialog in self._dialogs():
            dialog.done(QDialog.DialogCode.Rejected)
        self.settle()

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until something is true.

        Raises:
            TimeoutError: it never was.
        """
        end = time.monotonic() + _WAITS_SECONDS
        while not until():
            if time.monotonic() > end:
                raise TimeoutError("the window does not come to rest")
            QApplication.processEvents()
            time.sleep(_PAUSE_SECONDS)

    def settle(self) -> None:
        """Let everything that is under way come to its end, deeds beside the windows included."""
        (*self._dialogs(), self.window)[0].activateWindow()
        self.wait(self._is_at_rest)
        end = time.monotonic() + _RESTS_SECONDS
        self.wait(lambda: time.monotonic() > end)

    def picture(self, scale: float = 1.0) -> QImage:
        """Take the window with whatever stands over it, as large as the screen that it is drawn for."""
        size = QSize(int(SIZE.width() / scale + 0.5), int(SIZE.height() / scale + 0.5))
        if self.window.size() != size:
            self.window.resize(size)
            self.settle()
        image = QImage(SIZE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        painter = QPainter(image)
        self.window.render(painter, QPoint(0, 0))
        for dialog in self._dialogs():
            dialog.render(painter, dialog.pos() - self.window.pos(), dialog.rect(), _NO_GROUND)
        painter.end()
        image.setDevicePixelRatio(1.0)
        return image

    @contextmanager
    def open(self) -> Iterator[Stage]:
        """Close the window at the end."""
        try:
            yield self
        finally:
            self.close_dialogs()
            self.window.close()
            self.window.deleteLater()

    def _is_at_rest(self) -> bool:
        at = self.window.at_desk
        if QApplication.activeWindow() is None:
            return False
        if at is None:
            return True
        return not at.runner.busy and _is_back(at.sync_watch)

    def _dialogs(self) -> list[QDialog]:
        return [each for each in self.window.findChildren(QDialog) if each.isVisible()]

    def _shortcut(self, keys: QKeySequence) -> QShortcut | None:
        """Find what these keys do here: a dialog takes them all, a page's own come before the window's."""
        over: QWidget = next(iter(self._dialogs()), self.window)
        here = [each for each in over.findChildren(QShortcut) if each.key() == keys and each.isEnabled()]
        reached = (each for each in reversed(here) if _is_reached(each))
        return next(reached, None)

    def _send(self, keys: QKeySequence) -> None:
        combination = keys[0]  # type: ignore[index] # the stubs do not know it
        self._to_caret(int(combination.key()), combination.keyboardModifiers(), "")

    def _to_caret(self, key: int, modifiers: Qt.KeyboardModifier, text: str) -> None:
        place = QApplication.focusWidget() or self.window
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(place, QKeyEvent(kind, key, modifiers, text))


def _is_back(watch: LinkWatch | None) -> bool:
    """Whether the first going to the registry is over."""
    if not isinstance(watch, SyncWatch):
        return True
    return watch.next_try is not None or watch.facts.state is LinkState.NOT_ENROLLED


def _is_reached(shortcut: QShortcut) -> bool:
    parent = shortcut.parent()
    return isinstance(parent, QWidget) and parent.isVisible()
