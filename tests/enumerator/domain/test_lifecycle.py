from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enumerator.domain.decision import EVENTS, Decision
from enumerator.domain.lifecycle import MOVES, Event, SurveyState, advance, diagram
from enumerator.errors import ForbiddenMove


@pytest.mark.parametrize(("state", "event"), list(product(SurveyState, Event)))
def test_a_survey_moves_exactly_as_the_table_says(state: SurveyState, event: Event) -> None:
    if (state, event) in MOVES:
        assert advance(state, event) is MOVES[state, event]
        return
    with pytest.raises(ForbiddenMove) as told:
        advance(state, event)
    assert told.value.facts == {"state": state.value, "event": event.value}


def test_every_state_is_reached_from_a_draft() -> None:
    reached = {SurveyState.DRAFT}
    while new := {then for (state, _), then in MOVES.items() if state in reached} - reached:
        reached |= new
    assert reached == set(SurveyState)


def test_every_event_has_a_move() -> None:
    assert {event for _, event in MOVES} == set(Event)


@given(st.lists(st.sampled_from(Event), max_size=30))
def test_nothing_is_batched_that_was_not_approved_since_it_was_last_a_draft(events: list[Event]) -> None:
    state, approved = SurveyState.DRAFT, False
    for event in events:
        if (state, event) not in MOVES:
            continue
        state = advance(state, event)
        approved = {Event.APPROVE: True, Event.REOPEN: False, Event.RETURN: False}.get(event, approved)
        assert approved or state not in {SurveyState.APPROVED, SurveyState.BATCHED}


def test_a_withdrawn_survey_is_out_for_good() -> None:
    assert not [event for state, event in MOVES if state is SurveyState.WITHDRAWN]


def test_every_decision_is_an_event() -> None:
    assert set(EVENTS) == set(Decision)


def test_the_diagram_draws_every_move_once() -> None:
    drawn = diagram().splitlines()

    assert drawn[0] == "stateDiagram-v2"
    assert "    finished --> approved: approve" in drawn
    assert len(drawn) == len(MOVES) + 2
