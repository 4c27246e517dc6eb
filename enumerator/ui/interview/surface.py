"""The interview's surface: the rail, and beside it the register with the open card, or the family."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from enumerator.ui.interview.conduct import FAMILY, Conduct
from enumerator.ui.interview.family_page import FamilyPage
from enumerator.ui.interview.margin import Beside
from enumerator.ui.interview.page_facts import TitleFacts, asked_now
from enumerator.ui.interview.rail import Rail
from enumerator.ui.interview.register import RegisterView
from enumerator.ui.interview.title import Title
from enumerator.ui.look import SIZES
from enumerator.ui.telling import is_urdu
from enumerator.ui.widgets.card import Sheet

__all__ = ["Surface"]

_RAIL_EDGE = 12


class Surface(QWidget):
    """Shows where the conduct stands; what is done on it is the page's."""

    def __init__(self, conduct: Conduct, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conduct = conduct
        self.rail = Rail(self)
        self.title = Title()
        self.view = RegisterView()
        self.register = self.view.register
        self.card = self.register.card
        self.family = FamilyPage(conduct)
        self._sheet = Sheet()
        self._stack = QStackedWidget()
        self._lay_out()

    def open(self) -> None:
        """Open the question, or the family, at which the conduct stands."""
        if self._conduct.place == FAMILY:
            # Rows before focus: a grid that gets the focus without a current row takes its first.
            self.family.show_family(self._conduct.row)
            self._stack.setCurrentWidget(self.family)
        else:
            self._stack.setCurrentWidget(self._sheet)
            self.register.show_lines(self._conduct.lines)
            self.register.open(self._conduct.at, *asked_now(self._conduct))

    def show_state(self, head: TitleFacts | None, beside: Beside | None) -> None:
        """Show what the last deed changed: lines, notes, counts; neither head nor margin for the family."""
        conduct, small = self._conduct, self.window().width() < SIZES.small_window
        self.rail.show_sections(conduct.sections, conduct.place.section, small=small or conduct.place == FAMILY)
        self.family.make_small(small)
        self.title.make_small(small)
        if head is None or beside is None:
            self.family.show_family()
            return
        self.register.show_lines(conduct.lines)
        self.register.say_beside(beside)
        self.title.say(conduct.interview, conduct.place.section, head.count, head.beads, instead=head.name)
        self.register.place()

    def settle(self) -> None:
        """Bring the card to the eye and the caret into it; once more when Qt has laid everything out."""
        if self._conduct.place == FAMILY:
            self.family.focus()
            return
        self.view.rest_on_card()
        self.card.focus()
        QTimer.singleShot(0, self, self.view.rest_on_card)

    def turn_round(self) -> None:
        """Keep the rail nearer to its edge than the sheet to the other: Qt mirrors a layout, but not its margins."""
        near, far = (SIZES.gap, _RAIL_EDGE) if is_urdu() else (_RAIL_EDGE, SIZES.gap)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(near, 0, far, 0)

    def _lay_out(self) -> None:
        sheet = QVBoxLayout(self._sheet)
        sheet.setContentsMargins(1, 1, 1, 1)
        sheet.setSpacing(0)
        sheet.addWidget(self.title)
        sheet.addWidget(self.view, 1)
        self._stack.addWidget(self._sheet)
        self._stack.addWidget(self.family)
        row = QHBoxLayout(self)
        self.turn_round()
        row.setSpacing(SIZES.gap)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
