"""What is wrong with a number as typed: the broken rule, and whether an officer may confirm it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule. A hard one stops completion; a soft one asks for confirmation with a reason."""

    rule: str
    hard: bool


class BadIdentity(ValueError):
    """The text is no such number. `rule` is the broken rule's id; the text itself is never kept or shown."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule
