"""The policy pack: programme rules with their sources, and the centre's settings that an authority decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from forms.pmt.pack import FormEdition
from forms.pmt.term import Asks, Wording
from forms.policy.clause import AnswersClause, Clause, ScoreClause
from forms.policy.rule import Rule
from forms.policy.source import Days, Equivalence, Source
from forms.policy.truth import Truth


class Answer(Enum):
    """What may be said of a household and a programme. Nobody is ever told of a right to anything."""

    MAY_BE_CONSIDERED = "may_be_considered"
    BY_EQUIVALENCE = "by_equivalence"
    CANNOT_BE_DETERMINED = "cannot_be_determined"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A requirement that the questionnaire does not ask about: the programme's own office looks at it."""

    id: str
    label: Wording
    source: Source


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme and its rule.

    Attributes:
        of_member: the rule is about one member, and the household is considered for each whom it fits.
        elsewhere: what is looked at besides; it never changes the answer here.
    """

    id: str
    title: Wording
    of_member: bool
    rule: Rule
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A priority group: members who certainly belong to it, and those who may, while answers are missing."""

    id: str
    label: Wording
    source: Source
    known: str
    possible: str
    asks: Asks

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions it rests on, by their paths without indexes."""
        return self.asks.questions

    def expressions(self, roster: str) -> Iterator[tuple[str, str]]:
        """Give every expression that it may ask, with the path of the node that it is asked at."""
        yield self.known, roster
        yield self.possible, roster
        yield from self.asks.expressions(roster)


@dataclass(frozen=True, slots=True)
class Helpline:
    """The number that families may call."""

    number: str
    source: Source


@dataclass(frozen=True, slots=True)
class RegistrationWindow:
    """When households may register; None while sources disagree and the authority has named none."""

    in_force: Days | None
    statements: tuple[tuple[Days, Source], ...]

    def open_on(self, day: date) -> bool:
        """Say whether a day is within; without a window every day is."""
        return self.in_force is None or self.in_force.hold(day)


@dataclass(frozen=True, slots=True)
class IncomeLimit:
    """The programme's limit of monthly income, in rupees; None while nobody has named it."""

    in_force: Decimal | None
    statements: tuple[tuple[Decimal | None, Source], ...]


@dataclass(frozen=True, slots=True)
class ScoreDisplay:
    """How much of a score each is shown: `hidden`, `band`, `number` or `terms`."""

    officers: str
    supervisors: str
    source: Source


@dataclass(frozen=True, slots=True)
class ScaledScore:
    """The score of a worked household, as far as a policy looks at it."""

    scale: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Example:
    """A household typed into the questionnaire, and what must come of it.

    Attributes:
        day: the day of the interview.
        deeds: ("answer", ref, text), ("add", ref of a repeat), ("missing", ref, code).
        answers: for each programme the answer and the clauses that decide it.
        groups: whether somebody belongs to each priority group.
        gaps: every question that would decide something, with the reason why it is open.
    """

    name: str
    day: date
    deeds: tuple[tuple[str, ...], ...]
    score: ScaledScore | None
    answers: Mapping[str, tuple[str, ...]]
    residency: Truth
    groups: Mapping[str, Truth]
    gaps: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PolicyPack:
    """One verified edition of the policy; only `forms.policy.loading` makes one.

    Attributes:
        hash: SHA-256 of the file, in hex.
        registration: the programme that is the registry's own threshold.
        residency: a flag of the household, never a block.
    """

    id: str
    version: str
    hash: str
    title: Wording
    form: FormEdition
    valid_from: date
    valid_to: date | None
    roster: str
    helpline: Helpline
    window: RegistrationWindow
    income_limit: IncomeLimit
    display: ScoreDisplay
    registration: str
    residency: AnswersClause
    groups: tuple[Group, ...]
    programmes: tuple[Programme, ...]
    equivalences: tuple[Equivalence, ...]
    examples: tuple[Example, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every programme, and the flag of residency."""
        return (self.residency, *(clause for programme in self.programmes for clause in programme.rule.clauses))

    def programme(self, name: str) -> Programme:
        """Give the programme of this name.

        Raises:
            KeyError: there is none.
        """
        return {each.id: each for each in self.programmes}[name]

    def cutoffs(self, programme: str) -> tuple[ScoreClause, ...]:
        """Give the cut-offs that a programme's rule looks at."""
        return tuple(clause for clause in self.programme(programme).rule.clauses if isinstance(clause, ScoreClause))
