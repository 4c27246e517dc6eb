"""The interview: the rail, the register or the family, and the keys that lead through them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.interview.family_deeds import FamilyDeeds
from enumerator.ui.interview.key_hints import ALL_KEYS, FAMILY_KEYS, question_keys
from enumerator.ui.interview.leading import Leading
from enumerator.ui.interview.margin import WAYS
from enumerator.ui.interview.newer import NewerNotice
from enumerator.ui.interview.opening import take_up
from enumerator.ui.interview.page_facts import asked_now, bar_facts
from enumerator.ui.interview.spoken import question_of
from enumerator.ui.interview.surface import Surface
from enumerator.ui.look import SIZES
from enumerator.ui.page import BarFacts, KeyHint, Page
from enumerator.ui.telling import form_language, tr
from enumerator.ui.widgets.chip import ChipFacts
from enumerator.ui.widgets.icons import Icon

__all__ = ["InterviewPage"]

_LEAST = QSize(640, 360)
_ONWARDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_URDU_DIGITS = "۱۲۳"


class InterviewPage(Page):
    """One draft, opened at the question where it stands."""

    def __init__(self, at: AtDesk, going: destinations.Interview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._going = going
        self.conduct = take_up(at, going.number)
        self.surface = Surface(self.conduct)
        self.card, self.register, self.family = self.surface.card, self.surface.register, self.surface.family
        self.leading = Leading(self.conduct, self.surface, self)
        self.newer = NewerNotice(at, going.number, self.leading.keep)
        rows, above = QVBoxLayout(self), QHBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        above.setContentsMargins(SIZES.gap, 0, SIZES.gap, 8)
        above.addWidget(self.newer)
        rows.addLayout(above)
        rows.addWidget(self.surface, 1)
        self._members = FamilyDeeds(
            self.conduct,
            took=self.leading.took,
            show=self.leading.show,
            say=self.leading.say,
            toast=self.told.emit,
        )
        self._connect()
        self._bind()

    # ── what every page is ───────────────────────────────────────────────────────────────────────────────────────

    def enter(self) -> None:
        """Open the question at which the draft stands."""
        self.conduct.go(self._going.at_ref or self.conduct.asking.at_ref)
        self.leading.show()

    def leave(self) -> bool:
        """Keep what the disk has not taken, and the place; where something said is not kept, stay."""
        return self.leading.keep()

    def unkept(self) -> int:
        """Count what the disk has not taken."""
        return self.conduct.asking.unkept_changes

    def retell(self) -> None:
        """Say everything in the other language; what is typed stays."""
        self.surface.turn_round()
        self.newer.retell()
        self.conduct.speak(form_language(self.conduct.interview.definition))
        if self.conduct.at:
            self.card.retell(*asked_now(self.conduct))
        self.leading.show_state()
        self.surface.settle()

    def keys(self) -> tuple[KeyHint, ...]:
        """Those of the kind of question."""
        interview, ref = self.conduct.interview, self.conduct.at
        return question_keys(question_of(interview, ref).kind, interview.choices(ref)) if ref else FAMILY_KEYS

    def all_keys(self) -> tuple[KeyHint, ...]:
        """All of the interview's."""
        return (*ALL_KEYS, *self.newer.keys())

    def bar(self) -> BarFacts:
        """The head, the family, the place."""
        return bar_facts(self.conduct, ChipFacts(Icon.INTERVIEW, tr("interview.way")))

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and the arrows lead from question to question, Escape back; fields leave these keys to the page."""
        leading, key = self.leading, Qt.Key(event.key())
        deeds = {Qt.Key.Key_Up: leading.go_back, Qt.Key.Key_Escape: leading.restore}
        deed = leading.go_on if key in _ONWARDS else deeds.get(key)
        if event.matches(QKeySequence.StandardKey.Undo) and not event.isAutoRepeat():
            # No shortcut: a toast that is shown has the same one, and of two alike Qt would do neither.
            deed = self._members.bring_back
        if deed:
            deed()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never keep a window from being small: rail, beads and margin give way."""
        return _LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the small rail in a small window."""
        super().resizeEvent(event)
        if self.conduct.at or self.conduct.row:
            self.leading.show_state()

    def _connect(self) -> None:
        leading, surface = self.leading, self.surface
        leading.went.connect(self.left)
        leading.opened.connect(self.keys_changed)
        leading.shown.connect(self._shown)
        self.card.full.connect(leading.go_on)
        self.register.opened.connect(leading.go_to)
        surface.rail.chosen.connect(leading.go_to_section)
        surface.rail.review_chosen.connect(leading.review)
        self.family.opened.connect(self._members.open)
        self.family.added.connect(self._members.add)
        self.newer.moved.connect(self._take_up_anew)

    def _take_up_anew(self) -> None:
        """Leave the interview of before: not a letter more may be written into it."""
        self.setEnabled(False)
        self.left.emit(destinations.Interview(self._going.number))

    def _shown(self) -> None:
        self.warned.emit(self.conduct.fault)
        self.bar_changed.emit()

    def _bind(self) -> None:
        leading = self.leading
        deeds: dict[str, Callable[[], object]] = {
            "Tab": leading.go_on,
            "Shift+Tab": leading.go_back,
            "F1": partial(leading.help, self.keys_wanted.emit),
            "F2": leading.confirm,
            "F3": self._members.after,
            "Ctrl+F3": self._members.before,
            "F4": self._members.remove,
            "F5": leading.copy,
            "F6": leading.choose_place,
            "F7": leading.show_family,
            "F10": leading.first_open,
            "F11": leading.next_problem,
            "F12": leading.review,
            "PgUp": partial(leading.turn, -1),
            "PgDown": partial(leading.turn, 1),
            "Ctrl+M": self.newer.see,
            "Ctrl+N": leading.note,
            "Ctrl+P": leading.say_when_slip,
        }
        for number, (digit, missing) in enumerate(zip(_URDU_DIGITS, WAYS, strict=True), start=1):
            deeds |= {f"F9, {key}": partial(leading.mark, missing) for key in (number, digit)}
        for key, deed in deeds.items():
            self.bind(key, deed)
