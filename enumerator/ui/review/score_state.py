"""The score's panel before there is a score: when it comes, who will see what of it, and what it never does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.look import Role, TextRole
from enumerator.ui.telling import tr
from enumerator.ui.widgets.score_panel import Stamp
from enumerator.ui.widgets.words import Words
from enumerator.workflow.score_policy import Display

__all__ = ["ScoreState"]


class ScoreState(QWidget):
    """Says what the policy says; no number stands here."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        """Make the panel; `display` is how much of a finished score its author may see."""
        super().__init__(parent)
        self._display = display
        self._small, self._has_missing = False, False
        self._title = Words(TextRole.DIALOG_TITLE, Role.INK)
        self._state = Words(TextRole.ANSWER, Role.INK, wrap=True)
        self._then = Words(TextRole.LINE, Role.INK_2, wrap=True)
        self._missing = Words(TextRole.LINE, Role.INK_2, wrap=True)
        self._promise = Words(TextRole.LINE, Role.INK_2, wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(Stamp(), 0, Qt.AlignmentFlag.AlignVCenter)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addLayout(head)
        for words in (self._state, self._then, self._missing, self._promise):
            rows.addWidget(words)

    def make_small(self, small: bool) -> None:
        """Say only what stands, where the panel is low."""
        self._small = small
        self._show_parts()

    def say(self, missing: int) -> None:
        """Say it in the language of the windows; `missing` answers could not be given."""
        self._title.setText(tr("score.title"))
        self._state.setText(tr("review.score_later"))
        self._then.setText(tr(f"review.score_then_{self._display.value}"))
        self._missing.setText(tr("review.score_missing", count=missing))
        self._promise.setText(tr("score.decides_nothing"))
        self._has_missing = bool(missing) and self._display is not Display.HIDDEN
        self._show_parts()

    def _show_parts(self) -> None:
        self._then.setVisible(not self._small)
        self._missing.setVisible(not self._small and self._has_missing)
