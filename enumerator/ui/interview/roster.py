"""The family as a grid that keys work on: one row a member, the last row is the next member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from enumerator.ui.interview.family import Member, counts
from enumerator.ui.interview.outline import SectionState
from enumerator.ui.interview.rail import SECTION_SIGNS
from enumerator.ui.look import SIZES, Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.card import RuledLine
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.painting import put_text, visual
from enumerator.ui.widgets.words import Words

__all__ = ["COLUMNS", "RosterModel", "RosterTable", "Totals"]

_Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its entry in the wording, the member's field, its width in English and Urdu (0: what is left)."""

    says: str
    field: str
    width: int
    urdu_width: int
    digits: bool = False
    strong: bool = False


COLUMNS = (
    Column("", "position", 52, 52, digits=True),
    Column("column_name", "name", 0, 0, strong=True),
    Column("column_relation", "relation", 132, 106),
    Column("column_sex", "sex", 82, 68),
    Column("column_age", "age", 54, 52, digits=True),
    Column("column_number", "number", 152, 158, digits=True),
    Column("column_schooling", "schooling", 140, 152),
    Column("column_work", "work", 132, 142),
)


class RosterModel(QAbstractTableModel):
    """The members, and below them the row of the next one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members: tuple[Member, ...] = ()

    @property
    def members(self) -> tuple[Member, ...]:
        """What it shows."""
        return self._members

    def show_members(self, members: Sequence[Member]) -> None:
        """Show these; rows whose member is the same are left alone."""
        before, after = self._members, tuple(members)
        if len(before) != len(after):
            self.beginResetModel()
            self._members = after
            self.endResetModel()
            return
        self._members = after
        for row, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def retell(self) -> None:
        """Say the headings again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        last = self.index(self.rowCount() - 1, 0)
        self.dataChanged.emit(last, last)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Count the members and the next one."""
        return 0 if parent.isValid() else len(self._members) + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Say a cell; the next member's row says how to add one."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if row >= len(self._members):
            return self._next(column) if role == Qt.ItemDataRole.DisplayRole else None
        member = self._members[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(member, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (f"{tr(f'interview.{each.says}')}: {getattr(member, each.field)}" for each in COLUMNS[1:])
            return ", ".join((str(member.position), *said))
        if role == Qt.ItemDataRole.UserRole:
            return member
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Say a heading."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        says = COLUMNS[section].says
        return tr(f"interview.{says}") if says else ""

    @staticmethod
    def _cell(member: Member, column: int) -> str:
        said = str(getattr(member, COLUMNS[column].field))
        if COLUMNS[column].field == "name":
            return said or tr("interview.unnamed")
        return said or "—"

    def _next(self, column: int) -> str:
        told = {0: str(len(self._members) + 1), 1: tr("interview.next_member")}
        return told.get(column, "")


class _Cells(QStyledItemDelegate):
    """Paints a cell; the sign of a problem stands before the number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint ground, words and the rule below."""
        box, column = QRectF(option.rect), COLUMNS[index.column()]
        view = self.parent()
        chosen = isinstance(view, QTableView) and view.currentIndex().row() == index.row()
        member = index.data(Qt.ItemDataRole.UserRole)
        if chosen:
            painter.fillRect(box, current().colour(Role.HERE_TINT))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), current().colour(Role.LINE))
        if chosen and index.column() == 0:
            bar = QRectF(box.left(), box.top(), current().bar_width, box.height())
            painter.fillRect(visual(bar, box), current().colour(Role.HERE))
        if index.column() == 0:
            self._paint_sign(painter, box, member)
        urdu = is_urdu() and not column.digits
        font = text_font(TextRole.ANSWER if column.strong and member else TextRole.LINE, urdu)
        ink = Role.INK if isinstance(member, Member) and column.field != "position" else Role.INK_3
        place = box.adjusted(10, 0, -10, -1)
        put_text(painter, place, str(index.data() or ""), font, ink, trailing=index.column() == 0)

    @staticmethod
    def _paint_sign(painter: QPainter, box: QRectF, member: object) -> None:
        if not isinstance(member, Member):
            return
        state = member.tally.state
        sign = (Icon.SOFT, Role.SOFT) if member.tally.soft and not member.tally.hard else SECTION_SIGNS[state]
        if state is not SectionState.UNTOUCHED:
            size = SIZES.icon_small
            place = QRectF(10, (box.height() - size) / 2, size, size).translated(box.topLeft())
            paint_icon(painter, visual(place, box), *sign)


class RosterTable(QTableView):
    """The grid. Enter opens the member; on the last row it adds one."""

    opened = Signal(int)
    """Somebody opens the member at this position."""
    added = Signal()
    moved = Signal(int)
    """The current row is this position, or one beyond the last member."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roster")
        self.roster = RosterModel(self)
        self.setModel(self.roster)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(SIZES.roster_row)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(38)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(False)
        for place, column in enumerate(COLUMNS):
            stretch = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, stretch)
        self.doubleClicked.connect(lambda index: self._take(index.row()))

    @property
    def position(self) -> int:
        """The current row, counted from 1."""
        return self.currentIndex().row() + 1

    def make_small(self, small: bool) -> None:
        """Leave the work to the member's sheet where names would have no room."""
        self.setColumnHidden(len(COLUMNS) - 1, small)

    def show_members(self, members: Sequence[Member], at: int) -> None:
        """Show a family with the caret on a row, counted from 1."""
        self.clearSpans()
        self.roster.show_members(members)
        self.setSpan(len(members), 1, 1, len(COLUMNS) - 1)
        self.setCurrentIndex(self.roster.index(min(at, len(members) + 1) - 1, 1))
        self.setAccessibleName(tr("interview.family"))

    def retell(self) -> None:
        """Say the headings again."""
        self.horizontalHeader().setFont(text_font(TextRole.NOTE, is_urdu()))
        for place, column in enumerate(COLUMNS):
            if column.width:
                self.setColumnWidth(place, column.urdu_width if is_urdu() else column.width)
        self.roster.retell()

    def currentChanged(self, now: _Index, before: _Index) -> None:  # noqa: N802 - Qt's name
        """Tell which row it is, and paint both rows anew."""
        super().currentChanged(now, before)
        self.viewport().update()
        if now.isValid():
            self.moved.emit(now.row() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; arrows go from row to row; every other key is the page's."""
        if event.key() in _ENTER:
            self._take(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            row = 0 if event.key() == Qt.Key.Key_Home else self.roster.rowCount() - 1
            self.setCurrentIndex(self.roster.index(row, 1))
        else:
            event.ignore()

    def _take(self, row: int) -> None:
        if row < len(self.roster.members):
            self.opened.emit(row + 1)
        else:
            self.added.emit()


class Totals(QWidget):
    """The foot: who belongs to the family, in numbers."""

    _SAYS = ("total", "male", "female", "young", "old", "without")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = {name: Words(TextRole.NOTE, Role.INK_2) for name in self._SAYS}
        self._figures = {name: Words(TextRole.NOTE_STRONG, Role.INK, urdu=False) for name in self._SAYS}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(RuledLine())
        line = QHBoxLayout()
        line.setContentsMargins(24, 10, 24, 10)
        line.setSpacing(6)
        for name in self._SAYS:
            line.addWidget(self._words[name])
            line.addWidget(self._figures[name])
            line.addSpacing(20)
        line.addStretch(1)
        rows.addLayout(line)

    def show_family(self, members: Sequence[Member]) -> None:
        """Count a family."""
        counted = counts(members)
        for name in self._SAYS:
            self._words[name].setText(tr("interview.total" if name == "total" else f"interview.total_{name}"))
            self._figures[name].setText(str(getattr(counted, name)))
