"""The questionnaires of this desk: the editions with the one in force, a workbook read, installed, and put in force."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.domain.permissions import Deed, allowed
from enumerator.errors import GoldenDiffers
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Fault
from enumerator.ui.destinations import Packs, Questionnaires, Supervisor
from enumerator.ui.dialogs.ask import Confirm
from enumerator.ui.dialogs.departures_panel import DeparturesPanel
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.models.rows import RowsModel
from enumerator.ui.page import BarFacts, KeyHint, Page
from enumerator.ui.questionnaires.columns import EDITION_COLUMNS, EDITION_WIDTHS
from enumerator.ui.questionnaires.reading import ChooseWorkbook, Examine, WorkbookReading, ask_workbook
from enumerator.ui.questionnaires.workbook_sheet import WorkbookSheet
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import Sheet
from enumerator.ui.widgets.table import Table
from enumerator.ui.widgets.words import Words
from enumerator.workflow.editions import EditionStanding, install_questionnaire, put_in_force, standing_editions
from enumerator.workflow.questionnaire import edition_of
from forms.workbook import Examination, examine

__all__ = ["QuestionnairesPage"]

_HIGHEST = 240
"""Of the list of editions, in pixels: what a workbook has to say needs the room."""


class QuestionnairesPage(Page):
    """Above the editions, below the workbook that was read last. Nothing is in force by being read or installed."""

    def __init__(
        self,
        at_desk: AtDesk,
        _destination: Questionnaires,
        *,
        choose: ChooseWorkbook = ask_workbook,
        examine: Examine = examine,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._at_desk, self._choose = at_desk, choose
        role = at_desk.desk.officer.role
        self._may_install, self._may_force = allowed(role, Deed.INSTALL_EDITION), allowed(role, Deed.PUT_IN_FORCE)
        self.reading = WorkbookReading(at_desk.runner, examine, self)
        self.editions = RowsModel(EDITION_COLUMNS, self)
        self.table = Table(self.editions, EDITION_WIDTHS, whole_words=True)
        self.table.be_as_high_as_rows(_HIGHEST)
        self.workbook = WorkbookSheet()
        self._build()
        self._connect()

    def enter(self) -> None:
        """Read the editions afresh, beside the windows: those of other years are opened for it."""
        self.retell()
        self._read("")
        self.table.setFocus()

    def leave(self) -> bool:
        """An examination that nobody will see is not gone on with."""
        self.reading.stop()
        return True

    def retell(self) -> None:
        """Say everything again."""
        self._title.setText(tr("questionnaires.title"))
        self._means.setText(tr("questionnaires.means" if self._may_install else "questionnaires.supervisors_install"))
        self.table.setAccessibleName(tr("questionnaires.title"))
        self.read_button.say(tr("questionnaires.read"))
        self.force_button.say(tr("questionnaires.put_in_force"))
        self.packs_button.say(tr("packs.title"))
        self.workbook.retell()

    def keys(self) -> tuple[KeyHint, ...]:
        """Read, install, put in force, copy, back; while a workbook is read, stop."""
        return (
            KeyHint("↑ ↓", "questionnaires.say_line"),
            KeyHint("Tab", "questionnaires.say_next"),
            KeyHint("F3", "questionnaires.say_read"),
            KeyHint("Ctrl+Enter", "questionnaires.say_install"),
            KeyHint("F2", "questionnaires.say_force"),
            KeyHint("Ctrl+C", "questionnaires.say_copy"),
            KeyHint("F4", "packs.say_packs"),
            KeyHint("Esc", "questionnaires.say_stop" if self.reading.under_way else "questionnaires.say_back"),
        )

    def bar(self) -> BarFacts:
        """The page's name."""
        return BarFacts(title=tr("questionnaires.title"))

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────────────────

    def read_workbook(self) -> None:
        """Ask for a workbook and examine it beside the windows; that may take a minute."""
        chosen = self._choose(self) if self.read_button.isEnabled() else ""
        if not chosen:
            return
        self.read_button.setEnabled(False)
        self.workbook.say("")
        self.reading.begin(Path(chosen))
        self.keys_changed.emit()

    def install(self) -> None:
        """Make an edition of the workbook that was read."""
        found = self.workbook.installable
        if found is None or not self.workbook.install.isEnabled():
            return
        self.workbook.may_install(False)
        self.workbook.say(tr("questionnaires.installing"))
        deed = partial(install_questionnaire, self._at_desk.desk, found)
        self._at_desk.runner.run(deed, self._installed, self._not_installed, owner=self)

    def ask_force(self) -> None:
        """Ask whether the edition of the current row shall be asked from now on, and say what that changes."""
        row = self.table.currentIndex().row()
        if not self.force_button.isEnabled() or not 0 <= row < len(self.editions.rows):
            return
        edition = self.editions.rows[row]
        if edition.in_force:
            self._say(tr("questionnaires.is_in_force", edition=edition.name))
            return
        drafts = sum(each.drafts for each in self.editions.rows if each is not edition)
        Confirm(
            self,
            title=tr("questionnaires.force_title", edition=edition.name),
            sentence=" ".join(_means(edition, drafts)),
            yes=tr("questionnaires.put_in_force"),
            done=partial(self._put_in_force, edition.name),
        ).open()

    def go_back(self) -> None:
        """Stop the examination under way; where there is none, go back."""
        if not self.reading.stop():
            self.left.emit(Supervisor())

    def show_examination(self, found: Examination) -> None:
        """Show what was found in a workbook."""
        self.workbook.show_examination(found)
        self.workbook.may_install(self._may_install)
        (self.workbook.table if found.findings else self.table).setFocus()

    # ── what came of them ────────────────────────────────────────────────────────────────────────────────────────

    def _read_to_the_end(self, found: Examination | None) -> None:
        self.read_button.setEnabled(self._may_install)
        self.keys_changed.emit()
        if found is None:
            self.workbook.show_nothing()
            self.workbook.say(tr("questionnaires.stopped"))
        else:
            self.show_examination(found)

    def _installed(self, name: str) -> None:
        self.workbook.may_install(self._may_install)
        self.workbook.say(tr("questionnaires.installed", edition=name), Role.DONE)
        self._read(name)
        self.table.setFocus()

    def _not_installed(self, fault: Fault) -> None:
        self.workbook.may_install(self._may_install)
        self.workbook.say(tr(fault.code, **fault.facts), Role.SOFT)

    def _put_in_force(self, name: str) -> None:
        self.force_button.setEnabled(False)
        self._say(tr("questionnaires.trying", edition=name))
        desk, failed = self._at_desk.desk, partial(self._not_in_force, name)
        done = partial(self._is_in_force, name)
        self._at_desk.runner.run(lambda: put_in_force(desk, name), lambda _: done(), failed, owner=self)

    def _is_in_force(self, name: str) -> None:
        self.force_button.setEnabled(self._may_force)
        self._say(tr("questionnaires.is_in_force_now", edition=name), Role.DONE)
        self._read(name)

    def _not_in_force(self, name: str, fault: Fault) -> None:
        self.force_button.setEnabled(self._may_force)
        self._fault(fault)
        if isinstance(fault, GoldenDiffers):
            DeparturesPanel(self, fault, edition_of(self._at_desk.desk, name).definition).open()

    def _fault(self, fault: Fault) -> None:
        self._say(tr(fault.code, **fault.facts), Role.SOFT)

    def _say(self, words: str, role: Role = Role.INK_2) -> None:
        self._said.setText(words)
        self._said.wear(role)

    def _read(self, name: str) -> None:
        """Read the editions and stand on one; on the one in force where none is named."""
        deed = partial(standing_editions, self._at_desk.desk)
        self._at_desk.runner.run(deed, partial(self._show_editions, name), self._fault, owner=self)

    def _show_editions(self, name: str, editions: tuple[EditionStanding, ...]) -> None:
        self.editions.show_rows(editions)
        wanted = (place for place, each in enumerate(editions) if (each.name == name if name else each.in_force))
        self.table.stand_on(next(wanted, 0))

    # ── making ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _connect(self) -> None:
        self.read_button.clicked.connect(self.read_workbook)
        self.packs_button.clicked.connect(lambda: self.left.emit(Packs()))
        self.force_button.clicked.connect(self.ask_force)
        self.workbook.install.clicked.connect(self.install)
        self.workbook.table.copied.connect(lambda: self.workbook.say(tr("questionnaires.copied")))
        self.reading.staged.connect(self.workbook.show_stage)
        self.reading.ended.connect(self._read_to_the_end)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.bind(keys, self.install)
        self.bind("F2", self.ask_force)
        self.bind("F3", self.read_workbook)
        self.bind("F4", lambda: self.left.emit(Packs()))
        self.bind("Esc", self.go_back)

    def _build(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        rows.setSpacing(12)
        rows.addWidget(self._editions_sheet())
        rows.addWidget(self.workbook, 1)

    def _editions_sheet(self) -> QWidget:
        sheet = Sheet()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(SIZES.page_inset, 12, SIZES.page_inset, 14)
        rows.setSpacing(8)
        self._title, self._means = Words(TextRole.PAGE_TITLE), Words(TextRole.NOTE, Role.INK_2)
        self._said = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self.read_button, self.force_button = KeyButton("", "F3"), KeyButton("", "F2")
        self.packs_button = KeyButton("", "F4")
        self.packs_button.setObjectName("packs")
        self.table.setObjectName("editions")
        for button, name, may in (
            (self.read_button, "read", self._may_install),
            (self.force_button, "put_in_force", self._may_force),
        ):
            button.setObjectName(name)
            button.setEnabled(may)
        head, foot = QHBoxLayout(), QHBoxLayout()
        for line, widgets in ((head, (self._title, self._means)), (foot, (self.read_button, self.force_button))):
            line.setSpacing(16)
            for widget in widgets:
                line.addWidget(widget)
        head.addStretch(1)
        foot.addWidget(self._said, 1)
        foot.addWidget(self.packs_button)
        rows.addLayout(head)
        rows.addWidget(self.table)
        rows.addLayout(foot)
        return sheet


def _means(edition: EditionStanding, drafts: int) -> tuple[str, ...]:
    means = tr("questionnaires.force_means", drafts=drafts)
    return (means,) if edition.shipped else (means, tr("questionnaires.registry_first"))
