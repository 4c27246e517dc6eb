"""What may be said of a score: only against a cut-off of its own scale, and only to whom the policy names."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from enumerator.store import Setting
from enumerator.workflow.questionnaire import scoring_pack, shipped_edition
from enumerator.workflow.score_policy import Cutoff, Display, score_policy
from enumerator.workflow.score_view import Verdict, judge, score_view, view_of
from forms.pmt import Gap, Score, TermScore
from forms.pmt.household import Why
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.world import World

SCALE = "schreiner-2009"
OTHERS = "punjab-2015"


def scored(low: int, high: int) -> Score:
    """A score with one answer missing where the ends differ."""
    gaps = (Gap("/data/assets/has_motor_vehicle", Why.DONT_KNOW),) if high > low else ()
    term = TermScore("motor_vehicle", "Vehicle", "گاڑی", Decimal(0), Decimal(high - low), {}, gaps)
    return Score(SCALE, "1", "00", SCALE, Decimal(low), Decimal(high), (term,))


def cutoff(scale: str | None, comparator: str = "lt") -> Cutoff:
    return Cutoff("PSER", Decimal(34), "le" if comparator == "le" else "lt", scale)


@pytest.mark.parametrize(
    ("low", "high", "comparator", "verdict"),
    [
        (33, 33, "lt", Verdict.BELOW),
        (34, 34, "lt", Verdict.NOT_BELOW),
        (34, 34, "le", Verdict.BELOW),
        (26, 33, "lt", Verdict.BELOW),
        (33, 45, "lt", Verdict.NOT_DETERMINED),
        (35, 45, "lt", Verdict.NOT_BELOW),
    ],
)
def test_a_cut_off_of_the_same_scale_is_answered(low: int, high: int, comparator: str, verdict: Verdict) -> None:
    assert judge(scored(low, high), cutoff(SCALE, comparator)).verdict is verdict


@pytest.mark.parametrize(("scale", "verdict"), [(None, Verdict.NO_SCALE), (OTHERS, Verdict.OTHER_SCALE)])
def test_a_cut_off_of_no_scale_or_another_one_answers_nothing(scale: str | None, verdict: Verdict) -> None:
    judged = judge(scored(5, 5), cutoff(scale))
    assert judged.verdict is verdict
    assert not judged.verdict.on_this_scale


def test_an_equivalence_that_the_policy_states_answers_and_says_that_it_is_one(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        stated = score_policy(desk, "pser/2025")
    equal = Cutoff("PSER", Decimal(30), "le", SCALE, by_equivalence=True)
    policy = replace(stated, equivalences=(equal,))
    (judged,) = view_of(scored(30, 30), policy, Display.BAND, scoring_pack(shipped_edition())).judged
    assert (judged.verdict, judged.cutoff.by_equivalence) == (Verdict.BELOW, True)


def test_the_policy_of_2025_names_no_scale_so_nothing_can_be_determined(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        row = desk.surveys.all()[0]
        view = score_view(desk, row.number, row.revision)
    assert [judged.verdict for judged in view.judged] == [Verdict.NO_SCALE]
    assert view.display is Display.BAND


def test_a_band_carries_no_points(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        row = desk.surveys.all()[0]
        assert score_view(desk, row.number, row.revision).score is None
        shown = score_view(desk, row.number, row.revision, Display.TERMS)
    assert shown.score is not None
    assert (shown.score.low, shown.score.high) == (row.score_low, row.score_high)
    assert [opening.most for opening in shown.openings] == [Decimal("2.5")]


@pytest.mark.parametrize(
    ("own", "officers", "supervisors"),
    [
        ({}, Display.BAND, Display.TERMS),
        ({"officers": "hidden", "supervisors": "number"}, Display.HIDDEN, Display.NUMBER),
        ({"officers": "terms"}, Display.BAND, Display.TERMS),
    ],
)
def test_a_centre_may_show_less_and_never_more(
    finished: World, own: dict[str, str], officers: Display, supervisors: Display
) -> None:
    with finished.sign_in(SAIRA) as desk:
        desk.settings.put(Setting.POLICY, json.dumps({"score_display": own}))
        policy = score_policy(desk, "pser/2025")
        row = desk.surveys.all()[0]
        assert score_view(desk, row.number, row.revision).display is officers
    assert (policy.officers, policy.supervisors) == (officers, supervisors)
