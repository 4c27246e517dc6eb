"""Find a survey of this desk by its number, a CNIC or a name, as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.survey import SurveyRow
from enumerator.ui.look import SIZES, Role, TextRole, text_font
from enumerator.ui.models.surveys import SurveyListModel, state_words
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.fields import text_field
from enumerator.ui.widgets.painting import text_width
from enumerator.ui.widgets.words import Words

__all__ = ["SearchPanel"]

Search = Callable[[str, int], tuple[SurveyRow, ...]]

_ROW = 38
_PADDING, _SIGN = 26, 20
_WIDEST_DIGITS = ("0000-000-00-000000-0", "", "00000-•••••00-0", "", "", "00/00/0000")
_HEAD, _MEMBERS, _STATE = 1, 3, 4
_NO_SLIP = (SurveyState.DRAFT, SurveyState.RETURNED, SurveyState.WITHDRAWN)


class SearchPanel(QWidget):
    """The field keeps the focus while ↑ and ↓ choose; Enter opens, Ctrl+P goes to the slip, Esc goes back."""

    opened = Signal(str)
    """Open the survey of this number."""
    slip_of = Signal(str)
    """Go to the slip of this number."""
    closed = Signal()

    def __init__(
        self, search: Search, found: Callable[[str], int], zone: tzinfo | None, parent: QWidget | None = None
    ) -> None:
        """Make the panel.

        Args:
            search: finds a page of surveys by what was typed, so many left out; the latest ones for nothing.
            found: how many there are of them in all.
            zone: the centre's own, in which times are shown.
            parent: the widget it stands in.
        """
        super().__init__(parent)
        self._search, self._found = search, found
        self.title = Words(TextRole.PAGE_TITLE)
        self.field = text_field("search")
        self.hint = Words(TextRole.NOTE, Role.INK_2)
        self.hint.setObjectName("search_result")
        self.model = SurveyListModel(zone=zone, parent=self)
        self.table = QTableView()
        self._dress_table()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SIZES.page_inset, 18, SIZES.page_inset, 16)
        rows.setSpacing(8)
        for widget in (self.title, self.field, self.hint):
            rows.addWidget(widget)
        rows.addWidget(self.table, 1)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.table.activated.connect(self._open)
        self.table.clicked.connect(self._open)
        self.retell()

    def begin(self) -> None:
        """Start over, with the latest surveys."""
        self.field.clear()
        self._look()
        self.field.setFocus()

    @property
    def chosen(self) -> SurveyRow | None:
        """The survey that Enter would open."""
        return self.model.row_at(self.table.currentIndex())

    def go_to_slip(self) -> None:
        """Go to the slip of the chosen survey, or say why there is none."""
        if self.chosen is None or self.chosen.state in _NO_SLIP:
            self.hint.setText(tr("home.search_no_slip"))
        else:
            self.slip_of.emit(self.chosen.number)

    def retell(self) -> None:
        """Say everything again."""
        self.title.setText(tr("home.search_title"))
        self.field.setAccessibleName(f"{tr('home.search_title')}. {tr('home.search_hint')}")
        self.field.setPlaceholderText(tr("home.search_hint"))
        self.table.setAccessibleName(tr("home.search_latest"))
        self.table.setFont(text_font(TextRole.TABLE, is_urdu()))
        self.model.retell()
        self._measure()
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The keys that choose and open work while the field has the focus."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            place = min(max(0, self.table.currentIndex().row() + step), self.model.rowCount() - 1)
            self.table.setCurrentIndex(self.model.index(place, 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.table.currentIndex())
            return True
        return False

    def _look(self) -> None:
        typed = self.field.text().strip()
        rows, found = self._search(typed, 0), self._found(typed)
        self.model.show_rows(rows, partial(self._search, typed) if found > len(rows) else None)
        self.table.setCurrentIndex(self.model.index(0, 0) if found else QModelIndex())
        key = "home.search_latest" if not typed else "home.search_found" if found else "home.search_none"
        self.hint.setText(tr(key, count=found))

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.opened.emit(row.number)

    def _measure(self) -> None:
        """Make every column but the name's as wide as the widest that can stand in it."""
        font = text_font(TextRole.TABLE, is_urdu())
        for column, widest in enumerate(_WIDEST_DIGITS):
            if widest:
                self.table.setColumnWidth(column, text_width(widest, font) + _PADDING)
        states = max(text_width(state_words(state), font) for state in SurveyState)
        self.table.setColumnWidth(_STATE, states + _SIGN + _PADDING)
        heading = text_width(tr("survey.heading_members"), text_font(TextRole.NOTE, is_urdu()))
        self.table.setColumnWidth(_MEMBERS, heading + _PADDING)

    def _dress_table(self) -> None:
        self.table.setObjectName("search_results")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(_HEAD, QHeaderView.ResizeMode.Stretch)
