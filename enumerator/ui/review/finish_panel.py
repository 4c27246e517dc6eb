"""Beside the review: the score's panel, the button that finishes, and what stands against finishing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enumerator.ui.interview.findings import Finding
from enumerator.ui.look import Role, TextRole
from enumerator.ui.review.score_state import ScoreState
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.words import Words
from enumerator.workflow.score_policy import Display

__all__ = ["FinishPanel"]

_WIDE, _SMALL = 392, 260


class FinishPanel(Sheet):
    """Says whether the interview may be finished; finishing is the page's."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        """Make the panel; `display` is how much of a finished score its author may see."""
        super().__init__(parent)
        self._score = ScoreState(display)
        self.button = KeyButton("", "F12", primary=True)
        self.button.setObjectName("finish")
        self.stands = Words(TextRole.NOTE_STRONG, Role.HARD, wrap=True)
        self._kept = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(self._score)
        rows.addStretch(1)
        rows.addWidget(RuledLine())
        rows.addSpacing(4)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self.stands, self._kept):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            rows.addWidget(words)

    def make_small(self, small: bool) -> None:
        """Give the findings what a small window has."""
        self.setFixedWidth(_SMALL if small else _WIDE)
        self._score.make_small(small)

    def retell(self) -> None:
        """Say what is the same for every survey."""
        self.button.say(tr("review.finish"))
        self._kept.setText(tr("review.draft_kept"))

    def say(self, missing: int, blocking: int, first: Finding | None) -> None:
        """Say how the survey stands: nobody shall guess why F12 does nothing.

        Args:
            missing: answers that could not be given.
            blocking: how much stands against finishing.
            first: the gravest of it.
        """
        self._score.say(missing)
        self.button.setEnabled(not blocking)
        if first is not None:
            name = " ".join(part for part in (first.number, first.label) if part)
            self.stands.setText(f"{tr('review.stands_against', count=blocking)}\n{tr('review.first', name=name)}")
        self.stands.setVisible(first is not None)

    def say_when_slip(self) -> None:
        """Say why there is no slip yet."""
        self._kept.setText(tr("interview.slip_later"))
