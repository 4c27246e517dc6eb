"""A printed page under composition: words and shapes with their places, first laid out, then painted.

Sizes are the look's pixels, 1/96 inch; ``DOTS`` of them make the printer's. Because every mark knows its place before
anything is painted, a page can be tried in several densities and measured by a test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTextLayout, QTextOption

from enumerator.ui.typefaces import Face, Weight, font

__all__ = ["DOTS", "MILLIMETRE", "RESOLUTION", "Column", "Paper", "Side", "Style", "Words", "fitted", "width_of"]

RESOLUTION = 1200
DOTS = RESOLUTION / 96
MILLIMETRE = 96 / 25.4

INK = QColor(Qt.GlobalColor.black)
BARE = QColor(Qt.GlobalColor.white)


class Side(Enum):
    """Where a line stands in its column; on paper left is left in both languages."""

    LEFT = Qt.AlignmentFlag.AlignLeft
    CENTRE = Qt.AlignmentFlag.AlignHCenter
    RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Column:
    """Where words stand across the page."""

    left: float
    right: float
    side: Side = Side.LEFT

    @property
    def width(self) -> float:
        """From edge to edge."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: the hand, the height of the em and the distance between baselines."""

    size: float
    line: float
    weight: Weight = Weight.REGULAR
    face: Face = Face.LINE
    urdu: bool = False
    spacing: float = 0.0  # of the em, between letters; Latin only, since Urdu letters join

    def font(self) -> QFont:
        """Give the font in the printer's dots."""
        return _font(self)


@dataclass(frozen=True, slots=True)
class Words:
    """Some lines of text at their place."""

    text: str
    layout: QTextLayout
    colour: QColor
    bottom: float  # where the last line's pitch ends

    @property
    def lines(self) -> int:
        """How many lines the words took."""
        return self.layout.lineCount()

    def ink(self) -> QRectF:
        """Measure the box that the drawn letters fill."""
        box = QRectF()
        for run in self.layout.glyphRuns():
            drawn = run.rawFont()  # the run's own box is as tall as its metrics, and Nastaliq's ink is not inside them
            for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                box = box.united(drawn.boundingRect(glyph).translated(place))
        return QRectF(box.topLeft() / DOTS, box.size() / DOTS)


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline, filled or (with a pen) drawn."""

    outline: QPainterPath
    colour: QColor
    pen: float = 0.0


def width_of(text: str, style: Style) -> float:
    """Measure the widest of the text's own lines, unwrapped."""
    metrics = QFontMetricsF(style.font())
    return max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0.0) / DOTS


def fitted(text: str, style: Style, width: float, sizes: Sequence[float]) -> Style:
    """Take the first of the sizes (largest first) that sets the text on one line, or the last, which then wraps."""
    for size in sizes:
        tried = replace(style, size=size)
        if width_of(text, tried) <= width:
            return tried
    return replace(style, size=sizes[-1])


@dataclass(slots=True)
class Paper:
    """One page: its size and, in the order of painting, everything that stands on it."""

    width: float
    height: float
    marks: list[Words | Shape] = field(default_factory=list)

    @property
    def words(self) -> tuple[Words, ...]:
        """The page's texts."""
        return tuple(mark for mark in self.marks if isinstance(mark, Words))

    def write(
        self,
        text: str,
        style: Style,
        column: Column,
        baseline: float,
        *,
        most_lines: int | None = None,
        colour: QColor = INK,
    ) -> Words:
        """Set words in a column with their first baseline at a height.

        Args:
            text: the words; a newline in them ends a line.
            style: how they are set.
            column: between which edges; longer lines wrap, a longer word breaks.
            baseline: of the first line.
            most_lines: lines beyond this many are left out and an ellipsis says so.
            colour: ink, or bare paper on a filled shape.
        """
        layout = _lay(text, style, column)
        if most_lines is not None and layout.lineCount() > most_lines:
            layout = _lay_cut(layout, style, column, most_lines)
        for row in range(layout.lineCount()):
            line = layout.lineAt(row)
            line.setPosition(QPointF(column.left * DOTS, (baseline + row * style.line) * DOTS - line.ascent()))
        words = Words(text, layout, colour, baseline + (layout.lineCount() - 0.75) * style.line)
        self.marks.append(words)
        return words

    def rule(self, column: Column, y: float, thickness: float) -> None:
        """Draw a line across a column, hanging below a height."""
        outline = QPainterPath()
        outline.addRect(column.left, y, column.width, thickness)
        self.fill(outline)

    def frame(self, box: QRectF, *, thickness: float, radius: float) -> None:
        """Draw a rounded border whose outer edge is the box."""
        outline = QPainterPath()
        inset = thickness / 2
        outline.addRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
        self.marks.append(Shape(outline, INK, thickness))

    def fill(self, outline: QPainterPath) -> None:
        """Fill an outline with ink."""
        self.marks.append(Shape(outline, INK))

    def paint(self, painter: QPainter) -> None:
        """Put every mark on a device of ``RESOLUTION`` dots an inch."""
        for mark in self.marks:
            if isinstance(mark, Words):
                painter.setPen(mark.colour)
                mark.layout.draw(painter, QPointF())
            else:
                _paint_shape(painter, mark)


@cache
def _font(style: Style) -> QFont:
    made = font(style.face, style.weight, round(style.size * DOTS))
    if not style.urdu:
        # Without its fi ligature a name such as Shafiq is found by searching the PDF for it.
        made.setFeature(QFont.Tag("liga"), 0)
    if style.spacing:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * (1 + style.spacing))
    return made


def _lay(text: str, style: Style, column: Column) -> QTextLayout:
    option = QTextOption(Qt.AlignmentFlag.AlignAbsolute | column.side.value)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if style.urdu else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), style.font())
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(column.width * DOTS)
    layout.endLayout()
    return layout


def _lay_cut(whole: QTextLayout, style: Style, column: Column, most_lines: int) -> QTextLayout:
    """Leave out the end, letter by letter, until the rest and an ellipsis have room."""
    last = whole.lineAt(most_lines - 1)
    for kept in range(last.textStart() + last.textLength(), 0, -1):
        layout = _lay(whole.text()[:kept].rstrip() + "…", style, column)
        if layout.lineCount() <= most_lines:
            return layout
    return _lay("…", style, column)


def _paint_shape(painter: QPainter, shape: Shape) -> None:
    painter.save()
    painter.scale(DOTS, DOTS)
    if shape.pen:
        painter.strokePath(shape.outline, QPen(shape.colour, shape.pen))
    else:
        painter.fillPath(shape.outline, shape.colour)
    painter.restore()
