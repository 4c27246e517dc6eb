"""Beside a finished survey: what may be said of its score, and under a second tab what of each programme."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from enumerator.ui.programmes import programme_lines
from enumerator.ui.reading import Reading
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import RuledLine
from enumerator.ui.widgets.lines import LinesView
from enumerator.ui.widgets.score_panel import MissingLine, ScorePanel
from enumerator.ui.widgets.tabs import Tabs
from enumerator.workflow.programmes import ProgrammesView
from enumerator.workflow.score_policy import Display
from enumerator.workflow.score_view import ScoreView
from forms.policy import Answer

__all__ = ["ScoreAndProgrammes", "missing_lines"]

_BESIDE_BAR = 12
_COLUMNS = {0: 44, 2: 96, 3: 0}
_INSET = 14


class ScoreAndProgrammes(QWidget):
    """Two tabs, Ctrl+1 and Ctrl+2. It is told; it reads nothing itself."""

    terms_wanted = Signal()
    """Somebody who may see the terms asks for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = Tabs(("score.title", "programmes.title"))
        self.score_panel = ScorePanel()
        self.programmes = LinesView(_COLUMNS)
        self.programmes.setObjectName("programmes")
        self.terms_button = KeyButton("", "Ctrl+D")
        self.terms_button.setObjectName("terms")
        self.terms_button.clicked.connect(self.terms_wanted)
        self._shown = QStackedWidget()
        self._shown.addWidget(self._score_room())
        self._shown.addWidget(self.programmes)
        self.tabs.chosen.connect(self._shown.setCurrentIndex)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.tabs)
        rows.addWidget(RuledLine())
        rows.addSpacing(10)
        rows.addWidget(self._shown, 1)

    def show_finished(self, view: ScoreView, programmes: ProgrammesView, reading: Reading) -> None:
        """Show another survey, or the same in the other language; the tab stays."""
        # The scroll bar stands at the trailing edge; Qt mirrors the layout, but not its margins.
        self._inner_rows.setContentsMargins(
            *((_BESIDE_BAR, 0, _INSET, 0) if is_urdu() else (_INSET, 0, _BESIDE_BAR, 0))
        )
        self.score_panel.show_view(view, missing=missing_lines(view, reading))
        self.terms_button.say(tr("score.terms"))
        self.terms_button.setVisible(view.display is Display.TERMS)
        self.programmes.setAccessibleName(tr("programmes.title"))
        self.programmes.show_lines(programme_lines(programmes, reading))
        considered = len(programmes.answered(Answer.MAY_BE_CONSIDERED, Answer.BY_EQUIVALENCE))
        self.tabs.show_count(1, considered)

    def _score_room(self) -> QScrollArea:
        scroll, inner = QScrollArea(), QWidget()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        self._inner_rows = QVBoxLayout(inner)
        self._inner_rows.addWidget(self.score_panel)
        self._inner_rows.addSpacing(8)
        self._inner_rows.addWidget(self.terms_button)
        self._inner_rows.addStretch(1)
        scroll.setWidget(inner)
        return scroll


def missing_lines(view: ScoreView, reading: Reading) -> tuple[MissingLine, ...]:
    """Say in words what a score lacks; points only beside a number."""
    return tuple(
        MissingLine(
            number=reading.number(opening.gap.ref),
            question=reading.question(opening.gap.ref),
            why=tr(f"score.{opening.gap.why.value}"),
            points=tr("score.up_to", points=format(opening.most, "f")) if view.display.shows_number else "",
        )
        for opening in view.openings
    )
