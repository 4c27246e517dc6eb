"""Draws from counted facts, repeatable from one seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """One household's luck: every draw comes from a generator seeded by the run's seed and the household's label."""

    def __init__(self, seed: int, label: str) -> None:
        self._random = random.Random(f"{seed}:{label}")  # noqa: S311 - invented households, not secrets

    def happens(self, share: float) -> bool:
        """Say yes in ``share`` (0 to 1) of all cases."""
        return self._random.random() < share

    def number(self, least: int, most: int) -> int:
        """Draw a whole number, both ends possible."""
        return self._random.randint(least, most)

    def one_of(self, things: Sequence[T]) -> T:
        """Draw one of the things, all equally likely."""
        return self._random.choice(things)

    def some_of(self, things: Sequence[str], share: float) -> list[str]:
        """Draw each thing with the same chance; at least one."""
        drawn = [thing for thing in things if self.happens(share)]
        return drawn or [self.one_of(things)]

    def weighted(self, counts: Mapping[T, int | float]) -> T:
        """Draw a key with the chance that its count gives it."""
        return self._random.choices(list(counts), weights=list(counts.values()))[0]

    def digits(self, length: int) -> str:
        """Draw a run of decimal digits."""
        return "".join(str(self._random.randrange(10)) for _ in range(length))
