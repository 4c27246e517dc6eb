"""A key held down: it writes a letter again and again, and must not answer one question after another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

__all__ = ["HeldKeys", "is_held"]


def is_held(event: QKeyEvent) -> bool:
    """Whether the keyboard repeats a letter or a digit of itself."""
    return event.isAutoRepeat() and event.text().isprintable() and bool(event.text())


class HeldKeys(QObject):
    """Watches a field: a key may repeat itself where it was struck, not in the question that came after that one."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._struck_here = False
        field.installEventFilter(self)

    def begin(self) -> None:
        """Another question is asked in the field."""
        self._struck_here = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Swallow what a key still writes that was struck before."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if not event.isAutoRepeat():
            self._struck_here = True
        return is_held(event) and not self._struck_here
