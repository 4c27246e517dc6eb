"""The supervisor's page: the day above, the queue, the survey that stands open with its score, the decision below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enumerator.domain.survey import SurveyRow
from enumerator.errors import WorldFault
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Fault
from enumerator.ui.destinations import Home, Officers, Supervisor
from enumerator.ui.finished import missing_lines
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.page import BarFacts, KeyHint, Page
from enumerator.ui.supervisor.account import TABS, Account, account_of
from enumerator.ui.supervisor.day_strip import DayStrip
from enumerator.ui.supervisor.decision_bar import DecisionBar
from enumerator.ui.supervisor.lines import LinesView
from enumerator.ui.supervisor.queue import QueueView
from enumerator.ui.supervisor.tabs import Tabs
from enumerator.ui.telling import clock_time, day, is_urdu, tr, weekday
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.score_panel import ScorePanel, pack_words
from enumerator.ui.widgets.words import Words
from enumerator.workflow.batch import Frozen
from enumerator.workflow.close_day import export_day
from enumerator.workflow.review import approve, return_survey
from enumerator.workflow.waiting import Waiting, day_of, waiting

__all__ = ["ChooseFolder", "SupervisorPage"]

ChooseFolder = Callable[[QWidget], str]
"""Asks for a folder; blank when the officer thinks better of it."""

_QUEUE, _SCORE = 316, 344
_TERM_COLUMNS = {0: 0, 2: 88, 3: 0}
_ANSWER_COLUMNS = {0: 54, 2: 222, 3: 86}


def ask_folder(parent: QWidget) -> str:
    """Open the system's own dialog for a folder, a stick's as a rule."""
    return QFileDialog.getExistingDirectory(parent, tr("supervisor.choose_folder"))


class SupervisorPage(Page):
    """What waits for the supervisor, and what the day came to."""

    _progressed = Signal(str, int, int)

    def __init__(
        self,
        at_desk: AtDesk,
        destination: Supervisor,
        *,
        choose_folder: ChooseFolder = ask_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._at_desk, self._wanted = at_desk, destination.number
        self._choose_folder = choose_folder
        self._account: Account | None = None
        self._make_parts()
        self._build()
        self._connect()

    def enter(self) -> None:
        """Read the queue afresh and stand on the gravest, or on the survey that was asked for."""
        self._read(self._wanted)
        self.retell()
        self.queue.setFocus()

    def retell(self) -> None:
        """Say everything again."""
        self._read_day()
        waiting_now = self.queue.queue.waiting
        self._queue_title.setText(tr("supervisor.to_decide_title"))
        self._queue_count.setText(str(len(waiting_now)))
        self._queue_order.setText(tr("supervisor.most_risk_first"))
        self._nothing.setText(tr("supervisor.nothing_waits"))
        self._nothing_box.setVisible(not waiting_now)
        self._open(self.queue.current(), keep_reason=True)

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys of queue and decision."""
        return (
            KeyHint("↑ ↓", "supervisor.say_survey"),
            KeyHint("Tab", "supervisor.say_next_pane"),
            KeyHint("Ctrl+Enter", "supervisor.say_approve"),
            KeyHint("Ctrl+R", "supervisor.say_return"),
            KeyHint("Ctrl+1–5", "supervisor.say_tabs"),
            KeyHint("Ctrl+E", "supervisor.say_export"),
            KeyHint("Ctrl+O", "supervisor.say_officers"),
            KeyHint("Esc", "supervisor.say_home"),
        )

    def bar(self) -> BarFacts:
        """The centre and the day."""
        desk, now = self._at_desk.desk, self._at_desk.clock()
        name = desk.centre.name_ur if is_urdu() else desk.centre.name_en
        centre = tr("window.centre", code=desk.centre.code[-3:], name=name or desk.centre.name_en)
        return BarFacts(title=centre, facts=(f"{weekday(now)} {day(now)}",))

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────────────────

    def approve_current(self) -> None:
        """Approve the survey that stands open."""
        desk, clock = self._at_desk.desk, self._at_desk.clock
        self._decide(lambda number: approve(desk, number, clock), "supervisor.approved_now")

    def return_current(self, reason: str) -> None:
        """Return it to its author with the reason."""
        desk, clock = self._at_desk.desk, self._at_desk.clock
        self._decide(lambda number: return_survey(desk, number, reason, clock), "supervisor.returned_now")

    def export(self) -> None:
        """Freeze the day's batch and write it into a folder, beside the windows."""
        if not self.strip.export.isEnabled():
            return
        chosen = self._choose_folder(self)
        if not chosen:
            return
        desk, clock = self._at_desk.desk, self._at_desk.clock
        self.strip.export.setEnabled(False)
        self.strip.show_progress(tr("supervisor.export_begins"))
        self._at_desk.runner.run(
            lambda: export_day(desk, Path(chosen), clock, self._progressed.emit), self._exported, self._export_stopped
        )

    def _decide(self, deed: Callable[[str], SurveyRow], said: str) -> None:
        current = self.queue.current()
        if current is None:
            return
        try:
            deed(current.row.number)
        except WorldFault as fault:
            self.decision.say(tr(fault.code, **fault.facts), Role.SOFT)
            return
        self._read(self._after(current))
        self.retell()
        self.decision.say(tr(said, number=current.row.number), Role.DONE)
        self.queue.setFocus()

    def _after(self, current: Waiting) -> str:
        """The one below, else the one above."""
        numbers = [each.row.number for each in self.queue.queue.waiting]
        place = numbers.index(current.row.number)
        rest = numbers[place + 1 :] or numbers[:place][-1:]
        return rest[0] if rest else ""

    def _exported(self, day: Frozen) -> None:
        self.strip.export.setEnabled(True)
        self._read_day()
        surveys = sum(len(batch.surveys) for batch in day.batches)
        said = tr("supervisor.exported", batch=day.batches[-1].number, surveys=surveys) if day.batches else ""
        stayed = [tr("supervisor.left_out", number=left.number) for left in day.left_out]
        self.strip.show_progress(" ".join([said or tr("supervisor.nothing_to_export"), *stayed]))

    def _export_stopped(self, fault: Fault) -> None:
        self.strip.export.setEnabled(True)
        self._read_day()
        self.strip.show_progress(tr(fault.code, **fault.facts))

    def _tell_progress(self, step: str, done: int, total: int) -> None:
        self.strip.show_progress(tr(f"supervisor.step_{step}", done=done, total=total))

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _read(self, number: str) -> None:
        desk = self._at_desk.desk
        names = {officer.code: officer.name for officer in desk.officers.list()}
        self.queue.queue.show_waiting(waiting(desk), names, self._at_desk.clock())
        self.queue.stand_on(number)

    def _read_day(self) -> None:
        now = self._at_desk.clock()
        zone = now.tzinfo
        if zone is not None:
            self.strip.show_day(day_of(self._at_desk.desk, now.date(), zone), zone)

    def _open(self, chosen: Waiting | None, *, keep_reason: bool = False) -> None:
        """Show a survey. Its reason is kept while the language changes, and dropped with the survey."""
        before = self._account.row.number if self._account else ""
        reason = self.decision.reason.text() if keep_reason else ""
        self._detail.setVisible(chosen is not None)
        if chosen is None:
            self._account = None
            self.decision.open_for("supervisor.choose_first", may=False)
            return
        self._account = account_of(self._at_desk.desk, chosen.row, self._at_desk.clock)
        self._tell_account(self._account, chosen)
        self.decision.open_for("supervisor.own" if chosen.is_own else "supervisor.not_author", may=not chosen.is_own)
        if before == chosen.row.number:
            self.decision.reason.setText(reason)
        else:
            self.decision.say("")

    def _tell_account(self, account: Account, chosen: Waiting) -> None:
        row, zone = account.row, self._at_desk.clock().tzinfo
        self._head.setText(row.head_name)
        household = tr("supervisor.household", members=row.member_count)
        self._household.setText(" · ".join(part for part in (household, account.place) if part))
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
        self._show_tab(self.tabs.current)
        terms = account.terms
        self.score_panel.show_view(
            account.score, missing=missing_lines(account.score, account.reading), was=account.was, brief=bool(terms)
        )
        self.terms.setVisible(bool(terms))
        self.terms.show_lines(terms)
        self.terms.setFixedHeight(self.terms.whole_height())
        self._pack.setText(pack_words(account.score) if terms else "")

    def _show_tab(self, place: int) -> None:
        if self._account is not None:
            self.lines.show_lines(self._account.tabs[place])

    # ── making ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _make_parts(self) -> None:
        self.strip, self.queue, self.decision = DayStrip(), QueueView(), DecisionBar()
        self.tabs, self.score_panel = Tabs(TABS), ScorePanel()
        self.lines = LinesView(_ANSWER_COLUMNS)
        self.lines.setObjectName("lines")
        self.terms = LinesView(_TERM_COLUMNS, row=25)
        self.terms.setObjectName("terms")
        self._queue_title, self._queue_count = Words(TextRole.NOTE_STRONG), Words(TextRole.NOTE, Role.INK_2)
        self._queue_order, self._nothing = Words(TextRole.NOTE, Role.INK_2), Words(TextRole.LINE, Role.INK_2, wrap=True)
        # A name is somebody's answer: it stands in the hand of answers, never in Nastaliq.
        self._head = Words(TextRole.OPEN_QUESTION)
        self._household, self._number = Words(TextRole.LINE, Role.INK_2), Words(TextRole.NOTE, Role.INK_2)
        self._asked, self._pack = Words(TextRole.NOTE, Role.INK_2), Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self._detail, self._nothing_box = QWidget(), QWidget()

    def _connect(self) -> None:
        self.queue.chosen.connect(self._open)
        self.tabs.chosen.connect(self._show_tab)
        self.decision.approved.connect(self.approve_current)
        self.decision.returned.connect(self.return_current)
        self.strip.export.clicked.connect(self.export)
        self._progressed.connect(self._tell_progress)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.bind(keys, self.decision.ask_approve)
        self.bind("Ctrl+R", self.decision.ask_return)
        self.bind("Ctrl+E", self.export)
        self.bind("Ctrl+O", lambda: self.left.emit(Officers()))
        self.bind("Esc", lambda: self.left.emit(Home()))
        for place in range(len(TABS)):
            self.bind(f"Ctrl+{place + 1}", partial(self.tabs.choose, place))

    def _build(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        rows.setSpacing(12)
        rows.addWidget(self.strip)
        sheet = Sheet()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(1, 1, 1, 1)
        columns.setSpacing(0)
        columns.addWidget(self._queue_column())
        columns.addWidget(RuledLine(standing=True))
        right = QVBoxLayout()
        right.setSpacing(0)
        self._fill_detail()
        right.addWidget(self._detail, 1)
        right.addWidget(RuledLine())
        right.addWidget(self.decision)
        columns.addLayout(right, 1)
        rows.addWidget(sheet, 1)

    def _queue_column(self) -> QWidget:
        column = QWidget()
        column.setFixedWidth(_QUEUE)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 8, 16, 8)
        head.setSpacing(5)
        head.addWidget(self._queue_title)
        head.addWidget(self._queue_count)
        head.addStretch(1)
        head.addWidget(self._queue_order)
        rows.addLayout(head)
        rows.addWidget(RuledLine())
        nothing = QHBoxLayout(self._nothing_box)
        nothing.setContentsMargins(20, 12, 16, 12)
        nothing.addWidget(self._nothing)
        rows.addWidget(self._nothing_box)
        rows.addWidget(self.queue, 1)
        return column

    def _fill_detail(self) -> None:
        grid = QGridLayout(self._detail)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self._survey_column(), 0, 0)
        grid.addWidget(RuledLine(standing=True), 0, 1)
        grid.addWidget(self._score_column(), 0, 2)
        grid.setColumnStretch(0, 1)

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
        asked = QHBoxLayout()
        asked.setContentsMargins(22, 0, 22, 4)
        asked.addWidget(self._asked)
        rows.addLayout(asked)
        rows.addWidget(RuledLine())
        rows.addWidget(self.tabs)
        rows.addWidget(RuledLine())
        lines = QHBoxLayout()
        lines.setContentsMargins(14, 0, 14, 0)
        lines.addWidget(self.lines)
        rows.addLayout(lines, 1)
        return column

    def _score_column(self) -> QWidget:
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(20, 10, 12, 8)
        rows.setSpacing(6)
        rows.addWidget(self.score_panel)
        rows.addWidget(self.terms)
        rows.addWidget(self._pack)
        rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFixedWidth(_SCORE)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(column)
        return scroll
