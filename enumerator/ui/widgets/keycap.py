"""A key as it is printed on the keyboard: the same in every language and never mirrored."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from enumerator.ui.look import Role, TextRole, current, text_font
from enumerator.ui.widgets.painting import text_width

__all__ = ["CAP_HEIGHT", "CapTone", "Keycap", "cap_width", "paint_cap"]

CAP_HEIGHT = 21
_LEAST_WIDTH, _PADDING, _RADIUS = 22, 7, 4


class CapTone(Enum):
    """What the cap stands on."""

    REST = auto()
    QUIET = auto()
    ON_HERE = auto()
    ON_WALL = auto()
    ON_INK = auto()


#: fill, border, letters
_COLOURS: dict[CapTone, tuple[Role | None, Role, Role]] = {
    CapTone.REST: (Role.SHEET, Role.EDGE, Role.INK_2),
    CapTone.QUIET: (Role.SUNKEN, Role.LINE, Role.INK_3),
    CapTone.ON_HERE: (None, Role.ON_HERE, Role.ON_HERE),
    CapTone.ON_WALL: (None, Role.ON_WALL, Role.ON_WALL),
    CapTone.ON_INK: (None, Role.SHEET, Role.SHEET),
}


def cap_width(text: str) -> int:
    """Measure a cap."""
    return max(_LEAST_WIDTH, text_width(text, text_font(TextRole.KEYCAP, False)) + 2 * _PADDING)


def paint_cap(painter: QPainter, box: QRectF, text: str, tone: CapTone = CapTone.REST) -> None:
    """Paint a cap: a border that is thicker below, as a key casts its edge."""
    fill, border, letters = (role and current().colour(role) for role in _COLOURS[tone])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if border and fill:
        painter.setBrush(border)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.setBrush(fill)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -2), _RADIUS - 1, _RADIUS - 1)
    elif border:
        painter.setPen(QPen(border, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    if letters:
        painter.setPen(letters)
    painter.setFont(text_font(TextRole.KEYCAP, False))
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.drawText(box.adjusted(0, 0, 0, -1), int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


class Keycap(QWidget):
    """A cap that stands in a layout."""

    def __init__(self, text: str, tone: CapTone = CapTone.REST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(self.sizeHint())

    @property
    def text(self) -> str:
        """What is printed on it."""
        return self._text

    def show_cap(self, text: str, tone: CapTone | None = None) -> None:
        """Become another key."""
        self._text, self._tone = text, tone or self._tone
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its letters, never narrower than one key."""
        return QSize(cap_width(self._text), CAP_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the cap."""
        painter = QPainter(self)
        paint_cap(painter, QRectF(self.rect()), self._text, self._tone)
        painter.end()
