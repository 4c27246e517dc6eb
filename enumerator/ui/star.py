"""The eight-pointed star of Multan's tiles: the program's mark and the border of its printed pages."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

__all__ = ["star", "star_border"]

# Two squares turned by 45° cross at cos(45°)/cos(22.5°) of the way out to their corners.
NOTCH = cos(pi / 4) / cos(pi / 8)
HOLE = 0.33

STAR_RADIUS = 8.5
STAR_PITCH = 23.7
LOZENGE = (2.6, 4.4)  # half its width, half its height


def star(centre: QPointF, radius: float) -> QPainterPath:
    """Outline one star with the round hole in its middle."""
    corners = [
        centre + QPointF(cos(step * pi / 8), sin(step * pi / 8)) * (radius if step % 2 == 0 else radius * NOTCH)
        for step in range(16)
    ]
    outline = _closed(corners)
    outline.addEllipse(centre, radius * HOLE, radius * HOLE)
    return outline


def star_border(box: QRectF) -> QPainterPath:
    """Fill a band from edge to edge with stars, a lozenge between each two."""
    border = QPainterPath()
    gaps = round((box.width() - 2 * STAR_RADIUS) / STAR_PITCH)
    pitch = (box.width() - 2 * STAR_RADIUS) / gaps
    middle = box.center().y()
    for place in range(gaps + 1):
        centre = QPointF(box.left() + STAR_RADIUS + place * pitch, middle)
        border.addPath(star(centre, STAR_RADIUS))
        if place < gaps:
            border.addPath(_lozenge(centre + QPointF(pitch / 2, 0)))
    return border


def _lozenge(centre: QPointF) -> QPainterPath:
    across, up = LOZENGE
    return _closed([centre + QPointF(*step) for step in ((-across, 0), (0, -up), (across, 0), (0, up))])


def _closed(corners: list[QPointF]) -> QPainterPath:
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.OddEvenFill)
    outline.addPolygon(QPolygonF(corners))
    outline.closeSubpath()
    return outline
