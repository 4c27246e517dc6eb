"""The margin beside the open card: the words in the other language, the hint, the ways of giving no answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.interview.spoken import in_order
from enumerator.ui.look import Role, TextRole
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.chip import Tone
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.keycap import Keycap
from enumerator.ui.widgets.note import Note
from enumerator.ui.widgets.words import Words
from forms import Missing, Violation

__all__ = ["WAYS", "Beside", "Margin", "violation_note"]

WAYS: tuple[Missing, ...] = (Missing.REFUSED, Missing.DONT_KNOW, Missing.NOT_APPLICABLE)
"""F9 and the number of a way, counted from 1."""
_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Beside:
    """What there is to say beside the open question.

    Attributes:
        other: the question in the other language.
        hint: the questionnaire's.
        ways: reasons for no answer that it allows.
        violations: of the answer.
        copied: the answer that F5 would copy.
        note: what the officer wrote down.
        told: a word about the last key.
    """

    other: str
    hint: str
    ways: frozenset[Missing]
    violations: tuple[Violation, ...]
    copied: str = field(default="", repr=False)
    note: str = field(default="", repr=False)
    told: str = ""


def violation_note(violation: Violation, *, cap: str = "", does: str = "") -> Note:
    """Say what is wrong and what can be done; a rule without words of its own has the desk's."""
    hard = violation.hard
    sentence = in_order(violation.message) or tr(f"violation.{violation.kind.value}", rule=violation.rule)
    return Note(
        Tone.HARD if hard else Tone.SOFT,
        Icon.HARD if hard else Icon.SOFT,
        tr("interview.must_be_corrected" if hard else "interview.please_check"),
        sentence,
        cap=cap,
        cap_says=does,
    )


class _KeyLine(QWidget):
    """Caps and what they do in words."""

    def __init__(self, parent: QWidget, *caps: str) -> None:
        super().__init__(parent)
        self.words = Words(TextRole.NOTE, Role.INK_2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for cap in caps:
            row.addWidget(Keycap(cap))
        row.addSpacing(4)
        row.addWidget(self.words, 1)


class Margin(QWidget):
    """Stands at the card's height; its parts come and go with the question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._notes: list[Note] = []
        self._read_out = Words(TextRole.NOTE, Role.INK_3)
        self._other = {urdu: Words(TextRole.READ_OUT, Role.INK, wrap=True, urdu=urdu) for urdu in (True, False)}
        self._hint_title = Words(TextRole.NOTE, Role.INK_3)
        self._hint = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self._ways_title = Words(TextRole.NOTE, Role.INK_3)
        self._ways = {way: _KeyLine(self, "F9", str(number)) for number, way in enumerate(WAYS, start=1)}
        self._copy = _KeyLine(self, "F5")
        self._told = Words(TextRole.NOTE_STRONG, Role.INK, wrap=True)
        parts = (self._read_out, *self._other.values(), self._hint_title, self._hint, self._ways_title)
        for part in (*parts, *self._ways.values(), self._copy, self._told):
            if part in (self._read_out, self._hint_title, self._ways_title, self._copy, self._told):
                self._rows.addSpacing(_BETWEEN)
            self._rows.addWidget(part)
        # English on an Urdu page keeps its own side, as a book's gloss does, and its heading stands over it.
        for words in (self._read_out, self._other[False]):
            words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self._rows.setSpacing(3)
        self._brief = False
        self._beside = Beside(other="", hint="", ways=frozenset(), violations=())

    @property
    def has_news(self) -> bool:
        """Whether it says something that cannot wait for F1."""
        return bool(self._notes) or bool(self._told.text())

    def make_brief(self, brief: bool) -> None:
        """Say the news alone, under the card, where the page is too narrow for a margin; the rest stands behind F1."""
        self._brief = brief
        self._show_parts()

    @property
    def notes(self) -> tuple[Note, ...]:
        """The violations of the open question that it shows."""
        return tuple(self._notes)

    def say(self, beside: Beside) -> None:
        """Say what there is to say beside a question."""
        self._beside = beside
        self._show_notes(beside.violations, beside.note)
        self._read_out.setText(tr("interview.read_out"))
        for words in self._other.values():
            words.setText(beside.other)
        self._hint_title.setText(tr("interview.hint"))
        self._hint.setText(in_order(beside.hint))
        self._ways_title.setText(tr("interview.no_answer"))
        for way, shown in self._ways.items():
            shown.words.setText(tr(f"interview.{way.value}"))
        self._copy.words.setText(tr("interview.copies", answer=in_order(beside.copied)))
        self._told.setText(beside.told)
        self._show_parts()

    def height_for(self, width: int) -> int:
        """Measure it."""
        return self._rows.totalHeightForWidth(width)

    def _show_parts(self) -> None:
        beside, whole = self._beside, not self._brief
        self._read_out.setVisible(whole)
        for urdu, words in self._other.items():
            words.setVisible(whole and urdu is not is_urdu())
        for part in (self._hint_title, self._hint):
            part.setVisible(whole and bool(beside.hint))
        self._ways_title.setVisible(whole and bool(beside.ways))
        for way, shown in self._ways.items():
            shown.setVisible(whole and way in beside.ways)
        self._copy.setVisible(whole and bool(beside.copied))
        self._told.setVisible(bool(beside.told))

    def _show_notes(self, violations: tuple[Violation, ...], written: str) -> None:
        for old in self._notes:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._notes = []
        for place, violation in enumerate(violation for violation in violations if not violation.confirmed):
            cap, does = ("", "") if violation.hard else ("F2", tr("interview.key_confirm"))
            note = violation_note(violation, cap=cap, does=does)
            self._rows.insertWidget(place, note)
            self._notes.append(note)
            note.show()  # a note that Qt shows by itself, later, would not be counted in the height
        if written:
            does = tr("interview.key_note")
            note = Note(Tone.PLAIN, Icon.EDIT, tr("interview.note"), in_order(written), cap="Ctrl+N", cap_says=does)
            self._rows.insertWidget(len(self._notes), note)
            self._notes.append(note)
            note.show()
