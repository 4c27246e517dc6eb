"""The real questionnaire, answered at random: at every step as if each node had just been worked out from the answers.

`FORMS_RUNS=1000` makes the long run of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from forms.definition import FormDefinition, Missing, path_of
from forms.dependencies import Graph
from forms.drawing import chance, plausible
from forms.edition import load_edition
from forms.errors import FormsFault
from forms.interview import Change, Interview
from tests.forms.small_forms import noon

MEMBER = "/data/roster/member"
RUNS = int(os.environ.get("FORMS_RUNS", "10"))
SHARE = 50  # so that each test of the long run ends in a minute or so

WRONG = ("", " ", "-1", "x", "nowhere")  # what people type too


@cache
def questionnaire() -> FormDefinition:
    return load_edition("pser/2025").definition


@cache
def without_graph() -> FormDefinition:
    """The same form, but nothing follows from anything: what is not worked out for itself stays as it was saved."""
    return replace(questionnaire(), graph=Graph({}, questionnaire().graph.rank))


@cache
def household() -> bytes:
    """A household of three, every required question answered in the first way that the form accepts."""
    interview = Interview.start(questionnaire(), clock=noon)
    for _ in range(2):
        interview.add_repeat(MEMBER)
    passed: set[str] = set()
    while (ref := _first_open(interview, passed)) is not None:
        passed.add(ref)
        for text in _plausible(interview, ref):
            interview.answer(ref, text)
            if not interview.state(ref).violations:
                break
    return interview.serialise()


def _first_open(interview: Interview, passed: set[str]) -> str | None:
    open_ones = (ref for ref in interview.questions() if ref not in passed and interview.state(ref).required)
    return next((ref for ref in open_ones if not interview.state(ref).value), None)


def _plausible(interview: Interview, ref: str) -> tuple[str, ...]:
    return (*plausible(interview, ref, chance(ref)), *WRONG)


def _answer(interview: Interview, place: int, which: int) -> Change:
    refs = interview.questions()
    ref = refs[place % len(refs)]
    texts = _plausible(interview, ref)
    return interview.answer(ref, texts[which % len(texts)])


def _answer_what_decides(interview: Interview, place: int, which: int) -> Change:
    """Only the questions whose choices open and close others, or whose numbers are counted: where the risk is."""
    edges = interview.definition.graph.edges
    refs = [ref for ref in interview.questions() if path_of(ref) in edges]
    ref = refs[place % len(refs)]
    texts = _plausible(interview, ref)
    return interview.answer(ref, texts[which % len(texts)])


def _leave(interview: Interview, place: int, which: int) -> Change:
    refs = interview.questions()
    return interview.mark_missing(refs[place % len(refs)], list(Missing)[which % 3])


def _add(interview: Interview, place: int, which: int) -> Change:
    return interview.add_repeat(MEMBER)


def _remove(interview: Interview, place: int, which: int) -> Change:
    return interview.remove_repeat(f"{MEMBER}[{place % 5 + 1}]")


def _move(interview: Interview, place: int, which: int) -> Change:
    return interview.move_repeat(f"{MEMBER}[{place % 5 + 1}]", which % 5 + 1)


def _spread(number: int) -> int:
    """Any place as likely as another: what is drawn at random stays near nought."""
    return number * 2_654_435_761 % 2**32 >> 8


Deed = tuple[Callable[[Interview, int, int], Change], int, int]
DEEDS: st.SearchStrategy[list[Deed]] = st.lists(
    st.tuples(
        st.sampled_from([*[_answer] * 4, *[_answer_what_decides] * 6, *[_leave] * 2, _add, _remove, _move]),
        st.integers(0, 2**32).map(_spread),
        st.integers(0, 12),
    ),
    min_size=10,
    max_size=25,
)


def _looks(interview: Interview) -> Iterator[object]:
    yield interview.submission()
    yield interview.violations()
    yield interview.questions()
    for ref in interview.nodes():
        yield ref, interview.state(ref)


def at_random(batch: int, sequences: Callable[..., None]) -> None:
    """Play a share of the sequences; each share is drawn from its own number, the same in every run."""
    play = settings(
        max_examples=min(RUNS, SHARE), deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    play(seed(batch)(sequences))()


@pytest.mark.parametrize("batch", range(-(-RUNS // SHARE)))
def test_each_step_leaves_what_working_everything_out_would_leave(batch: int) -> None:
    @given(st.sampled_from([True, True, True, False]), DEEDS)
    def sequences(filled: bool, deeds: list[Deed]) -> None:
        begun = household() if filled else Interview.start(questionnaire(), clock=noon).serialise()
        interview = Interview.reopen(questionnaire(), begun, clock=noon)

        for deed, place, which in deeds:
            with suppress(FormsFault):
                deed(interview, place, which)

            fresh = Interview.reopen(without_graph(), interview.serialise(), clock=noon)
            assert list(_looks(fresh)) == list(_looks(interview))

    at_random(batch, sequences)


@pytest.mark.parametrize("batch", range(-(-RUNS // SHARE)))
def test_a_change_names_every_node_that_looks_different(batch: int) -> None:
    @given(DEEDS)
    def sequences(deeds: list[Deed]) -> None:
        interview = Interview.reopen(questionnaire(), household(), clock=noon)
        edits = (_answer, _answer_what_decides, _leave)

        for deed, place, which in [each for each in deeds if each[0] in edits]:
            before = _drawn(interview)
            try:
                change = deed(interview, place, which)
            except FormsFault:
                continue
            after = _drawn(interview)
            assert {ref for ref, seen in before.items() if after[ref] != seen} <= set(change.refs)

    at_random(batch, sequences)


def _drawn(interview: Interview) -> dict[str, object]:
    return {ref: (interview.state(ref), interview.label(ref), interview.choices(ref)) for ref in interview.nodes()}
