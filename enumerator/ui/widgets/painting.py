"""Shapes that several painted parts share: the rounded panel with a bar on its leading edge, text on a line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from enumerator.ui.look import Role, current
from enumerator.ui.telling import direction

__all__ = ["leading_bar", "panel", "put_lines", "put_text", "text_height", "text_width", "visual"]


_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_ANY_HEIGHT = 10_000


def panel(
    painter: QPainter,
    box: QRectF,
    *,
    fill: Role | None,
    border: Role | None = None,
    width: float = 1.0,
    radius: float = 8.0,
    dashed: bool = False,
) -> None:
    """Paint a rounded panel whose border lies inside the box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside = width / 2 if border else 0.0
    pen = QPen(current().colour(border), width) if border else QPen(Qt.PenStyle.NoPen)
    if dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(current().colour(fill) if fill else QColor(Qt.GlobalColor.transparent))
    painter.drawRoundedRect(box.adjusted(inside, inside, -inside, -inside), radius - inside, radius - inside)
    painter.restore()


def leading_bar(painter: QPainter, box: QRectF, role: Role, *, width: float, radius: float = 8.0) -> None:
    """Paint the bar on the leading edge, cut to the panel's rounded corners."""
    bar = QRectF(box.left(), box.top(), width, box.height())
    if direction() is Qt.LayoutDirection.RightToLeft:
        bar.moveRight(box.right())
    outline = QPainterPath()
    outline.addRoundedRect(box, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(outline)
    painter.fillRect(bar, current().colour(role))
    painter.restore()


def visual(box: QRectF, within: QRectF) -> QRectF:
    """Turn a box that was measured from the leading edge round with the page."""
    if direction() is Qt.LayoutDirection.LeftToRight:
        return box
    return QRectF(within.left() + within.right() - box.right(), box.top(), box.width(), box.height())


def put_text(
    painter: QPainter,
    box: QRectF,
    text: str,
    font: QFont,
    role: Role,
    *,
    trailing: bool = False,
    centred: bool = False,
) -> None:
    """Write one line in the middle of a box's height, from its leading edge; too long a line ends in an ellipsis."""
    painter.save()
    painter.setFont(font)
    painter.setPen(current().colour(role))
    right_to_left = direction() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right_to_left != trailing else Qt.AlignmentFlag.AlignLeft
    across = Qt.AlignmentFlag.AlignHCenter if centred else side | Qt.AlignmentFlag.AlignAbsolute
    painter.setLayoutDirection(direction())
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
    painter.drawText(box, int(across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
    painter.restore()


def put_lines(painter: QPainter, box: QRectF, text: str, font: QFont, role: Role) -> None:
    """Write text from the leading edge in the middle of a box's height, on as many lines as it takes."""
    painter.save()
    painter.setFont(font)
    painter.setPen(current().colour(role))
    side = Qt.AlignmentFlag.AlignRight if direction() is Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
    painter.setLayoutDirection(direction())
    painter.drawText(box, int(side | Qt.AlignmentFlag.AlignAbsolute | _WRAPPED), text)
    painter.restore()


def text_height(text: str, font: QFont, width: float) -> int:
    """Measure the lines that a text takes in a width."""
    room = QRect(0, 0, max(int(width), 1), _ANY_HEIGHT)
    return QFontMetrics(font).boundingRect(room, int(_WRAPPED), text).height()


def text_width(text: str, font: QFont) -> int:
    """Measure one line."""
    return QFontMetrics(font).horizontalAdvance(text)
