"""What there is to look at before an interview is finished, gravest first. Pure functions of the interview; no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from enumerator.ui.interview.outline import ROSTER, Line, Place, Plan, Standing, line, member_of, place_of
from forms import Interview, Missing, Violation

__all__ = ["Finding", "Weight", "findings", "said_in"]


_ENOUGH = 8
_TELL_NOTHING = frozenset({"", "OK", "yes", "no"})
"""Answers that say nothing without their question."""


class Weight(Enum):
    """How grave a finding is; the value is its order on the page."""

    HARD = 0
    SOFT = 1
    OPEN = 2
    NO_ANSWER = 3

    @property
    def blocks(self) -> bool:
        """Whether the interview cannot be finished with it."""
        return self is not Weight.NO_ANSWER


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the review.

    Attributes:
        weight: how grave it is.
        ref: the question to go to; blank where nobody answers.
        number: its number; blank for what is no question.
        label: the question, or the name of the page, group or calculation.
        answer: what was said.
        who: the member that it is about; blank for the household.
        violation: the broken rule, for HARD and SOFT.
        missing: the mark, for NO_ANSWER.
        count: how many open questions the page has, for OPEN.
    """

    weight: Weight
    ref: str
    number: str
    label: str = field(repr=False)
    answer: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    violation: Violation | None = field(default=None, repr=False)
    missing: Missing | None = None
    count: int = 0


def findings(interview: Interview, numbered: Plan, language: str) -> tuple[Finding, ...]:
    """List everything that stands against finishing, then the answers that nobody could give."""
    written = [line(interview, numbered, ref, language) for ref in interview.questions()]
    found = [
        *(finding for each in written for finding in _of_line(interview, each)),
        *_beyond_questions(interview, language),
        *_open(interview, written, language),
    ]
    return tuple(sorted(found, key=lambda each: each.weight.value))


def said_in(interview: Interview, numbered: Plan, section: str, language: str) -> str:
    """Say a section's answers one after the other, as much as a line holds."""
    refs = [ref for ref in interview.questions() if place_of(ref).section == section]
    telling = [ref for ref in refs if interview.state(ref).value not in _TELL_NOTHING]
    answers = (line(interview, numbered, ref, language).answer for ref in telling[:_ENOUGH])
    return " · ".join(answer for answer in answers if answer)


def _of_line(interview: Interview, written: Line) -> Iterator[Finding]:
    row = (written.ref, written.number, written.label, written.answer, _name(interview, member_of(written.ref)))
    for violation in written.violations:
        if violation.hard:
            yield Finding(Weight.HARD, *row, violation=violation)
        elif not violation.confirmed:
            yield Finding(Weight.SOFT, *row, violation=violation)
    if written.missing is not None:
        yield Finding(Weight.NO_ANSWER, *row, missing=written.missing)


def _beyond_questions(interview: Interview, language: str) -> Iterator[Finding]:
    """Show what stands against finishing where nobody answers, such as a calculation that cannot be worked out."""
    asked = frozenset(interview.questions())
    for violation in interview.validate():
        if violation.ref not in asked:
            label = interview.label(violation.ref, language) or violation.ref.rpartition("/")[2]
            weight = Weight.HARD if violation.hard else Weight.SOFT
            yield Finding(weight, "", "", label, who=_name(interview, member_of(violation.ref)), violation=violation)


def _open(interview: Interview, written: list[Line], language: str) -> Iterator[Finding]:
    """Gather unanswered questions by their page: thirty rows of the same news help nobody."""
    pages: dict[Place, list[str]] = {}
    for each in written:
        if each.standing is Standing.TO_COME and interview.state(each.ref).required:
            pages.setdefault(place_of(each.ref), []).append(each.ref)
    for place, refs in pages.items():
        label = interview.label(place.section, language)
        yield Finding(Weight.OPEN, refs[0], "", label, who=_name(interview, place.member), count=len(refs))


def _name(interview: Interview, position: int) -> str:
    return interview.state(f"{ROSTER}/member[{position}]/full_name").value if position else ""
