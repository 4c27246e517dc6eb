"""What a policy says of a household, through the real engine, with every truth behind missing answers as the oracle."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.definition import Missing
from forms.interview import Interview
from forms.pmt import Gap, Unscorable, Why
from forms.pmt.term import Span
from forms.policy import Answer, Answered, PolicyPack, Reason, Truth, compared, judge
from tests.forms.small_forms import NOON, begin
from tests.forms.small_packs import ROSTER
from tests.forms.small_policies import (
    FORM,
    GROWN,
    OLD,
    OTHER,
    PLOT,
    PUPIL,
    TOWN,
    answered,
    below,
    clause,
    equal,
    marlas,
    policy,
    programme,
    scored,
)

TODAY = NOON.date()
MAY, EQUALLY, NOT, OPEN = (
    Answer.MAY_BE_CONSIDERED,
    Answer.BY_EQUIVALENCE,
    Answer.NOT,
    Answer.CANNOT_BE_DETERMINED,
)


def household(members: int = 1, **answers: str) -> Interview:
    """A household; `m1_age` is the first member's age, `?refused` a mark."""
    interview = begin(FORM)
    if not members:
        interview.remove_repeat(f"{ROSTER}[1]")
    for _ in range(members - 1):
        interview.add_repeat(ROSTER)
    for name, text in answers.items():
        who, _, question = name.rpartition("_")
        ref = f"{ROSTER}[{who[1:]}]/{question}" if who else f"/data/{name}"
        if text.startswith("?"):
            interview.mark_missing(ref, Missing(text[1:]))
        else:
            interview.answer(ref, text)
    return interview


def told(
    rule: Any, interview: Interview | None = None, score: Any = None, *, of: str = "household", **own: Any
) -> Answered:
    """The answer of a policy of one programme."""
    pack = policy(programme(rule, of=of), **own)
    (answer,) = judge(interview or household(), pack, score, TODAY).answers
    return answer


def by(answer: Answered) -> list[tuple[str, Truth, Reason | None]]:
    return [(finding.clause.id, finding.truth, finding.reason) for finding in answer.findings]


# ── clauses ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("plot", "answer", "why"),
    [("yes", MAY, None), ("no", NOT, None), ("?refused", OPEN, Why.REFUSED), ("", OPEN, Why.UNANSWERED)],
)
def test_a_clause_about_answers_is_met_not_met_or_names_what_is_missing(
    plot: str, answer: Answer, why: Why | None
) -> None:
    found = told(PLOT, household(plot=plot))
    assert found.answer is answer
    assert found.gaps == (() if why is None else (Gap("/data/plot", why),))
    assert by(found)[0][2] is (None if why is None else Reason.MISSING_ANSWERS)


@pytest.mark.parametrize(
    ("operator", "met"),
    [("lt", {4}), ("le", {4, 5}), ("eq", {5}), ("ge", {5, 6}), ("gt", {6})],
)
def test_a_number_stands_to_its_limit_as_the_operator_says(operator: str, met: set[int]) -> None:
    rule = marlas(operator, "5")
    assert {size for size in (4, 5, 6) if told(rule, household(plot="yes", marla=str(size))).answer is MAY} == met


def test_a_number_that_is_not_known_may_be_any() -> None:
    found = told(marlas("le", "5"), household(plot="yes", marla="?dont_know"))
    assert (found.answer, found.gaps) == (OPEN, (Gap("/data/marla", Why.DONT_KNOW),))
    assert told(marlas("le", "5"), household(plot="no")).answer is MAY


def test_bounds_decide_where_no_number_between_them_would_change_it() -> None:
    within = {"least": "0", "most": "if(/data/plot = 'no', 0, /data/marla * 2)"}
    assert told(marlas("ge", "5", **within), household(plot="yes", marla="4")).answer is NOT
    found = told(marlas("ge", "5", **within), household(plot="yes", marla="6"))
    assert by(found) == [("marlas", Truth.OPEN, Reason.NOT_ASKED)]
    assert told(marlas("le", "6", **within), household(plot="yes", marla="6")).answer is MAY


@pytest.mark.parametrize(
    "rule",
    [
        clause("odd", "answers", holds="true()", possible="false()", asks=PLOT["asks"]),
        marlas("le", "5", least="2", most="1"),
    ],
)
def test_what_is_certain_but_not_possible_fits_no_household(rule: Any) -> None:
    with pytest.raises(Unscorable):
        told(rule)


@pytest.mark.parametrize(("day", "answer"), [(31, OPEN), (1, MAY), (2, MAY), (3, OPEN)])
def test_a_clause_holds_on_its_own_days_only(day: int, answer: Answer) -> None:
    pack = policy(programme({**PLOT, "valid": {"from": "2026-02-01", "to": "2026-02-02"}}))
    on = date(2026, 1, day) if day == 31 else date(2026, 2, day)
    (found,) = judge(household(plot="yes"), pack, None, on).answers
    assert (found.answer, found.findings[0].reason) == (answer, Reason.NOT_IN_FORCE if answer is OPEN else None)


def test_a_flag_never_turns_a_household_away() -> None:
    flag = answered("lives_in_town", "/data/town", blocks=False)
    found = told({"all": [flag, PLOT]}, household(plot="yes", town="no"))
    assert (found.answer, by(found)) == (OPEN, [("lives_in_town", Truth.OPEN, Reason.AUTHORITY)])
    assert told({"all": [flag, PLOT]}, household(plot="yes", town="yes")).answer is MAY


# ── scores ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("score", "operator", "answer"),
    [
        (("33",), "lt", MAY),
        (("34",), "lt", NOT),
        (("34",), "le", MAY),
        (("26", "33"), "lt", MAY),
        (("33", "45"), "lt", OPEN),
        (("35", "45"), "lt", NOT),
    ],
)
def test_a_score_is_below_a_cut_off_only_if_all_of_its_interval_is(
    score: tuple[str, ...], operator: str, answer: Answer
) -> None:
    found = told(below("34", operator=operator), score=scored(*score))
    assert found.answer is answer
    assert found.gaps == ((Gap("/data/town", Why.REFUSED),) if answer is OPEN else ())


@pytest.mark.parametrize(
    ("scale", "score", "reason"),
    [
        (OTHER, scored("1"), Reason.OTHER_SCALE),
        (None, scored("1"), Reason.NO_SCALE),
        (OTHER, None, Reason.NO_SCORE),
    ],
)
def test_a_cut_off_of_another_scale_or_none_decides_nothing(scale: str | None, score: Any, reason: Reason) -> None:
    found = told(below("34", scale), score=score)
    assert (found.answer, by(found)) == (OPEN, [("score", Truth.OPEN, reason)])


@pytest.mark.parametrize(
    ("low", "high", "answer"), [("30", None, EQUALLY), ("31", None, NOT), ("30", "31", OPEN), ("29", "30", EQUALLY)]
)
def test_an_equivalence_answers_and_says_that_it_is_one(low: str, high: str | None, answer: Answer) -> None:
    carried = [equal("12", scale="third"), equal("30")]
    found = told(below("34", None), score=scored(low, high, OTHER), equivalences=carried)
    (finding,) = found.findings
    assert found.answer is answer
    assert finding.equivalence is not None
    assert (finding.equivalence.value, finding.equivalence.share) == (Decimal(30), Decimal(25))


def test_a_centre_may_take_no_equivalences() -> None:
    pack = policy(programme(below("34", None)), equivalences=[equal("30")])
    (answer,) = judge(household(), pack, scored("30", scale=OTHER), TODAY, equivalences=False).answers
    assert answer.answer is OPEN


def test_what_is_answered_without_an_equivalence_does_not_rest_on_one() -> None:
    either = {"any": [PLOT, below("34", None)]}
    carried = [equal("30")]
    score = scored("30", scale=OTHER)
    assert told(either, household(plot="yes"), score, equivalences=carried).answer is MAY
    assert told(either, household(plot="no"), score, equivalences=carried).answer is EQUALLY


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────


def test_of_all_one_that_is_not_met_decides() -> None:
    rule = {"all": [PLOT, TOWN]}
    assert by(told(rule, household(plot="no"))) == [("has_plot", Truth.NO, None)]
    assert by(told(rule, household(plot="yes"))) == [("in_town", Truth.OPEN, Reason.MISSING_ANSWERS)]
    assert told(rule, household(plot="yes", town="yes")).answer is MAY


def test_of_any_one_that_is_met_decides() -> None:
    rule = {"any": [PLOT, TOWN]}
    assert by(told(rule, household(plot="yes"))) == [("has_plot", Truth.YES, None)]
    assert by(told(rule, household(plot="no"))) == [("in_town", Truth.OPEN, Reason.MISSING_ANSWERS)]
    assert told(rule, household(plot="no", town="no")).answer is NOT


DISPUTE = {"disputed": [below("60", name="one"), below("60", operator="le", name="another")]}


def test_sources_that_differ_answer_where_they_agree() -> None:
    assert told(DISPUTE, score=scored("59")).answer is MAY
    assert told(DISPUTE, score=scored("61")).answer is NOT
    found = told(DISPUTE, score=scored("60"))
    assert found.answer is OPEN
    assert by(found) == [("one", Truth.NO, Reason.SOURCES_DIFFER), ("another", Truth.YES, Reason.SOURCES_DIFFER)]


def test_while_one_source_is_open_so_is_the_requirement() -> None:
    found = told(DISPUTE, score=scored("59", "60"))
    assert by(found) == [("one", Truth.OPEN, Reason.MISSING_ANSWERS)]
    third = {"disputed": [*DISPUTE["disputed"], PLOT]}
    assert [reason for *_, reason in by(told(third, score=scored("60")))] == [Reason.SOURCES_DIFFER] * 2


# ── members ─────────────────────────────────────────────────────────────────────────────────────────────

GROWN_PUPIL = {"all": [PUPIL, GROWN]}


def test_a_programme_about_a_member_wants_all_of_one_and_the_same() -> None:
    two = household(2, m1_age="40", m1_pupil="no", m2_age="12", m2_pupil="yes")
    found = told(GROWN_PUPIL, two, of="member")
    assert (found.answer, found.members) == (NOT, ())
    assert by(found) == [("pupil", Truth.NO, None), ("grown", Truth.NO, None)]


def test_it_names_the_members_whom_the_answer_is_about() -> None:
    three = household(3, m1_age="18", m1_pupil="yes", m2_age="19", m2_pupil="?refused", m3_age="2", m3_pupil="no")
    assert told(GROWN_PUPIL, three, of="member").members == (f"{ROSTER}[1]",)
    three.answer(f"{ROSTER}[1]/pupil", "no")
    found = told(GROWN_PUPIL, three, of="member")
    assert (found.answer, found.members) == (OPEN, (f"{ROSTER}[2]",))
    assert found.gaps == (Gap(f"{ROSTER}[2]/pupil", Why.REFUSED),)


def test_what_is_asked_of_the_household_is_told_once() -> None:
    found = told({"all": [PLOT, PUPIL]}, household(2, m1_pupil="yes", m2_pupil="yes"), of="member")
    assert by(found) == [("has_plot", Truth.OPEN, Reason.MISSING_ANSWERS)]


@pytest.mark.parametrize("of", ["household", "member"])
def test_a_roster_that_was_not_taken_says_nothing_of_members(of: str) -> None:
    nobody = household(0)
    rule = clause(
        "some_pupil",
        "answers",
        holds="count(/data/member[pupil = 'yes']) > 0",
        possible="count(/data/member[not(pupil = 'no')]) > 0",
        member_asks=PUPIL["member_asks"],
    )
    assert told(rule, nobody, of=of).gaps == (Gap(ROSTER, Why.UNANSWERED),)
    assert told({"all": [PLOT, PUPIL]}, household(0, plot="no"), of="member").answer is NOT


@pytest.mark.parametrize(
    ("ages", "truth", "certain", "possible"),
    [
        (("64", "65"), Truth.YES, 1, 0),
        (("64", "12"), Truth.NO, 0, 0),
        (("64", "?refused"), Truth.OPEN, 0, 1),
        (("80", ""), Truth.YES, 1, 1),
        ((), Truth.OPEN, 0, 0),
    ],
)
def test_a_priority_group_has_members_for_certain_or_may_have(
    ages: tuple[str, ...], truth: Truth, certain: int, possible: int
) -> None:
    answers = {f"m{place}_age": age for place, age in enumerate(ages, start=1)}
    (flag,) = judge(household(len(ages), **answers), policy(programme(PLOT)), None, TODAY).groups
    assert (flag.truth, len(flag.certain), len(flag.possible)) == (truth, certain, possible)
    assert bool(flag.gaps) == bool(possible or not ages)


def test_a_group_wider_than_what_is_possible_fits_no_household() -> None:
    pack = policy(programme(PLOT), groups=[{**OLD, "possible": "false()"}])
    with pytest.raises(Unscorable):
        judge(household(m1_age="70"), pack, None, TODAY)


@pytest.mark.parametrize(("town", "truth"), [("yes", Truth.YES), ("no", Truth.NO), ("", Truth.OPEN)])
def test_residency_is_told_whatever_the_programmes_say(town: str, truth: Truth) -> None:
    judged = judge(household(town=town, plot="yes"), policy(programme(PLOT)), None, TODAY)
    assert judged.residency.truth is truth
    assert judged.answers[0].answer is MAY


def test_a_judgement_names_the_policy_that_made_it() -> None:
    pack = policy(programme(PLOT))
    judged = judge(household(), pack, None, TODAY)
    assert (judged.pack_id, judged.pack_version, judged.pack_hash) == ("small", "1.0.0", pack.hash)


# ── missing answers never make a wrong answer ───────────────────────────────────────────────────────────

DOMAIN: Mapping[str, tuple[str, ...]] = {
    "plot": ("yes", "no"),
    "marla": ("4", "5", "6"),
    "town": ("yes", "no"),
    "m1_age": ("17", "18"),
    "m1_pupil": ("yes", "no"),
    "m2_age": ("17", "18"),
    "m2_pupil": ("yes", "no"),
}
_CLAUSES: tuple[Callable[[str], dict[str, Any]], ...] = (
    lambda name: {**PLOT, "id": name},
    lambda name: {**TOWN, "id": name},
    lambda name: marlas("le", "5", name),
    lambda name: marlas("eq", "5", name),
    lambda name: below("34", name=name),
    lambda name: below("34", None, name=name),
    lambda name: {**PUPIL, "id": name},
    lambda name: {**GROWN, "id": name},
)


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a rule of several clauses, in any order and depth."""
    names = (f"c{number}" for number in itertools.count())
    leaf = st.sampled_from(_CLAUSES)
    several = st.sampled_from(["all", "any", "disputed"])
    drawn = draw(
        st.recursive(leaf, lambda parts: st.tuples(several, st.lists(parts, min_size=2, max_size=3)), max_leaves=5)
    )

    def written(part: Any) -> dict[str, Any]:
        if callable(part):
            leaf_of: dict[str, Any] = part(next(names))
            return leaf_of
        key, parts = part
        return {key: [written(each) for each in parts]}

    return written(drawn)


def complete(answers: Mapping[str, str]) -> dict[str, str]:
    """Leave out what is not asked."""
    return {name: text for name, text in answers.items() if name != "marla" or answers.get("plot") == "yes"}


def answer_of(pack: PolicyPack, answers: Mapping[str, str], low: str, high: str) -> Answered:
    score = scored(low, high if high != low else None)
    (answer,) = judge(household(2, **complete(answers)), pack, score, TODAY).answers
    return answer


@settings(max_examples=60, deadline=None)
@given(st.data(), rules())
def test_a_definite_answer_is_that_of_every_household_behind_the_missing_answers(
    data: st.DataObject, rule: dict[str, Any]
) -> None:
    # given a household of which up to three answers are missing
    pack = policy(programme(rule, of="member"), equivalences=[])
    truth = {name: data.draw(st.sampled_from(domain), name) for name, domain in DOMAIN.items()}
    missing = data.draw(st.lists(st.sampled_from(sorted(DOMAIN)), unique=True, max_size=3), "missing")
    low, high = data.draw(st.sampled_from([("33", "33"), ("34", "34"), ("33", "34")]), "score")
    # when it is judged
    kept = {name: text for name, text in truth.items() if name not in missing}
    found = answer_of(pack, kept, low, high)
    # then no household that it may be has another answer
    if found.answer is OPEN:
        assert all(finding.reason for finding in found.findings)
        return
    for filled in itertools.product(*(DOMAIN[name] for name in missing)):
        whole = kept | dict(zip(missing, filled, strict=True))
        for score in {low, high}:
            assert answer_of(pack, whole, score, score).answer is found.answer


@settings(max_examples=40, deadline=None)
@given(st.data(), rules())
def test_with_every_answer_given_a_rule_comes_to_what_its_words_say(data: st.DataObject, rule: dict[str, Any]) -> None:
    truth = {name: data.draw(st.sampled_from(domain), name) for name, domain in DOMAIN.items()}
    score = data.draw(st.sampled_from(["33", "34"]), "score")
    found = answer_of(policy(programme(rule, of="member")), truth, score, score)
    said = {_said(rule, truth, score, member) for member in ("m1", "m2")}
    expected = MAY if True in said else OPEN if None in said else NOT
    assert found.answer is expected


def _said(rule: Mapping[str, Any], truth: Mapping[str, str], score: str, member: str) -> bool | None:
    """What a rule says, worked out without any of the code under test; None where sources or scales leave it open."""
    if "kind" not in rule:
        ((key, parts),) = rule.items()
        said = [_said(part, truth, score, member) for part in parts]
        if key == "disputed":
            return said[0] if len(set(said)) == 1 else None
        decisive = key == "any"
        return decisive if decisive in said else None if None in said else not decisive
    size = int(truth["marla"]) if truth["plot"] == "yes" else 0
    match rule:
        case {"kind": "score", "scale": scale}:
            return None if scale is None else Decimal(score) < 34
        case {"unit": "marla", "operator": operator}:
            return size <= 5 if operator == "le" else size == 5
        case {"unit": "years"}:
            return truth[f"{member}_age"] == "18"
        case {"holds": holds}:
            name = {"/data/plot = 'yes'": "plot", "/data/town = 'yes'": "town"}.get(holds, f"{member}_pupil")
            return truth[name] == "yes"
    raise AssertionError(rule)


def test_an_interval_stands_to_a_limit_as_all_its_numbers_do() -> None:
    numbers = [Decimal(number) for number in range(5)]
    plain: Mapping[Any, Callable[[Decimal, Decimal], bool]] = {
        "lt": lambda one, two: one < two,
        "le": lambda one, two: one <= two,
        "eq": lambda one, two: one == two,
        "ge": lambda one, two: one >= two,
        "gt": lambda one, two: one > two,
    }
    for (name, holds), limit in itertools.product(plain.items(), numbers):
        for low, high in itertools.combinations_with_replacement(numbers, 2):
            said = {holds(number, limit) for number in numbers if low <= number <= high}
            expected = Truth.OPEN if len(said) == 2 else Truth.YES if True in said else Truth.NO
            assert compared(Span(low, high), name, limit) is expected
