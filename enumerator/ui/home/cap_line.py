"""A key and what it does, as a line that can be clicked, too."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from enumerator.ui.look import Role, TextRole, current, line_height, text_font
from enumerator.ui.telling import is_urdu, telling
from enumerator.ui.widgets.keycap import CAP_HEIGHT, cap_width, paint_cap
from enumerator.ui.widgets.painting import panel, put_text, text_width, visual

__all__ = ["CapLine"]

_GAP, _EDGE = 9, 4


class CapLine(QAbstractButton):
    """A cap, then words; with `far` the words stand first and the cap at the far end."""

    def __init__(self, name: str, cap: str, *, far: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cap, self._far = cap, far
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        across = QSizePolicy.Policy.Expanding if far else QSizePolicy.Policy.Minimum
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        telling.changed.connect(self.updateGeometry)

    def say(self, words: str) -> None:
        """Say what the key does."""
        self.setText(words)
        self.setAccessibleName(f"{words} ({self._cap})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as cap and words."""
        words = text_width(self.text(), text_font(TextRole.NOTE, is_urdu())) + 2
        height = max(CAP_HEIGHT, line_height(TextRole.NOTE, is_urdu())) + _EDGE
        return QSize(2 * _EDGE + cap_width(self._cap) + _GAP + words, height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint cap and words, and the ring when it has the focus."""
        painter = QPainter(self)
        box, cap = QRectF(self.rect()), cap_width(self._cap)
        if self.hasFocus():
            panel(painter, box, fill=None, border=Role.HERE, width=current().focus_width, radius=6)
        at = box.width() - cap if self._far else float(_EDGE)
        place = QRectF(at, (box.height() - CAP_HEIGHT) / 2, cap, CAP_HEIGHT)
        paint_cap(painter, visual(place, box), self._cap)
        start = 0 if self._far else at + cap + _GAP
        words = QRectF(start, 0, (at - _GAP if self._far else box.width()) - start, box.height())
        put_text(painter, visual(words, box), self.text(), text_font(TextRole.NOTE, is_urdu()), Role.INK_2)
        painter.end()
