"""Scoring finished interviews, beside a bare evaluation of the same expressions and beside loading the interviews."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from enumerator.workflow.questionnaire import scoring_pack, shipped_edition
from forms import FormDefinition, Interview
from forms.pmt import ScorePack, score
from tests.bench.bench import Bench, Pair, Sample
from tests.enumerator.trial.families import drawn, interviewed, noon

HOUSEHOLDS = 40


@dataclass(frozen=True, slots=True)
class _Overheard:
    """An interview, and what a score asks it, in order."""

    interview: Interview
    asked: list[tuple[str, str]] = field(default_factory=list)

    def evaluate(self, expression: str, context: str = "/data") -> str | float | bool:
        self.asked.append((expression, context))
        return self.interview.evaluate(expression, context)


def _finished() -> list[Interview]:
    """Families of the census with everything answered; some do not know whether they own something."""
    return [interviewed(drawn(index), confirm_with="bench") for index in range(HOUSEHOLDS)]


@contextmanager
def _beside_bare() -> Iterator[Pair]:
    pack, interviews = scoring_pack(shipped_edition()), _finished()
    overheard = [_Overheard(each) for each in interviews]
    for each in overheard:
        score(each, pack)
    yield Pair(program=_seconds(partial(_score, interviews, pack)), yardstick=_seconds(partial(_replay, overheard)))


@contextmanager
def _beside_loading() -> Iterator[Pair]:
    edition, interviews = shipped_edition(), _finished()
    saved = [each.submission() for each in interviews]
    yield Pair(
        program=_seconds(partial(_score, interviews, scoring_pack(edition))),
        yardstick=_seconds(partial(_load, saved, edition.definition)),
    )


def _score(interviews: list[Interview], pack: ScorePack) -> None:
    for interview in interviews:
        score(interview, pack)


def _replay(overheard: list[_Overheard]) -> None:
    for each in overheard:
        for expression, context in each.asked:
            each.interview.evaluate(expression, context)


def _load(saved: list[bytes], definition: FormDefinition) -> None:
    for each in saved:
        Interview.reopen(definition, each, clock=noon)


def _seconds(deed: Callable[[], None]) -> Sample:
    def once() -> float:
        began = time.perf_counter()
        deed()
        return time.perf_counter() - began

    return once


SCORE = (
    Bench(
        "score", "scoring finished households", "a bare evaluation of the same expressions", _beside_bare, HOUSEHOLDS
    ),
    Bench("score-loading", "scoring finished households", "loading them", _beside_loading, HOUSEHOLDS),
)
