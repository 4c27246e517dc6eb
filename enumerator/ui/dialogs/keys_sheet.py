"""F1: every key of the page and of the windows, on one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from enumerator.ui.dialogs.panel import ENTER, Panel
from enumerator.ui.look import Role, TextRole
from enumerator.ui.page import KeyHint
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.keycap import Keycap
from enumerator.ui.widgets.words import Words

__all__ = ["KeysSheet"]

_COLUMN = 320
_MOST_ROWS = 12


class KeysSheet(Panel):
    """Columns of caps and words: those of the page, then those that hold everywhere; many keys take one more column."""

    closing = ENTER | {Qt.Key.Key_F1}

    def __init__(self, parent: QWidget, here: Sequence[KeyHint], everywhere: Sequence[KeyHint]) -> None:
        columns = _columns(here, everywhere)
        super().__init__(parent, title=tr("window.help_title"), width=_COLUMN * len(columns))
        self.setObjectName("keys_sheet")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, (heading, hints) in enumerate(columns):
            column = place * 3
            grid.setColumnStretch(column + 1, 1)
            grid.setColumnMinimumWidth(column + 2, 16)
            if heading:
                grid.addWidget(Words(TextRole.NOTE_STRONG, Role.INK_3, tr(heading)), 0, column, 1, 2)
            for row, hint in enumerate(hints, start=1):
                grid.addWidget(Keycap(hint.cap), row, column, Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(Words(TextRole.LINE, Role.INK, tr(hint.says)), row, column + 1)
        self.body.addLayout(grid)
        close = KeyButton(tr("window.close"), "F1", primary=True)
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.add_buttons(close)
        self.setFocus()


def _columns(here: Sequence[KeyHint], everywhere: Sequence[KeyHint]) -> tuple[tuple[str, Sequence[KeyHint]], ...]:
    """Deal the keys of the page out over columns that a screen of 768 pixels takes in Urdu, too; heading and hints."""
    parts = [here[start : start + _MOST_ROWS] for start in range(0, len(here), _MOST_ROWS)]
    headings = ("window.help_here", *[""] * len(parts[1:]))
    return (*zip(headings, parts, strict=False), ("window.help_everywhere", everywhere))
