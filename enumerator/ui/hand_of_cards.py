"""The cards of those who may sign in, one above the other; the chosen one holds the line for the passphrase."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enumerator.ui.passphrase_line import PassphraseLine
from enumerator.ui.person_card import PersonCard, PersonFacts

__all__ = ["KEYED_CARDS", "HandOfCards"]

KEYED_CARDS = 9


class HandOfCards(QWidget):
    """Is dealt anew when people or language change; the place stays."""

    moved = Signal(QWidget)
    """This card has been chosen: it should be in sight."""

    def __init__(self, line: PassphraseLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._cards: list[PersonCard] = []
        self._place = 0
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)

    @property
    def code(self) -> str:
        """The chosen one's; blank where nobody may sign in."""
        return self._cards[self._place].facts.code if self._cards else ""

    def deal(self, people: Sequence[PersonFacts], *, anew: bool = False) -> None:
        """Lay out the cards in place of those that lie there.

        Args:
            people: whose cards.
            anew: choose the first one; else whoever stands where the chosen one stood.
        """
        self._line.setParent(self)
        self._line.hide()
        for card in self._cards:
            self._rows.removeWidget(card)
            card.setParent(None)
            card.deleteLater()
        several = len(people) > 1
        self._cards = []
        for place, facts in enumerate(people):
            card = PersonCard(facts, f"Alt+{place + 1}" if several and place < KEYED_CARDS else "")
            card.chosen.connect(partial(self.choose, place))
            self._rows.addWidget(card)
            card.show()
            self._cards.append(card)
        self._place = 0 if anew else max(0, min(self._place, len(people) - 1))
        self.choose(self._place)

    def choose(self, place: int) -> None:
        """Choose the card at a place, counted from 0; nothing happens where none is."""
        if not 0 <= place < len(self._cards):
            return
        for card in self._cards:
            card.let_go(self._line)
        self._place = place
        chosen = self._cards[place]
        chosen.hold(self._line)
        self._line.begin(chosen.facts.code, chosen.facts.passphrase)
        self.moved.emit(chosen)

    def step(self, by: int) -> None:
        """Choose a card above or below."""
        self.choose(self._place + by)
