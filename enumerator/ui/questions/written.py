"""Answers that are written: words, several lines, and figures in their groups."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from enumerator.ui.look import Role, TextRole, text_font
from enumerator.ui.questions.editor import Asked, Editor
from enumerator.ui.questions.held import HeldKeys
from enumerator.ui.questions.shapes import SHAPES, Shape, digits_of, is_left_to_right, text_of
from enumerator.ui.telling import direction, is_urdu, tr
from enumerator.ui.widgets.fields import DigitsField, TextField, digits_field, text_field
from enumerator.ui.widgets.words import Words

__all__ = ["FiguresEditor", "LinesEditor", "WordsEditor"]

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEADING_ELSEWHERE = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
_LINES_HEIGHT = 108
_SHORT, _LONG = 240, 330
_WIDTHS = {Shape.CNIC: _LONG, Shape.MOBILE: _LONG}


class WordsEditor(Editor):
    """One line of words."""

    field: TextField

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = text_field("answer", self)
        self._held = HeldKeys(self.field)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.field)

    def ask(self, asked: Asked) -> None:
        """Show the answer, all of it chosen, so that typing writes over it."""
        self._held.begin()
        self._turn(asked)
        self.field.setText(asked.said)
        self.field.selectAll()

    def retell(self, asked: Asked) -> None:
        """Turn round; what is typed stays."""
        self._turn(asked)

    def text(self) -> str:
        """What is typed, without blanks at the ends."""
        return self.field.text().strip()

    def _turn(self, asked: Asked) -> None:
        straight = is_left_to_right(asked.question)
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight if straight else direction())
        side = Qt.AlignmentFlag.AlignRight if is_urdu() else Qt.AlignmentFlag.AlignLeft
        self.field.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)


class LinesEditor(Editor):
    """Several lines of words; Enter goes on, Shift+Enter begins a line."""

    field: QPlainTextEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _SeveralLines(self)
        self.field.setObjectName("answer")
        self.field.setFixedHeight(_LINES_HEIGHT)
        self._held = HeldKeys(self.field)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.field)

    def ask(self, asked: Asked) -> None:
        """Show the answer, the caret behind it."""
        self._held.begin()
        self.retell(asked)
        self.field.setPlainText(asked.said)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)

    def retell(self, asked: Asked) -> None:
        """Take the other hand."""
        self.field.setFont(text_font(TextRole.TYPED, is_urdu()))

    def text(self) -> str:
        """What is typed, without blanks at the ends."""
        return self.field.toPlainText().strip()


class FiguresEditor(Editor):
    """Figures of one shape: full, they go on by themselves; how far they are is said below."""

    field: DigitsField

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        made_of = SHAPES[shape]
        self.field = digits_field("answer", made_of.groups, self, also=made_of.also)
        self.field.setFixedWidth(_WIDTHS.get(shape, _SHORT))
        self._held = HeldKeys(self.field)
        self.reading = Words(TextRole.NOTE, Role.INK_3, parent=self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        # A field that runs from left to right would be aligned by its own direction, not by the page's.
        line = QHBoxLayout()
        line.addWidget(self.field)
        line.addStretch(1)
        rows.addLayout(line)
        rows.addWidget(self.reading)
        self.field.textEdited.connect(self._follow)

    def ask(self, asked: Asked) -> None:
        """Show the answer, all of it chosen, so that typing writes over it."""
        self._held.begin()
        self.field.put_digits(digits_of(self._shape, asked.said))
        self.field.selectAll()
        self.retell(asked)

    def retell(self, asked: Asked) -> None:
        """Say the unit and the reading again."""
        self.field.tail = tr("interview.years") if asked.question.name.endswith("age_stated") else ""
        self._read()

    def text(self) -> str:
        """What is typed, as the engine takes it."""
        made_of = SHAPES[self._shape]
        return text_of(self._shape, self.field.digits if made_of.groups else self.field.text())

    def _follow(self) -> None:
        self._read()
        if self.field.is_full:
            self.full.emit()

    def _read(self) -> None:
        typed, length = self.field.digits, SHAPES[self._shape].length
        if length:
            said = tr("interview.digits_of", have=len(typed), all=length) if typed else self._example()
        else:
            said = f"{int(typed):,}" if len(typed) > len("999") and self.field.text().isdigit() else ""
        self.reading.setText(said)

    def _example(self) -> str:
        return tr(f"interview.example_{self._shape.value}")


class _SeveralLines(QPlainTextEdit):
    """Leaves to the page the keys that lead elsewhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a line with Shift+Enter alone."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain_enter = event.key() in _ENTER and modifiers == Qt.KeyboardModifier.NoModifier
        if plain_enter or event.key() in _LEADING_ELSEWHERE:
            event.ignore()
        else:
            super().keyPressEvent(event)
