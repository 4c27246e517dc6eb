"""The survey that stands open for a decision: its head, its answers by tab, its score beside them or under a tab."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from enumerator.ui.dialogs.explanation_panel import ExplanationPanel
from enumerator.ui.look import Role, TextRole
from enumerator.ui.pack_words import pack_words
from enumerator.ui.score_and_programmes import missing_lines
from enumerator.ui.supervisor.account import TABS, Account
from enumerator.ui.telling import clock_time, tr
from enumerator.ui.widgets.card import RuledLine
from enumerator.ui.widgets.lines import LinesView
from enumerator.ui.widgets.painting import put_text, text_width
from enumerator.ui.widgets.score_panel import ScorePanel
from enumerator.ui.widgets.tabs import Tabs
from enumerator.ui.widgets.words import Words
from enumerator.workflow.waiting import Waiting

__all__ = ["SCORE_TAB", "SurveyDetail"]

SCORE_TAB = len(TABS)
"""The place of the tab that shows the score where there is no room beside the answers."""

_SCORE = 344
_TERM_COLUMNS = {0: 0, 2: 76, 3: 0}
_ANSWER_COLUMNS = {0: 54, 2: 222, 3: 86}


class SurveyDetail(QWidget):
    """Shows one `Account` at a time."""

    moved = Signal(int)
    """Another tab is current; carries its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account: Account | None = None
        self._is_small = False
        self.tabs = Tabs((*TABS, "supervisor.tab_score"))
        self.lines = LinesView(_ANSWER_COLUMNS)
        self.lines.setObjectName("lines")
        self.terms = LinesView(_TERM_COLUMNS, row=25, figures=True)
        self.terms.setObjectName("terms")
        self.score_panel = ScorePanel()
        # A name is somebody's answer: it stands in the hand of answers, never in Nastaliq.
        self._head = _OneLine(TextRole.OPEN_QUESTION)
        self._household, self._number = Words(TextRole.LINE, Role.INK_2), Words(TextRole.NOTE, Role.INK_2)
        self._asked = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self._pack = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self._beside = RuledLine(standing=True)
        self._score = self._score_column()
        self._shown = QStackedWidget()
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._columns.addWidget(self._survey_column(), 1)
        self._columns.addWidget(self._beside)
        self._columns.addWidget(self._score)
        self.tabs.show_tab(SCORE_TAB, shown=False)
        self.tabs.chosen.connect(self._show_tab)

    @property
    def account(self) -> Account | None:
        """What is shown."""
        return self._account

    @property
    def number(self) -> str:
        """The survey that is shown; blank for none."""
        return self._account.row.number if self._account else ""

    def show_nothing(self) -> None:
        """Nothing waits."""
        self._account = None
        self.hide()

    def show_account(self, account: Account, chosen: Waiting, zone: tzinfo | None) -> None:
        """Show another survey, or the same in the other language; the tab stays."""
        self._account = account
        row = account.row
        self._head.setText(row.head_name)
        household = "supervisor.household_one" if row.member_count == 1 else "supervisor.household"
        self._household.setText(
            " · ".join(part for part in (tr(household, members=row.member_count), account.place) if part)
        )
        self._number.setText(tr("supervisor.number_revision", number=row.number, revision=row.revision))
        begun, finished = chosen.begun_at.astimezone(zone), (row.finished_at or chosen.begun_at).astimezone(zone)
        self._asked.setText(
            tr(
                "supervisor.asked",
                officer=account.author,
                begin=clock_time(begun),
                end=clock_time(finished),
                minutes=chosen.minutes,
                answers=account.answers,
                corrections=account.counts[2],
            )
        )
        self.tabs.show_counts(account.counts)
        self._tell_score(account)
        self._show_tab(self.tabs.current)
        self.show()

    def explain(self) -> None:
        """Show how the score adds up, term by term, where the policy lets terms be seen."""
        if self._account is not None and self._account.terms:
            ExplanationPanel(self, self._account.score, self._account.reading).open()

    def make_small(self, small: bool) -> None:
        """In a narrow window the score stands under a tab of its own, in the room of the answers."""
        if small is self._is_small:
            return
        self._is_small = small
        self.tabs.make_small(small)
        self.tabs.show_tab(SCORE_TAB, shown=small)
        self._beside.setVisible(not small)
        self._asked_row.setContentsMargins(22, 0, 22, 0 if small else 4)
        if small:
            self._score.setMinimumWidth(0)
            self._score.setMaximumWidth(_ANY_WIDTH)
            self._shown.addWidget(self._score)
        else:
            self._score.setFixedWidth(_SCORE)
            self._columns.addWidget(self._score)
            self._score.show()
            if self.tabs.current == SCORE_TAB:
                self.tabs.choose(0)
        self._show_tab(self.tabs.current)

    def _tell_score(self, account: Account) -> None:
        terms = account.terms
        missing = missing_lines(account.score, account.reading)
        self.score_panel.show_view(account.score, missing=missing, was=account.was, brief=bool(terms))
        self.terms.setVisible(bool(terms))
        self.terms.show_lines(terms)
        self._pack.setText(pack_words(account.score) if terms else "")

    def _show_tab(self, place: int) -> None:
        if self._account is not None and place < SCORE_TAB:
            self.lines.show_lines(self._account.tabs[place])
        self._shown.setCurrentIndex(int(place == SCORE_TAB))

    def _survey_column(self) -> QWidget:
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(22, 0, 22, 0)
        head.setSpacing(12)
        head.addWidget(self._head)
        head.addWidget(self._household)
        head.addStretch(1)
        head.addWidget(self._number)
        rows.addLayout(head)
        self._asked_row = QHBoxLayout()
        self._asked_row.setContentsMargins(22, 0, 22, 4)
        self._asked_row.addWidget(self._asked)
        rows.addLayout(self._asked_row)
        rows.addWidget(RuledLine())
        rows.addWidget(self.tabs)
        rows.addWidget(RuledLine())
        lines = QWidget()
        inset = QHBoxLayout(lines)
        inset.setContentsMargins(14, 0, 14, 0)
        inset.addWidget(self.lines)
        self._shown.addWidget(lines)
        rows.addWidget(self._shown, 1)
        return column

    def _score_column(self) -> QScrollArea:
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(20, 10, 12, 8)
        rows.setSpacing(6)
        for part in (self.score_panel, self.terms, self._pack):
            rows.addWidget(part)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFixedWidth(_SCORE)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(column)
        return scroll


_ANY_WIDTH = 16_777_215  # Qt's own, which PySide6 does not name


class _OneLine(Words):
    """A name, as long as it is; where there is no room for all of it, it ends in an ellipsis and not in mid-letter."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of it."""
        return QSize(text_width(self.text(), self.font()) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters."""
        return QSize(60, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what there is room for."""
        painter = QPainter(self)
        put_text(painter, self.rect().toRectF(), self.text(), self.font(), Role.INK)
        painter.end()
