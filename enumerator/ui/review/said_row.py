"""One section, or one declared thing, with what was said: a line of the review."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QWidget,
)

from enumerator.ui.interview.lines import answer_words
from enumerator.ui.interview.outline import Line, Section, Tally
from enumerator.ui.interview.rail import SECTION_SIGNS
from enumerator.ui.look import SIZES, Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.painting import put_text, text_width, visual

__all__ = ["SaidRow"]

_SAID_ROW, _NAME, _LEAST_SAID = 32, 222, 200


class SaidRow(QWidget):
    """One section, or one declared thing: sign, name, what was said, count. A click goes there."""

    clicked = Signal(str)

    def __init__(self, target: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = target
        self._sign = SECTION_SIGNS[Tally().state]
        self._name, self._said, self._count = "", "", ""
        self._name_width = _NAME
        self.setFixedHeight(_SAID_ROW)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_section(self, section: Section, said: str) -> None:
        """Become a section."""
        self._sign = SECTION_SIGNS[section.tally.state]
        self._name, self._said = section.title, said
        self._count = f"{section.tally.answered}/{section.tally.asked}" if section.tally.asked else ""
        self._tell()

    def show_declared(self, declared: Line) -> None:
        """Become a declared thing."""
        self._sign = (Icon.TICKED, Role.DONE) if declared.answer else (Icon.UNTICKED, Role.INK_3)
        self._name, self._said, self._count = declared.label, answer_words(declared), ""
        self._name_width = 0
        self._tell()

    def words(self) -> tuple[str, ...]:
        """What is written on it."""
        return tuple(part for part in (self._name, self._said, self._count) if part)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go there."""
        self.clicked.emit(self._target)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter = QPainter(self)
        box, size = QRectF(self.rect()), SIZES.icon
        painter.fillRect(QRectF(0, box.height() - 1, box.width(), 1), current().colour(Role.LINE))
        paint_icon(painter, visual(QRectF(0, (box.height() - size) / 2, size, size), box), *self._sign)
        name = text_font(TextRole.ANSWER if self._name_width else TextRole.LINE, is_urdu())
        small = text_font(TextRole.NOTE, is_urdu())
        wide = text_width(self._count, small) + 1
        put_text(painter, visual(QRectF(box.width() - wide, 0, wide, _SAID_ROW), box), self._count, small, Role.INK_2)
        room = text_width(self._name, name) + 2.0
        if self._name_width:
            room = min(self._name_width, box.width() * 0.56)
        else:
            room = min(room, box.width() - 28 - 24 - min(text_width(self._said, small) + 2, _LEAST_SAID))
        put_text(painter, visual(QRectF(28, 0, room, _SAID_ROW), box), self._name, name, Role.INK)
        said = QRectF(28 + room + 12, 0, box.width() - 28 - room - wide - 24, _SAID_ROW)
        put_text(painter, visual(said, box), self._said, small, Role.INK_2)
        painter.end()

    def _tell(self) -> None:
        self.setAccessibleName(", ".join(self.words()))
        self.update()
