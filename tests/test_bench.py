"""How benches are run and written; the figures themselves are nobody's test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.bench.bench import Bench, Pair, report, run


def test_program_and_yardstick_are_measured_by_turns_after_one_of_each_to_warm_up() -> None:
    order: list[str] = []
    taken = {"program": iter([99.0, 3.0, 4.0, 8.0]), "yardstick": iter([99.0, 2.0, 1.0, 2.0])}

    def sample(name: str) -> Callable[[], float]:
        def once() -> float:
            order.append(name)
            return next(taken[name])

        return once

    @contextmanager
    def ready() -> Iterator[Pair]:
        yield Pair(sample("program"), sample("yardstick"))
        order.append("taken away")

    figures = run(Bench("start", "ours", "theirs", ready), 3)

    assert order == ["yardstick", "program"] * 4 + ["taken away"]
    assert (figures.program, figures.yardstick) == ((3.0, 4.0, 8.0), (2.0, 1.0, 2.0))
    assert figures.ratio == 2.0
    *table, last = report([figures], windows="offscreen")
    assert table[1].split() == ["start", "4.000", "s", "(3.000–8.000)", "2.000", "s", "(1.000–2.000)", "2.00"]
    assert json.loads(last) == {
        "figures": [{"bench": "start", "runs": 3, "program_s": 4.0, "yardstick_s": 2.0, "ratio": 2.0}],
        "windows": "offscreen",
    }


def test_a_bench_of_households_tells_how_many_a_second_by_median() -> None:
    @contextmanager
    def ready() -> Iterator[Pair]:
        yield Pair(iter([9.0, 0.5, 0.25, 0.5]).__next__, iter([9.0, 0.25, 0.25, 0.1]).__next__)

    *table, last = report([run(Bench("score", "ours", "theirs", ready, households=100), 3)])

    assert table[-1] == "score: 200 against 400 households a second"
    (figures,) = json.loads(last)["figures"]
    assert (figures["program_households_per_s"], figures["yardstick_households_per_s"]) == (200, 400)
