"""F1: every key of the page and of the windows, on one sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from enumerator.ui.dialogs.panel import Panel
from enumerator.ui.look import Role, TextRole
from enumerator.ui.page import KeyHint
from enumerator.ui.telling import tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.keycap import Keycap
from enumerator.ui.widgets.words import Words

__all__ = ["KeysSheet"]

_WIDTH = 640
_CLOSING = (Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class KeysSheet(Panel):
    """Two columns of caps and words: those of the page, then those that hold everywhere."""

    def __init__(self, parent: QWidget, here: Sequence[KeyHint], everywhere: Sequence[KeyHint]) -> None:
        super().__init__(parent, title=tr("window.help_title"), width=_WIDTH)
        self.setObjectName("keys_sheet")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(4, 1)
        grid.setColumnMinimumWidth(2, 16)
        for column, (heading, hints) in enumerate((("help_here", here), ("help_everywhere", everywhere))):
            grid.addWidget(Words(TextRole.NOTE_STRONG, Role.INK_3, tr(f"window.{heading}")), 0, column * 3, 1, 2)
            for row, hint in enumerate(hints, start=1):
                grid.addWidget(Keycap(hint.cap), row, column * 3, Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(Words(TextRole.LINE, Role.INK, tr(hint.says)), row, column * 3 + 1)
        self.body.addLayout(grid)
        close = KeyButton(tr("window.close"), "F1", primary=True)
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.add_buttons(close)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Whatever closes."""
        if event.key() in _CLOSING:
            self.accept()
