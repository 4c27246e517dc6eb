"""How the officer is led: what each key does with the answer in the card, and where the interview stands after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from enumerator.errors import AnswerTooLong
from enumerator.ui import destinations
from enumerator.ui.interview.asides import Asides
from enumerator.ui.interview.conduct import FAMILY, Conduct
from enumerator.ui.interview.outline import member_of
from enumerator.ui.interview.page_facts import beside, title_facts
from enumerator.ui.interview.surface import Surface
from enumerator.ui.telling import tr
from forms import Missing

__all__ = ["Leading"]

_RESTED_MS = 1500
"""A caret that has stood this long at a question is kept there: a power cut then opens the draft at that question."""


class Leading(QObject):
    """The deeds of the interview's keys. Each takes the typed answer first, and shows what came of it."""

    went = Signal(object)
    """Somebody goes to the `Destination` that it carries."""
    opened = Signal()
    """Another question, or the family, stands open."""
    shown = Signal()
    """What the last deed changed has been shown."""

    def __init__(self, conduct: Conduct, surface: Surface, parent: QObject) -> None:
        super().__init__(parent)
        self._conduct, self._surface = conduct, surface
        self._asides = Asides(surface, conduct)
        self._pointed_out, self._told, self._leaving = "", "", False
        self._stray = ""
        self._rest = QTimer(self, interval=_RESTED_MS, singleShot=True)
        self._rest.timeout.connect(self._rested)
        surface.family.moved.connect(self._rest.start)
        surface.card.edited.connect(self._edited)

    def keep(self) -> bool:
        """Keep what the disk has not taken, and the place; False where something said is not kept."""
        if not self.took():
            return False
        self._rest.stop()
        kept = self._conduct.keep()
        self.show_state()
        return kept

    # ── going ────────────────────────────────────────────────────────────────────────────────────────────────────

    def go_on(self) -> None:
        """Take the answer and go to the next question; what is wrong with it is pointed out once before."""
        if self._conduct.at and (self._surface.card.enter() or not self.took() or self._point_out()):
            return
        if self._conduct.forward():
            self.show()
        else:
            self.review()

    def go_back(self) -> None:
        """Take the answer and go to the question before."""
        self._go(self._conduct.back)

    def turn(self, by: int) -> None:
        """Go to a section before or after."""
        self._go(partial(self._conduct.turn_section, by))

    def go_to(self, ref: str) -> None:
        """Go to a question."""
        self._go(partial(self._conduct.go, ref))

    def go_to_section(self, path: str) -> None:
        """Go to a section."""
        self._go(partial(self._conduct.go_to_section, path))

    def show_family(self) -> None:
        """Go to the family's page, the caret on the member that was open; there, to the member's sheet."""
        if self._conduct.place == FAMILY:
            self._surface.family.turn_sheet()
        else:
            self._go(partial(self._conduct.go_to_family, member_of(self._conduct.at)))

    def first_open(self) -> None:
        """Go to the first question without an answer; to the review when there is none."""
        if self.took():
            ref = self._conduct.first_open()
            self.go_to(ref) if ref else self.review()

    def next_problem(self) -> None:
        """Go to the next broken rule."""
        if self.took():
            ref = self._conduct.problem()
            self.go_to(ref) if ref else self.say(tr("interview.no_problems"))

    def review(self) -> None:
        """Go to the review."""
        self.went.emit(destinations.Review(self._conduct.asking.number))

    def restore(self) -> None:
        """Put the old answer back; where there is nothing to put back any more, leave with the draft kept."""
        if self._surface.family.close_sheet():
            return
        card = self._surface.card
        if self._conduct.at and (card.stray or card.text() != self._conduct.said(self._conduct.at)):
            self._surface.open()
        elif self._leaving:
            self.went.emit(destinations.Home())
            return
        self._leaving = True
        self.say(tr("interview.escape_again"))

    # ── saying ───────────────────────────────────────────────────────────────────────────────────────────────────

    def mark(self, missing: Missing) -> None:
        """Write down why there is no answer, and go on."""
        if self._conduct.mark(missing):
            self._said_for_them()

    def copy(self) -> None:
        """Answer as the member before did, or as the question's twin, and go on."""
        if self._conduct.copy():
            self._said_for_them()
        elif self._conduct.at:
            self.say(tr("interview.nothing_to_copy"))

    def confirm(self) -> None:
        """Let an answer stand that is unusual, with a reason."""
        found = self._conduct.to_confirm() if self.took() else None
        self.show_state()
        if found:
            self._asides.ask_why(found, self._confirmed)

    def note(self) -> None:
        """Write something down beside the open question."""
        if self._conduct.at and self.took():
            self._asides.ask_note(self._confirmed)

    def choose_place(self) -> None:
        """Ask where to go."""
        if self.took():
            self._asides.ask_where(self.go_to, self.go_to_section)

    def help(self, all_keys: Callable[[], object]) -> None:
        """Say what there is to know of the question; asked once more, show all keys."""
        self._asides.help(all_keys)

    def say_when_slip(self) -> None:
        """Say why there is no slip yet."""
        self.say(tr("interview.slip_later"))

    # ── taking and showing ───────────────────────────────────────────────────────────────────────────────────────

    def took(self) -> bool:
        """Hand the typed answer to the interview; False where it is refused, which only F8 answers."""
        self._leaving, self._told = False, ""
        if self._is_stray():
            return False
        try:
            if self._conduct.at and self._conduct.take(self._surface.card.text()):
                self._rest.start()
        except AnswerTooLong as fault:
            self._asides.say_too_long(fault, self._surface.card.focus)
            return False
        return True

    def say(self, sentence: str) -> None:
        """Tell the officer one sentence about the last key."""
        self._told = sentence
        self.show_state()

    def show(self) -> None:
        """Show where the interview stands now."""
        self._pointed_out = self._pointed_out if self._pointed_out == self._conduct.at else ""
        self._surface.open()
        self.show_state()
        self._surface.settle()
        self.opened.emit()
        self._rest.start()

    def show_state(self) -> None:
        """Show what the last deed changed: lines, notes, counts, the banner."""
        conduct = self._conduct
        if conduct.at:
            pointed_out = self._pointed_out == conduct.at
            self._surface.show_state(title_facts(conduct), beside(conduct, pointed_out=pointed_out, told=self._told))
        else:
            self._surface.show_state(None, None)
            self._surface.family.tell(self._told)
        self.shown.emit()

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _go(self, move: Callable[[], object]) -> None:
        if self.took():
            move()
            self.show()

    def _said_for_them(self) -> None:
        """Go on from an answer that a key has written; what is wrong with it is pointed out once."""
        self._leaving, self._told = False, ""
        self._surface.open()
        if not self._point_out():
            self._conduct.forward()
            self.show()

    def _is_stray(self) -> bool:
        """Stay once at what is typed and chooses nothing: whoever goes on leaves the answer as it was."""
        before, self._stray = self._stray, self._surface.card.stray if self._conduct.at else ""
        if self._stray in ("", before):
            return False
        self.say(tr("interview.chooses_none", typed=self._stray))
        self._surface.card.focus()
        return True

    def _point_out(self) -> bool:
        """Stay once at an answer that breaks a rule or is lacking, so that a flowing typist sees it."""
        ref, found = self._conduct.at, [each for each in self._conduct.violations() if not each.confirmed]
        first_time = self._pointed_out != ref
        self._pointed_out = ref
        if not (found and first_time):
            return False
        self._conduct.go(ref)
        self.show_state()
        self._surface.card.focus()
        return True

    def _edited(self) -> None:
        self._leaving = False

    def _rested(self) -> None:
        """Tell the banner and the bar alone: nothing under the officer's hands shall move."""
        self._conduct.keep()
        self.shown.emit()

    def _confirmed(self) -> None:
        self.show_state()
        self._surface.settle()
