"""What every editor of the open question is: it is asked something, and answers in the engine's words."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from forms import Choice
from forms.definition import Question

__all__ = ["Asked", "Editor"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The open question as an editor needs it.

    Attributes:
        ref: the question.
        question: what the questionnaire says of it.
        said: the answer so far, or what was typed though it is none.
        choices: on offer now, in the language of the windows.
        others: labels of the same choices in the other language, which may be typed as well.
    """

    ref: str
    question: Question
    said: str = field(repr=False)
    choices: tuple[Choice, ...] = ()
    others: tuple[str, ...] = ()


class Editor(QWidget):
    """Takes one answer. Keys that lead elsewhere (Enter, Tab, arrows) are the page's."""

    full = Signal()
    """The answer is complete: the interview may go on without Enter."""
    resized = Signal()
    """The editor is higher or lower than before."""

    field: QLineEdit | QPlainTextEdit

    def ask(self, asked: Asked) -> None:
        """Show a question's answer, ready to be written over."""
        raise NotImplementedError

    def retell(self, asked: Asked) -> None:
        """Say the same question in the other language; what is typed stays."""
        raise NotImplementedError

    def text(self) -> str:
        """Answer in the engine's words."""
        raise NotImplementedError

    @property
    def stray(self) -> str:
        """What is typed and can be no answer, so that `text` leaves it out; blank where there is nothing of that."""
        return ""

    def enter(self) -> bool:
        """Take Enter for itself (to tick what was typed) and answer whether it did."""
        return False

    def focus(self) -> None:
        """Put the caret where the hands go."""
        self.field.setFocus()
