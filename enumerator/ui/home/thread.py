"""The thread of states: kept, with the supervisor, in a batch, receipt; set aside hangs below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from enumerator.ui.look import Role, TextRole, current, line_height, text_font
from enumerator.ui.telling import is_urdu, telling
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.painting import put_text, text_width, visual

__all__ = ["Knot", "Thread"]

_SIGN, _TEXT, _BETWEEN = 18, 36, 11


@dataclass(frozen=True, slots=True)
class Knot:
    """One state: what it is, how it stands in small type, how many surveys, its sign."""

    title: str
    note: str
    count: int
    sign: tuple[Icon, Role]


class Thread(QWidget):
    """Paints its knots one below the other, a line between their signs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._knots: tuple[Knot, ...] = ()
        self.setObjectName("thread")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        telling.changed.connect(self._make_room)

    @property
    def knots(self) -> tuple[Knot, ...]:
        """What it shows."""
        return self._knots

    def show_knots(self, knots: Sequence[Knot]) -> None:
        """Show others."""
        self._knots = tuple(knots)
        self._make_room()
        self.setAccessibleName("; ".join(f"{knot.title}: {knot.count}. {knot.note}" for knot in self._knots))
        self.update()

    def words(self) -> tuple[str, ...]:
        """What is written on it."""
        return tuple(said for knot in self._knots for said in (knot.title, knot.note) if said)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its width makes it."""
        return QSize(300, self._whole_height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Notes break anew."""
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the knots."""
        painter = QPainter(self)
        top = 0.0
        for place, knot in enumerate(self._knots):
            height = self._height(knot, self.width())
            self._paint(painter, knot, QRectF(0, top, self.width(), height))
            if place < len(self._knots) - 1:
                upper = top + self._title_height() + 2
                rule = QRectF(_SIGN / 2 - 0.5, upper, 1.5, height + _BETWEEN - self._title_height() - 4)
                painter.fillRect(visual(rule, QRectF(self.rect())), current().colour(Role.LINE))
            top += height + _BETWEEN
        painter.end()

    def _paint(self, painter: QPainter, knot: Knot, row: QRectF) -> None:
        box, urdu, high = QRectF(self.rect()), is_urdu(), self._title_height()
        sign = QRectF(0, row.top() + (high - _SIGN) / 2, _SIGN, _SIGN)
        paint_icon(painter, visual(sign, box), *knot.sign)
        figure = text_font(TextRole.ANSWER, urdu)
        count = text_width(str(knot.count), figure) + 2
        line = QRectF(_TEXT, row.top(), row.width() - _TEXT - count - 8, high)
        put_text(painter, visual(line, box), knot.title, text_font(TextRole.LINE, urdu), Role.INK)
        end = QRectF(row.width() - count, row.top(), count, high)
        put_text(painter, visual(end, box), str(knot.count), figure, Role.INK, trailing=True)
        note = visual(QRectF(_TEXT, row.top() + high, self._note_width(int(row.width())), row.height() - high), box)
        painter.setFont(text_font(TextRole.NOTE, urdu))
        painter.setPen(current().colour(Role.INK_3))
        painter.setLayoutDirection(self.layoutDirection())
        painter.drawText(note, int(_wrapped(urdu)), knot.note)

    def _make_room(self) -> None:
        self.setMinimumHeight(self._whole_height())

    def _whole_height(self) -> int:
        between = _BETWEEN * max(0, len(self._knots) - 1)
        return sum(self._height(knot, self.width() or 300) for knot in self._knots) + between

    def _height(self, knot: Knot, width: int) -> int:
        urdu = is_urdu()
        metrics = QFontMetrics(text_font(TextRole.NOTE, urdu))
        room = metrics.boundingRect(0, 0, self._note_width(width), 1000, int(_wrapped(urdu)), knot.note)
        return self._title_height() + max(line_height(TextRole.NOTE, urdu), room.height())

    @staticmethod
    def _title_height() -> int:
        return line_height(TextRole.LINE, is_urdu())

    @staticmethod
    def _note_width(width: int) -> int:
        return max(40, width - _TEXT)


def _wrapped(urdu: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if urdu else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
