"""The toast: a dark strip above the key bar for six seconds, only for what can be undone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.page import Toast
from enumerator.ui.widgets.keycap import CapTone, Keycap
from enumerator.ui.widgets.painting import panel
from enumerator.ui.widgets.words import Words

__all__ = ["SHOWN_MILLISECONDS", "ToastStrip"]

SHOWN_MILLISECONDS = 6_000


class ToastStrip(QFrame):
    """One toast at a time. Its key works as long as it is shown; a new one takes its place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._over = parent
        self._toast: Toast | None = None
        self._said = Words(TextRole.NOTE, Role.SHEET)
        self._cap = Keycap("", CapTone.ON_INK)
        self._undo_said = Words(TextRole.NOTE, Role.SHEET)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 14, 7)
        row.setSpacing(10)
        for part in (self._said, self._cap, self._undo_said):
            row.addWidget(part)
        self._key = QShortcut(self.window())
        self._key.setContext(Qt.ShortcutContext.WindowShortcut)
        self._key.activated.connect(self.undo)
        self._end = QTimer(self, singleShot=True, interval=SHOWN_MILLISECONDS)
        self._end.timeout.connect(self.put_away)
        self.put_away()

    def show_toast(self, toast: Toast) -> None:
        """Tell it and make its key work."""
        self._toast = toast
        self._said.setText(toast.said)
        self._cap.show_cap(toast.cap)
        self._undo_said.setText(toast.undo_said)
        self.setAccessibleName(f"{toast.said} {toast.cap} {toast.undo_said}")
        self._key.setKey(QKeySequence(toast.cap))
        self._key.setEnabled(True)
        self._end.start()
        self.adjustSize()
        self.show()
        self.raise_()
        self.stand()

    def stand(self) -> None:
        """Take the place above the key bar at the start side."""
        left = SIZES.gap + 4
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left = self._over.width() - left - self.width()
        self.move(left, self._over.height() - SIZES.key_bar - 12 - self.height())

    def undo(self) -> None:
        """Do what the key says."""
        toast = self._toast
        self.put_away()
        if toast is not None:
            toast.undo()

    def put_away(self) -> None:
        """The next deed was done, or the time is over."""
        self._toast = None
        self._end.stop()
        self._key.setEnabled(False)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the strip: dark by day, light by night."""
        painter = QPainter(self)
        panel(painter, QRectF(self.rect()), fill=Role.INK, radius=SIZES.radius)
        painter.end()
