"""The officers of this desk: who may sign in, in which role; a supervisor adds and suspends them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.domain.officer import NewOfficer, Officer
from enumerator.domain.permissions import Deed, allowed
from enumerator.errors import WrongPassphrase
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Fault
from enumerator.ui.destinations import Officers, Supervisor
from enumerator.ui.dialogs.ask import Confirm
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.models.rows import Column, RowsModel
from enumerator.ui.officer_form import OfficerForm, PassphraseForm
from enumerator.ui.page import BarFacts, KeyHint, Page
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.table import Table
from enumerator.ui.widgets.words import Words

__all__ = ["COLUMNS", "OfficersPage"]

_FORMS = 392
COLUMNS: tuple[Column[Officer], ...] = (
    Column("officers.code", lambda officer: officer.code),
    Column("officers.name", lambda officer: officer.name),
    Column("officers.role", lambda officer: tr(f"officers.{officer.role.value}")),
    Column("officers.state", lambda officer: tr("officers.active" if officer.active else "officers.suspended")),
)
_WIDTHS = {0: 140, 2: 200, 3: 150}


class OfficersPage(Page):
    """The list, and beside it the two forms. Deeds that make keys are done beside the windows."""

    def __init__(self, at_desk: AtDesk, _destination: Officers, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at_desk = at_desk
        role = at_desk.desk.officer.role
        self._may_add, self._may_suspend = allowed(role, Deed.ADD_OFFICER), allowed(role, Deed.SUSPEND_OFFICER)
        self.model = RowsModel(COLUMNS, self)
        self.table = Table(self.model, _WIDTHS)
        self.table.setObjectName("officers")
        self.form = OfficerForm(at_desk.desk.centre.code)
        self.own = PassphraseForm()
        self._build()
        self.form.given.connect(self.add)
        self.own.given.connect(self.change_passphrase)
        self.suspend_button.clicked.connect(self.ask_suspend)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.bind(keys, self.form.give)
        self.bind("F4", self.ask_suspend)
        self.bind("Esc", lambda: self.left.emit(Supervisor()))

    def enter(self) -> None:
        """Read the list afresh."""
        self.retell()
        self._read()
        self.form.propose([officer.code for officer in self.model.rows])
        self.table.setFocus()

    def leave(self) -> bool:
        """Leave no passphrase behind."""
        self.own.forget()
        return True

    def retell(self) -> None:
        """Say everything again."""
        self._title.setText(tr("officers.title"))
        self._who.setText(tr("officers.who_may"))
        self.suspend_button.say(tr("officers.suspend"))
        self.form.retell()
        self.own.retell()
        self._read()
        if not self._may_add:
            self.form.say(tr("officers.supervisors_add"))

    def keys(self) -> tuple[KeyHint, ...]:
        """Add, suspend, back."""
        return (
            KeyHint("↑ ↓", "officers.say_officer"),
            KeyHint("Tab", "officers.say_next"),
            KeyHint("Ctrl+Enter", "officers.say_add"),
            KeyHint("F4", "officers.say_suspend"),
            KeyHint("Esc", "officers.say_back"),
        )

    def bar(self) -> BarFacts:
        """The page's name."""
        return BarFacts(title=tr("officers.title"))

    def add(self, new: NewOfficer) -> None:
        """Give an officer a key of their own; that takes a second."""
        self.form.button.setEnabled(False)
        self.form.say(tr("officers.adding"))
        self._at_desk.runner.run(lambda: self._at_desk.desk.officers.add(new), self._added, self._not_added, owner=self)

    def ask_suspend(self) -> None:
        """Ask whether the officer of the current row shall be suspended."""
        row = self.table.currentIndex().row()
        if not self._may_suspend or not 0 <= row < len(self.model.rows):
            return
        officer = self.model.rows[row]
        if officer.code == self._at_desk.desk.officer.code:
            self._say(tr("officers.not_yourself"), Role.SOFT)
        elif officer.active:
            Confirm(
                self,
                title=tr("officers.suspend_title", officer=officer.code),
                sentence=tr("officers.suspend_means"),
                yes=tr("officers.suspend"),
                done=lambda: self._suspend(officer.code),
            ).open()

    def change_passphrase(self, old: str, new: str) -> None:
        """Put one's own keys under a new passphrase."""
        self.own.button.setEnabled(False)
        self.own.say(tr("officers.changing"))
        deed = self._at_desk.desk.officers.change_passphrase
        self._at_desk.runner.run(lambda: deed(old, new), self._changed, self._not_changed, owner=self)

    def _suspend(self, code: str) -> None:
        deed = self._at_desk.desk.officers.suspend
        self._at_desk.runner.run(lambda: deed(code), lambda _: self._suspended(code), self._fault, owner=self)

    def _suspended(self, code: str) -> None:
        self._read()
        self._say(tr("officers.suspended_now", officer=code), Role.DONE)

    def _added(self, officer: Officer) -> None:
        self.form.button.setEnabled(self._may_add)
        self._read()
        self.form.propose([each.code for each in self.model.rows])
        self.form.say(tr("officers.added", officer=officer.code), Role.DONE)

    def _not_added(self, fault: Fault) -> None:
        self.form.button.setEnabled(self._may_add)
        self.form.say(tr(fault.code, **fault.facts), Role.SOFT)

    def _changed(self, _nothing: None) -> None:
        self.own.button.setEnabled(True)
        self.own.forget()
        self.own.say(tr("officers.changed"), Role.DONE)

    def _not_changed(self, fault: Fault) -> None:
        self.own.button.setEnabled(True)
        wrong = isinstance(fault, WrongPassphrase)
        self.own.say(tr("officers.old_is_wrong") if wrong else tr(fault.code, **fault.facts), Role.SOFT)
        self.own.old.setFocus()

    def _fault(self, fault: Fault) -> None:
        self._say(tr(fault.code, **fault.facts), Role.SOFT)

    def _say(self, words: str, role: Role) -> None:
        self._said.setText(words)
        self._said.wear(role)

    def _read(self) -> None:
        row = max(self.table.currentIndex().row(), 0)
        self.model.show_rows(self._at_desk.desk.officers.list())
        self.table.stand_on(row)

    def _build(self) -> None:
        columns = QHBoxLayout(self)
        columns.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        columns.setSpacing(SIZES.gap)
        columns.addWidget(self._list_sheet(), 1)
        columns.addWidget(self._form_sheet())

    def _list_sheet(self) -> QWidget:
        sheet = Sheet()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(SIZES.page_inset, 14, SIZES.page_inset, 16)
        rows.setSpacing(8)
        self._title, self._who = Words(TextRole.PAGE_TITLE), Words(TextRole.NOTE, Role.INK_2)
        self._said = Words(TextRole.NOTE, Role.INK_2)
        self.suspend_button = KeyButton("", "F4")
        self.suspend_button.setObjectName("suspend")
        self.suspend_button.setEnabled(self._may_suspend)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self._who)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.suspend_button)
        foot.addWidget(self._said, 1)
        rows.addLayout(head)
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)
        rows.addWidget(RuledLine())
        rows.addWidget(self.own)
        return sheet

    def _form_sheet(self) -> QWidget:
        sheet = Sheet()
        sheet.setFixedWidth(_FORMS)
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(24, 14, 24, 12)
        rows.setSpacing(10)
        rows.addWidget(self.form)
        rows.addStretch(1)
        self.form.button.setEnabled(self._may_add)
        return sheet
