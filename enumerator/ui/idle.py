"""Watches for a desk left alone: no key and no mouse for some minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from enumerator.workflow.ports import Clock

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

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._minutes = 0
        self._last_sign: datetime = clock()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)

    def begin(self, minutes: int) -> None:
        """Watch from now on."""
        self._minutes, self._last_sign = minutes, self._clock()
        self._timer.start(minutes * MILLISECONDS_A_MINUTE)
        _program().installEventFilter(self)

    def end(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        _program().removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Any sign of life begins the minutes anew, and the event goes its way.

        A computer that slept is the exception: Qt's timer stood still meanwhile, the clock did not. Its first key wakes
        nothing but the lock.
        """
        if event.type() not in _SIGNS_OF_LIFE:
            return False
        now, before = self._clock(), self._last_sign
        self._last_sign = now
        if now - before >= timedelta(milliseconds=self._minutes * MILLISECONDS_A_MINUTE):
            self._tell()
            return True
        self._timer.start()
        return False

    def _tell(self) -> None:
        self.left_alone.emit(self._minutes)


def _program() -> QCoreApplication:
    running = QCoreApplication.instance()
    assert running is not None  # noqa: S101 - there are windows, so there is one
    return running
