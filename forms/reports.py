"""What an interview reports to whoever asks: what a deed changed, how a node stands, how far it has come."""

from __future__ import annotations

from dataclasses import dataclass

from forms.definition import Missing
from forms.violations import Violation


@dataclass(frozen=True, slots=True)
class Change:
    """What a deed changed: references whose value, relevance, rules or wording a window should draw anew.

    `structure` names repeats as a whole ("/data/roster/member") whose instances came, went or changed places; whatever
    stands below one of them is to be drawn anew, for its references may mean another instance now. They are among
    `refs` too.
    """

    refs: tuple[str, ...]
    structure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeState:
    """How one node stands. `typed` is text that is not of the question's type; `value` is blank beside it.

    `note` is what the officer wrote down beside the question; it is no answer, and stays whatever the answer becomes.
    """

    value: str
    typed: str | None
    missing: Missing | None
    relevant: bool
    required: bool
    read_only: bool
    violations: tuple[Violation, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an interview, or a part of it, has come.

    Attributes:
        relevant: questions that a person is asked now.
        answered: those with an answer, or with a reason why there is none.
        required_open: those without either that may not stay so.
    """

    relevant: int
    answered: int
    required_open: int


@dataclass(frozen=True, slots=True)
class Told:
    """A text as it is said. `fallback` marks one that its translation lacks; `language` is the one it is in."""

    text: str
    language: str
    fallback: bool = False
