"""Answers that are chosen from a list: one, or several with a tick."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from enumerator.ui.interview.matching import Matches, Narrowed, narrow, span
from enumerator.ui.questions.choices import ChoiceGrid, ChoiceState
from enumerator.ui.questions.editor import Asked, Editor
from enumerator.ui.questions.held import is_held
from enumerator.ui.questions.type_in import TypeIn
from enumerator.ui.telling import tr
from forms import Choice
from forms.definition import Kind

__all__ = ["ChoosingEditor", "OneEditor", "SeveralEditor"]

_NOTHING = Narrowed(Matches((), None), (), ())
_AGREED = "OK"
"""What the engine takes for an acknowledged statement."""


class ChoosingEditor(Editor):
    """The type-in line and the grid. Numbers are those that the caps show; what fits no choice is never an answer."""

    field: QLineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._others: tuple[str, ...] = ()
        self._list = _NOTHING
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
        """The codes. An answer stays until another takes its place: letters that fit nothing change it in nothing."""
        taken = self._typed_place
        return " ".join(self._value) if taken is None else self._choices[taken].value

    @property
    def stray(self) -> str:
        """What is typed and chooses nothing: it fits no choice, or is half a number."""
        typed = self.field.text().strip()
        return typed if typed and self._typed_place is None else ""

    def focus(self) -> None:
        """Put the caret on the line; what fits nothing is written over by the next key."""
        super().focus()
        if self.stray and not self._list.found.fitting:
            self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let Space tick where several may be ticked; a key that is held down chooses once."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        return is_held(event) or (event.key() == Qt.Key.Key_Space and self._space())

    @property
    def _typed_place(self) -> int | None:
        """The choice that the typed letters or number take."""
        return self._list.found.taken if self.field.text().strip() else None

    def _space(self) -> bool:
        return False

    def _pick(self, place: int) -> None:
        raise NotImplementedError

    def _pick_shown(self, place: int) -> None:
        self._pick(self._list.shown[place])

    def _follow(self) -> None:
        self._show()
        found = self._list.found
        if found.settled and found.taken is not None:
            self._pick(found.taken)

    def _show(self) -> None:
        before, typed = len(self._list.shown), self.field.text().strip()
        codes, labels = [choice.value for choice in self._choices], [choice.label for choice in self._choices]
        self._list = narrow(typed, codes, labels, self._others)
        buttons = self.grid.take(self._list.caps)
        marks_place = self._taken_place()
        for place, button in zip(self._list.shown, buttons, strict=True):
            choice, taken = self._choices[place], place == marks_place
            button.show_choice(
                choice.label,
                self._state(place, taken, bool(typed)),
                found=span(typed, choice.label) if typed and place in self._list.found.fitting else None,
                cap=self._cap() if taken else "",
                ticked=self._ticked(choice),
            )
        self._tell(typed)
        if len(self._list.shown) != before:
            self.resized.emit()

    def _taken_place(self) -> int | None:
        return self._list.found.taken

    def _state(self, place: int, taken: bool, typed: bool) -> ChoiceState:
        if taken:
            return ChoiceState.TAKEN
        if not typed:
            return ChoiceState.REST
        return ChoiceState.FITS if place in self._list.found.fitting else ChoiceState.OUT

    def _ticked(self, choice: Choice) -> bool | None:
        return None

    def _cap(self) -> str:
        return "Enter"

    def _tell(self, typed: str) -> None:
        found, shown = self._list.found, self._list.shown
        fit = tr("interview.match_of", fit=len(found.fitting), all=len(self._choices))
        if not typed:
            self.type_in.say(tr("interview.type_to_choose"))
        elif found.taken is None or found.taken not in shown:
            self.type_in.say(fit)
        else:
            self.type_in.say(f"{fit} ·", self._cap(), self._takes(found.taken))

    def _takes(self, place: int) -> str:
        """Name the choice that the key takes: by its number, or by its words where it has none."""
        cap = self._list.caps[self._list.shown.index(place)]
        if cap:
            return tr("interview.takes", number=cap)
        return tr("interview.takes_words", words=self._choices[place].label)


class OneEditor(ChoosingEditor):
    """One of the list: a whole number goes on by itself, letters and what may still grow wait for Enter."""

    def _taken_place(self) -> int | None:
        if self.field.text().strip():
            return self._list.found.taken
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
        place = self._typed_place
        if place is None:
            return False
        self._pick(place)
        return True

    def text(self) -> str:
        """The ticked codes in the order of the list, and the typed one; a code that is no longer offered stays."""
        place = self._typed_place
        wanted = self._value if place is None else (*self._value, self._choices[place].value)
        offered = [choice.value for choice in self._choices]
        kept = [code for code in self._value if code not in offered]
        return " ".join([*(code for code in offered if code in wanted), *kept])

    def _space(self) -> bool:
        return self.enter()

    def _pick(self, place: int) -> None:
        """Tick or untick; a code that is no longer offered has no box and goes with the first tick."""
        code = self._choices[place].value
        ticked = [choice.value for choice in self._choices if choice.value in self._value]
        self._value = tuple(each for each in ticked if each != code) if code in ticked else (*ticked, code)
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
