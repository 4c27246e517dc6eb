"""How clauses come together: all, any, or one requirement that sources state differently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from forms.policy.clause import Case, Clause, Finding, Reason
from forms.policy.truth import Truth, all_of, any_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule came to, by the clauses that decide it; of an open one, by those that would."""

    truth: Truth
    by: tuple[Finding, ...]

    @classmethod
    def of(cls, truth: Truth, parts: Iterable[Outcome]) -> Outcome:
        """Take what it came to, by those of its parts that came to the same; each finding once."""
        same = (finding for part in parts if part.truth is truth for finding in part.by)
        return cls(truth, tuple({_key(finding): finding for finding in same}.values()))


class Rule(Protocol):
    """A clause, or several together."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses in it."""
        ...

    def weigh(self, case: Case) -> Outcome:
        """Hold it against a household."""
        ...


@dataclass(frozen=True, slots=True)
class One:
    """A clause alone."""

    clause: Clause

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """That one."""
        return (self.clause,)

    def weigh(self, case: Case) -> Outcome:
        """Find what the clause finds."""
        found = self.clause.find(case)
        return Outcome(found.truth, (found,))


@dataclass(frozen=True, slots=True)
class _Several:
    parts: tuple[Rule, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Those of all parts."""
        return tuple(clause for part in self.parts for clause in part.clauses)

    def _weighed(self, case: Case) -> list[Outcome]:
        return [part.weigh(case) for part in self.parts]


@dataclass(frozen=True, slots=True)
class AllOf(_Several):
    """Every part must be met."""

    def weigh(self, case: Case) -> Outcome:
        """Take each; one that is not met decides."""
        parts = self._weighed(case)
        return Outcome.of(all_of(part.truth for part in parts), parts)


@dataclass(frozen=True, slots=True)
class AnyOf(_Several):
    """One part that is met is enough."""

    def weigh(self, case: Case) -> Outcome:
        """Take each; one that is met decides."""
        parts = self._weighed(case)
        return Outcome.of(any_of(part.truth for part in parts), parts)


@dataclass(frozen=True, slots=True)
class Disputed(_Several):
    """One requirement as different sources state it. Where they come to different ends, nothing is determined."""

    def weigh(self, case: Case) -> Outcome:
        """Take each; only if all agree is there an end."""
        parts = self._weighed(case)
        found = {part.truth for part in parts}
        if not found >= {Truth.YES, Truth.NO}:
            return Outcome.of(Truth.OPEN if Truth.OPEN in found else parts[0].truth, parts)
        decided = (finding for part in parts if part.truth is not Truth.OPEN for finding in part.by)
        return Outcome(Truth.OPEN, tuple(replace(finding, reason=Reason.SOURCES_DIFFER) for finding in decided))


def _key(finding: Finding) -> tuple[object, ...]:
    return (finding.clause.id, finding.truth, finding.reason, finding.gaps)
