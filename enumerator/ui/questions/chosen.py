"""Answers that are chosen from a list: one, or several with a tick."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from enumerator.ui.interview.matching import Matches, match, span
from enumerator.ui.questions.choices import ChoiceGrid, ChoiceState, TypeIn
from enumerator.ui.questions.editor import Asked, Editor
from enumerator.ui.telling import tr
from forms import Choice
from forms.definition import Kind

__all__ = ["ChoosingEditor", "OneEditor", "SeveralEditor"]

MOST_AT_ONCE = 26
"""Choices that are shown all together; a longer list shows the first that fit what is typed."""
_SHOWN_OF_LONG = 12
_LETTERS_THEN_NUMBER = re.compile(r"(.*?)\s*(\d*)")
_AGREED = "OK"
"""What the engine takes for an acknowledged statement."""


class ChoosingEditor(Editor):
    """The type-in line and the grid. Numbers are those that the caps show."""

    field: QLineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._others: tuple[str, ...] = ()
        self._shown: tuple[int, ...] = ()
        self._found = Matches((), None)
        self._value: tuple[str, ...] = ()
        self.type_in = TypeIn(self)
        self.field = self.type_in.field
        self.grid = ChoiceGrid(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.type_in)
        rows.addWidget(self.grid)
        self.field.textEdited.connect(self._follow)
        self.field.installEventFilter(self)
        self.grid.picked.connect(self._pick_shown)

    def ask(self, asked: Asked) -> None:
        """Show the list with what was chosen so far."""
        self.field.clear()
        self._value = tuple(asked.said.split())
        self.retell(asked)

    def retell(self, asked: Asked) -> None:
        """Say the list in the language of the windows; what is typed stays."""
        self._choices = _choices(asked)
        self._others = asked.others if len(asked.others) == len(self._choices) else ()
        self.type_in.dress()
        self._show()

    def text(self) -> str:
        """The codes; letters that fit nothing are given as they were typed, so that they are not lost."""
        return " ".join(self._value) if not self.field.text().strip() else self._typed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let Space tick where several may be ticked."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            return self._space()
        return super().eventFilter(watched, event)

    def _typed(self) -> str:
        taken = self._found.taken
        return self.field.text().strip() if taken is None else self._choices[taken].value

    def _space(self) -> bool:
        return False

    def _pick(self, place: int) -> None:
        raise NotImplementedError

    def _pick_shown(self, place: int) -> None:
        self._pick(self._shown[place])

    def _follow(self) -> None:
        self._show()
        if self._found.settled and self._found.taken is not None:
            self._pick(self._found.taken)

    def _show(self) -> None:
        before = len(self._shown)
        self._found, self._shown = self._match()
        buttons = self.grid.take(len(self._shown))
        typed = self.field.text().strip()
        marks_place = self._taken_place()
        for number, (place, button) in enumerate(zip(self._shown, buttons, strict=True), start=1):
            choice, taken = self._choices[place], place == marks_place
            button.show_choice(
                number,
                choice.label,
                self._state(place, taken, bool(typed)),
                found=span(typed, choice.label) if typed and place in self._found.fitting else None,
                cap=self._cap() if taken else "",
                ticked=self._ticked(choice),
            )
        self._tell(typed)
        if len(self._shown) != before:
            self.resized.emit()

    def _match(self) -> tuple[Matches, tuple[int, ...]]:
        typed, labels = self.field.text(), [choice.label for choice in self._choices]
        if len(labels) <= MOST_AT_ONCE:
            return match(typed, labels, self._others), tuple(range(len(labels)))
        split = _LETTERS_THEN_NUMBER.fullmatch(typed)
        letters, number = split.groups() if split else (typed, "")
        shown = match(letters, labels, self._others)
        first = shown.fitting[:_SHOWN_OF_LONG]
        if not number:
            return shown, first
        by_number = match(number, [""] * len(first))
        taken = first[by_number.taken] if by_number.taken is not None else None
        fitting = tuple(first[place] for place in by_number.fitting)
        return Matches(fitting, taken, by_number.settled), first

    def _taken_place(self) -> int | None:
        return self._found.taken

    def _state(self, place: int, taken: bool, typed: bool) -> ChoiceState:
        if taken:
            return ChoiceState.TAKEN
        if not typed:
            return ChoiceState.REST
        return ChoiceState.FITS if place in self._found.fitting else ChoiceState.OUT

    def _ticked(self, choice: Choice) -> bool | None:
        return None

    def _cap(self) -> str:
        return "Enter"

    def _tell(self, typed: str) -> None:
        if not typed:
            self.type_in.say(tr("interview.type_to_choose"))
            return
        fit = tr("interview.match_of", fit=len(self._found.fitting), all=len(self._choices))
        taken = self._found.taken
        if taken is None or taken not in self._shown:
            self.type_in.say(fit)
        else:
            self.type_in.say(f"{fit} ·", self._cap(), tr("interview.takes", number=self._shown.index(taken) + 1))


class OneEditor(ChoosingEditor):
    """One of the list: a number that leaves no other choice goes on by itself, letters wait for Enter."""

    def _taken_place(self) -> int | None:
        if self.field.text().strip():
            return self._found.taken
        return next((p for p, choice in enumerate(self._choices) if choice.value in self._value), None)

    def _pick(self, place: int) -> None:
        self._value = (self._choices[place].value,)
        self.field.clear()
        self._show()
        self.full.emit()


class SeveralEditor(ChoosingEditor):
    """Several of the list: the number or Space ticks, Enter on an empty line goes on."""

    def enter(self) -> bool:
        """Tick what was typed."""
        if self._found.taken is None or not self.field.text().strip():
            return False
        self._pick(self._found.taken)
        return True

    def text(self) -> str:
        """The ticked codes in the order of the list."""
        if self.field.text().strip() and self._found.taken is None:
            return self.field.text().strip()
        return " ".join(choice.value for choice in self._choices if choice.value in self._value)

    def _space(self) -> bool:
        return self.enter()

    def _pick(self, place: int) -> None:
        code = self._choices[place].value
        left = tuple(each for each in self._value if each != code)
        self._value = left if len(left) < len(self._value) else (*self._value, code)
        self.field.clear()
        self._show()

    def _ticked(self, choice: Choice) -> bool | None:
        return choice.value in self._value

    def _cap(self) -> str:
        return "Space"


def _choices(asked: Asked) -> tuple[Choice, ...]:
    if asked.question.kind is Kind.ACKNOWLEDGE:
        return (Choice(_AGREED, tr("interview.acknowledged")),)
    return asked.choices
