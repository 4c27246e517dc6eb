"""Broken rules as values: what is wrong with an answer, how hard, and what an officer said about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class ViolationKind(Enum):
    """Which sort of rule is broken."""

    TYPE = "type"
    CONSTRAINT = "constraint"
    REQUIRED = "required"
    WARNING = "warning"
    UNWORKABLE = "unworkable"


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule at a node, before anybody asks for its message."""

    kind: ViolationKind
    rule: str

    @property
    def hard(self) -> bool:
        """Hard rules stop completion; soft ones ask for a reason."""
        return self.kind is not ViolationKind.WARNING


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule as it is shown.

    `rule` is "type", "required", "constraint", "warn", "warn2" and so on; of what cannot be worked out, the expression.
    """

    ref: str
    kind: ViolationKind
    rule: str
    hard: bool
    message: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Override:
    """An officer's word that an answer stands although a soft rule is broken; `at` is ISO 8601.

    It is said of the answers that the rule read then; `read` is a digest of them. Where they change, it is asked again.
    """

    ref: str
    rule: str
    reason: str
    officer: str
    at: str
    read: str = field(default="", compare=False, repr=False)
