"""Ruled lines in a table: answers, changes, warnings, the terms of a score. Read, never edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from enumerator.ui.look import Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu, telling
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.painting import put_lines, put_text, text_height, text_width, visual

__all__ = ["COLUMNS", "Kind", "Line", "LinesModel", "LinesView"]

Index = QModelIndex | QPersistentModelIndex
COLUMNS = 4
LEAD, SAYS, ANSWER, NOTE = range(COLUMNS)
_ARROW, _PADDING, _BREATH = 13, 6, 8


class Kind(Enum):
    """How a line is set."""

    PLAIN = auto()
    HEADING = auto()
    CHANGED = auto()
    TOTAL = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        lead: a question's number, or a time.
        says: a question, or what happened.
        answer: what stands now.
        was: what stood before, if it was something else.
        note: at the far end.
    """

    lead: str = ""
    says: str = field(default="", repr=False)
    answer: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    was: str = field(default="", repr=False)
    kind: Kind = Kind.PLAIN


class LinesModel(QAbstractTableModel):
    """The lines of one tab, four columns each."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What it holds."""
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Hold others."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """One row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """Lead, words, answer, note."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text for the painter, and a whole sentence for those who listen."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            lead = line.says if line.kind is Kind.HEADING else line.lead
            return (lead, line.says, line.answer, line.note)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (line.lead, line.says, line.was, line.answer, line.note) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (None, line.says, line.answer, None)[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        return None


class LinesView(QTableView):
    """The table. `widths` fixes columns by their place; the first one left out takes what room there is."""

    def __init__(
        self, widths: dict[int, int], parent: QWidget | None = None, *, row: int = 29, figures: bool = False
    ) -> None:
        """Make the table.

        Args:
            widths: of fixed columns; 0 hides one.
            parent: the widget it stands in.
            row: the height of a line; one that takes more words is as high as they need.
            figures: the answers are numbers and stand at the far end, one under the other; all of it is in sight.
        """
        super().__init__(parent)
        self._figures, self._has_notes = figures, widths.get(NOTE, 1) > 0
        if figures:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self._row = row
        self.setItemDelegate(_LineDelegate(self, figures=figures))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setMinimumSectionSize(0)
        for column in range(COLUMNS):
            fixed = column in widths
            header.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Stretch
            )
            if fixed:
                self.setColumnWidth(column, widths[column])
                self.setColumnHidden(column, not widths[column])
        telling.changed.connect(self._dress)
        self._dress()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show others, from the top. A line that is only words takes the whole width."""
        self.clearSpans()
        self.lines.show_lines(lines)
        self.setColumnHidden(NOTE, not (self._has_notes and any(line.note for line in self.lines.lines)))
        for row, line in enumerate(self.lines.lines):
            if line.kind is Kind.HEADING:
                self.setSpan(row, LEAD, 1, COLUMNS)
            elif not (line.answer or line.was or line.note):
                self.setSpan(row, SAYS, 1, COLUMNS - SAYS)
        self._fit_rows()
        self.scrollToTop()

    def whole_height(self) -> int:
        """How high it is with every line in sight."""
        return self.verticalHeader().length() + 1

    def words(self) -> tuple[str, ...]:
        """What is written in it."""
        return tuple(text for line in self.lines.lines for text in (line.says, line.answer, line.note) if text)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other widths, other heights."""
        super().resizeEvent(event)
        self._fit_rows()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._line_height())
        self._fit_rows()

    def _line_height(self) -> int:
        return self._row + (5 if is_urdu() else 0)

    def _fit_rows(self) -> None:
        """Nothing that a supervisor decides on is cut: what is too long for a line takes a second one."""
        for row, line in enumerate(self.lines.lines):
            self.setRowHeight(row, max(self._line_height(), _needed(line, self._rooms(row))))
        if self._figures and self.height() != self.whole_height():
            self.setFixedHeight(self.whole_height())

    def _rooms(self, row: int) -> tuple[int, ...]:
        """How wide each cell of a row is, without its padding."""
        spans = [self.columnSpan(row, column) for column in range(COLUMNS)]
        return tuple(
            sum(self.columnWidth(each) for each in range(column, min(column + span, COLUMNS))) - 2 * _PADDING
            for column, span in enumerate(spans)
        )


class _LineDelegate(QStyledItemDelegate):
    """Paints whole cells: ruled line, tint of a change, what was struck out."""

    def __init__(self, parent: QWidget, *, figures: bool) -> None:
        super().__init__(parent)
        self._figures = figures

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """As high as the view's rows are."""
        return QSize(super().sizeHint(option, index).width(), 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        line, box = index.data(Qt.ItemDataRole.UserRole), QRectF(option.rect)
        if not isinstance(line, Line):
            return
        if line.kind is Kind.CHANGED:
            painter.fillRect(box, current().colour(Role.SOFT_TINT))
        if line.kind is not Kind.HEADING:
            painter.setPen(QPen(current().colour(Role.LINE), 1))
            # Inside the cell: what lies on the edge is painted over by the next row where that spans columns.
            ground = box.adjusted(0, 0, 0, -0.5)
            painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        inner = box.adjusted(_PADDING, 0, -_PADDING, 0)
        if index.column() == ANSWER and line.was:
            _paint_change(painter, inner, line, trailing=self._figures)
            return
        said = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        font, role = _set(line, index.column())
        if index.column() == NOTE or (index.column() == ANSWER and self._figures):
            put_text(painter, inner, said, font, role, trailing=True)
        else:
            put_lines(painter, inner, said, font, role)


def _set(line: Line, column: int) -> tuple[QFont, Role]:
    urdu = is_urdu()
    strong = line.kind in (Kind.HEADING, Kind.TOTAL)
    table, bold = text_font(TextRole.TABLE, urdu), text_font(TextRole.NOTE_STRONG, urdu)
    if column == LEAD and line.kind is not Kind.HEADING:
        return text_font(TextRole.NOTE, False), Role.INK_3
    if column in (LEAD, SAYS):
        return (bold, Role.INK) if strong else (table, Role.INK_2)
    if column == NOTE:
        changed = line.kind is Kind.CHANGED
        return (bold, Role.INK) if strong else (text_font(TextRole.NOTE, urdu), Role.SOFT if changed else Role.INK_2)
    made = QFont(table)
    made.setWeight(QFont.Weight.DemiBold)
    return made, Role.INK


def _needed(line: Line, rooms: Sequence[int]) -> int:
    """The height of a line's longest cell. A change is written on one line: two short answers, or cut."""
    first = line.says if line.kind is Kind.HEADING else ""
    cells = ((LEAD, first), (SAYS, line.says if not first else ""), (ANSWER, line.answer if not line.was else ""))
    return max(text_height(words, _set(line, column)[0], rooms[column]) for column, words in cells) + _BREATH


def _paint_change(painter: QPainter, box: QRectF, line: Line, *, trailing: bool) -> None:
    """What was, struck out; an arrow that means then; what is."""
    urdu = is_urdu()
    before = text_font(TextRole.TABLE, urdu)
    before.setStrikeOut(True)
    after, _ = _set(line, ANSWER)
    width = min(text_width(line.was, before) + 1, int(box.width() / 2))
    if trailing:
        taken = width + 8 + _ARROW + 8 + text_width(line.answer, after) + 1
        box = visual(QRectF(box.left() + max(box.width() - taken, 0), box.top(), taken, box.height()), box)
    put_text(painter, visual(QRectF(box.left(), box.top(), width, box.height()), box), line.was, before, Role.INK_2)
    at = box.left() + width + 8
    arrow = QRectF(at, box.center().y() - _ARROW / 2, _ARROW, _ARROW)
    paint_icon(painter, visual(arrow, box), Icon.BECOMES, Role.INK)
    rest = QRectF(at + _ARROW + 8, box.top(), box.right() - at - _ARROW - 8, box.height())
    put_text(painter, visual(rest, box), line.answer, after, Role.INK)
