"""The score packs of this desk: those it has with the one in force, a pack file read, installed, and put in force."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.domain.permissions import Deed, allowed
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Fault
from enumerator.ui.destinations import Packs, Questionnaires
from enumerator.ui.dialogs.ask import Confirm, Reason
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.models.rows import RowsModel
from enumerator.ui.packs.columns import PACK_COLUMNS, PACK_WIDTHS, pack_wording
from enumerator.ui.packs.pack_sheet import PackSheet
from enumerator.ui.packs.reading import ChoosePack, ReadPack, ask_pack, or_refused, read_pack_file, refusal_words
from enumerator.ui.page import BarFacts, KeyHint, Page
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import Sheet
from enumerator.ui.widgets.table import Table
from enumerator.ui.widgets.words import Words
from enumerator.workflow.packs import PackStanding, install_pack, known_pack, put_pack_in_force, standing_packs
from forms.pmt import PackRefused

__all__ = ["PacksPage"]

_HIGHEST = 230
"""Of the list of packs, in pixels: the pack itself needs the room."""


class PacksPage(Page):
    """Above the packs, below the one that is looked at. Nothing scores by being read or installed."""

    def __init__(
        self, at_desk: AtDesk, _destination: Packs, *, choose: ChoosePack = ask_pack, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._at_desk, self._choose = at_desk, choose
        role = at_desk.desk.officer.role
        self._may_install, self._may_force = allowed(role, Deed.INSTALL_PACK), allowed(role, Deed.PUT_PACK_IN_FORCE)
        self.packs = RowsModel(PACK_COLUMNS, self)
        self.table = Table(self.packs, PACK_WIDTHS, whole_words=True)
        self.table.be_as_high_as_rows(_HIGHEST)
        self.sheet = PackSheet()
        self._build()
        self._connect()

    def enter(self) -> None:
        """Read the packs afresh."""
        self.retell()
        self._read("")
        self.table.setFocus()

    def retell(self) -> None:
        """Say everything again."""
        self._title.setText(tr("packs.title"))
        self._means.setText(tr("packs.means" if self._may_install else "packs.supervisors_install"))
        self.table.setAccessibleName(tr("packs.title"))
        self.read_button.say(tr("packs.read"))
        self.force_button.say(tr("packs.put_in_force"))
        self.sheet.retell()

    def keys(self) -> tuple[KeyHint, ...]:
        """Read, install, put in force, back."""
        return (
            KeyHint("↑ ↓", "packs.say_line"),
            KeyHint("Tab", "questionnaires.say_next"),
            KeyHint("F3", "packs.say_read"),
            KeyHint("Ctrl+Enter", "questionnaires.say_install"),
            KeyHint("F2", "questionnaires.say_force"),
            KeyHint("Ctrl+C", "questionnaires.say_copy"),
            KeyHint("Esc", "packs.say_back"),
        )

    def bar(self) -> BarFacts:
        """The page's name."""
        return BarFacts(title=tr("packs.title"))

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────────────────

    def read_file(self) -> None:
        """Ask for a pack file and check it beside the windows: its worked households are typed into the form."""
        chosen = self._choose(self) if self.read_button.isEnabled() else ""
        if not chosen:
            return
        self.read_button.setEnabled(False)
        self.sheet.show_checking()
        deed = partial(read_pack_file, self._at_desk.desk, Path(chosen), self._at_desk.clock().date())
        self._at_desk.runner.run(
            partial(or_refused, deed), self.show_read, self._not_done, owner=self, ended=self._may_read_again
        )

    def install(self) -> None:
        """Keep the pack that was read."""
        read = self.sheet.read
        if read is None or not self.sheet.install.isEnabled():
            return
        self.sheet.install.setEnabled(False)
        today = self._at_desk.clock().date()
        deed = partial(install_pack, self._at_desk.desk, read.content, read.signature, today)
        self._at_desk.runner.run(partial(or_refused, deed), self._installed, self._not_done, owner=self)

    def ask_force(self) -> None:
        """Ask whether households shall be scored with the pack of the current row from now on."""
        pack = self._current()
        if pack is None or not self.force_button.isEnabled():
            return
        title = pack_wording(pack.title)
        if pack.in_force:
            self._say(tr("packs.is_in_force", pack=title))
            return
        Confirm(
            self,
            title=tr("packs.force_title", pack=title, version=pack.version),
            sentence=tr("packs.force_means"),
            yes=tr("packs.put_in_force"),
            done=partial(self._put_in_force, pack, ""),
        ).open()

    def show_read(self, read: ReadPack | PackRefused) -> None:
        """Show a file that was read, or say why it is refused."""
        if isinstance(read, PackRefused):
            self._refused(read)
            return
        self.sheet.show_read(read, may_install=self._may_install)
        self._say("")
        self.sheet.install.setFocus()

    # ── what came of them ────────────────────────────────────────────────────────────────────────────────────────

    def _may_read_again(self) -> None:
        self.read_button.setEnabled(self._may_install)

    def _installed(self, sha256: str | PackRefused) -> None:
        if isinstance(sha256, PackRefused):
            self._refused(sha256)
            return
        self._say(tr("packs.installed"), Role.DONE)
        self._read(sha256)
        self.table.setFocus()

    def _put_in_force(self, pack: PackStanding, reason: str) -> None:
        self.force_button.setEnabled(False)
        self._say(tr("packs.trying"))
        today = self._at_desk.clock().date()
        deed = partial(put_pack_in_force, self._at_desk.desk, pack.sha256, today, reason)
        self._at_desk.runner.run(
            partial(or_refused, deed),
            partial(self._in_force, pack),
            self._not_done,
            owner=self,
            ended=self._may_force_again,
        )

    def _may_force_again(self) -> None:
        self.force_button.setEnabled(self._may_force)

    def _in_force(self, pack: PackStanding, refused: PackRefused | None) -> None:
        if refused is None:
            self._say(tr("packs.is_in_force_now", pack=pack_wording(pack.title)), Role.DONE)
            self._read(pack.sha256)
        elif refused.code == "older":
            self._ask_why(pack, refused)
        else:
            self._refused(refused)

    def _ask_why(self, pack: PackStanding, refused: PackRefused) -> None:
        """Going back to an older version wants a reason, which the journal keeps."""
        self._say(tr("packs.stays"))
        Reason(
            self,
            title=tr("packs.older_title", pack=pack_wording(pack.title), version=pack.version),
            sentence=refusal_words(refused),
            yes=tr("packs.put_in_force"),
            done=partial(self._put_in_force, pack),
        ).open()

    def _refused(self, refused: PackRefused) -> None:
        """Why, and what is safe: the pack in force stays."""
        self._say(tr("packs.stays"))
        self.sheet.show_refused(refused)

    def _not_done(self, fault: Fault) -> None:
        self._say(tr("packs.stays"))
        self.sheet.show_fault(fault.code, **fault.facts)

    def _say(self, words: str, role: Role = Role.INK_2) -> None:
        self._said.setText(words)
        self._said.wear(role)

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _read(self, sha256: str) -> None:
        """Read the packs and stand on one; on the one in force where none is named."""
        deed = partial(standing_packs, self._at_desk.desk)
        self._at_desk.runner.run(
            partial(or_refused, deed), partial(self._show_packs, sha256), self._not_done, owner=self
        )

    def _show_packs(self, sha256: str, packs: tuple[PackStanding, ...] | PackRefused) -> None:
        if isinstance(packs, PackRefused):
            self._refused(packs)
            return
        self.packs.show_rows(packs)
        wanted = (place for place, each in enumerate(packs) if (each.sha256 == sha256 if sha256 else each.in_force))
        self.table.stand_on(next(wanted, 0))

    def _current(self) -> PackStanding | None:
        row = self.table.currentIndex().row()
        return self.packs.rows[row] if 0 <= row < len(self.packs.rows) else None

    def _show_current(self) -> None:
        pack = self._current()
        if pack is not None:
            self.sheet.show_known(known_pack(self._at_desk.desk, pack.sha256))

    # ── making ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _connect(self) -> None:
        self.read_button.clicked.connect(self.read_file)
        self.force_button.clicked.connect(self.ask_force)
        self.sheet.install.clicked.connect(self.install)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self.bind(keys, self.install)
        self.bind("F2", self.ask_force)
        self.bind("F3", self.read_file)
        self.bind("Esc", lambda: self.left.emit(Questionnaires()))

    def _build(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        rows.setSpacing(12)
        rows.addWidget(self._packs_sheet())
        rows.addWidget(self.sheet, 1)

    def _packs_sheet(self) -> QWidget:
        sheet = Sheet()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(SIZES.page_inset, 12, SIZES.page_inset, 14)
        rows.setSpacing(8)
        self._title, self._means = Words(TextRole.PAGE_TITLE), Words(TextRole.NOTE, Role.INK_2)
        self._said = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self.read_button, self.force_button = KeyButton("", "F3"), KeyButton("", "F2")
        self.table.setObjectName("packs")
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
        rows.addLayout(head)
        rows.addWidget(self.table)
        rows.addLayout(foot)
        return sheet
