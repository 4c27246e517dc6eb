"""The open card: the question and its editor, nothing else. One card moves through the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.questions.editor import Asked, Editor
from enumerator.ui.questions.kinds import Editors
from enumerator.ui.widgets.card import Card
from enumerator.ui.widgets.words import Words

__all__ = ["QuestionCard"]


class QuestionCard(Card):
    """Holds one editor a kind of question and shows the one in use."""

    full = Signal()
    """The answer is complete of itself."""
    edited = Signal()
    """Somebody has typed into the answer."""
    resized = Signal()
    """The card is higher or lower than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.number = Words(TextRole.NOTE, Role.INK_3, urdu=False, parent=self)
        self.number.setFixedWidth(SIZES.number)
        self.question = Words(TextRole.OPEN_QUESTION, Role.INK, wrap=True, parent=self)
        top = QHBoxLayout()
        top.setSpacing(0)
        first_line = QVBoxLayout()
        first_line.setContentsMargins(0, 5, 0, 0)
        first_line.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        first_line.addStretch(1)
        top.addLayout(first_line)
        top.addWidget(self.question, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(SIZES.card_hung, 12, SIZES.card_inset, 12)
        self._rows.setSpacing(8)
        self._rows.addLayout(top)
        self._editors = Editors(self, self._made)
        self._editor: Editor | None = None

    @property
    def editor(self) -> Editor | None:
        """The editor in use."""
        return self._editor

    def ask(self, number: str, question: str, asked: Asked) -> None:
        """Open a question."""
        self._say(number, question)
        editor = self._editors(asked.question)
        if editor is not self._editor and self._editor:
            self._editor.hide()
        self._editor = editor
        editor.ask(asked)
        editor.show()
        editor.field.setAccessibleName(f"{number} {question}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def retell(self, number: str, question: str, asked: Asked) -> None:
        """Say the question in the other language; what is typed stays."""
        self._say(number, question)
        if self._editor:
            self._editor.retell(asked)

    def text(self) -> str:
        """What is answered so far."""
        return self._editor.text() if self._editor else ""

    @property
    def stray(self) -> str:
        """What is typed and can be no answer."""
        return self._editor.stray if self._editor else ""

    def enter(self) -> bool:
        """Let the editor have Enter; answer whether it took it."""
        return self._editor.enter() if self._editor else False

    def focus(self) -> None:
        """Put the caret into the editor."""
        if self._editor:
            self._editor.focus()

    def height_for(self, width: int) -> int:
        """Measure it."""
        return self._rows.totalHeightForWidth(width) if self._rows.hasHeightForWidth() else self.sizeHint().height()

    def _say(self, number: str, question: str) -> None:
        self.number.setText(number)
        self.question.setText(question)
        self.setAccessibleName(f"{number} {question}")

    def _made(self, editor: Editor) -> None:
        self._rows.addWidget(editor)
        editor.full.connect(self.full)
        typed = editor.field.textEdited if isinstance(editor.field, QLineEdit) else editor.field.textChanged
        typed.connect(self.edited)
        editor.resized.connect(self.resized)
