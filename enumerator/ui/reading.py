"""An interview in words, for whoever looks at it: its answers by section; of a finished survey its corrections, too.

A finished survey is read from the revision as it was signed; nothing here changes anything. No Qt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from enumerator.domain.survey import AnswerEvent, Revision
from enumerator.domain.trace import Trace
from enumerator.store import Desk
from enumerator.ui.interview.outline import MEMBER, Plan, member_of, place_of, plan
from enumerator.ui.interview.spoken import node_path, plain_label, spoken
from enumerator.workflow.ports import Clock
from enumerator.workflow.questionnaire import edition_of
from forms import Interview, Missing, UnknownQuestion
from forms.definition import Question

__all__ = ["Correction", "InWords", "Part", "Reading", "Said", "answers_of", "corrections", "in_words", "read_revision"]


@dataclass(frozen=True, slots=True)
class Said:
    """One question and what stands as its answer; `missing` says why there is none, `note` what was noted."""

    ref: str
    number: str
    question: str
    answer: str = field(repr=False)
    missing: Missing | None = None
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or one member's questions within the family's."""

    title: str = field(repr=False)
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer that was given and then changed."""

    at: datetime
    number: str
    question: str
    about: str = field(repr=False)
    was: str = field(repr=False)
    now: str = field(repr=False)
    missing: Missing | None


@dataclass(frozen=True, slots=True)
class InWords:
    """An interview, in one language of its form."""

    interview: Interview
    plan: Plan
    language: str

    def parts(self) -> tuple[Part, ...]:
        """All answers, section by section; each member of the family is a part of its own."""
        gathered: dict[str, list[str]] = {}
        for ref in self.interview.questions():
            place = place_of(ref)
            gathered.setdefault(f"{MEMBER}[{place.member}]" if place.member else place.section, []).append(ref)
        return tuple(Part(self._title(part), tuple(self.said(ref) for ref in refs)) for part, refs in gathered.items())

    def said(self, ref: str) -> Said:
        """One question with its answer in words."""
        state = self.interview.state(ref)
        return Said(ref, self.number(ref), self.question(ref), self.answer(ref, state.value), state.missing, state.note)

    def number(self, ref: str) -> str:
        """The question's number; blank for what nobody is asked."""
        return self.plan.numbers.get(node_path(ref), "")

    def question(self, ref: str) -> str:
        """The question's words; for a member who was taken out again, the form's own; else its name in its edition."""
        try:
            return self.interview.label(ref, self.language)
        except UnknownQuestion:
            return plain_label(self.interview.definition, ref, self.language)

    def answer(self, ref: str, value: str) -> str:
        """Write a stored value in words; of a member taken out, or a question of another edition, as it was typed."""
        if node_path(ref) not in self.interview.definition.nodes:
            return value
        try:
            return spoken(self.interview, ref, value, self.language)
        except UnknownQuestion:
            return value

    def family(self) -> tuple[int, ...]:
        """The places of the members."""
        return tuple(range(1, self.interview.instances(MEMBER) + 1))

    def of_member(self, place: int, name: str) -> str:
        """What the form worked out about a member, such as ``full_name`` or ``age``; choices in words."""
        ref = f"{MEMBER}[{place}]/{name}"
        return self.answer(ref, self.interview.state(ref).value)

    def about(self, ref: str) -> str:
        """Whom a question is about: a member's name, or nobody in particular."""
        place = member_of(ref)
        return self.of_member(place, "full_name") if place in self.family() else ""

    def _title(self, part: str) -> str:
        place = member_of(part)
        return self.of_member(place, "full_name") if place else self.interview.label(part, self.language)


@dataclass(frozen=True, slots=True)
class Reading(InWords):
    """One revision opened for reading."""

    revision: Revision


def in_words(interview: Interview, language_code: str) -> InWords:
    """Let an interview speak ``en`` or ``ur`` from now on, and read it."""
    definition = interview.definition
    language = definition.language_for(language_code)
    interview.speak(language)
    return InWords(interview, plan(definition), language)


def read_revision(desk: Desk, number: str, revision: int, clock: Clock, language_code: str) -> Reading:
    """Open a finished revision for reading.

    Args:
        desk: the signed-in officer's desk.
        number: the survey.
        revision: one that is finished.
        clock: an interview wants to know the time, even a closed one.
        language_code: ``en`` or ``ur``.

    Raises:
        SurveyUnknown: there is no such revision.
    """
    found = desk.surveys.revision(number, revision)
    definition = edition_of(desk, found.edition).definition
    read = in_words(Interview.reopen(definition, found.instance, clock=clock), language_code)
    return Reading(read.interview, read.plan, read.language, found)


def corrections(desk: Desk, reading: Reading) -> tuple[Correction, ...]:
    """Answers of this revision that stood there and were changed, in the order in which it happened.

    In a later revision every change counts: what was blank there had been finished so.
    """
    revision = reading.revision
    events = desk.surveys.events(revision.number, revision.revision)
    later = revision.revision > 1
    return tuple(_correction(reading, event) for event in events if _corrects(event, later))


def answers_of(score_input: str, reading: Reading) -> str:
    """Say what a score's term found at a question of the form."""
    node = reading.interview.definition.nodes.get(node_path(score_input))
    return reading.said(score_input).answer if isinstance(node, Question) else ""


def _corrects(event: AnswerEvent, later: bool) -> bool:
    return event.trace == Trace.ANSWERED.value and event.old != event.new and (later or bool(event.old))


def _correction(reading: Reading, event: AnswerEvent) -> Correction:
    return Correction(
        at=event.at,
        number=reading.number(event.ref),
        question=reading.question(event.ref),
        about=reading.about(event.ref),
        was=reading.answer(event.ref, event.old),
        now=reading.answer(event.ref, event.new),
        missing=Missing(event.missing) if event.missing else None,
    )
