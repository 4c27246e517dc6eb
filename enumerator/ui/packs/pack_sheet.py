"""One pack on the page: what it rests on, how well it chooses, and for one that was just read the button to install."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.models.rows import RowsModel
from enumerator.ui.pack_words import caution_words, title_words
from enumerator.ui.packs.columns import ACCURACY_COLUMNS, ACCURACY_WIDTHS, days_words, plain
from enumerator.ui.packs.reading import ReadPack, refusal_words
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.chip import Tone
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.note import Note
from enumerator.ui.widgets.table import Table
from enumerator.ui.widgets.words import Words
from forms.pmt import PackRefused, ScorePack

__all__ = ["PackSheet"]


class PackSheet(Sheet):
    """Shows one pack at a time, or why one is refused. What is done with it is the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read: ReadPack | None = None
        self.accuracy = RowsModel(ACCURACY_COLUMNS, self)
        self.table = Table(self.accuracy, ACCURACY_WIDTHS, whole_words=True)
        self.table.setObjectName("accuracy")
        self.install = KeyButton("", "Ctrl+Enter", primary=True)
        self.install.setObjectName("install")
        self.refusal = Note(Tone.HARD, Icon.HARD, "")
        self.refusal.setObjectName("refusal")
        self._title, self._state = Words(TextRole.SECOND_TITLE), Words(TextRole.NOTE, Role.INK_2)
        self._lines = [Words(TextRole.LINE, Role.INK_2, wrap=True) for _ in range(3)]
        self._said = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self._foot = QWidget()
        self._show: Callable[[], None] = self.show_nothing
        self._lay_out()
        self.show_nothing()

    def retell(self) -> None:
        """Say everything again."""
        self.table.setAccessibleName(tr("packs.accuracy"))
        self.install.say(tr("packs.install"))
        self._show()

    def show_nothing(self) -> None:
        """Say what the place is for."""
        self._turn_to(self.show_nothing)
        self._tell(tr("packs.file"), "", tr("packs.file_means"))

    def show_checking(self) -> None:
        """Say what is done with the file that was chosen."""
        self._turn_to(self.show_checking)
        self._tell(tr("packs.file"), "", tr("packs.checking"))

    def show_read(self, read: ReadPack, *, may_install: bool) -> None:
        """Show a file that was read and found fit."""
        self._turn_to(partial(self.show_read, read, may_install=may_install), read)
        self._tell_pack(read.pack, tr("packs.fit", file=plain(read.name)))
        self._said.setText(tr("packs.nothing_yet"))
        self.install.setEnabled(may_install)

    def show_known(self, pack: ScorePack) -> None:
        """Show a pack of this desk."""
        self._turn_to(partial(self.show_known, pack))
        self._tell_pack(pack, "")

    def show_refused(self, refused: PackRefused) -> None:
        """Say why a pack is not taken."""
        self._turn_to(partial(self.show_refused, refused))
        self._tell_stopped(refusal_words(refused))

    def show_fault(self, code: str, **facts: str | int) -> None:
        """Say what of the world stands against it: no such file, a full disk."""
        self._turn_to(partial(self.show_fault, code, **facts))
        self._tell_stopped(tr(code, **facts))

    def _turn_to(self, show: Callable[[], None], read: ReadPack | None = None) -> None:
        self._show, self.read = show, read
        self.table.setVisible(False)
        self.refusal.setVisible(False)
        self._foot.setVisible(read is not None)

    def _tell_stopped(self, why: str) -> None:
        self._tell(tr("packs.file"), "")
        self.refusal.say(tr("packs.refused"), why, tone=Tone.HARD, icon=Icon.HARD)
        self.refusal.setVisible(True)

    def _tell_pack(self, pack: ScorePack, state: str) -> None:
        source = pack.source
        self._tell(
            title_words(pack),
            state,
            caution_words(pack),
            plain(f"{source.author}: {source.title}, {source.published:%d/%m/%Y}"),
            tr(
                "packs.makeup",
                terms=len(pack.terms),
                examples=len(pack.examples),
                scale=pack.scale.id,
                days=days_words(pack.valid_from, pack.valid_to),
            ),
        )
        self.accuracy.show_rows(pack.accuracy)
        self.table.setVisible(bool(pack.accuracy))

    def _tell(self, title: str, state: str, *lines: str) -> None:
        self._title.setText(title)
        self._state.setText(state)
        for place, words in enumerate(self._lines):
            words.setText(lines[place] if place < len(lines) else "")
            words.setVisible(bool(words.text()))

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SIZES.page_inset, 12, SIZES.page_inset, 14)
        rows.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch(1)
        rows.addLayout(head)
        for words in self._lines:
            rows.addWidget(words)
        rows.addWidget(self.refusal)
        rows.addSpacing(4)
        rows.addWidget(self.table, 1)
        rows.addStretch(0)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(RuledLine())
        deeds = QHBoxLayout()
        deeds.setSpacing(16)
        deeds.addWidget(self.install, 0, Qt.AlignmentFlag.AlignTop)
        deeds.addWidget(self._said, 1)
        foot.addLayout(deeds)
        rows.addWidget(self._foot)
