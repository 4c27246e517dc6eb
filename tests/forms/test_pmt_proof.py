"""A pack is proved by the form it is made for: worked households typed into it, every question named found in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from forms.edition import load_edition
from forms.pmt import Below, Gap, NotExact, PackRefused, Score, ScorePack, Why, band_below, load_pack, prove, score
from forms.pmt.pack import Example
from forms.pmt.proof import type_in
from tests.forms.small_forms import form
from tests.forms.test_pmt_pack import SCHREINER, edited, linear, lookup

FORM = load_edition("pser/2025").definition
PACK = load_pack(SCHREINER)
EXAMPLES = {example.name.partition(":")[0]: example for example in PACK.examples}

Edit = Callable[[dict[str, Any]], object]


def trusted(written: bytes) -> ScorePack:
    return load_pack(written, trusted={hashlib.sha256(written).hexdigest()})


def refusal(edit: Edit) -> PackRefused:
    """Prove the shipped pack with one change that only its form can show."""
    pack = trusted(edited(edit))
    with pytest.raises(PackRefused) as caught:
        prove(pack, FORM)
    return caught.value


# ── worked households ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", load_edition("pser/2025").packs, ids=lambda path: path.stem)
def test_every_shipped_pack_is_proved_by_its_form(path: Any) -> None:
    prove(load_pack(path), FORM)


def test_all_fifteen_published_households_and_both_intervals_are_worked() -> None:
    assert len(PACK.examples) == 15 + 2


@pytest.mark.parametrize("example", PACK.examples, ids=lambda example: example.name)
def test_a_worked_household_typed_into_the_form_scores_as_printed(example: Example) -> None:
    scored = score(type_in(example, FORM), PACK)
    assert [(term.low, term.high) for term in scored.terms] == [(span.low, span.high) for span in example.points]
    assert (scored.low, scored.high) == (example.total.low, example.total.high)
    assert {gap.ref: gap.why.value for gap in scored.gaps} == example.gaps


@pytest.mark.parametrize("example", PACK.examples, ids=lambda example: example.name)
def test_a_worked_household_breaks_no_hard_rule_by_what_is_typed(example: Example) -> None:
    interview = type_in(example, FORM)
    answered = {ref for kind, ref, *_ in example.deeds if kind == "answer"}
    assert [found.ref for found in interview.violations() if found.hard and found.ref in answered] == []


def example_score(name: str) -> Score:
    (example,) = (each for each in PACK.examples if each.name.startswith(name))
    return score(type_in(example, FORM), PACK)


def test_33_is_below_34_and_34_is_not() -> None:
    assert band_below(example_score("33: three"), Decimal(34), "lt") is Below.YES
    assert band_below(example_score("34: four"), Decimal(34), "lt") is Below.NO
    assert band_below(example_score("34: four"), Decimal(34), "le") is Below.YES


def test_an_interval_is_below_only_when_all_of_it_is() -> None:
    wholly, partly = example_score("26 to 33"), example_score("33 to 45")
    assert band_below(wholly, Decimal(34), "lt") is Below.YES
    assert band_below(wholly, Decimal(33), "lt") is Below.UNDETERMINED
    assert band_below(wholly, Decimal(33), "le") is Below.YES
    assert band_below(wholly, Decimal(26), "lt") is Below.NO
    assert band_below(partly, Decimal(34), "lt") is Below.UNDETERMINED
    with pytest.raises(NotExact):
        _ = partly.value


def test_a_mark_and_a_question_passed_over_are_told_apart() -> None:
    assert set(example_score("26 to 33").gaps) == {
        Gap("/data/assets/toilet", Why.DONT_KNOW),
        Gap("/data/assets/has_television", Why.UNANSWERED),
    }
    assert example_score("33 to 45").gaps == (Gap("/data/assets/has_motor_vehicle", Why.REFUSED),)


# ── examples that the form does not bear out ────────────────────────────────────────────────────────────

EXAMPLE_EDITS: dict[str, tuple[Edit, str]] = {
    "points of another answer": (
        lambda example: (
            example["points"].__setitem__(6, "4"),
            example.update(score="30"),
            example.update(likelihood={}),
        ),
        "toilet",
    ),
    "a gap that is none": (lambda example: example.update(gaps={"/data/assets/toilet": "refused"}), "gaps"),
    "an answer to no question": (
        lambda example: example["deeds"].append(["answer", "/data/assets/tiolet", "11"]),
        "/data/assets/tiolet",
    ),
    "an answer to nobody": (
        lambda example: example["deeds"].append(["answer", "/data/roster/member[99]/name", "Nobody"]),
        "/data/roster/member[99]/name",
    ),
    "an answer of another type": (
        lambda example: example["deeds"].append(["answer", "/data/basic/head_birth_date", "long ago"]),
        "/data/basic/head_birth_date",
    ),
    "a reason that there is not": (
        lambda example: example["deeds"].append(["missing", "/data/assets/toilet", "forgotten"]),
        "/data/assets/toilet",
    ),
    "a reason that the form does not allow": (
        lambda example: example["deeds"].append(["missing", "/data/basic/head_name", "refused"]),
        "/data/basic/head_name",
    ),
    "a member too many": (lambda example: example["deeds"].append(["add", "/data/nobody"]), "/data/nobody"),
}


@pytest.mark.parametrize(("edit", "differs"), EXAMPLE_EDITS.values(), ids=EXAMPLE_EDITS.keys())
def test_an_example_that_the_form_does_not_bear_out_is_refused(edit: Edit, differs: str) -> None:
    refused = refusal(lambda document: edit(document["examples"][4]))
    assert refused.code == "example"
    assert refused.facts == {"name": PACK.examples[4].name, "differs": differs}


def test_an_expression_that_gives_what_its_term_cannot_use_fails_the_example() -> None:
    refused = refusal(lambda document: document["terms"][7]["cases"][0].update(possible="string(/data/assets/toilet)"))
    assert (refused.code, refused.facts["differs"]) == ("example", "Unscorable")


# ── packs that do not fit the form ──────────────────────────────────────────────────────────────────────


def replaced(one: bytes, other: bytes) -> ScorePack:
    written = SCHREINER.read_bytes()
    assert one in written
    return trusted(written.replace(one, other))


@pytest.mark.parametrize(
    ("one", "other", "question"),
    [
        (b'"question": "/data/assets/toilet"', b'"question": "/data/assets/tiolet"', "/data/assets/tiolet"),
        (b'"question": "work/worked"', b'"question": "work/wroked"', "/data/roster/member/work/wroked"),
        (b"age <= 13", b"aeg <= 13", "/data/roster/member/aeg"),
        (b"/data/assets/has_freezer = 'no')", b"/data/asset/has_freezer = 'no')", "/data/asset"),
        (b"not(/data/assets/has_freezer", b"not(/date/assets/has_freezer", "/date"),
        (b'"question": "/data/assets/toilet"', b'"question": "/data/assets"', "/data/assets"),
        (b'"roster": "/data/roster/member"', b'"roster": "/data/roster"', "/data/roster"),
    ],
)
def test_a_pack_that_names_what_the_form_lacks_is_refused_by_the_questions_name(
    one: bytes, other: bytes, question: str
) -> None:
    pack = replaced(one, other)
    with pytest.raises(PackRefused) as caught:
        prove(pack, FORM)
    assert (caught.value.code, caught.value.facts["question"]) == ("unknown_question", question)


def test_what_is_no_expression_is_refused_with_its_place() -> None:
    refused = refusal(lambda document: document["conditions"].update(schooled="education/school_status = = 'NOW'"))
    assert refused.code == "expression"
    assert refused.facts["term"] == "female_head_education"


@pytest.mark.parametrize("term", [linear(value="/data/assets/romos"), {**lookup("1"), "key": "/data/assets/romos"}])
def test_measured_terms_are_held_against_the_form_as_well(term: dict[str, Any]) -> None:
    def with_term(document: dict[str, Any]) -> None:
        document["terms"].append(term)
        for example in document["examples"]:
            example["points"].append("0")

    refused = refusal(with_term)
    assert (refused.code, refused.facts["question"]) == ("unknown_question", "/data/assets/romos")


def test_a_pack_of_another_edition_is_refused() -> None:
    refused = refusal(lambda document: document["form"].update(version="2026.1"))
    assert (refused.code, refused.facts) == ("other_form", {"form": "pser_2025", "version": "2026.1"})
    with pytest.raises(PackRefused):
        prove(PACK, form("| | type | name | label::English (en) |\n| | text | t | T |"))
