"""The officer's page between two families."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.permissions import Deed, allowed
from enumerator.domain.survey import SurveyRow
from enumerator.errors import WorldFault
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Fault
from enumerator.ui.destinations import Destination, Finished, Interview, Officers, Questionnaires, Supervisor
from enumerator.ui.home.heading import Heading
from enumerator.ui.home.key_hints import KEYS, SEARCH_KEYS, SUPERVISOR_KEYS
from enumerator.ui.home.lines import KEYED_LINES, OUTSIDE, Lines
from enumerator.ui.home.search_panel import SearchPanel
from enumerator.ui.home.standing import Standing
from enumerator.ui.home.start_card import StartCard
from enumerator.ui.look import SIZES
from enumerator.ui.page import KeyHint, Page
from enumerator.ui.sync_watch import LinkState, SyncWatch
from enumerator.ui.telling import day, is_urdu, telling, tr
from enumerator.ui.widgets.card import Sheet
from enumerator.ui.widgets.chip import Tone
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.note import Note
from enumerator.workflow.doorstep import begin_with, known_here, take_up
from enumerator.workflow.overview import DraftPlace, Overview, draft_places, overview
from enumerator.workflow.withdrawal import withdrawal_of

__all__ = ["HomePage"]

_PAGE = 50
"""Surveys that the search reads at once; the rest as somebody scrolls."""


class HomePage(Page):
    """Begin, take up, find; where everything stands."""

    def __init__(self, at: AtDesk, destination: Destination | None = None, parent: QWidget | None = None) -> None:
        """Make the page.

        Args:
            at: the open desk.
            destination: `Home`, as the window's table of pages hands it over; it says nothing more.
            parent: the widget it stands in.
        """
        super().__init__(parent)
        self._at = at
        self._away, self._had_link = False, False
        self._watch = at.sync_watch if isinstance(at.sync_watch, SyncWatch) else None
        self._is_supervisor = allowed(at.desk.officer.role, Deed.APPROVE)
        self._standing: Overview | None = None
        self._beginning = False
        self.heading = Heading()
        self.trouble = Note(Tone.SOFT, Icon.SOFT, "")
        self.trouble.setObjectName("trouble")
        self.start = StartCard(partial(known_here, at.desk))
        self.lines = Lines()
        self.search = SearchPanel(self._search, self._found, at.clock().tzinfo)
        self.standing = Standing(is_supervisor=self._is_supervisor)
        self.body = QStackedWidget()
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read where everything stands and wait for the next family."""
        self._away = False
        self.trouble.hide()
        self.start.clear()
        self.close_search()
        self._read()
        self._show_link()

    def leave(self) -> bool:
        """Nothing is lost here; answers that are still to come find nobody."""
        self._away = True
        return True

    def retell(self) -> None:
        """Say everything again."""
        self._turn_round()
        self.start.retell()
        self.search.retell()
        self._read()
        self._show_link()

    def keys(self) -> tuple[KeyHint, ...]:
        """Those of the page, or of the search while it is open."""
        if self.is_searching:
            return SEARCH_KEYS
        return KEYS + (SUPERVISOR_KEYS if self._is_supervisor else ())

    def all_keys(self) -> tuple[KeyHint, ...]:
        """All of them, the search's too."""
        return self.keys() if self.is_searching else (*self.keys(), *SEARCH_KEYS[:2])

    @property
    def is_searching(self) -> bool:
        """Whether the search lies over the page."""
        return self.body.currentWidget() is self.search

    def open_search(self) -> None:
        """Find a survey."""
        self.body.setCurrentWidget(self.search)
        self.search.begin()
        self.keys_changed.emit()

    def close_search(self) -> None:
        """Go back to the start."""
        self.body.setCurrentIndex(0)
        self.start.field.setFocus()
        self.keys_changed.emit()

    def begin(self, cnic: str = "") -> None:
        """Begin an interview; a second Enter while it is being begun changes nothing."""
        if self._beginning:
            return
        self._beginning = True
        deed = partial(begin_with, self._at.desk, cnic, self._at.clock)
        self._at.runner.run(deed, lambda number: self._go(Interview(number)), self._tell, owner=self)

    def open_survey(self, number: str) -> None:
        """Take a survey up where that can be done; else show its end and its slip, or tell why there is neither."""
        try:
            row = take_up(self._at.desk, number, self._at.clock)
        except WorldFault as fault:
            self._tell(fault)
            return
        if row.state is SurveyState.WITHDRAWN:
            self._tell_withdrawn(row)
        elif row.state is not SurveyState.DRAFT:
            self._go(Finished(number))
        elif row.author == self._at.desk.officer.code:
            self._go(Interview(number))
        else:
            self.close_search()
            self._say(tr("home.of_another", number=number, officer=row.author))

    def _tell_withdrawn(self, row: SurveyRow) -> None:
        end = withdrawal_of(self._at.desk, row)
        key = "home.withdrawn_draft" if end.as_draft else "home.withdrawn"
        self.close_search()
        self._say(tr(key, number=end.number, name=end.by, day=day(end.at), words=end.reason))

    def _go(self, destination: Destination) -> None:
        self._beginning = False
        if not self._away:
            self.left.emit(destination)

    def _slip_again(self) -> None:
        if self.is_searching:
            self.search.go_to_slip()
        else:
            self.open_search()

    def _try_now(self) -> None:
        if self._watch is not None:
            self._watch.try_now()

    def _search(self, typed: str, offset: int) -> tuple[SurveyRow, ...]:
        surveys = self._at.desk.surveys
        if typed:
            return surveys.search(typed, limit=_PAGE, offset=offset)
        return surveys.recent(limit=_PAGE, offset=offset)

    def _found(self, typed: str) -> int:
        surveys = self._at.desk.surveys
        return surveys.found(typed) if typed else sum(surveys.counts().values())

    def _read(self) -> None:
        """Read the lists at once, then open the drafts beside the windows to see where they stand."""
        now, desk = self._at.clock(), self._at.desk
        self._standing = overview(desk, self._at.clock)
        self.heading.show_today(desk.officer.name, now, self._standing.today)
        self.lines.show_overview(self._standing)
        self._show_states(self._standing)
        numbers = [row.number for row in self._standing.drafts[:KEYED_LINES]]
        if numbers:
            deed = partial(draft_places, desk, numbers, telling.language, self._at.clock)
            self._at.runner.run(deed, self._show_places, self._tell, owner=self)

    def _show_places(self, places: tuple[DraftPlace, ...]) -> None:
        if not self._away:
            self.lines.show_places(places)

    def _show_states(self, standing: Overview) -> None:
        self._had_link = self._has_link
        self.standing.show_overview(standing, self._at.clock(), has_link=self._had_link)

    def _show_link(self) -> None:
        if self._watch is None:
            self.standing.show_desk(well=not self._at.desk.notices)
            return
        if self._standing is not None and self._has_link != self._had_link:
            self._show_states(self._standing)
        facts, desk = self._watch.facts, self._at.desk
        self.standing.show_link(facts, self._watch.next_try, self._watch.chip())
        self.standing.show_desk(well=not desk.notices and facts.state is not LinkState.CLOCK)

    @property
    def _has_link(self) -> bool:
        return self._watch is not None and self._watch.facts.state not in (
            LinkState.NO_LINK,
            LinkState.STOPPED,
            LinkState.NO_ADDRESS,
        )

    def _tell(self, fault: Fault) -> None:
        self._beginning = False
        if not self._away:
            self._say(tr(fault.code, **fault.facts))

    def _say(self, words: str) -> None:
        self.trouble.say(words, "")
        self.trouble.show()

    def _connect(self) -> None:
        self.start.begin.connect(self.begin)
        self.start.open_survey.connect(self.open_survey)
        self.start.search_wanted.connect(self.open_search)
        self.start.slip_again.connect(self._slip_again)
        self.lines.opened.connect(self.open_survey)
        self.search.opened.connect(self.open_survey)
        self.search.slip_of.connect(lambda number: self._go(Finished(number)))
        self.standing.try_now.connect(self._try_now)
        self.standing.decide.connect(lambda: self._go(Supervisor()))
        self.standing.officers.connect(lambda: self._go(Officers()))
        self.standing.questionnaires.connect(lambda: self._go(Questionnaires()))
        self.bind("Ctrl+N", self.start.begin_anew)
        self.bind("Ctrl+F", self.open_search)
        self.bind("Ctrl+P", self._slip_again)
        self.bind("Esc", self.close_search)
        self.bind("F5", self._try_now)
        for place in range(1, KEYED_LINES + 1):
            self.bind(f"Alt+{place}", partial(self.lines.open_nth, place))
        if self._is_supervisor:
            self.bind("F6", self.standing.decide.emit)
            self.bind("F7", self.standing.officers.emit)
            self.bind("F8", self.standing.questionnaires.emit)
        if self._watch is not None:
            self._watch.changed.connect(self._show_link)
            self._watch.settled.connect(self._read)

    def _turn_round(self) -> None:
        """Mirror the margins, as Qt does not; give Urdu less air between the parts, since its lines bring their own."""
        urdu, hung = is_urdu(), SIZES.card_hung
        near, far = SIZES.page_inset - hung, SIZES.page_inset - hung - 1
        left, right = (far, near) if urdu else (near, far)
        self._rows.setContentsMargins(left, 6 if urdu else 20, right, 8)
        self._rows.setSpacing(8 if urdu else 12)
        self._lines_row.setContentsMargins(hung - OUTSIDE * urdu, 0, hung - OUTSIDE * (not urdu), 0)

    def _lay_out(self) -> None:
        hung = SIZES.card_hung
        content = QWidget()
        self._rows = rows = QVBoxLayout(content)
        for widget, outside in ((self.heading, 0), (self.trouble, 0), (self.start, hung), (self.lines, 0)):
            row = QHBoxLayout()
            row.setContentsMargins(hung - outside, 0, hung - outside, 0)
            row.addWidget(widget)
            rows.addLayout(row, 1 if widget is self.lines else 0)
        self._lines_row = row
        self._turn_round()
        self.body.addWidget(content)
        self.body.addWidget(self.search)
        sheet = Sheet()
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.body)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        columns.setSpacing(SIZES.gap)
        columns.addWidget(sheet, 1)
        columns.addWidget(self.standing)
