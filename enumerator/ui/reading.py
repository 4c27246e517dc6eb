"""An interview in words, for whoever looks at it: its answers by section; of a finished survey its corrections, too.

A finished survey is read from the revision as it was signed; nothing here changes anything. No Qt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from enumerator.domain.survey import AnswerEvent, Revision
from enumerator.domain.trace import AuditLine, Trace
from enumerator.errors import EditionChanged, EditionUnknown
from enumerator.store import Desk
from enumerator.ui.interview.outline import MEMBER, Plan, member_of, place_of, plan
from enumerator.ui.interview.spoken import code_of, plain_label, spoken
from enumerator.workflow.ports import Clock
from enumerator.workflow.questionnaire import edition_of
from forms import Interview, Missing, UnknownQuestion
from forms.definition import Question, path_of
from resources.wording import sentence

__all__ = ["Correction", "InWords", "Part", "Reading", "Said", "answers_of", "corrections", "in_words", "read_revision"]

_ASIDES = frozenset({Trace.NOTED.value, Trace.CONFIRMED.value})
"""What is said beside an answer."""
_MARKS = frozenset(missing.value for missing in Missing)


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
    """An answer that was given and then changed, or something said of it that a move to another edition took away."""

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
        return self.plan.numbers.get(path_of(ref), "")

    def question(self, ref: str) -> str:
        """The question's words; for a member who was taken out again, the form's own; else its name in its edition."""
        try:
            return self.interview.label(ref, self.language)
        except UnknownQuestion:
            return plain_label(self.interview.definition, ref, self.language)

    def answer(self, ref: str, value: str) -> str:
        """Write a stored value in words; of a member taken out, or a question of another edition, as it was typed."""
        if path_of(ref) not in self.interview.definition.nodes:
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

    In a later revision every change counts: what was blank there had been finished so. What was said before a move to
    another edition is told in the words of its own edition; notes and confirmations that it took away are told, too.
    """
    revision = reading.revision
    changes = _Changes(reading, desk.surveys.events(revision.number), dict(_moved(desk, reading)))
    events = (event for event in changes.events if event.revision == revision.revision)
    return tuple(changes.correction(event) for event in events if changes.corrects(event))


def answers_of(score_input: str, reading: Reading) -> str:
    """Say what a score's term found at a question of the form."""
    node = reading.interview.definition.nodes.get(path_of(score_input))
    return reading.said(score_input).answer if isinstance(node, Question) else ""


@dataclass(frozen=True, slots=True)
class _Changes:
    """The changes of a revision, of whatever edition; `events` are the survey's, `moved` where each move stands."""

    reading: Reading
    events: Sequence[AnswerEvent]
    moved: Mapping[int, InWords]

    def corrects(self, event: AnswerEvent) -> bool:
        if event.trace == Trace.ANSWERED.value:
            return event.old != event.new and (event.revision > 1 or bool(event.old))
        return event.trace in _ASIDES and bool(event.old) and self._may_be_lost(event)

    def correction(self, event: AnswerEvent) -> Correction:
        reading, then = self.reading, self._then(event)
        asked = reading if path_of(event.ref) in reading.interview.definition.nodes else then
        answered = event.trace == Trace.ANSWERED.value
        return Correction(
            at=event.at,
            number=reading.number(event.ref),
            question=asked.question(event.ref),
            about=reading.about(event.ref),
            was=self._answer(event, event.old) if answered else self._aside(event),
            now=self._answer(event, event.new) if answered else self._say("moving.gone"),
            missing=Missing(event.missing) if event.missing else None,
        )

    def _may_be_lost(self, event: AnswerEvent) -> bool:
        """Whether nothing stands there any more, and a move came after it."""
        return not event.new and not event.missing and event.sequence < max(self.moved, default=0)

    def _then(self, event: AnswerEvent) -> InWords:
        """Find the edition that an event happened in; the lines of a move itself stand before it."""
        return next((then for at, then in self.moved.items() if event.sequence < at), self.reading)

    def _answer(self, event: AnswerEvent, value: str) -> str:
        told = (each.answer(event.ref, value) for each in (self._then(event), self.reading))
        words = next((words for words in told if words != value), value)
        # The journal has one column for what stood there: of a mark that a move took away it holds the mark's name.
        return self._say(f"supervisor.missing_{value}") if words in _MARKS and self._may_be_lost(event) else words

    def _aside(self, event: AnswerEvent) -> str:
        """Say a note, or the reason that confirmed what broke a rule: its own line has the rule only."""
        if event.trace == Trace.NOTED.value:
            return self._say("moving.note", event.old)
        given = (
            each.new
            for each in reversed(self.events)
            if (each.trace, each.ref, each.old) == (event.trace, event.ref, event.old) and each.new
            if each.sequence < event.sequence
        )
        return self._say("moving.confirmed", next(given, event.old))

    def _say(self, key: str, said: str = "") -> str:
        return sentence(key, code_of(self.reading.language), said=said)


def _moved(desk: Desk, reading: Reading) -> Iterator[tuple[int, InWords]]:
    """Find where the revision moved to another edition, and let an empty interview speak for the one of before."""
    revision = reading.revision
    for line in desk.audit.of(Trace.MOVED, number=revision.number, revision=revision.revision):
        try:
            before = edition_of(desk, str(line.facts["before"])).definition
        except (EditionUnknown, EditionChanged):
            yield line.sequence, reading  # a survey is read all the same, its old answers as they were typed
        else:
            yield line.sequence, in_words(Interview.start(before, clock=partial(_at, line)), code_of(reading.language))


def _at(line: AuditLine) -> datetime:
    return line.at
