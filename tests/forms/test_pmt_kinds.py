"""Terms by a measured number, a look-up or a mark, through the real engine, with brute force as the oracle."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import Missing
from forms.interview import Interview
from forms.pmt import Gap, Score, Unscorable, Why, prove, score
from forms.pmt.term import Span
from tests.forms.small_forms import begin, form, noon
from tests.forms.small_packs import ROSTER, small_pack, wording

FORM = """
| | type | name | label::English (en) | bind::pser:missing |
| | integer | rooms | Rooms | refused dont_know |
| | select_one yes_no | gas | Gas | refused dont_know |
| | begin_repeat | member | Member | |
| | integer | age | Age | refused dont_know |
| | select_one yes_no | worker | Worker | refused dont_know |
| | end_repeat | member | | |
"""
ASK_ROOMS = {"question": "/data/rooms", "when": "string(/data/rooms) = ''"}
ASK_WORKER = {"question": "worker", "when": "{no_worker}"}
ASK_AGE = {"question": "age", "when": "string(age) = ''"}

ROOMS = {
    "id": "rooms_per_person",
    "kind": "linear",
    "weight": "2.5",
    "value": "/data/rooms div count(/data/member)",
    "decimals": 2,
    "within": ["0", "3"],
    "asks": [ASK_ROOMS],
    "member_asks": [{"question": "age", "when": "false()"}],
}
IDLE = {
    "id": "share_without_work",
    "kind": "linear",
    "weight": "-10.25",
    "least": "count(/data/member[worker = 'no']) div count(/data/member)",
    "most": "count(/data/member[not(worker = 'yes')]) div count(/data/member)",
    "decimals": 3,
    "within": ["0", "1"],
    "member_asks": [ASK_WORKER],
}
SIZE = {
    "id": "size",
    "kind": "lookup",
    "key": "if(count(/data/member) > 2, '3+', count(/data/member))",
    "rows": [
        {"key": key, "label": wording(key), "points": points}
        for key, points in {"1": "9.1", "2": "4.05", "3+": "-3"}.items()
    ],
    "member_asks": [{"question": "age", "when": "false()"}],
}
YOUNG = {
    "id": "young_child",
    "kind": "lookup",
    "key": "if(count(/data/member[age <= 5]) > 0, 'yes', if(count(/data/member[{no_age}]) > 0, 'no yes', 'no'))",
    "rows": [
        {"key": "no", "label": wording("none"), "points": "5"},
        {"key": "yes", "label": wording("one or more"), "points": ["-1", "-0.5"]},
        {"key": "unheard", "label": wording("not in the data"), "points": "77"},
    ],
    "member_asks": [ASK_AGE],
}
WORKERS: dict[str, Any] = {
    "id": "some_worker",
    "kind": "cases",
    "cases": [
        {
            "id": "some",
            "label": wording("some"),
            "possible": "count(/data/member[not(worker = 'no')]) > 0",
            "points": "6",
        },
        {"id": "none", "label": wording("none"), "possible": "count(/data/member[worker = 'yes']) = 0", "points": "0"},
    ],
    "member_asks": [ASK_WORKER],
}
GAS = {
    "id": "gas",
    "kind": "choice",
    "question": "/data/gas",
    "points": {"yes": "7", "no": "1"},
    "dont_know": "2",
}
PACK = small_pack(ROOMS, IDLE, SIZE, YOUNG, WORKERS, GAS)

HOME_DOMAIN = {"rooms": ("0", "1", "2", "7"), "gas": ("yes", "no")}
MEMBER_DOMAIN = {"age": ("3", "30"), "worker": ("yes", "no")}
Place = tuple[int, str]
Answers = dict[Place, str]
"""Answers by the person's place, 0 for the home, and question; `?refused` is a mark, blank is passed over."""


def interview_of(answers: Answers, members: int) -> Interview:
    interview = begin(FORM)
    for _ in range(members - 1):
        interview.add_repeat(ROSTER)
    for (who, question), answer in answers.items():
        ref = f"{ROSTER}[{who}]/{question}" if who else f"/data/{question}"
        if answer.startswith("?"):
            interview.mark_missing(ref, Missing(answer[1:]))
        else:
            interview.answer(ref, answer)
    return interview


def domain(place: Place) -> tuple[str, ...]:
    who, question = place
    return MEMBER_DOMAIN[question] if who else HOME_DOMAIN[question]


@st.composite
def households(draw: st.DrawFn) -> tuple[Answers, Answers, int]:
    """Draw a household of which everything is known, what of it is missing, and its size."""
    members = draw(st.integers(1, 3))
    places: list[Place] = [(0, question) for question in HOME_DOMAIN]
    places += [(who, question) for who in range(1, members + 1) for question in MEMBER_DOMAIN]
    truth = {place: draw(st.sampled_from(domain(place))) for place in places}
    blanks = st.sampled_from(["", "?refused"])
    return truth, draw(st.dictionaries(st.sampled_from(places), blanks, max_size=4)), members


def ends(scored: Score) -> list[tuple[str, Decimal, Decimal]]:
    return [(term.id, term.low, term.high) for term in scored.terms]


@settings(max_examples=60, deadline=None)
@given(households())
def test_no_household_that_it_may_be_lies_outside_the_interval(household: tuple[Answers, Answers, int]) -> None:
    # given a household with answers missing
    truth, missing, members = household
    scored = score(interview_of(truth | missing, members), PACK)
    # when every household is scored that it may be
    possible = [
        score(interview_of(truth | dict(zip(missing, values, strict=True)), members), PACK)
        for values in itertools.product(*map(domain, missing))
    ]
    # then none lies outside, term by term and in all
    assert scored.low <= min(each.low for each in possible)
    assert max(each.high for each in possible) <= scored.high
    for place, term in enumerate(scored.terms):
        assert term.low <= min(each.terms[place].low for each in possible)
        assert max(each.terms[place].high for each in possible) <= term.high
        assert term.low == term.high or term.gaps or term.id == "young_child"  # whose own points are a pair


@settings(max_examples=30, deadline=None)
@given(households(), st.data())
def test_the_order_of_members_and_saving_change_nothing(
    household: tuple[Answers, Answers, int], data: st.DataObject
) -> None:
    truth, missing, members = household
    interview = interview_of(truth | missing, members)
    before = score(interview, PACK)
    interview.move_repeat(f"{ROSTER}[{data.draw(st.integers(1, members))}]", data.draw(st.integers(1, members)))
    assert ends(score(interview, PACK)) == ends(before)
    again = Interview.reopen(form(FORM), interview.serialise(), clock=noon)
    assert score(again, PACK) == score(interview, PACK)


def found(term: dict[str, Any], answers: Answers, members: int = 1) -> Score:
    return score(interview_of(answers, members), small_pack(term, decimals=3))


def span(scored: Score) -> tuple[str, str]:
    return str(scored.terms[0].low.normalize()), str(scored.terms[0].high.normalize())


@pytest.mark.parametrize(
    ("rooms", "members", "expected"),
    [
        ("2", 1, ("5", "5")),
        ("1", 3, ("0.825", "0.825")),  # 0.33 rooms each: measured to two places, then weighed exactly
        ("2", 3, ("1.675", "1.675")),  # 0.67: halves and more go up
        ("7", 1, ("7.5", "7.5")),  # no more than the bound
        ("", 2, ("0", "7.5")),
    ],
)
def test_a_number_is_measured_as_stated_held_within_bounds_and_weighed(
    rooms: str, members: int, expected: tuple[str, str]
) -> None:
    scored = found(ROOMS, {(0, "rooms"): rooms}, members)
    assert span(scored) == expected
    assert scored.gaps == (() if rooms else (Gap("/data/rooms", Why.UNANSWERED),))


def test_a_negative_weight_turns_the_ends() -> None:
    # given two members, of one of whom work is refused and the other is without
    scored = found(IDLE, {(1, "worker"): "no", (2, "worker"): "?refused"}, 2)
    # then at least a half, at most all are without work
    assert (scored.low, scored.high) == (Decimal("-10.250"), Decimal("-5.125"))
    assert dict(scored.terms[0].inputs) == {"least": "0.500", "most": "1.000"}
    assert scored.gaps == (Gap(f"{ROSTER}[2]/worker", Why.REFUSED),)


def test_dividing_by_nought_tells_nothing() -> None:
    assert span(found(ROOMS | {"value": "1 div /data/rooms"}, {(0, "rooms"): "0"})) == ("0", "7.5")


def test_a_least_above_the_most_is_never_scored() -> None:
    with pytest.raises(Unscorable, match="more than the most"):
        found(ROOMS | {"least": "2", "most": "1", "value": None}, {})


def test_cases_of_which_none_is_possible_are_never_scored() -> None:
    never = [case | {"possible": "false()"} for case in WORKERS["cases"]]
    with pytest.raises(Unscorable, match="no case is possible"):
        found(WORKERS | {"cases": never}, {})


def test_members_that_are_known_but_not_possible_are_never_counted() -> None:
    bands = [{"from": 0, "below": 1, "points": "1"}, {"from": 1, "points": "0"}]
    term = {"id": "workers", "kind": "member_count", "known": "true()", "possible": "worker = 'yes'", "bands": bands}
    with pytest.raises(Unscorable, match="wider than what is possible"):
        found(term | {"member_asks": [ASK_WORKER]}, {})


@pytest.mark.parametrize(
    ("age", "expected"), [("3", ("-1", "-0.5")), ("30", ("5", "5")), ("", ("-1", "5")), ("?dont_know", ("-1", "5"))]
)
def test_every_key_that_is_still_possible_counts(age: str, expected: tuple[str, str]) -> None:
    assert span(found(YOUNG, {(1, "age"): age})) == expected


@pytest.mark.parametrize("key", ["''", "'a key of a later edition'", "'no sometimes'"])
def test_no_key_or_an_unknown_one_leaves_every_row_open(key: str) -> None:
    assert span(found(YOUNG | {"key": key}, {(1, "age"): "30"})) == ("-1", "77")


def test_a_number_serves_as_a_key() -> None:
    assert [span(found(SIZE, {}, members))[0] for members in (1, 2, 3)] == ["9.1", "4.05", "-3"]
    assert dict(found(SIZE, {}, 2).terms[0].inputs) == {"2": "possible"}


@pytest.mark.parametrize(
    ("gas", "expected", "open_for"),
    [("yes", ("7", "7"), 0), ("?dont_know", ("2", "2"), 0), ("?refused", ("1", "7"), 1), ("", ("1", "7"), 1)],
)
def test_a_source_may_give_points_to_dont_know_and_to_no_other_mark(
    gas: str, expected: tuple[str, str], open_for: int
) -> None:
    scored = found(GAS, {(0, "gas"): gas})
    assert span(scored) == expected
    assert len(scored.gaps) == open_for


@pytest.mark.parametrize("term", [ROOMS, IDLE, SIZE, YOUNG, WORKERS], ids=lambda term: term["id"])
def test_a_roster_without_anybody_says_nothing(term: dict[str, Any]) -> None:
    interview = begin(FORM)
    interview.answer("/data/rooms", "2")
    interview.remove_repeat(f"{ROSTER}[1]")
    pack = small_pack(term)
    scored = score(interview, pack)
    assert (scored.terms[0].low, scored.terms[0].high) == (pack.terms[0].reach.low, pack.terms[0].reach.high)
    assert Gap(ROSTER, Why.UNANSWERED) in scored.gaps


def test_the_sum_is_rounded_once_and_no_term_is() -> None:
    # given two terms whose points have more decimals than the scale
    terms = [{**SIZE, "id": name, "key": "'2'"} for name in ("one", "other")]
    scored = score(interview_of({}, 1), small_pack(*terms))
    # then 4.05 + 4.05 is 8.1, not 4.0 + 4.0
    assert [term.low for term in scored.terms] == [Decimal("4.05")] * 2
    assert scored.value == Decimal("8.1")


def test_each_kind_knows_which_points_it_may_give() -> None:
    def may(term: dict[str, Any], low: str, high: str) -> bool:
        return small_pack(term).terms[0].may_give(Span(Decimal(low), Decimal(high)))

    assert may(ROOMS, "1.25", "7.5") and not may(ROOMS, "0", "7.6")
    assert may(SIZE, "-3", "9.1") and not may(SIZE, "9", "9")
    assert may(GAS, "2", "7") and not may(GAS, "3", "3")


def test_each_kind_names_its_questions_and_rows() -> None:
    assert [term.questions for term in PACK.terms] == [
        ("/data/rooms", "/data/member/age"),
        ("/data/member/worker",),
        ("/data/member/age",),
        ("/data/member/age",),
        ("/data/member/worker",),
        ("/data/gas",),
    ]
    size, workers = PACK.terms[2], PACK.terms[4]
    assert {key: label.en for key, label in size.labels.items()} == {"1": "1", "2": "2", "3+": "3+"}  # type: ignore[attr-defined]
    assert list(workers.labels) == ["some", "none"]  # type: ignore[attr-defined]


def test_a_small_form_proves_a_small_pack() -> None:
    prove(PACK, form(FORM))
