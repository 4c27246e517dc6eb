"""A list of surveys as a table: frozen rows of the store, worded as they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.survey import SurveyRow
from enumerator.ui.look import Role, TextRole, current, text_font
from enumerator.ui.telling import day, direction, is_urdu, isolate, tr
from enumerator.ui.widgets.icons import Icon, icon_pixmap
from forms.identity import mask_cnic

__all__ = ["STATE_SIGNS", "SurveyListModel", "state_words"]

Index = QModelIndex | QPersistentModelIndex
More = Callable[[int], Sequence[SurveyRow]]

STATE_SIGNS: Mapping[SurveyState, tuple[Icon, Role]] = MappingProxyType(
    {
        SurveyState.DRAFT: (Icon.DRAFT, Role.INK_3),
        SurveyState.FINISHED: (Icon.IN_PROGRESS, Role.SOFT),
        SurveyState.RETURNED: (Icon.BACK, Role.SOFT),
        SurveyState.APPROVED: (Icon.TICK, Role.DONE),
        SurveyState.BATCHED: (Icon.BATCH, Role.SOFT),
        SurveyState.ACCEPTED: (Icon.COMPLETE, Role.DONE),
        SurveyState.SET_ASIDE: (Icon.HARD, Role.HARD),
        SurveyState.WITHDRAWN: (Icon.NOT_ASKED, Role.INK_3),
    }
)
"""The sign of each state; a word always stands beside it."""


def state_words(state: SurveyState) -> str:
    """Say where a survey stands."""
    return tr(f"survey.state_{state.value}")


@dataclass(frozen=True, slots=True)
class _Column:
    """The key of its heading, and what stands in a cell."""

    heading: str
    cell: Callable[[SurveyRow, tzinfo | None], str]


def _digits(text: str) -> str:
    return isolate(text) if is_urdu() else text


_COLUMNS = (
    _Column("survey.heading_number", lambda row, _zone: _digits(row.number)),
    _Column("survey.heading_head", lambda row, _zone: row.head_name or tr("survey.nameless")),
    _Column("survey.heading_cnic", lambda row, _zone: _digits(mask_cnic(row.head_cnic))),
    _Column("survey.heading_members", lambda row, _zone: _digits(str(row.member_count))),
    _Column("survey.heading_state", lambda row, _zone: state_words(row.state)),
    _Column("survey.heading_changed", lambda row, zone: day(row.changed_at.astimezone(zone))),
)
STATE_COLUMN = 4


class SurveyListModel(QAbstractTableModel):
    """Surveys, one a row; `show_rows` changes them all at once. A long list is read as far as somebody scrolls."""

    def __init__(
        self, rows: Sequence[SurveyRow] = (), *, zone: tzinfo | None = None, parent: QObject | None = None
    ) -> None:
        """Make the list.

        Args:
            rows: what it shows at first.
            zone: the centre's own; None for the computer's. The store keeps its times in UTC.
            parent: of the Qt object.
        """
        super().__init__(parent)
        self._rows, self._zone = tuple(rows), zone
        self._more: More | None = None

    @property
    def rows(self) -> tuple[SurveyRow, ...]:
        """What it shows."""
        return self._rows

    def show_rows(self, rows: Sequence[SurveyRow], more: More | None = None) -> None:
        """Show others.

        Args:
            rows: the first ones.
            more: gives those that follow so many; none at the end of the list. None where these are all.
        """
        self.beginResetModel()
        self._rows, self._more = tuple(rows), more if rows else None
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Whether the list may go on."""
        return not parent.isValid() and self._more is not None

    def fetchMore(self, parent: Index) -> None:  # noqa: N802 - Qt's name
        """Read the next page: the view asks when it has come to the end."""
        if parent.isValid() or self._more is None:
            return
        rows = tuple(self._more(len(self._rows)))
        if not rows:
            self._more = None
            return
        self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
        self._rows += rows
        self.endInsertRows()

    def row_at(self, index: Index) -> SurveyRow | None:
        """Give the survey of a row; None beside the list."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def retell(self) -> None:
        """Say headings and states in the language of the windows."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_COLUMNS) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(_COLUMNS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Count the surveys."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Count the columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what stands in a cell, or the sign of the survey's state."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[index.column()].cell(row, self._zone)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == STATE_COLUMN:
            return icon_pixmap(*STATE_SIGNS[row.state], 15)
        if role == Qt.ItemDataRole.ForegroundRole and row.state is SurveyState.WITHDRAWN:
            return current().colour(Role.INK_3)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _leading()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = _COLUMNS[index.column()]
            return f"{tr(column.heading)}: {column.cell(row, self._zone)}"
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(_COLUMNS[section].heading)
        if role == Qt.ItemDataRole.FontRole:
            return text_font(TextRole.NOTE, is_urdu())
        return _leading() if role == Qt.ItemDataRole.TextAlignmentRole else None


def _leading() -> int:
    """Align with the page, whatever script stands in the cell."""
    turned = direction() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if turned else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
