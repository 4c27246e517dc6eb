"""What would change if a draft moved to the edition in force: seen before; Enter leaves it where it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from enumerator.ui.dialogs.panel import ENTER, Panel
from enumerator.ui.interview.moved_lines import Becomes, MovedLine
from enumerator.ui.look import Role, TextRole
from enumerator.ui.models.rows import Column, RowsModel
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.table import Table
from enumerator.ui.widgets.words import Words

__all__ = ["MOVED_COLUMNS", "MovePanel"]

_WIDTH, _HIGHEST = 1000, 340
_SIGNS: Mapping[Becomes, tuple[Icon, Role]] = MappingProxyType(
    {
        Becomes.LOST: (Icon.REMOVE, Role.SOFT),
        Becomes.CHANGED: (Icon.BECOMES, Role.INK_2),
        Becomes.ASKED: (Icon.ADD, Role.INK_2),
    }
)

MOVED_COLUMNS: tuple[Column[MovedLine], ...] = (
    Column(
        "moving.becomes",
        lambda line: tr(f"moving.{line.becomes.value}"),
        lambda line: _SIGNS[line.becomes],
    ),
    Column("moving.question", lambda line: line.question),
    Column("moving.before", lambda line: line.before),
    Column("moving.after", lambda line: line.after),
)
_WIDTHS = {0: 150, 1: 372, 2: 210, 3: 210}


class MovePanel(Panel):
    """Counts what stays, lists what does not. A flowing typist stays; moving has a key of its own."""

    def __init__(
        self, parent: QWidget, *, edition: str, kept: int, lines: Sequence[MovedLine], move: Callable[[], object]
    ) -> None:
        """Make the panel.

        Args:
            parent: the page it stands over.
            edition: the version in force, in its own words.
            kept: how many answers, notes and confirmations stay as they are.
            lines: what does not.
            move: moves the draft.
        """
        counts = {each.value: sum(line.becomes is each for line in lines) for each in Becomes}
        sentence = tr("moving.counts", kept=kept, **counts)
        super().__init__(parent, title=tr("moving.title", edition=edition), sentence=sentence, width=_WIDTH)
        self.setObjectName("move_panel")
        self._move = move
        self.rows = RowsModel(MOVED_COLUMNS, self)
        self.rows.show_rows(lines)
        self.table = Table(self.rows, _WIDTHS, whole_words=True)
        self.table.setObjectName("moved")
        self.table.setAccessibleName(sentence)
        self.table.be_as_high_as_rows(_HIGHEST)
        self.table.setVisible(bool(lines))
        self.body.addWidget(self.table)
        self.body.addWidget(Words(TextRole.NOTE, Role.INK_2, tr("moving.journal"), wrap=True))
        stay, go = (
            KeyButton(tr("moving.stay"), "Enter", primary=True),
            KeyButton(tr("moving.move", edition=edition), "F2"),
        )
        stay.setObjectName("stay")
        go.setObjectName("move")
        stay.clicked.connect(self.reject)
        go.clicked.connect(self._go)
        self.add_buttons(stay, go)
        (self.table if lines else self).setFocus()
        if lines:
            self.table.stand_on(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Escape stay; F2 moves."""
        if event.key() == Qt.Key.Key_F2 and not event.isAutoRepeat():
            self._go()
        elif event.key() in ENTER:
            self.reject()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        self.accept()
        self._move()
