"""The page after an interview is finished: the family's slip, and what may be said of the score."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.officer import Role as OfficerRole
from enumerator.errors import WorldFault
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.destinations import Finished, Home
from enumerator.ui.dialogs.explanation_panel import ExplanationPanel
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.models.surveys import STATE_SIGNS, state_words
from enumerator.ui.page import BarFacts, KeyHint, Page
from enumerator.ui.paper import Paper
from enumerator.ui.reading import Reading, read_revision
from enumerator.ui.score_and_programmes import ScoreAndProgrammes
from enumerator.ui.slip_page import compose_slip
from enumerator.ui.system_printer import ChoosePrinter, NoPrinter, PrinterSilent, ask_for_printer, print_page
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.chip import ChipFacts, Tone
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.note import Note
from enumerator.ui.widgets.slip_preview import SlipPreview
from enumerator.ui.widgets.words import Words
from enumerator.workflow.issue_slip import count_slip, save_slip, slip_to_come
from enumerator.workflow.programmes import programmes
from enumerator.workflow.score_policy import Display, score_policy
from enumerator.workflow.score_view import ScoreView, score_view

__all__ = ["AskFile", "FinishedPage"]

AskFile = Callable[[QWidget, str], str]
"""Asks where to save, given the name to propose; blank when the officer thinks better of it."""

_PANEL = 392
_TONES = {Role.SOFT: Tone.SOFT, Role.DONE: Tone.DONE, Role.HARD: Tone.HARD}


def ask_file(parent: QWidget, proposed: str) -> str:
    """Open the system's own dialog for a PDF file."""
    return QFileDialog.getSaveFileName(parent, tr("finished.choose_file"), proposed, "PDF (*.pdf)")[0]


class FinishedPage(Page):
    """One finished survey. Nothing on it changes the survey; a slip is counted when it is printed or saved."""

    def __init__(
        self,
        at_desk: AtDesk,
        destination: Finished,
        *,
        choose_printer: ChoosePrinter = ask_for_printer,
        choose_file: AskFile = ask_file,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._at_desk, self._number = at_desk, destination.number
        self._choose_printer, self._choose_file = choose_printer, choose_file
        self._row = at_desk.desk.surveys.row(self._number)
        self._build()
        for keys, deed in (
            ("Ctrl+P", self.print_slip),
            ("Ctrl+S", self.save_slip),
            ("Return", self.go_home),
            ("Enter", self.go_home),
            ("Ctrl+D", self.explain),
            ("Ctrl+1", partial(self.beside.tabs.choose, 0)),
            ("Ctrl+2", partial(self.beside.tabs.choose, 1)),
        ):
            self.bind(keys, deed)

    def enter(self) -> None:
        """Show the slip to come and what may be said of the score."""
        self.retell()
        self.print_button.setFocus()

    def retell(self) -> None:
        """Say everything in the other language; the slip always speaks both."""
        is_new = self._row.state is SurveyState.FINISHED
        self._title.setText(tr("finished.title") if is_new else state_words(self._row.state))
        self._safe.setText(tr("finished.safe" if is_new else "finished.kept"))
        for button, key in (
            (self.print_button, "finished.print"),
            (self.save_button, "finished.save"),
            (self.home_button, "finished.home"),
        ):
            button.say(tr(key))
        self._note.hide()
        self._show_slip()
        desk, revision = self._at_desk.desk, self._row.revision
        self.beside.show_finished(self._view(), programmes(desk, self._number, revision), self._reading())

    def keys(self) -> tuple[KeyHint, ...]:
        """Home, print, save."""
        return (
            KeyHint("Enter", "finished.say_home"),
            KeyHint("Ctrl+P", "finished.say_print"),
            KeyHint("Ctrl+S", "finished.say_save"),
            KeyHint("Ctrl+1–2", "finished.say_tabs"),
            *((KeyHint("Ctrl+D", "score.say_terms"),) if self._view().display is Display.TERMS else ()),
        )

    def bar(self) -> BarFacts:
        """The household, and where its survey stands."""
        icon, role = STATE_SIGNS[self._row.state]
        return BarFacts(
            title=self._row.head_name,
            facts=(tr("finished.facts", members=self._row.member_count),),
            number=self._number,
            chip=ChipFacts(icon, state_words(self._row.state), _TONES.get(role, Tone.PLAIN)),
        )

    def go_home(self) -> None:
        """The next family."""
        self.left.emit(Home())

    def explain(self) -> None:
        """Show how the score adds up, to whoever may see it."""
        view = self._view()
        if view.display is Display.TERMS:
            ExplanationPanel(self, view, self._reading()).open()

    def print_slip(self) -> None:
        """Print the slip on a printer of the system."""
        try:
            printer = self._choose_printer(self)
            if printer is None:
                return
            print_page(printer, self._counted_page)
        except NoPrinter:
            self._say_unprinted("finished.no_printer")
        except PrinterSilent:
            self._say_unprinted("finished.printer_silent")
        except WorldFault as fault:
            self._say_fault(fault)
        else:
            self._say_done("finished.printed")

    def save_slip(self) -> None:
        """Save the slip as a file."""
        chosen = self._choose_file(self, f"{self._number}.pdf")
        if not chosen:
            return
        desk, printer, clock = self._at_desk.desk, self._at_desk.printer, self._at_desk.clock
        try:
            save_slip(desk, self._number, Path(chosen).with_suffix(".pdf"), printer, clock)
        except WorldFault as fault:
            self._say_fault(fault)
        else:
            self._say_done("finished.saved")

    def _counted_page(self) -> Paper:
        clock = self._at_desk.clock
        return compose_slip(count_slip(self._at_desk.desk, self._number, clock), clock())

    def _show_slip(self) -> None:
        clock = self._at_desk.clock
        content = slip_to_come(self._at_desk.desk, self._number, clock)
        self._copy.setText(tr("finished.first_print" if content.copy == 1 else "finished.copy", copy=content.copy))
        self.preview.show_paper(compose_slip(content, clock()), tr("finished.slip_preview", number=self._number))

    def _view(self) -> ScoreView:
        desk = self._at_desk.desk
        policy = score_policy(desk, self._row.edition)
        display = policy.supervisors if desk.officer.role is OfficerRole.SUPERVISOR else policy.officers
        return score_view(desk, self._number, self._row.revision, display)

    def _reading(self) -> Reading:
        desk, row = self._at_desk.desk, self._row
        return read_revision(desk, self._number, row.revision, self._at_desk.clock, telling.language)

    def _say_done(self, key: str) -> None:
        self._note.say(tr(key), "", tone=Tone.DONE, icon=Icon.TICK)
        self._note.show()
        self._show_slip()

    def _say_unprinted(self, key: str) -> None:
        """What is safe is said first."""
        self._note.say(tr("finished.print_heading"), tr(key), tone=Tone.SOFT, icon=Icon.PRINTER)
        self._note.show()

    def _say_fault(self, fault: WorldFault) -> None:
        self._note.say(tr("finished.print_heading"), tr(fault.code, **fault.facts), tone=Tone.SOFT, icon=Icon.SOFT)
        self._note.show()

    def _build(self) -> None:
        columns = QHBoxLayout(self)
        columns.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        columns.setSpacing(SIZES.gap)
        columns.addWidget(self._slip_sheet(), 1)
        columns.addWidget(self._score_sheet())

    def _slip_sheet(self) -> QWidget:
        sheet = Sheet()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(SIZES.page_inset, 14, SIZES.page_inset, 16)
        rows.setSpacing(8)
        self._title = Words(TextRole.PAGE_TITLE)
        self._safe = Words(TextRole.NOTE, Role.INK_2)
        self._copy = Words(TextRole.NOTE, Role.INK_2)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self._safe)
        head.addStretch(1)
        head.addWidget(self._copy)
        self.preview = SlipPreview()
        self.preview.setObjectName("slip_preview")
        rows.addLayout(head)
        rows.addWidget(RuledLine())
        rows.addWidget(self.preview, 1)
        return sheet

    def _score_sheet(self) -> QWidget:
        sheet = Sheet()
        sheet.setFixedWidth(_PANEL)
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(10, 8, 10, 18)
        rows.setSpacing(10)
        self.beside = ScoreAndProgrammes()
        self.beside.terms_wanted.connect(self.explain)
        self._note = Note(Tone.DONE, Icon.TICK, "")
        self._note.setObjectName("print_note")
        self._note.hide()
        self.print_button = KeyButton("", "Ctrl+P", primary=True, icon=Icon.PRINTER)
        self.print_button.setObjectName("print")
        self.print_button.clicked.connect(self.print_slip)
        self.save_button = KeyButton("", "Ctrl+S", icon=Icon.SAVE)
        self.save_button.setObjectName("save")
        self.save_button.clicked.connect(self.save_slip)
        self.home_button = KeyButton("", "Enter", icon=Icon.HOME)
        self.home_button.setObjectName("home")
        self.home_button.clicked.connect(self.go_home)
        rows.addWidget(self.beside, 1)
        rows.addWidget(self._note)
        for button in (self.print_button, self.save_button, self.home_button):
            button.fill_width()
            rows.addWidget(button)
        return sheet
