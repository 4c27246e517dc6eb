"""A quiet table: ruled rows under small headings, one current row, worked by arrow keys; Ctrl+C copies that row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from enumerator.ui.look import SIZES, TextRole, text_font
from enumerator.ui.models.rows import RowsModel
from enumerator.ui.telling import is_urdu, telling

__all__ = ["Table"]

_ROW, _BREATH = 44, 10


class Table(QTableView):
    """Shows a model of rows. Columns without a width share what room there is."""

    copied = Signal()
    """The current row is on the clipboard."""

    def __init__(
        self,
        rows: RowsModel[Any],
        widths: Mapping[int, int],
        parent: QWidget | None = None,
        *,
        whole_words: bool = False,
    ) -> None:
        """Make the table.

        Args:
            rows: what it shows.
            widths: of fixed columns, by their place.
            parent: the widget it stands in.
            whole_words: a row is as high as its words need, so that none of them is cut.
        """
        super().__init__(parent)
        self.rows = rows
        self._whole_words = whole_words
        self.setModel(rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(whole_words)
        self.setIconSize(QSize(SIZES.icon, SIZES.icon))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for column in range(rows.columnCount()):
            fixed = column in widths
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if fixed:
                self.setColumnWidth(column, widths[column])
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_row)
        rows.modelReset.connect(self._fit_rows)
        # Later: while it tells that, the header still gives the width of before.
        header.sectionResized.connect(self._fit_rows, Qt.ConnectionType.QueuedConnection)
        telling.changed.connect(self._dress)
        self._dress()

    def stand_on(self, row: int) -> None:
        """Make a row the current one; the nearest where there is none of that place."""
        self.setCurrentIndex(self.rows.index(min(max(row, 0), self.rows.rowCount() - 1), 0))

    def copy_row(self) -> None:
        """Put the current row on the clipboard, as one line of text."""
        row = self.currentIndex().row()
        if row >= 0:
            QGuiApplication.clipboard().setText(self.rows.told(row))
            self.copied.emit()

    def be_as_high_as_rows(self, most: int) -> None:
        """Take no more room than the rows need; beyond `most` pixels they scroll."""
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumHeight(most)

    def _dress(self) -> None:
        self.setFont(text_font(TextRole.TABLE, is_urdu()))
        self.horizontalHeader().setFont(text_font(TextRole.NOTE, is_urdu()))
        self._fit_rows()

    def _fit_rows(self) -> None:
        if self._whole_words:
            for row in range(self.rows.rowCount()):
                self.setRowHeight(row, self.sizeHintForRow(row) + _BREATH)
