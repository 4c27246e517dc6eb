"""A calm line above an interview that was begun with an older edition, and the way to the one in force."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from enumerator.errors import WorldFault
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.dialogs.move_panel import MovePanel
from enumerator.ui.interview.moved_lines import moved_lines
from enumerator.ui.look import TextRole
from enumerator.ui.page import KeyHint
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.card import Sheet
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.key_link import KeyLink
from enumerator.ui.widgets.words import Words
from enumerator.workflow.moving import move_draft, newer_edition, preview_move
from enumerator.workflow.questionnaire import edition_of

__all__ = ["NewerNotice"]


class NewerNotice(Sheet):
    """Hidden where the draft is on the edition in force. Nothing moves by itself."""

    moved = Signal()
    """The draft stands in the edition in force; its interview is to be taken up anew."""

    def __init__(self, at: AtDesk, number: str, keep: Callable[[], bool], parent: QWidget | None = None) -> None:
        """Make the line.

        Args:
            at: the open desk.
            number: the draft's.
            keep: brings what was said to the disk, and answers whether it is there.
            parent: the widget it stands in.
        """
        super().__init__(parent, radius=6)
        self._at, self._number, self._keep = at, number, keep
        self._newer = newer_edition(at.desk, number)
        self._words = Words(TextRole.NOTE)
        self.see_link = KeyLink("", "Ctrl+M")
        self.see_link.setObjectName("see_newer")
        self.see_link.clicked.connect(self.see)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.setSpacing(10)
        row.addWidget(IconMark(Icon.INFORMATION))
        row.addWidget(self._words)
        row.addStretch(1)
        row.addWidget(self.see_link)
        self.retell()

    def retell(self) -> None:
        """Say it again: with which edition this was begun, and which is in force."""
        self.setVisible(self._newer is not None)
        self.see_link.say(tr("moving.see"))
        if self._newer is not None:
            self._tell(self._newer)

    def keys(self) -> tuple[KeyHint, ...]:
        """Its own, where there is something to see."""
        return (KeyHint("Ctrl+M", "moving.see"),) if self._newer is not None else ()

    def see(self) -> None:
        """Show what a move would change; what was said is kept before."""
        if self._newer is None or not self._keep():
            return
        try:
            migration = preview_move(self._at.desk, self._number, self._at.clock)
        except WorldFault as fault:
            self._words.setText(tr(fault.code, **fault.facts))
            return
        MovePanel(
            self.window(),
            edition=migration.after.definition.edition,
            kept=len(migration.kept),
            lines=moved_lines(migration, telling.language),
            move=self._move,
        ).open()

    def _tell(self, newer: str) -> None:
        desk = self._at.desk
        names = (desk.surveys.row(self._number).edition, newer)
        try:
            before, now = (edition_of(desk, name).definition.edition or name for name in names)
        except WorldFault as fault:
            self._words.setText(tr(fault.code, **fault.facts))
            self.see_link.hide()
        else:
            self._words.setText(tr("moving.newer", before=before, now=now))

    def _move(self) -> None:
        try:
            move_draft(self._at.desk, self._number, self._at.clock)
        except WorldFault as fault:
            self._words.setText(tr(fault.code, **fault.facts))
        else:
            self.moved.emit()
