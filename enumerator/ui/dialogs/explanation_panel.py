"""How a score adds up, term by term: question, answer found, points; what is open widest comes first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from enumerator.ui.dialogs.panel import ENTER, Panel
from enumerator.ui.look import Role, TextRole
from enumerator.ui.models.rows import Column, RowsModel
from enumerator.ui.pack_words import title_words
from enumerator.ui.reading import Reading
from enumerator.ui.score_terms import Explained, explained
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.table import Table
from enumerator.ui.widgets.words import Words
from enumerator.workflow.score_view import ScoreView
from enumerator.workflow.waiting import span

__all__ = ["EXPLAINED_COLUMNS", "ExplanationPanel"]

_WIDTH, _HIGHEST = 940, 400
EXPLAINED_COLUMNS: tuple[Column[Explained], ...] = (
    Column("score.term_number", lambda term: term.number),
    Column("score.term_question", lambda term: term.question),
    Column("score.term_found", lambda term: term.found),
    Column(
        "score.term_points",
        lambda term: term.points,
        lambda term: (Icon.DONT_KNOW, Role.SOFT) if term.is_open else None,
    ),
)
_WIDTHS = {0: 90, 2: 330, 3: 150}


class ExplanationPanel(Panel):
    """Shows it, and is closed. Whoever opens it has seen to it that terms may be shown."""

    closing = ENTER

    def __init__(self, parent: QWidget, view: ScoreView, reading: Reading) -> None:
        sentence = f"{title_words(view.pack)} {tr('score.terms_means')}" if view.pack else tr("score.terms_means")
        super().__init__(parent, title=tr("score.terms"), sentence=sentence, width=_WIDTH)
        self.setObjectName("explanation_panel")
        self.rows = RowsModel(EXPLAINED_COLUMNS, self)
        self.rows.show_rows(explained(view, reading))
        table = Table(self.rows, _WIDTHS, whole_words=True)
        table.setObjectName("explanation")
        table.setAccessibleName(tr("score.terms"))
        table.be_as_high_as_rows(_HIGHEST)
        self.body.addWidget(table)
        if view.score is not None:
            total = span(view.score.low, view.score.high)
            self.body.addWidget(Words(TextRole.ANSWER, Role.INK, tr("score.total", points=total)))
        self.body.addWidget(Words(TextRole.NOTE, Role.INK_2, tr("score.decides_nothing"), wrap=True))
        close = KeyButton(tr("window.close"), "Enter", primary=True)
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.add_buttons(close)
        table.stand_on(0)
        table.setFocus()
