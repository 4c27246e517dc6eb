"""The first look at the review: the key that led here, struck twice or held, does not finish a survey unread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

__all__ = ["FirstLook"]

_MOMENT_MS = 700
"""Longer than between two strokes of a hasty hand, shorter than it takes to read one line."""
_Key = Qt.Key
_FINISHING = frozenset({_Key.Key_F12, _Key.Key_Return, _Key.Key_Enter})
_HELD_WITH = frozenset({_Key.Key_Control, _Key.Key_Shift, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta})


class FirstLook(QObject):
    """Lasts for a moment from `begin`, or until a key is struck there that does not finish."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._moment = QTimer(self, interval=_MOMENT_MS, singleShot=True)
        page.installEventFilter(self)

    @property
    def is_over(self) -> bool:
        """Whether somebody has had the time to look."""
        return not self._moment.isActive()

    def begin(self) -> None:
        """The page has just been shown."""
        self._moment.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See each key before it does its deed: Qt asks for shortcuts first, from the caret up to the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if not (event.isAutoRepeat() or key in _FINISHING or key in _HELD_WITH):
                self._moment.stop()
        return super().eventFilter(watched, event)
