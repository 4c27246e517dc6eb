"""Which editor takes which question; each is made once and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from enumerator.ui.questions.chosen import OneEditor, SeveralEditor
from enumerator.ui.questions.editor import Editor
from enumerator.ui.questions.shapes import Shape, shape_of
from enumerator.ui.questions.written import FiguresEditor, LinesEditor, WordsEditor
from forms.definition import Kind, Question

__all__ = ["Editors"]

_MAKERS: dict[str, Callable[[QWidget], Editor]] = {
    "one": OneEditor,
    "several": SeveralEditor,
    "words": WordsEditor,
    "lines": LinesEditor,
    **{shape.value: partial(FiguresEditor, shape) for shape in Shape},
}
_BY_KIND = {
    Kind.SELECT_ONE: "one",
    Kind.ACKNOWLEDGE: "one",
    Kind.SELECT_MULTIPLE: "several",
    Kind.RANK: "several",
}


class Editors:
    """The editors of one page."""

    def __init__(self, parent: QWidget, made: Callable[[Editor], None]) -> None:
        """Begin with none.

        Args:
            parent: the widget that they stand in.
            made: is shown each editor when it is made.
        """
        self._parent, self._made = parent, made
        self._editors: dict[str, Editor] = {}

    def __call__(self, question: Question) -> Editor:
        """Give the editor of a question."""
        name = _name(question)
        if name not in self._editors:
            self._editors[name] = _MAKERS[name](self._parent)
            self._made(self._editors[name])
        return self._editors[name]


def _name(question: Question) -> str:
    shape = shape_of(question)
    if shape is not None:
        return shape.value
    if question.kind is Kind.TEXT and question.appearance == "multiline":
        return "lines"
    return _BY_KIND.get(question.kind, "words")
