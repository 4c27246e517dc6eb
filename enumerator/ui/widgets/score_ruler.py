"""The ruler of a score: from poorer to better off, always from left to right, with the cut-off as a line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from enumerator.ui.look import Role, TextRole, current, line_height, text_font
from enumerator.ui.telling import direction, is_urdu, telling, tr
from enumerator.ui.widgets.painting import text_width

__all__ = ["RulerFacts", "ScoreRuler"]

_BAND, _TICK, _PIN, _OVERHANG = 18, 5, 6, 5
_TICKS = 5
_SIDE = 8  # room for half of the last tick's figures


@dataclass(frozen=True, slots=True)
class RulerFacts:
    """What stands on the ruler, in points of the scale.

    Attributes:
        low, high: the ends of the scale.
        block: the interval that is possible; both ends equal for one number, None where no number may be shown.
        line: the cut-off, None where none belongs to this scale.
        line_said: its name, in words.
    """

    low: float
    high: float
    block: tuple[float, float] | None = None
    line: float | None = None
    line_said: str = ""


class ScoreRuler(QWidget):
    """Painted: hatched below the line, a block for an interval, a pin for one number."""

    def __init__(self, facts: RulerFacts | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = facts or RulerFacts(0, 100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        telling.changed.connect(self.updateGeometry)
        self.show_facts(self._facts)

    def show_facts(self, facts: RulerFacts) -> None:
        """Show something else."""
        self._facts = facts
        self.setAccessibleName(self._said())
        self.update()

    def words(self) -> tuple[str, ...]:
        """What is written on it."""
        shown = (tr("score.poorer"), tr("score.better_off"), self._facts.line_said)
        return tuple(word for word in shown if word)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Words above, figures below."""
        return QSize(240, 2 * line_height(TextRole.NOTE, is_urdu()) + _BAND + _TICK + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint words, band, block, line and figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        words = line_height(TextRole.NOTE, is_urdu())
        band = QRectF(_SIDE, words + 4, self.width() - 2 * _SIDE, _BAND)
        self._paint_band(painter, band)
        self._paint_block(painter, band)
        self._paint_line(painter, band)
        self._paint_words(painter, QRectF(_SIDE, 0, band.width(), words))
        self._paint_figures(painter, band, words)
        painter.end()

    def _paint_band(self, painter: QPainter, band: QRectF) -> None:
        look, line = current(), self._facts.line
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(Role.SUNKEN))
        painter.drawRect(band)
        if line is not None:
            below = QRectF(band.left(), band.top(), self._at(line, band) - band.left(), band.height())
            painter.setBrush(QBrush(look.colour(Role.EDGE), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(below)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour(Role.EDGE), 1))
        painter.drawRect(band.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_block(self, painter: QPainter, band: QRectF) -> None:
        if self._facts.block is None:
            return
        left, right = (self._at(end, band) for end in self._facts.block)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current().colour(Role.GLAZE))
        if right - left < _PIN:
            middle = (left + right) / 2
            pin = QRectF(middle - _PIN / 2, band.top() - _OVERHANG + 1, _PIN, band.height() + 2 * _OVERHANG - 2)
            painter.drawRoundedRect(pin, 2, 2)
        else:
            painter.drawRect(QRectF(left, band.top() - 2, right - left, band.height() + 4))

    def _paint_line(self, painter: QPainter, band: QRectF) -> None:
        if self._facts.line is None:
            return
        at = self._at(self._facts.line, band)
        ends = QPointF(at, band.top() - _OVERHANG), QPointF(at, band.bottom() + _OVERHANG)
        # The halo keeps the line apart from a block of any colour.
        for role, width in ((Role.SHEET, 5.0), (Role.INK, 2.0)):
            painter.setPen(QPen(current().colour(role), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(*ends)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        font = text_font(TextRole.NOTE, is_urdu())
        painter.setFont(font)
        painter.setPen(current().colour(Role.INK_2))
        # The words run as their language does; their places on the ruler do not.
        painter.setLayoutDirection(direction())
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        poorer, better = tr("score.poorer"), tr("score.better_off")
        painter.drawText(box, middle | int(Qt.AlignmentFlag.AlignLeft), poorer)
        painter.drawText(box, middle | int(Qt.AlignmentFlag.AlignRight), better)
        if self._facts.line is None:
            return
        said, width = self._facts.line_said, text_width(self._facts.line_said, font)
        left = min(
            max(self._at(self._facts.line, box) - width / 2, box.left() + text_width(poorer, font) + 10),
            box.right() - text_width(better, font) - 10 - width,
        )
        painter.setPen(current().colour(Role.INK))
        place = QRectF(left, box.top(), width + 2, box.height())
        painter.drawText(place, middle | int(Qt.AlignmentFlag.AlignHCenter), said)

    def _paint_figures(self, painter: QPainter, band: QRectF, height: int) -> None:
        painter.setFont(text_font(TextRole.NOTE, False))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for step in range(_TICKS + 1):
            value = self._facts.low + (self._facts.high - self._facts.low) * step / _TICKS
            at = self._at(value, band)
            painter.setPen(QPen(current().colour(Role.EDGE), 1))
            painter.drawLine(QPointF(at, band.bottom()), QPointF(at, band.bottom() + _TICK))
            painter.setPen(current().colour(Role.INK_2))
            box = QRectF(at - 30, band.bottom() + _TICK, 60, height)
            if step == 0:
                box.moveLeft(band.left() - 2)
            elif step == _TICKS:
                box.moveRight(band.right() + _SIDE)
            side = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
            place = side[0] if step == 0 else side[2] if step == _TICKS else side[1]
            painter.drawText(box, int(place | Qt.AlignmentFlag.AlignTop), f"{value:.0f}")

    def _at(self, value: float, band: QRectF) -> float:
        share = (value - self._facts.low) / (self._facts.high - self._facts.low)
        return band.left() + band.width() * min(max(share, 0.0), 1.0)

    def _said(self) -> str:
        facts = self._facts
        block = tr("score.ruler_block", low=f"{facts.block[0]:g}", high=f"{facts.block[1]:g}") if facts.block else ""
        return " ".join(part for part in (tr("score.ruler"), block, facts.line_said) if part)
