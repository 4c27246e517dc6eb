"""The family's page: title, grid, totals, and the sheet of the member on whose row the caret stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.interview.conduct import Conduct
from enumerator.ui.interview.family import Member, members
from enumerator.ui.interview.member_sheet import MemberSheet
from enumerator.ui.interview.outline import ROSTER, Line, Place, SectionState, lines
from enumerator.ui.interview.roster import RosterTable, Totals
from enumerator.ui.interview.title import Title
from enumerator.ui.look import SIZES
from enumerator.ui.telling import tr
from enumerator.ui.widgets.card import Sheet

__all__ = ["FamilyPage"]


class FamilyPage(QWidget):
    """Shows what the conduct knows of the roster; deeds are the interview page's."""

    opened = Signal(int)
    added = Signal()

    def __init__(self, conduct: Conduct, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conduct = conduct
        self._members: tuple[Member, ...] = ()
        self.title = Title()
        self.table = RosterTable()
        self.totals = Totals()
        self.sheet = MemberSheet()
        grid = Sheet()
        rows = QVBoxLayout(grid)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        for part in (self.title, self.table, self.totals):
            rows.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.gap)
        row.addWidget(grid, 1)
        row.addWidget(self.sheet)
        self.table.opened.connect(self.opened)
        self.table.added.connect(self.added)
        self.table.moved.connect(self._show_sheet)

    @property
    def position(self) -> int:
        """The row of the caret, counted from 1."""
        return self.table.position

    def show_family(self, at: int = 0) -> None:
        """Show the family with the caret on a row; 0 keeps it where it is."""
        conduct = self._conduct
        self._members = members(conduct.interview, conduct.language)
        self.table.retell()
        self.table.show_members(self._members, at or max(1, self.position))
        self.totals.show_family(self._members)
        self._show_sheet(self.position)
        complete = sum(member.tally.state is SectionState.COMPLETE for member in self._members)
        problems = sum(member.tally.hard + member.tally.soft for member in self._members)
        facts = tr("interview.family_counts", count=len(self._members), complete=complete, problems=problems)
        self.title.say(conduct.interview, ROSTER, facts)

    def make_small(self, small: bool) -> None:
        """Leave out the sheet where there is no room for it."""
        self.sheet.setVisible(not small)

    def focus(self) -> None:
        """Put the caret into the grid."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sheet(self, position: int) -> None:
        known = position <= len(self._members)
        shown: tuple[Line, ...] = ()
        if known:
            conduct = self._conduct
            shown = lines(conduct.interview, conduct.plan, Place(ROSTER, position), conduct.language)
        self.sheet.show_member(self._members[position - 1] if known else None, shown)
