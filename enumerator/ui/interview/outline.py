"""An interview as a register shows it: its sections with their counts, its lines, and where one goes from a line.

Pure functions of the engine's interview; no Qt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType

from enumerator.ui.interview.spoken import code_of, question_of, spoken
from enumerator.workflow.desk_checks import state_at_desk
from forms import FormDefinition, Interview, Missing, Violation, ViolationKind
from forms.definition import Group, Kind, Question, Repeat, path_of
from forms.interview import NodeState

__all__ = [
    "HIDDEN",
    "MEMBER",
    "ROSTER",
    "Line",
    "Place",
    "Plan",
    "Section",
    "SectionState",
    "Standing",
    "Tally",
    "line",
    "lines",
    "member_of",
    "next_problem",
    "open_question",
    "place_of",
    "plan",
    "questions_at",
    "sections",
    "standing",
    "tally",
]

ROSTER = "/data/roster"
MEMBER = f"{ROSTER}/member"
HIDDEN = frozenset({"/data/meta", "/data/derived"})
"""Groups that nobody is asked: what the form reckons for itself."""
_MEMBER = re.compile(re.escape(MEMBER) + r"\[(\d+)\]")


class Standing(Enum):
    """How one question stands."""

    TO_COME = auto()
    ANSWERED = auto()
    NO_ANSWER = auto()
    SOFT = auto()
    HARD = auto()


_BROKEN = (Standing.HARD, Standing.SOFT)


class SectionState(Enum):
    """How a section stands."""

    UNTOUCHED = auto()
    IN_PROGRESS = auto()
    COMPLETE = auto()
    PROBLEM = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the register: a section, or one member's questions; the roster's member 0 is the whole family."""

    section: str
    member: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edition fixes once: its sections in order, and the number of each question by its path."""

    sections: tuple[str, ...]
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of a page: `asked` are the questions that need an answer or have one."""

    answered: int = 0
    asked: int = 0
    soft: int = 0
    hard: int = 0

    @property
    def state(self) -> SectionState:
        """How the page stands; a hard problem goes before everything."""
        if self.hard:
            return SectionState.PROBLEM
        if not self.answered:
            return SectionState.UNTOUCHED
        return SectionState.COMPLETE if self.answered == self.asked else SectionState.IN_PROGRESS

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.answered + other.answered, self.asked + other.asked, self.soft + other.soft, self.hard + other.hard
        )


@dataclass(frozen=True, slots=True)
class Section:
    """One item of the rail."""

    path: str
    number: int
    title: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Line:
    """One ruled line.

    Attributes:
        number: as on the paper form: section and question.
        heading: the part of the section that the line belongs to; blank where it has none.
        answer: as people say it; blank where there is none.
        violations: broken rules to show; a question that is only unanswered has none.
        note: what the officer wrote down beside it.
    """

    ref: str
    number: str
    heading: str
    label: str = field(repr=False)
    answer: str = field(repr=False)
    kind: Kind
    standing: Standing
    missing: Missing | None
    violations: tuple[Violation, ...] = field(repr=False)
    note: str = field(default="", repr=False)


def plan(definition: FormDefinition) -> Plan:
    """Number the sections and questions of an edition."""
    groups = [
        path
        for path in definition.order
        if definition.nodes[path].parent == definition.root and _is_section(definition, path)
    ]
    numbers: dict[str, str] = {}
    for index, section in enumerate(groups, start=1):
        asked = (path for path in definition.order if path.startswith(f"{section}/") and _is_asked(definition, path))
        numbers |= {path: f"{index}.{place}" for place, path in enumerate(asked, start=1)}
    return Plan(tuple(groups), MappingProxyType(numbers))


def place_of(ref: str) -> Place:
    """Find the page that a question stands on."""
    return Place("/".join(ref.split("/")[:3]), member_of(ref))


def member_of(ref: str) -> int:
    """Tell which member, counted from 1, a reference is about; 0 for none."""
    member = _MEMBER.match(ref)
    return int(member[1]) if member else 0


def questions_at(interview: Interview, place: Place) -> tuple[str, ...]:
    """List the questions of a page; those of the whole family for the roster's page 0."""
    below = f"{MEMBER}[{place.member}]/" if place.member else f"{place.section}/"
    return tuple(ref for ref in interview.questions() if ref.startswith(below))


def standing(state: NodeState) -> Standing:
    """Judge one question; whoever has not been asked yet has done nothing wrong."""
    blank = not state.value and not state.typed and state.missing is None
    found = [each for each in state.violations if not (blank and each.kind is ViolationKind.REQUIRED)]
    if any(each.hard for each in found):
        return Standing.HARD
    if any(not each.confirmed for each in found):
        return Standing.SOFT
    if state.missing is not None:
        return Standing.NO_ANSWER
    return Standing.TO_COME if blank else Standing.ANSWERED


def tally(interview: Interview, refs: Iterable[str]) -> Tally:
    """Count a page."""
    total = Tally()
    for ref in refs:
        state = state_at_desk(interview, ref)
        found = standing(state)
        said = found is not Standing.TO_COME
        total += Tally(said, said or state.required, found is Standing.SOFT, found is Standing.HARD)
    return total


def sections(interview: Interview, numbered: Plan, language: str) -> tuple[Section, ...]:
    """List the rail's items."""
    questions: dict[str, list[str]] = {path: [] for path in numbered.sections}
    for ref in interview.questions():
        questions.get(place_of(ref).section, []).append(ref)
    return tuple(
        Section(path, index, interview.label(path, language), tally(interview, questions[path]))
        for index, path in enumerate(numbered.sections, start=1)
    )


def line(interview: Interview, numbered: Plan, ref: str, language: str) -> Line:
    """Write one line."""
    state = state_at_desk(interview, ref, code_of(language))
    blank = not state.value and not state.typed and state.missing is None
    return Line(
        ref=ref,
        number=numbered.numbers.get(path_of(ref), ""),
        heading=_heading(interview, ref, language),
        label=interview.label(ref, language),
        answer=state.typed or spoken(interview, ref, state.value, language),
        kind=question_of(interview, ref).kind,
        standing=standing(state),
        missing=state.missing,
        violations=tuple(v for v in state.violations if not (blank and v.kind is ViolationKind.REQUIRED)),
        note=state.note,
    )


def lines(
    interview: Interview,
    numbered: Plan,
    place: Place,
    language: str,
    *,
    before: Sequence[Line] = (),
    changed: Iterable[str] | None = None,
) -> tuple[Line, ...]:
    """Write the lines of a page.

    Args:
        interview: the engine's interview.
        numbered: the edition's numbers.
        place: the page.
        language: the questionnaire's name of the language.
        before: the lines as they were.
        changed: what a deed changed; lines of `before` that it does not touch are kept. None writes every line anew.
    """
    touched = set(changed) if changed is not None else None
    kept = {} if touched is None else {old.ref: old for old in before if old.ref not in touched}
    refs = questions_at(interview, place)
    return tuple(kept.get(ref) or line(interview, numbered, ref, language) for ref in refs)


def next_problem(interview: Interview, after: str | None) -> str | None:
    """Find the next question with a broken rule, beginning again at the top; unanswered ones are none."""
    found = [ref for ref in interview.questions() if standing(state_at_desk(interview, ref)) in _BROKEN]
    order = {ref: place for place, ref in enumerate(interview.questions())}
    here = order.get(after or "", -1)
    return next((ref for ref in found if order[ref] > here), found[0] if found else None)


def open_question(interview: Interview, wished: str) -> str | None:
    """Find the question to open: the wished one if it is asked, else the first that is open, else the first."""
    questions = interview.questions()
    if wished in questions:
        return wished
    return interview.first_unanswered() or next(iter(questions), None)


def _is_section(definition: FormDefinition, path: str) -> bool:
    node = definition.nodes[path]
    return isinstance(node, Group) and not isinstance(node, Repeat) and path not in HIDDEN


def _is_asked(definition: FormDefinition, path: str) -> bool:
    node = definition.nodes[path]
    return isinstance(node, Question) and node.kind.askable


def _heading(interview: Interview, ref: str, language: str) -> str:
    """Say the label of the group between the page and the question."""
    parts = ref.split("/")
    above = "/".join(parts[:-1])
    least = 4 if member_of(ref) else 3
    return interview.label(above, language) if len(parts) - 1 > least else ""
