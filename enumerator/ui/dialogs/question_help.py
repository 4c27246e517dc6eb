"""F1 on a question: the words to read out, the hint, the ways to give no answer; F1 again shows all keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from enumerator.ui.dialogs.panel import Panel
from enumerator.ui.look import Role, TextRole
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import RuledLine
from enumerator.ui.widgets.keycap import Keycap
from enumerator.ui.widgets.words import Words

__all__ = ["HelpFacts", "QuestionHelp"]

_WIDTH = 600
_CLOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """What there is to say of a question: its words and its hint in both languages, and the ways of no answer."""

    number: str
    label: str = field(repr=False)
    other_label: str = field(repr=False)
    hint: str
    other_hint: str
    ways: Sequence[tuple[str, str]]


class QuestionHelp(Panel):
    """Closes with Enter or Esc; F1 goes on to the sheet of all keys."""

    def __init__(self, parent: QWidget, facts: HelpFacts, all_keys: Callable[[], object]) -> None:
        """Make the panel; `all_keys` opens the sheet of all keys."""
        super().__init__(parent, title=f"{facts.number} {facts.label}".strip(), width=_WIDTH)
        self.setObjectName("question_help")
        self._all_keys = all_keys
        there = not is_urdu()
        self._say("interview.read_out", Words(TextRole.READ_OUT, Role.INK, facts.other_label, wrap=True, urdu=there))
        if facts.hint:
            self._say("interview.hint", Words(TextRole.LINE, Role.INK, facts.hint, wrap=True))
        if facts.other_hint:
            self.body.addWidget(Words(TextRole.LINE, Role.INK_2, facts.other_hint, wrap=True, urdu=there))
        if facts.ways:
            self.body.addWidget(Words(TextRole.NOTE, Role.INK_3, tr("interview.no_answer")))
        for number, says in facts.ways:
            row = QHBoxLayout()
            row.setSpacing(4)
            row.addWidget(Keycap("F9"))
            row.addWidget(Keycap(number))
            row.addSpacing(6)
            row.addWidget(Words(TextRole.LINE, Role.INK_2, says), 1)
            self.body.addLayout(row)
        self.body.addWidget(RuledLine())
        close, keys = KeyButton(tr("window.close"), "Enter", primary=True), KeyButton(tr("window.say_keys"), "F1")
        close.setObjectName("close")
        keys.setObjectName("all_keys")
        close.clicked.connect(self.accept)
        keys.clicked.connect(self._show_keys)
        self.add_buttons(close, keys)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Close, or go on to the keys."""
        if event.key() == Qt.Key.Key_F1:
            self._show_keys()
        elif event.key() in _CLOSING:
            self.accept()

    def _say(self, heading: str, words: Words) -> None:
        self.body.addWidget(Words(TextRole.NOTE, Role.INK_3, tr(heading)))
        self.body.addWidget(words)

    def _show_keys(self) -> None:
        self.accept()
        self._all_keys()
