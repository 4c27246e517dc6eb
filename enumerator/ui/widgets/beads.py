"""Beads: one for each relevant question of a section, in its order; each state has its own shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import groupby
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from enumerator.ui.look import Role, current
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.painting import visual

__all__ = ["Bead", "Beads"]

_PITCH, _HEIGHT, _MOST = 13, 14, 40
_BAR_WIDTH = 360


class Bead(Enum):
    """How a question stands; the value is its entry in the wording."""

    ANSWERED = "bead_answered"
    TO_COME = "bead_to_come"
    HERE = "bead_here"
    HARD = "bead_hard"
    SOFT = "bead_soft"
    NO_ANSWER = "bead_no_answer"


_COLOUR: Mapping[Bead, Role] = MappingProxyType(
    {
        Bead.ANSWERED: Role.DONE,
        Bead.TO_COME: Role.EDGE,
        Bead.HERE: Role.HERE,
        Bead.HARD: Role.HARD,
        Bead.SOFT: Role.SOFT,
        Bead.NO_ANSWER: Role.INK_2,
    }
)


class Beads(QWidget):
    """The row of beads; above 40 questions a bar with the same marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beads: tuple[Bead, ...] = ()
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        telling.changed.connect(self._describe)

    def show_beads(self, beads: Sequence[Bead]) -> None:
        """Show these, first to last."""
        self._beads = tuple(beads)
        self._describe()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the row, or the bar."""
        row = len(self._beads) * _PITCH
        return QSize(row if len(self._beads) <= _MOST else _BAR_WIDTH, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the beads from the leading edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if len(self._beads) > _MOST:
            self._paint_bar(painter, box)
        else:
            for place, bead in enumerate(self._beads):
                _paint_bead(painter, visual(QRectF(place * _PITCH, 0, _PITCH, _HEIGHT), box).center(), bead)
        painter.end()

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        step = box.width() / len(self._beads)
        middle = box.center().y()
        painter.fillRect(QRectF(box.left(), middle - 3, box.width(), 6), current().colour(Role.LINE))
        at = 0
        for bead, run in groupby(self._beads):
            length = len(list(run))
            if bead is Bead.ANSWERED:
                part = visual(QRectF(at * step, middle - 3, length * step, 6), box)
                painter.fillRect(part, current().colour(Role.DONE))
            at += length
        for place, bead in enumerate(self._beads):
            if bead not in (Bead.ANSWERED, Bead.TO_COME):
                _paint_bead(painter, visual(QRectF(place * step, 0, step, _HEIGHT), box).center(), bead)

    def _describe(self) -> None:
        counts = Counter(self._beads)
        self.setAccessibleName(
            ", ".join(f"{tr(f'window.{bead.value}')}: {counts[bead]}" for bead in Bead if counts[bead])
        )


def _paint_bead(painter: QPainter, at: QPointF, bead: Bead) -> None:
    colour = current().colour(_COLOUR[bead])
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour)
    match bead:
        case Bead.ANSWERED:
            painter.drawEllipse(at, 2.8, 2.8)
        case Bead.TO_COME:
            painter.setBrush(current().colour(Role.SHEET))
            painter.drawEllipse(at, 3.2, 3.2)
        case Bead.HERE:
            painter.drawRoundedRect(QRectF(at.x() - 2, at.y() - 5, 4, 10), 2, 2)
        case Bead.HARD:
            painter.drawRect(QRectF(at.x() - 3, at.y() - 3, 6, 6))
        case Bead.SOFT:
            painter.drawPolygon(QPolygonF([at + QPointF(-3.4, 2.8), at + QPointF(0, -3.4), at + QPointF(3.4, 2.8)]))
        case Bead.NO_ANSWER:
            painter.setBrush(current().colour(Role.SHEET))
            steps = ((-3.6, 0), (0, -3.6), (3.6, 0), (0, 3.6))
            painter.drawPolygon(QPolygonF([at + QPointF(*step) for step in steps]))
