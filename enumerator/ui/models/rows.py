"""A table of rows under headings: each column says one thing of a row, and may put a sign before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from enumerator.ui.look import Role, TextRole, text_font
from enumerator.ui.telling import is_urdu, telling, tr
from enumerator.ui.widgets.icons import Icon, icon_pixmap

__all__ = ["Column", "RowsModel"]

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Sign = tuple[Icon, Role]


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        heading: the wording's key.
        says: its words for a row, in the language of the windows.
        sign: stands before them, if there is one.
    """

    heading: str
    says: Callable[[Row], str]
    sign: Callable[[Row], Sign | None] = lambda _row: None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows and columns; says everything again when the language changes."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        *,
        tells: Callable[[Row], str] | None = None,
    ) -> None:
        """Make the model.

        Args:
            columns: from the leading edge.
            parent: who owns it.
            tells: one row as a line of text, for whoever copies it; by default its cells.
        """
        super().__init__(parent)
        self._columns = tuple(columns)
        self._tells = tells or (lambda row: " · ".join(column.says(row) for column in self._columns))
        self._rows: tuple[Row, ...] = ()
        telling.changed.connect(self._retell)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What it holds."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Hold others."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def told(self, row: int) -> str:
        """One row as a line of text."""
        return self._tells(self._rows[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return tr(self._columns[section].heading)
            if role == Qt.ItemDataRole.FontRole:
                return text_font(TextRole.NOTE, is_urdu())
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell."""
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.says(row)
        if role == Qt.ItemDataRole.DecorationRole:
            sign = column.sign(row)
            return _drawn(sign) if sign else None
        return None

    def _retell(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))


def _drawn(sign: Sign) -> QIcon:
    """A sign in its own colour on the current row too: Qt would mix that row's into it."""
    icon, pixmap = QIcon(), icon_pixmap(*sign)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        icon.addPixmap(pixmap, mode)
    return icon
