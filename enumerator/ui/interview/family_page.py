"""The family's page: title, grid, totals, and the sheet of the member on whose row the caret stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.interview.conduct import FAMILY, Conduct
from enumerator.ui.interview.family import Member, members
from enumerator.ui.interview.member_sheet import MemberSheet
from enumerator.ui.interview.outline import ROSTER, Line, Place, SectionState, lines
from enumerator.ui.interview.roster import RosterTable, Totals
from enumerator.ui.interview.title import Title
from enumerator.ui.look import SIZES
from enumerator.ui.telling import tr
from enumerator.ui.widgets.card import Sheet
from enumerator.ui.widgets.painting import visual

__all__ = ["FamilyPage"]


class FamilyPage(QWidget):
    """Shows what the conduct knows of the roster; deeds are the interview page's."""

    opened = Signal(int)
    added = Signal()
    moved = Signal()
    """The caret has come to another row."""

    def __init__(self, conduct: Conduct, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conduct = conduct
        self._members: tuple[Member, ...] = ()
        self._small = False
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
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SIZES.gap)
        self._row.addWidget(grid, 1)
        self._row.addWidget(self.sheet)
        self.table.opened.connect(self.opened)
        self.table.added.connect(self.added)
        self.table.moved.connect(self._moved)

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

    def tell(self, sentence: str) -> None:
        """Tell the officer something about the last key, in the place of the counts; blank leaves the counts."""
        if sentence:
            self.title.facts.setText(sentence)

    def make_small(self, small: bool) -> None:
        """Beside the grid, or, where there is no room for it, out of sight until F7 lays it over the grid."""
        if small == self._small:
            return
        self._small = small
        self.table.make_small(small)
        if small:
            self._row.removeWidget(self.sheet)
        else:
            self._row.addWidget(self.sheet)
        self.sheet.setVisible(not small)

    def turn_sheet(self) -> None:
        """Lay the member's sheet over the grid, or take it away; where it has its own place it stays."""
        if self._small and not self.close_sheet():
            self._place_sheet()
            self.sheet.show()
            self.sheet.raise_()

    def close_sheet(self) -> bool:
        """Take the sheet off the grid; answers whether it lay there."""
        lay_there = self._small and self.sheet.isVisible()
        if lay_there:
            self.sheet.hide()
        return lay_there

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep a sheet that lies over the grid at the far edge."""
        super().resizeEvent(event)
        if self._small:
            self._place_sheet()

    def focus(self) -> None:
        """Put the caret into the grid."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_sheet(self) -> None:
        box, wide = QRectF(self.rect()), self.sheet.width()
        self.sheet.setGeometry(visual(QRectF(box.width() - wide, 0, wide, box.height()), box).toRect())

    def _moved(self, position: int) -> None:
        self._show_sheet(position)
        if self._conduct.place == FAMILY and position != self._conduct.row:
            self._conduct.stand_on(position)
            self.moved.emit()

    def _show_sheet(self, position: int) -> None:
        known = position <= len(self._members)
        shown: tuple[Line, ...] = ()
        if known:
            conduct = self._conduct
            shown = lines(conduct.interview, conduct.plan, Place(ROSTER, position), conduct.language)
        self.sheet.show_member(self._members[position - 1] if known else None, shown)
