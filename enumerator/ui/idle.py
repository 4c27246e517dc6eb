"""Watches for a desk left alone: no key and no mouse for some minutes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

__all__ = ["IdleWatch"]

MILLISECONDS_A_MINUTE = 60_000
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Looks at every event of the program, and at nothing in it."""

    left_alone = Signal(int)
    """Carries the minutes."""

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._minutes = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self.left_alone.emit(self._minutes))

    def begin(self, minutes: int) -> None:
        """Watch from now on."""
        self._minutes = minutes
        self._timer.start(minutes * MILLISECONDS_A_MINUTE)
        self._application.installEventFilter(self)

    def end(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._application.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Any sign of life begins the minutes anew; the event goes its way."""
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False
