"""The supervisor's page: the day above, the queue, the survey that stands open with its score, the decision below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from enumerator.domain.survey import SurveyRow
from enumerator.errors import WorldFault
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Fault
from enumerator.ui.destinations import Home, Officers, Questionnaires, Supervisor
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.models.surveys import state_words
from enumerator.ui.page import BarFacts, KeyHint, Page
from enumerator.ui.supervisor.account import account_of
from enumerator.ui.supervisor.day_strip import DayStrip
from enumerator.ui.supervisor.decision_bar import DecisionBar
from enumerator.ui.supervisor.detail import SCORE_TAB, SurveyDetail
from enumerator.ui.supervisor.queue import QueueView
from enumerator.ui.telling import day, is_urdu, tr, weekday
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.words import Words
from enumerator.workflow.batch import Frozen
from enumerator.workflow.close_day import export_day
from enumerator.workflow.review import approve, return_survey
from enumerator.workflow.waiting import Waiting, day_of, waiting

__all__ = ["ChooseFolder", "SupervisorPage"]

ChooseFolder = Callable[[QWidget], str]
"""Asks for a folder; blank when the officer thinks better of it."""

_QUEUE, _QUEUE_SMALL = 316, 264


def ask_folder(parent: QWidget) -> str:
    """Open the system's own dialog for a folder, a stick's as a rule."""
    return QFileDialog.getExistingDirectory(parent, tr("supervisor.choose_folder"))


class SupervisorPage(Page):
    """What waits for the supervisor, and what the day came to."""

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
        self._is_small = False
        self._make_parts()
        self._build()
        self._connect()

    def enter(self) -> None:
        """Read the queue afresh and stand on the gravest, or on the survey that was asked for."""
        self._read(self._wanted)
        self.retell()
        self._tell_if_not_waiting(self._wanted)
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
        """All but Tab: the bar has no room for it."""
        return tuple(hint for hint in self.all_keys() if hint.cap != "Tab")

    def all_keys(self) -> tuple[KeyHint, ...]:
        """The keys of queue and decision."""
        return (
            KeyHint("↑ ↓", "supervisor.say_survey"),
            KeyHint("Tab", "supervisor.say_next_pane"),
            KeyHint("Ctrl+Enter", "supervisor.say_approve"),
            KeyHint("Ctrl+R", "supervisor.say_return"),
            KeyHint(f"Ctrl+1–{SCORE_TAB + self._is_small}", "supervisor.say_tabs"),
            KeyHint("Ctrl+D", "score.say_terms"),
            KeyHint("Ctrl+E", "supervisor.say_export"),
            KeyHint("Ctrl+O", "supervisor.say_officers"),
            KeyHint("Ctrl+B", "supervisor.say_questionnaires"),
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
        runner = self._at_desk.runner
        deed = partial(export_day, desk, Path(chosen), clock, runner.progressed.emit)
        runner.run(deed, self._exported, self._export_stopped, owner=self)

    def _decide(self, deed: Callable[[str], SurveyRow], said: str) -> None:
        current = self.queue.current()
        if current is None:
            return
        try:
            deed(current.row.number)
        except WorldFault as fault:
            self.decision.say(tr(fault.code, **fault.facts), Role.SOFT)
            return
        self.decision.pause()
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

    def _tell_if_not_waiting(self, number: str) -> None:
        """Whoever asks for a survey that nobody can decide on reads why another one stands open."""
        if number and number not in [each.row.number for each in self.queue.queue.waiting]:
            state = state_words(self._at_desk.desk.surveys.row(number).state)
            self.decision.say(tr("supervisor.not_waiting", number=number, state=state))

    def _read_day(self) -> None:
        now = self._at_desk.clock()
        zone = now.tzinfo
        if zone is not None:
            self.strip.show_day(day_of(self._at_desk.desk, now.date(), zone), zone)

    def _open(self, chosen: Waiting | None, *, keep_reason: bool = False) -> None:
        """Show a survey. Its reason is kept while the language changes, and dropped with the survey."""
        before = self.detail.number
        reason = self.decision.reason.text() if keep_reason else ""
        if chosen is None:
            self.detail.show_nothing()
            self.decision.open_for("supervisor.choose_first", may=False)
            return
        account = account_of(self._at_desk.desk, chosen.row, self._at_desk.clock)
        self.detail.show_account(account, chosen, self._at_desk.clock().tzinfo)
        self.decision.open_for("supervisor.own" if chosen.is_own else "supervisor.not_author", may=not chosen.is_own)
        if before == chosen.row.number:
            self.decision.reason.setText(reason)
        else:
            self.decision.say("")

    # ── making ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _make_parts(self) -> None:
        self.strip, self.queue, self.decision, self.detail = DayStrip(), QueueView(), DecisionBar(), SurveyDetail()
        self.tabs, self.lines, self.terms = self.detail.tabs, self.detail.lines, self.detail.terms
        self._queue_title, self._queue_count = Words(TextRole.NOTE_STRONG), Words(TextRole.NOTE, Role.INK_2)
        self._queue_order, self._nothing = Words(TextRole.NOTE, Role.INK_2), Words(TextRole.LINE, Role.INK_2, wrap=True)
        self._nothing_box = QWidget()

    def _connect(self) -> None:
        self.queue.chosen.connect(self._open)
        self.decision.approved.connect(self.approve_current)
        self.decision.returned.connect(self.return_current)
        self.strip.export.clicked.connect(self.export)
        self._at_desk.runner.progressed.connect(self._tell_progress)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.bind(keys, self.decision.ask_approve)
        self.bind("Ctrl+R", self.decision.ask_return)
        self.bind("Ctrl+E", self.export)
        self.bind("Ctrl+D", self.detail.explain)
        self.bind("Ctrl+O", lambda: self.left.emit(Officers()))
        self.bind("Ctrl+B", lambda: self.left.emit(Questionnaires()))
        self.bind("Esc", lambda: self.left.emit(Home()))
        for place in range(SCORE_TAB + 1):
            self.bind(f"Ctrl+{place + 1}", partial(self.tabs.choose, place))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the decision takes the whole width, so that a reason can be read while it is written."""
        super().resizeEvent(event)
        small = event.size().width() < SIZES.small_window
        if small is not self._is_small:
            self._is_small = small
            self._place_parts()
            self.keys_changed.emit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never keep a window from being small: score and chart give way, the columns scroll."""
        return QSize(640, 360)

    def _build(self) -> None:
        self._rows = rows = QVBoxLayout(self)
        rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        rows.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        rows.addWidget(self.strip)
        sheet = Sheet()
        self._grid = QGridLayout(sheet)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowStretch(0, 1)
        self._queue, self._between, self._above = self._queue_column(), RuledLine(standing=True), RuledLine()
        self._open_place = QWidget()  # keeps the room of the survey while none stands open
        inside = QVBoxLayout(self._open_place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.detail)
        self._place_parts()
        rows.addWidget(sheet, 1)

    def _place_parts(self) -> None:
        small = self._is_small
        self._rows.setSpacing(8 if small else 12)
        self.decision.make_small(small)
        self.strip.make_small(small)
        self.detail.make_small(small)
        self._queue.setFixedWidth(_QUEUE_SMALL if small else _QUEUE)
        self._queue_order.setVisible(not small)
        down, column, across = (1, 0, 3) if small else (3, 2, 1)
        self._grid.addWidget(self._queue, 0, 0, down, 1)
        self._grid.addWidget(self._between, 0, 1, down, 1)
        self._grid.addWidget(self._open_place, 0, 2)
        self._grid.addWidget(self._above, 1, column, 1, across)
        self._grid.addWidget(self.decision, 2, column, 1, across)

    def _queue_column(self) -> QWidget:
        column = QWidget()
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
