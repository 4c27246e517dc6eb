"""Surveys as stored: a household's interview under one number, in revisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from enumerator.domain.decision import SignedDeed
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.trace import Trace


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the household as lists and searches know them; `cnic` is 13 digits or empty."""

    name: str = field(repr=False)
    cnic: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists show of a household before anyone opens it; the head is the first person."""

    head_name: str = field(repr=False)
    head_cnic: str = field(repr=False)
    member_count: int
    persons: tuple[Person, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One line of a list: the current revision of one survey.

    `changed_at` is the last deed on the survey; a single answer does not count, the draft has its own time.
    """

    number: str
    revision: int
    state: SurveyState
    author: str
    edition: str
    head_name: str = field(repr=False)
    head_cnic: str = field(repr=False)
    member_count: int
    created_at: datetime
    changed_at: datetime
    finished_at: datetime | None
    score_low: Decimal | None
    score_high: Decimal | None


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview in progress: `saved` is the whole interview, `at_ref` the question it stands at."""

    number: str
    revision: int
    author: str
    at_ref: str
    saved: bytes = field(repr=False)
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """A finished interview, for ever: canonical instance, what stands beside it, and the draft it came from."""

    number: str
    revision: int
    author: str
    edition: str
    instance: bytes = field(repr=False)
    instance_sha256: str
    saved: bytes = field(repr=False)
    beside: bytes = field(repr=False)
    finished: SignedDeed


@dataclass(frozen=True, slots=True)
class MovedAnswer:
    """What became of something said when its draft moved to another edition; `trace` says what it was."""

    trace: Trace
    ref: str
    old: str = field(repr=False)
    new: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AnswerEvent:
    """One change to an interview, with the old and the new value; `missing` names the kind of missing answer."""

    sequence: int
    at: datetime
    officer: str
    trace: str
    revision: int
    ref: str
    old: str = field(repr=False)
    new: str = field(repr=False)
    missing: str


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """A score as it was worked out when the survey was finished; `body` is its canonical JSON with every term."""

    pack_id: str
    pack_version: str
    pack_hash: str
    low: Decimal
    high: Decimal
    body: bytes = field(repr=False)
