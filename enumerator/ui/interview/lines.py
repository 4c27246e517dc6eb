"""A question as a ruled line: number, question, answer; its problem has a sign before the number."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from enumerator.ui.interview.outline import Line, Standing
from enumerator.ui.look import SIZES, Role, TextRole, current, line_height, text_font
from enumerator.ui.telling import direction, is_urdu, tr
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.painting import put_text, text_width, visual
from forms import Missing
from forms.definition import Kind

__all__ = ["BEFORE", "MISSING_ICONS", "QuestionLine", "Subhead", "answer_words"]

BEFORE = 24
"""Room before the number, where the sign of a problem hangs."""
_NOTE_URDU, _UNANSWERED, _PADDING = 56, 96, 12
MISSING_ICONS: Mapping[Missing, Icon] = MappingProxyType(
    {
        Missing.REFUSED: Icon.REFUSED,
        Missing.DONT_KNOW: Icon.DONT_KNOW,
        Missing.NOT_APPLICABLE: Icon.NOT_APPLICABLE,
    }
)
_SIGNS = {Standing.HARD: (Icon.HARD, Role.HARD), Standing.SOFT: (Icon.SOFT, Role.SOFT)}


def answer_words(line: Line) -> str:
    """Say what stands in the answer's column."""
    if line.missing is not None:
        return tr(f"interview.{line.missing.value}")
    if line.kind is Kind.ACKNOWLEDGE:
        return tr("interview.acknowledged") if line.answer else ""
    return line.answer


class QuestionLine(QWidget):
    """One line. It is painted whole, and asks to be opened when it is clicked."""

    clicked = Signal(str)

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._answer = SIZES.answer
        self._measured: tuple[str, bool] | None = None
        self._wide = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_line(line)

    @property
    def line(self) -> Line:
        """What it shows."""
        return self._line

    def show_line(self, line: Line) -> None:
        """Show something else."""
        self._line = line
        standing = tr(f"interview.standing_{line.standing.name.lower()}")
        notes = " ".join(violation.message for violation in line.violations)
        written = f"{tr('interview.note')}: {line.note}" if line.note else ""
        parts = (line.number, line.label, answer_words(line), standing, notes, written)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.update()

    def words(self) -> tuple[str, ...]:
        """What is written on it."""
        return tuple(part for part in (self._line.number, self._line.label, answer_words(self._line)) if part)

    def height_for(self, width: int, answer: int) -> int:
        """Measure it: one line, or two where the question is long; a note beside it wants more room."""
        self._answer = answer
        room = width - BEFORE - SIZES.number - answer - _PADDING
        rows = 2 if self._label_width() > room else 1
        high = SIZES.line if rows == 1 else 2 * line_height(TextRole.LINE, is_urdu()) + 10
        noted = _NOTE_URDU if is_urdu() else SIZES.line_with_note
        return max(high, noted) if self._line.violations else high

    def _label_width(self) -> int:
        """Measure the question once a wording: measuring letters is what costs when a page is laid out."""
        wording = (self._line.label, is_urdu())
        if wording != self._measured:
            self._measured = wording
            self._wide = text_width(self._line.label, text_font(TextRole.LINE, is_urdu()))
        return self._wide

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask to be opened."""
        self.clicked.emit(self._line.ref)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint sign, number, question, answer and the rule below."""
        painter = QPainter(self)
        box, line = QRectF(self.rect()), self._line
        rule = QRectF(BEFORE, box.height() - 1, box.width() - BEFORE, 1)
        painter.fillRect(visual(rule, box), current().colour(Role.LINE))
        sign = _SIGNS.get(line.standing)
        if sign:
            place = QRectF(2, (box.height() - SIZES.icon) / 2, SIZES.icon, SIZES.icon)
            paint_icon(painter, visual(place, box), *sign)
        number = QRectF(BEFORE, 0, SIZES.number, box.height() - 1)
        put_text(painter, visual(number, box), line.number, text_font(TextRole.NOTE, False), Role.INK_3)
        if line.note:
            size = SIZES.icon_small
            mark = QRectF(box.width() - size, (box.height() - size) / 2, size, size)
            paint_icon(painter, visual(mark, box), Icon.EDIT, Role.INK_2)
        self._paint_question(painter, box)
        self._paint_answer(painter, box)
        painter.end()

    def _paint_question(self, painter: QPainter, box: QRectF) -> None:
        at = BEFORE + SIZES.number
        place = visual(QRectF(at, 0, box.width() - at - self._answer - _PADDING, box.height() - 1), box)
        ink = Role.INK if self._line.standing in _SIGNS else Role.INK_2
        painter.setFont(text_font(TextRole.LINE, is_urdu()))
        painter.setPen(current().colour(ink))
        painter.setLayoutDirection(direction())
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(place, int(flags), self._line.label)

    def _paint_answer(self, painter: QPainter, box: QRectF) -> None:
        room = self._answer - (SIZES.icon_small + 8 if self._line.note else 0)
        place = QRectF(box.width() - self._answer, 0, room, box.height() - 1)
        said = answer_words(self._line)
        if not said:
            rule = QRectF(place.left(), box.height() / 2 + 6, _UNANSWERED, 1)
            painter.fillRect(visual(rule, box), current().colour(Role.EDGE))
            return
        role, ink = TextRole.ANSWER, Role.INK
        if self._line.missing is not None:
            size = SIZES.icon_small
            icon = QRectF(place.left(), (box.height() - size) / 2, size, size)
            paint_icon(painter, visual(icon, box), MISSING_ICONS[self._line.missing], Role.INK_2)
            place.setLeft(place.left() + size + 8)
            role, ink = TextRole.LINE, Role.INK_2
        font = text_font(role, is_urdu())
        put_text(painter, visual(place, box), said, font, ink)
        wide = min(place.width(), text_width(said, font))
        deep = box.height() / 2 + QFontMetrics(font).height() / 2 + 1
        _underline(painter, visual(QRectF(place.left(), deep, wide, 4), box), self._line.standing)


class Subhead(QWidget):
    """The name of a part of a section, above its first line."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)

    def words(self) -> tuple[str, ...]:
        """What is written on it."""
        return (self._words,)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the name."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        place = visual(QRectF(BEFORE, 8, box.width() - BEFORE, box.height() - 8), box)
        put_text(painter, place, self._words, text_font(TextRole.NOTE_STRONG, is_urdu()), Role.INK_3)
        painter.end()


def _underline(painter: QPainter, box: QRectF, standing: Standing) -> None:
    """Mark an answer that must be corrected with two lines, one to be checked with dashes."""
    sign = _SIGNS.get(standing)
    if sign is None:
        return
    pen = QPen(current().colour(sign[1]), 1 if standing is Standing.HARD else 2)
    if standing is Standing.SOFT:
        pen.setDashPattern([2.5, 1.5])
    painter.setPen(pen)
    for deep in (0, 3) if standing is Standing.HARD else (1,):
        painter.drawLine(QPointF(box.left(), box.top() + deep), QPointF(box.right(), box.top() + deep))
