"""The head of a page of the register: its title, its beads or facts, and the same title in the other language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.interview.name_words import NameWords
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.telling import is_urdu
from enumerator.ui.widgets.beads import Bead, Beads
from enumerator.ui.widgets.card import RuledLine
from enumerator.ui.widgets.words import Words
from forms import Interview

__all__ = ["Title"]

_HEIGHT, _HEIGHT_URDU = 57, 70


class Title(QWidget):
    """Stands over the lines and over the grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._small = False
        self.words = NameWords(TextRole.PAGE_TITLE)
        self.beads = Beads()
        self.facts = Words(TextRole.NOTE, Role.INK_2)
        self._other = {urdu: Words(TextRole.SECOND_TITLE, Role.INK_2, urdu=urdu) for urdu in (True, False)}
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(SIZES.page_inset, 0, 24, 0)
        row.setSpacing(SIZES.gap)
        row.addWidget(self.words)
        row.addWidget(self.beads, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.facts)
        row.addStretch(1)
        for words in self._other.values():
            row.addWidget(words)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._row)
        rows.addWidget(RuledLine())

    def make_small(self, small: bool) -> None:
        """Leave out the beads where there is no room; the count says the same."""
        self._small = small

    def say(
        self, interview: Interview, path: str, facts: str, beads: Sequence[Bead] = (), *, instead: str = ""
    ) -> None:
        """Say which page this is.

        Args:
            interview: knows the names of sections.
            path: the section.
            facts: its counts in words.
            beads: one for each question.
            instead: a title of its own, such as a member's name.
        """
        definition = interview.definition
        here, there = ("ur", "en") if is_urdu() else ("en", "ur")
        self.words.say(instead or interview.label(path, definition.language_for(here)))
        other = interview.label(path, definition.language_for(there))
        for urdu, words in self._other.items():
            words.setText(other)
            words.setVisible(urdu is not is_urdu())
        self.facts.setText(facts)
        self.beads.show_beads(beads)
        self.beads.setVisible(bool(beads) and not self._small)
        self._row.setFixedHeight(_HEIGHT_URDU if is_urdu() else _HEIGHT)
