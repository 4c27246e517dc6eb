"""A title that may be a person's name: Urdu letters in the Urdu hand, Latin ones in the Latin hand on every page."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QHBoxLayout, QWidget

from enumerator.ui.look import Role, TextRole
from enumerator.ui.widgets.words import Words

__all__ = ["NameWords"]

_URDU = re.compile(r"[\u0600-\u06FF]")


class NameWords(QWidget):
    """Two labels, one of which is shown."""

    def __init__(self, text_role: TextRole, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = {urdu: Words(text_role, Role.INK, urdu=urdu, parent=self) for urdu in (True, False)}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for words in self._words.values():
            row.addWidget(words)
        row.addStretch(1)

    def say(self, said: str) -> None:
        """Say it in the hand of its letters."""
        in_urdu = bool(_URDU.search(said))
        for urdu, words in self._words.items():
            words.setText(said)
            words.setVisible(urdu is in_urdu)
        self.setAccessibleName(said)
