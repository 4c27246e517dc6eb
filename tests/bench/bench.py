"""What a bench is, how it is run, and how its figures are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median

Sample = Callable[[], float]
"""Does the thing once; gives the seconds it took."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The program and what it is measured against, both made ready."""

    program: Sample
    yardstick: Sample


@dataclass(frozen=True, slots=True)
class Bench:
    """One row of the table of benches.

    Attributes:
        name: as typed.
        says: what the program does in it.
        against: what its yardstick does.
        ready: makes everything that is not measured, and takes it away afterwards.
        households: how many are done in one sample; 0 where it is about none.
    """

    name: str
    says: str
    against: str
    ready: Callable[[], AbstractContextManager[Pair]]
    households: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What came out, in seconds, in the order of the runs."""

    bench: Bench
    program: tuple[float, ...]
    yardstick: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times the yardstick's median the program's is."""
        return median(self.program) / median(self.yardstick)

    @property
    def rates(self) -> dict[str, int]:
        """How many households a second, by median; nothing where it is about none."""
        timed = {"program": self.program, "yardstick": self.yardstick} if self.bench.households else {}
        return {f"{name}_households_per_s": round(self.bench.households / median(took)) for name, took in timed.items()}

    def as_row(self) -> tuple[str, ...]:
        """Its line of the printed table: name, medians with their spread, ratio."""
        return (self.bench.name, _said(self.program), _said(self.yardstick), f"{self.ratio:.2f}")

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "bench": self.bench.name,
            "runs": len(self.program),
            "program_s": round(median(self.program), 4),
            "yardstick_s": round(median(self.yardstick), 4),
            "ratio": round(self.ratio, 3),
            **self.rates,
        }


def run(bench: Bench, runs: int) -> Figures:
    """Measure alternately, so that what else the machine does falls on both; the first of each only warms up."""
    with bench.ready() as pair:
        pair.yardstick()
        pair.program()
        taken = [(pair.yardstick(), pair.program()) for _ in range(runs)]
    return Figures(bench, tuple(program for _, program in taken), tuple(yardstick for yardstick, _ in taken))


def report(figures: Sequence[Figures], **circumstances: str | int) -> Iterator[str]:
    """Write the table, what is compared with what, and one line of JSON at the end."""
    rows = [("bench", "program", "yardstick", "ratio"), *(each.as_row() for each in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    for each in figures:
        yield f"{each.bench.name}: {each.bench.says}, against {each.bench.against}"
        if each.rates:
            rates = " against ".join(f"{rate:,}" for rate in each.rates.values())
            yield f"{each.bench.name}: {rates} households a second"
    yield json.dumps({"figures": [each.as_json() for each in figures], **circumstances})


def _said(seconds: Sequence[float]) -> str:
    return f"{median(seconds):.3f} s ({min(seconds):.3f}–{max(seconds):.3f})"
