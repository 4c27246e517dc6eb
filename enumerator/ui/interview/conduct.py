"""One officer's way through one interview: where it stands, what Enter leads to, what the last deed changed.

No Qt: the page shows what stands here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from enumerator.errors import AnswersWait, DiskFull, StoreFault
from enumerator.ui.interview.copying import source_of
from enumerator.ui.interview.outline import (
    MEMBER,
    ROSTER,
    Line,
    Place,
    Section,
    Standing,
    lines,
    member_of,
    next_problem,
    open_question,
    place_of,
    plan,
    questions_at,
    sections,
    standing,
)
from enumerator.ui.interview.removal import Removed, bring_back, remember
from enumerator.ui.interview.spoken import code_of, question_of, spoken
from enumerator.workflow.desk_checks import state_at_desk
from enumerator.workflow.interview import HouseholdInterview, is_in_grid
from enumerator.workflow.ports import Clock
from forms import Change, Missing, Violation

__all__ = ["FAMILY", "Conduct"]

FAMILY = Place(ROSTER)
"""The page of the whole family."""


class Conduct:
    """The interview as the officer leads it.

    Attributes:
        asking: the interview at the desk.
        plan: sections and numbers of its edition.
        at: the open question; blank on the family's page.
        place: the page of the register.
        row: the member on whose row the caret stands on the family's page, one beyond the last for the next member.
        lines: its lines.
        sections: the rail.
        fault: why the last deed is not on the disk, if it is not.
        saved_at: when a deed last reached the disk.
    """

    def __init__(self, asking: HouseholdInterview, language: str, clock: Clock) -> None:
        self.asking = asking
        self.interview = asking.interview
        self.plan = plan(self.interview.definition)
        self.language = language
        self.at = ""
        self.place = FAMILY
        self.row = 0
        self.lines: tuple[Line, ...] = ()
        self.sections: tuple[Section, ...] = ()
        self.fault: StoreFault | None = None
        self.saved_at: datetime | None = None
        self._clock = clock
        self.speak(language)

    # ── where it stands ──────────────────────────────────────────────────────────────────────────────────────────

    def go(self, wished: str) -> None:
        """Open a question, or the first open one where the wished one is not asked; a row opens the family's page."""
        if is_in_grid(wished):
            self.go_to_family(member_of(wished))
            return
        found = open_question(self.interview, wished)
        if found is None:
            return
        place = place_of(found)
        self.at = found
        self.asking.at_ref = found
        if place != self.place or not self.lines:
            self.place = place
            self.lines = lines(self.interview, self.plan, place, self.language)

    def go_to_family(self, row: int = 0) -> None:
        """Open the page of the whole family, the caret on a row; by default on the next member's."""
        self.at, self.place, self.lines = "", FAMILY, ()
        self.stand_on(row or self.count() + 1)

    def stand_on(self, row: int) -> None:
        """The caret has come to a row of the family's page."""
        self.row = row
        self.asking.at_ref = f"{MEMBER}[{row}]" if row <= self.count() else ROSTER

    def go_to_section(self, path: str) -> None:
        """Open a section at its first open question; the roster as the whole family."""
        refs = questions_at(self.interview, Place(path))
        if path == ROSTER:
            self.go_to_family()
        elif refs:
            still_open = (ref for ref in refs if standing(self.interview.state(ref)) is Standing.TO_COME)
            self.go(next(still_open, refs[0]))

    def turn_section(self, by: int) -> None:
        """Go to the section before or after; those without a question are passed by."""
        paths = [section.path for section in self.sections if section.tally.asked or self._asks(section.path)]
        here = paths.index(self.place.section) + by if self.place.section in paths else 0
        if 0 <= here < len(paths):
            self.go_to_section(paths[here])

    def forward(self) -> bool:
        """Go to the next question; after the last member's last one to the family's page. False at the very end."""
        following = self.interview.next_question(self.at or None) if self.at else self._after_roster()
        if self.at and member_of(self.at) and not (following and member_of(following)):
            self.go_to_family()
        elif following is None:
            return False
        else:
            self.go(following)
        return True

    def back(self) -> None:
        """Go to the question before."""
        if not self.at:
            last = questions_at(self.interview, Place(ROSTER))
            self.go(last[-1])
            return
        before = self.interview.previous_question(self.at)
        if before:
            self.go(before)

    def first_open(self) -> str | None:
        """Find the first question without an answer that needs one."""
        found = self.interview.first_unanswered()
        return found if found and self.interview.state(found).required else None

    def problem(self) -> str | None:
        """Find the next broken rule."""
        return next_problem(self.interview, self.at or None)

    # ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────

    def said(self, ref: str) -> str:
        """Read an answer, or what was typed though it is none."""
        state = self.interview.state(ref)
        return state.typed or state.value

    def violations(self) -> tuple[Violation, ...]:
        """Read what is wrong with the open question, an answer that is lacking included."""
        return state_at_desk(self.interview, self.at, code_of(self.language)).violations if self.at else ()

    def take(self, text: str) -> bool:
        """Take the open question's answer; False where nothing was changed by it."""
        ref, before = self.at, self.said(self.at)
        missing = self.interview.state(ref).missing
        if text == before:
            return False
        self._do(lambda: self.asking.answer(ref, text))
        return self.said(ref) != before or missing is not None

    def mark(self, missing: Missing) -> bool:
        """Write down why there is no answer; False where the questionnaire does not allow that."""
        ref = self.at
        if missing not in self.ways():
            return False
        self._do(lambda: self.asking.mark_missing(ref, missing))
        return True

    def ways(self) -> frozenset[Missing]:
        """Answer which reasons for no answer the open question allows."""
        return question_of(self.interview, self.at).missing if self.at else frozenset()

    def copied(self) -> str:
        """Say the answer that F5 would copy to the open question; blank where there is none."""
        source = source_of(self.interview, self.at) if self.at else None
        return spoken(self.interview, source, self.said(source), self.language) if source else ""

    def copy(self) -> bool:
        """Answer as the member before did, or as the question's twin; False where there is nothing to copy."""
        source = source_of(self.interview, self.at) if self.at else None
        if source is None:
            return False
        missing = self.interview.state(source).missing
        return self.mark(missing) if missing else self.take(self.said(source)) or True

    def confirm(self, ref: str, rule: str, reason: str) -> None:
        """Let an answer stand."""
        self._do(lambda: self.asking.confirm(ref, rule, reason))

    def note(self, ref: str, text: str) -> None:
        """Write something down beside a question."""
        self._do(lambda: self.asking.note(ref, text))

    def to_confirm(self) -> Violation | None:
        """Find the soft violation that F2 is about: of the open question, else the nearest one above, else below."""
        order = [line.ref for line in self.lines]
        here = order.index(self.at) if self.at in order else 0
        near = sorted(self.lines, key=lambda each: _distance(order.index(each.ref), here))
        soft = (found for line in near for found in line.violations if not found.hard and not found.confirmed)
        return next(soft, None)

    # ── the family ───────────────────────────────────────────────────────────────────────────────────────────────

    def count(self) -> int:
        """Count the roster's rows."""
        return self.interview.instances(MEMBER)

    def add_member(self) -> None:
        """Add a row and open its first question."""
        self._do(self.asking.add_member)
        first = questions_at(self.interview, Place(ROSTER, self.count()))
        self.go(first[0])

    def remove_member(self, position: int) -> Removed:
        """Take a row out and remember it; the family's page is shown."""
        removed = remember(self.interview, position)
        self._do(lambda: self.asking.remove_member(position))
        self.go_to_family(min(position, self.count()))
        return removed

    def bring_back(self, removed: Removed) -> None:
        """Put a member back, as the last row; the family's page is shown."""
        bring_back(self.asking, removed, self._do)
        self.go_to_family(self.count())

    def member_beside(self, by: int) -> bool:
        """Go to the same question of the member after or before, or to their first one; False where there is none."""
        position = self.place.member + by
        if not (self.place.member and 1 <= position <= self.count()):
            return False
        refs = questions_at(self.interview, Place(ROSTER, position))
        same = self.at.replace(f"{MEMBER}[{self.place.member}]", f"{MEMBER}[{position}]", 1)
        self.go(same if same in refs else refs[0])
        return True

    # ── language and disk ────────────────────────────────────────────────────────────────────────────────────────

    def speak(self, language: str) -> None:
        """Take another language of the questionnaire."""
        self.language = language
        self._follow(self.interview.speak(language), anew=True)

    def keep(self) -> bool:
        """Bring to the disk where the officer stands, and what it has not taken yet; False where something said waits.

        A page is not left before this says yes.
        """
        self._do(lambda: self.asking.keep_place())
        return not self.asking.has_unkept_changes

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _do(self, deed: Callable[[], Change | None]) -> None:
        """Do a deed; if the disk does not take it, the interview has it all the same and goes on."""
        try:
            change = deed()
        except StoreFault as fault:
            # Elsewhere a deed that a full disk refused is repeated; here that would be asked of the family twice.
            self.fault = AnswersWait() if isinstance(fault, DiskFull) else fault
            self._follow(None, anew=True)
        else:
            self.fault = None
            self.saved_at = self._clock()
            self._follow(change)

    def _follow(self, change: Change | None, *, anew: bool = False) -> None:
        if self.place != FAMILY:
            touched = None if anew or change is None else change.refs
            before = self.lines
            self.lines = lines(self.interview, self.plan, self.place, self.language, before=before, changed=touched)
        self.sections = sections(self.interview, self.plan, self.language)

    def _asks(self, path: str) -> bool:
        return path == ROSTER or bool(questions_at(self.interview, Place(path)))

    def _after_roster(self) -> str | None:
        last = questions_at(self.interview, Place(ROSTER))
        return self.interview.next_question(last[-1]) if last else None


def _distance(place: int, here: int) -> tuple[bool, int]:
    return place > here, abs(place - here)
