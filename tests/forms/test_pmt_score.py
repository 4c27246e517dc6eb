"""Households scored by the Schreiner (2009) pack: exactly, or as the interval that missing answers leave."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.pmt import (
    DamagedScore,
    Gap,
    Score,
    ScorePack,
    Unscorable,
    Why,
    load_pack,
    score,
    score_from_json,
    score_to_json,
)
from forms.pmt.household import Household
from tests.forms.paper_household import Answers, PaperHousehold
from tests.forms.test_pmt_pack import SCHREINER

PACK = load_pack(SCHREINER)

POOR_HOME = {
    "address/current/province": "PB",
    "assets/drinking_water": "23",
    "assets/toilet": "12",
    "assets/has_refrigerator": "no",
    "assets/has_freezer": "no",
    "assets/has_television": "no",
    "assets/has_motor_vehicle": "no",
}
LABOURER = {"relation": "HEAD", "sex": "M", "age": "40", "work/worked": "yes", "work/occupation": "9"}
WIFE = {"relation": "SPOUSE", "sex": "F", "age": "35", "education/school_status": "NEVER", "work/worked": "no"}
PUPIL = {"relation": "CHILD", "sex": "F", "age": "8", "education/school_status": "NOW"}
CHILD = {"relation": "CHILD", "sex": "M", "age": "9", "education/school_status": "NEVER"}
INFANT = {"relation": "CHILD", "sex": "F", "age": "2"}


def points(home: Answers, *members: Answers) -> dict[str, tuple[int, int]]:
    scored = score(PaperHousehold(home, members), PACK)
    return {term.id: (int(term.low), int(term.high)) for term in scored.terms}


# ── each term by itself ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("province", "expected"),
    [
        ("PB", (12, 12)),
        ("ICT", (12, 12)),
        ("SD", (11, 11)),
        ("KP", (9, 9)),
        ("BL", (0, 0)),
        ("GB", (0, 12)),
        ("AJK", (0, 12)),
        ("a code of a later edition", (0, 12)),
        ("", (0, 12)),
    ],
)
def test_the_province_gives_its_points_where_the_source_has_any(province: str, expected: tuple[int, int]) -> None:
    assert points(POOR_HOME | {"address/current/province": province}, LABOURER)["province"] == expected


@pytest.mark.parametrize(
    ("toilet", "expected"),
    [
        ("11", (4, 4)),
        ("12", (2, 2)),
        ("13", (2, 2)),
        ("14", (2, 2)),
        ("18", (2, 4)),
        ("21", (0, 0)),
        ("95", (0, 0)),
        ("?dont_know", (0, 4)),
        ("", (0, 4)),
    ],
)
def test_the_toilet_gives_its_points(toilet: str, expected: tuple[int, int]) -> None:
    assert points(POOR_HOME | {"assets/toilet": toilet}, LABOURER)["toilet"] == expected


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ([], 31),
        ([13], 22),
        ([14], 31),
        ([1, 2], 15),
        ([1, 2, 3], 11),
        ([1, 2, 3, 4], 6),
        ([1, 2, 3, 4, 5], 0),
        ([0] * 9, 0),
    ],
)
def test_children_of_13_or_less_are_counted(ages: list[int], expected: int) -> None:
    children = [PUPIL | {"age": str(age)} for age in ages]
    assert points(POOR_HOME, LABOURER, *children)["members_le_13"] == (expected, expected)


def test_a_member_of_unknown_age_widens_every_term_that_asks_for_age() -> None:
    # given somebody of whom neither age nor school nor work is known
    found = points(POOR_HOME, LABOURER, {"relation": "OTHER_REL", "sex": "M", "age": ""})
    # then each count may have one more
    assert found["members_le_13"] == (22, 31)
    assert found["children_not_attending"] == (0, 5)
    assert found["elementary_workers"] == (5 - 5, 5)
    assert found["female_head_education"] == (4, 4)


@pytest.mark.parametrize(
    ("age", "status", "expected"),
    [
        ("5", "NEVER", (0, 0)),
        ("13", "PAST", (0, 0)),
        ("13", "NOW", (5, 5)),
        ("14", "NEVER", (5, 5)),
        ("4", "NEVER", (5, 5)),
        ("8", "?refused", (0, 5)),
        ("8", "?dont_know", (0, 5)),
        ("", "NOW", (5, 5)),
        ("", "NEVER", (0, 5)),
    ],
)
def test_one_child_out_of_school_is_enough(age: str, status: str, expected: tuple[int, int]) -> None:
    child = CHILD | {"age": age, "education/school_status": status}
    assert points(POOR_HOME, LABOURER, PUPIL, child)["children_not_attending"] == expected


@pytest.mark.parametrize(
    ("uncle", "expected"),
    [
        ({"work/worked": "no"}, (5, 5)),
        ({"work/worked": "yes", "work/occupation": "9"}, (0, 0)),
        ({"work/worked": "yes", "work/occupation": "6"}, (5, 5)),
        ({"work/worked": "yes", "work/occupation": "?dont_know"}, (0, 5)),
        ({"work/worked": "?refused"}, (0, 5)),
        ({"work/worked": ""}, (0, 5)),
    ],
)
def test_elementary_workers_are_counted_among_those_who_worked(
    uncle: dict[str, str], expected: tuple[int, int]
) -> None:
    member = {"relation": "UNCLE_AUNT", "sex": "M", "age": "50"} | uncle
    assert points(POOR_HOME, LABOURER, member)["elementary_workers"] == expected


SCHOOLED = {"education/school_status": "PAST"}


@pytest.mark.parametrize(
    ("education", "expected"),
    [
        ({"education/school_status": "NEVER"}, (0, 0)),
        (SCHOOLED | {"education/education_level": "00"}, (0, 0)),
        (SCHOOLED | {"education/education_level": "P"}, (0, 0)),
        (SCHOOLED | {"education/education_level": "01"}, (6, 6)),
        (SCHOOLED | {"education/education_level": "PHD"}, (6, 6)),
        (SCHOOLED | {"education/education_level": "MAD_N"}, (0, 0)),
        (SCHOOLED | {"education/education_level": "MAD_H"}, (0, 0)),
        (SCHOOLED | {"education/education_level": "MAD_D"}, (6, 6)),
        (SCHOOLED | {"education/education_level": "NF"}, (6, 6)),
        (SCHOOLED | {"education/education_level": "OTH"}, (6, 6)),
        (SCHOOLED | {"education/education_level": "?dont_know"}, (0, 0)),
        (SCHOOLED | {"education/education_level": "?refused"}, (0, 6)),
        (SCHOOLED | {"education/education_level": ""}, (0, 6)),
        (SCHOOLED | {"education/education_level": "a code of a later edition"}, (0, 6)),
        ({"education/school_status": "?dont_know"}, (0, 0)),
        ({"education/school_status": "?refused"}, (0, 6)),
        ({"education/school_status": ""}, (0, 6)),
    ],
)
@pytest.mark.parametrize("relation", ["HEAD", "SPOUSE"])
def test_the_womans_education_counts(relation: str, education: dict[str, str], expected: tuple[int, int]) -> None:
    woman = {"relation": relation, "sex": "F", "age": "35"} | education
    assert points(POOR_HOME, woman)["female_head_education"] == expected


def test_without_a_woman_at_the_head_there_are_4_points() -> None:
    daughter = {"relation": "CHILD", "sex": "F", "age": "20", "education/school_status": "NEVER"}
    assert points(POOR_HOME, LABOURER, daughter)["female_head_education"] == (4, 4)
    assert points(POOR_HOME, LABOURER, WIFE | {"sex": "M"})["female_head_education"] == (4, 4)


def test_of_two_wives_the_better_educated_counts() -> None:
    schooled = WIFE | {"education/school_status": "PAST", "education/education_level": "08"}
    assert points(POOR_HOME, LABOURER, WIFE, schooled)["female_head_education"] == (6, 6)
    assert points(POOR_HOME, LABOURER, WIFE, WIFE)["female_head_education"] == (0, 0)


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        (WIFE | {"sex": ""}, (0, 4)),
        (WIFE | {"relation": ""}, (0, 4)),
        ({"relation": "", "sex": "", "age": ""}, (0, 6)),
        (WIFE | {"sex": "", "education/school_status": "PAST", "education/education_level": "08"}, (4, 6)),
    ],
)
def test_somebody_who_may_be_the_wife_leaves_her_points_open(member: Answers, expected: tuple[int, int]) -> None:
    assert points(POOR_HOME, LABOURER, member)["female_head_education"] == expected


@pytest.mark.parametrize(
    ("refrigerator", "freezer", "expected"),
    [
        ("yes", "no", (12, 12)),
        ("no", "yes", (12, 12)),
        ("no", "no", (0, 0)),
        ("no", "", (0, 12)),
        ("yes", "?refused", (12, 12)),
        ("?dont_know", "no", (0, 12)),
        ("", "", (0, 12)),
    ],
)
def test_a_freezer_counts_as_a_refrigerator(refrigerator: str, freezer: str, expected: tuple[int, int]) -> None:
    home = POOR_HOME | {"assets/has_refrigerator": refrigerator, "assets/has_freezer": freezer}
    assert points(home, LABOURER)["refrigerator"] == expected


def test_a_roster_not_taken_says_nothing_about_members() -> None:
    # given a home without anybody in it
    scored = score(PaperHousehold(POOR_HOME, []), PACK)
    # then every term about members keeps all its points, and the roster is what is missing
    spans = {term.id: (int(term.low), int(term.high)) for term in scored.terms}
    assert spans["members_le_13"] == (0, 31)
    assert spans["elementary_workers"] == (0, 12)
    assert spans["children_not_attending"] == (0, 5)
    assert spans["female_head_education"] == (0, 6)
    assert scored.gaps == (Gap("/data/roster/member", Why.UNANSWERED),)


# ── what is missing ─────────────────────────────────────────────────────────────────────────────────────


def test_missing_answers_are_named_with_their_reason_and_instance() -> None:
    # given a household that refused, did not know and was not asked
    home = POOR_HOME | {"assets/toilet": "?dont_know", "assets/has_television": "?refused", "assets/has_freezer": ""}
    young = {"relation": "CHILD", "sex": "M", "age": "", "birth_date": "?dont_know", "education/school_status": "NOW"}
    uncle = {"relation": "UNCLE_AUNT", "sex": "M", "age": "50", "work/worked": "yes", "work/occupation": "?refused"}
    # when it is scored
    scored = score(PaperHousehold(home, [LABOURER, young | {"work/worked": "no"}, uncle]), PACK)
    # then each question that matters is named once, and no other
    assert set(scored.gaps) == {
        Gap("/data/roster/member[2]/birth_date", Why.DONT_KNOW),
        Gap("/data/roster/member[3]/work/occupation", Why.REFUSED),
        Gap("/data/assets/toilet", Why.DONT_KNOW),
        Gap("/data/assets/has_freezer", Why.UNANSWERED),
        Gap("/data/assets/has_television", Why.REFUSED),
    }
    assert len(scored.missing) == len(set(scored.missing)) == 5


def test_what_is_asked_of_the_head_before_the_roster_is_named_there() -> None:
    head = LABOURER | {"age": "", "sex": ""}
    scored = score(PaperHousehold(POOR_HOME | {"basic/head_birth_date": "?refused"}, [head]), PACK)
    assert Gap("/data/basic/head_birth_date", Why.REFUSED) in scored.gaps
    assert Gap("/data/basic/head_gender", Why.UNANSWERED) in scored.gaps


def test_an_unanswered_question_that_cannot_change_the_score_is_not_named() -> None:
    # given a wife whose year of birth is unknown, but whose work and schooling are known, beside five children
    wife = WIFE | {"age": "", "birth_date": "?dont_know"}
    scored = score(PaperHousehold(POOR_HOME, [LABOURER, wife, CHILD, *[INFANT] * 4]), PACK)
    assert scored.exact
    assert scored.gaps == ()


def test_the_inputs_of_every_term_are_kept() -> None:
    scored = score(PaperHousehold(POOR_HOME | {"assets/toilet": "?refused"}, [LABOURER, CHILD]), PACK)
    inputs = {term.id: dict(term.inputs) for term in scored.terms}
    assert inputs["province"] == {"/data/address/current/province": "PB"}
    assert inputs["toilet"] == {"/data/assets/toilet": "refused"}
    assert inputs["members_le_13"] == {"known": "1", "possible": "1"}
    assert inputs["refrigerator"] == {"no": "possible", "yes": "excluded"}
    assert all(term.label_en and term.label_ur for term in scored.terms)


# ── brute force ─────────────────────────────────────────────────────────────────────────────────────────

# One age of each kind that any term tells apart, and the classes of the other answers.
MEMBER_DOMAINS = {
    "relation": ("SPOUSE", "CHILD"),
    "sex": ("F", "M"),
    "age": ("3", "8", "12", "40"),
    "education/school_status": ("NEVER", "PAST", "NOW"),
    "education/education_level": ("00", "05"),
    "work/worked": ("yes", "no"),
    "work/occupation": ("9", "6"),
}
HOME_DOMAINS = {
    "address/current/province": ("PB", "SD", "KP", "BL"),
    "assets/drinking_water": ("23", "81"),
    "assets/toilet": ("11", "12", "95"),
    "assets/has_refrigerator": ("yes", "no"),
    "assets/has_freezer": ("yes", "no"),
    "assets/has_television": ("yes", "no"),
    "assets/has_motor_vehicle": ("yes", "no"),
}
HIDDEN_WITH = {"education/school_status": "education/education_level", "work/worked": "work/occupation"}
MOST_ERASED = 4


def is_asked(question: str, member: Answers) -> bool:
    """Whether the questionnaire asks this of the member, as far as is known of them."""
    age, status = member.get("age", ""), member.get("education/school_status", "")
    return {
        "education/school_status": not age.isdigit() or int(age) >= 4,
        "education/education_level": status in {"PAST", "NOW"},
        "work/worked": not age.isdigit() or int(age) >= 10,
        "work/occupation": member.get("work/worked", "") == "yes",
    }.get(question, True)


def published_score(home: Answers, members: list[dict[str, str]]) -> int:
    """Score a household whose every answer is known, by the published card, without the pack."""
    ages = [int(member["age"]) for member in members]
    children = [member for member in members if 5 <= int(member["age"]) <= 13]
    workers = [member for member in members if int(member["age"]) >= 10 and member["work/worked"] == "yes"]
    elementary = sum(member["work/occupation"] == "9" for member in workers)
    women = [member for member in members if member["sex"] == "F" and member["relation"] in {"HEAD", "SPOUSE"}]
    schooled = [
        int(woman["age"]) >= 4
        and woman["education/school_status"] != "NEVER"
        and woman["education/education_level"] == "05"
        for woman in women
    ]
    return sum(
        [
            {"PB": 12, "SD": 11, "KP": 9, "BL": 0}[home["address/current/province"]],
            [31, 22, 15, 11, 6, 0][min(5, sum(age <= 13 for age in ages))],
            5 if all(child["education/school_status"] == "NOW" for child in children) else 0,
            [12, 5, 0][min(2, elementary)],
            4 if not women else 6 if any(schooled) else 0,
            {"23": 3, "81": 0}[home["assets/drinking_water"]],
            {"11": 4, "12": 2, "95": 0}[home["assets/toilet"]],
            12 if "yes" in (home["assets/has_refrigerator"], home["assets/has_freezer"]) else 0,
            3 if home["assets/has_television"] == "yes" else 0,
            12 if home["assets/has_motor_vehicle"] == "yes" else 0,
        ]
    )


def as_asked(member: Answers) -> dict[str, str]:
    """Leave out what the questionnaire would not have asked, so that nothing stale is left."""
    asked: dict[str, str] = {}
    for question in MEMBER_DOMAINS:  # each after what it hangs on
        if is_asked(question, asked):
            asked[question] = member[question]
    return asked


Erasures = dict[tuple[int, str], str]
"""Answers taken away: by the person's place (-1 for the home) and question, the blank or mark that is left."""


@st.composite
def households(draw: st.DrawFn) -> tuple[list[dict[str, str]], Erasures]:
    """Draw a household of which everything is known, the home last, and what of it is to be forgotten."""
    head = {**MEMBER_DOMAINS, "relation": ("HEAD",)}
    n_others = draw(st.integers(0, 3))
    domains = [head, *[MEMBER_DOMAINS] * n_others, HOME_DOMAINS]
    truth = [{question: draw(st.sampled_from(domain)) for question, domain in each.items()} for each in domains]
    places = [
        (-1 if each is HOME_DOMAINS else number, question)
        for number, each in enumerate(domains)
        for question, domain in each.items()
        if len(domain) > 1
    ]
    blanks = st.sampled_from(["", "?refused"])
    return truth, draw(st.dictionaries(st.sampled_from(places), blanks, max_size=MOST_ERASED))


def truths_behind(truth: list[dict[str, str]], erased: Erasures) -> set[int]:
    """Score every household that the answers left over could belong to."""
    hidden = {(who, HIDDEN_WITH[question]) for who, question in erased if question in HIDDEN_WITH}
    unknown = sorted(erased.keys() | hidden)
    domains = [(HOME_DOMAINS if who == -1 else MEMBER_DOMAINS)[question] for who, question in unknown]
    scores = set()
    for values in itertools.product(*domains):
        *members, home = [dict(each) for each in truth]
        for (who, question), value in zip(unknown, values, strict=True):
            (home if who == -1 else members[who])[question] = value
        scores.add(published_score(home, members))
    return scores


def on_paper(truth: list[dict[str, str]], erased: Erasures) -> tuple[Answers, list[dict[str, str]]]:
    """Give the home and the members as the interview would hold them."""
    *members, home = [dict(each) for each in truth]
    for (who, question), blank in erased.items():
        (home if who == -1 else members[who])[question] = blank
    return home, [as_asked(member) for member in members]


@settings(max_examples=200, deadline=None)
@given(households())
def test_no_truth_behind_missing_answers_lies_outside_the_interval(
    household: tuple[list[dict[str, str]], Erasures],
) -> None:
    # given a household with answers missing, and the score of every household that it may be
    truths = truths_behind(*household)
    # when it is scored as it is
    scored = score(PaperHousehold(*on_paper(*household)), PACK)
    # then the interval holds them all, an exact score is the only truth, and what is open has a reason
    assert scored.low <= min(truths)
    assert max(truths) <= scored.high
    assert not scored.exact or truths == {scored.value}
    assert scored.exact == (not scored.gaps)


@settings(deadline=None)
@given(households())
def test_with_every_answer_given_the_score_is_the_published_one(
    household: tuple[list[dict[str, str]], Erasures],
) -> None:
    truth, _ = household
    *members, home = truth
    assert score(PaperHousehold(*on_paper(truth, {})), PACK).value == published_score(home, members)


@settings(max_examples=100, deadline=None)
@given(households(), st.randoms(use_true_random=False))
def test_the_order_of_members_changes_nothing(household: tuple[list[dict[str, str]], Erasures], random: Any) -> None:
    home, members = on_paper(*household)
    shuffled = random.sample(members, len(members))
    one, other = score(PaperHousehold(home, members), PACK), score(PaperHousehold(home, shuffled), PACK)
    assert [(term.low, term.high) for term in one.terms] == [(term.low, term.high) for term in other.terms]


# ── exactness, and packs that do not fit ────────────────────────────────────────────────────────────────


class Answering:
    """An evaluator that gives one value to everything."""

    def __init__(self, value: str | float | bool) -> None:
        self._value = value

    def evaluate(self, expression: str, context: str = "/data") -> str | float | bool:
        return self._value


@pytest.mark.parametrize("value", ["", "3", True, 1.5, -1.0, float("nan"), float("inf")])
def test_what_is_no_whole_number_is_never_a_count(value: str | float | bool) -> None:
    with pytest.raises(Unscorable):
        Household(Answering(value), "/data/roster/member").count("count(/data/roster/member)")


@pytest.mark.parametrize("value", ["3", True])
def test_what_is_no_number_is_not_measured(value: str | bool) -> None:
    with pytest.raises(Unscorable, match="not a number"):
        Household(Answering(value), "/data/roster/member").number("/data/assets/rooms")


def test_what_is_no_truth_is_not_taken_for_one() -> None:
    with pytest.raises(Unscorable, match="not a condition"):
        Household(Answering("false"), "/data/roster/member").holds("/data/assets/has_television")


def test_a_pack_that_gets_no_text_for_an_answer_is_told_so() -> None:
    with pytest.raises(Unscorable, match="not text"):
        score(Answering(3.0), PACK)


def scored_by(written: bytes) -> Score:
    """Score a poor home with a boy of 13 by a trusted pack of these bytes."""
    pack = load_pack(written, trusted={hashlib.sha256(written).hexdigest()})
    return score(PaperHousehold(POOR_HOME, [LABOURER, PUPIL | {"age": "13"}]), pack)


REFRIGERATOR = 7
"""The place of the term whose cases a test changes."""


@pytest.mark.parametrize(
    ("of_no", "of_yes", "why"),
    [
        ("false()", "false()", "no case is possible"),
        ("string(/data/assets/has_refrigerator)", "true()", "not a condition"),
    ],
)
def test_a_pack_whose_cases_tell_nothing_scores_nobody(of_no: str, of_yes: str, why: str) -> None:
    document = json.loads(SCHREINER.read_bytes())
    no, yes = document["terms"][REFRIGERATOR]["cases"]
    no["possible"], yes["possible"] = of_no, of_yes
    with pytest.raises(Unscorable, match=why):
        scored_by(json.dumps(document).encode())


def test_a_pack_that_knows_of_more_members_than_are_possible_scores_nobody() -> None:
    written = SCHREINER.read_bytes().replace(b'"possible": "not(age > 13)"', b'"possible": "not(age > 12)"')
    with pytest.raises(Unscorable, match="wider than what is possible in members_le_13"):
        scored_by(written)


def test_a_score_of_which_nothing_is_missing_is_one_number() -> None:
    # 12 province, 31 nobody of 13 or less, 5 no child out of school, 5 one labourer, 4 no woman at the head, 3 water,
    # 2 toilet; nothing owned
    assert score(PaperHousehold(POOR_HOME, [LABOURER]), PACK).value == 12 + 31 + 5 + 5 + 4 + 3 + 2


@given(households())
@settings(max_examples=50, deadline=None)
def test_a_written_score_reads_back_the_same(household: tuple[list[dict[str, str]], Erasures]) -> None:
    scored = score(PaperHousehold(*on_paper(*household)), PACK)
    assert score_from_json(json.loads(json.dumps(score_to_json(scored)))) == scored


def test_a_written_score_holds_text_and_structures_only() -> None:
    def leaves(value: object) -> Iterator[object]:
        children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
        yield from [value] if children is None else itertools.chain.from_iterable(map(leaves, children))

    written = score_to_json(score(PaperHousehold(POOR_HOME, [LABOURER, CHILD]), PACK))
    assert {type(leaf) for leaf in leaves(written)} == {str}
    assert written["low"] == written["high"] == "48"
    assert written["pack"] == {"id": "schreiner-2009", "version": "1.1.0", "sha256": PACK.hash}


@pytest.mark.parametrize(
    "damage",
    [
        lambda written: written.pop("low"),
        lambda written: written.update(low=33),
        lambda written: written.update(low="many"),
        lambda written: written.update(terms=7),
        lambda written: written.update(pack="schreiner-2009"),
        lambda written: written["terms"][0].update(inputs=[]),
        lambda written: written["terms"][0].update(gaps=[{"ref": "/data/x", "why": "forgot"}]),
    ],
)
def test_what_is_no_written_score_is_not_read(damage: Any) -> None:
    written = score_to_json(score(PaperHousehold(POOR_HOME, [LABOURER]), PACK))
    damage(written)
    with pytest.raises(DamagedScore):
        score_from_json(written)


def test_a_score_names_its_pack_and_scale(pack: ScorePack = PACK) -> None:
    scored = score(PaperHousehold(POOR_HOME, [LABOURER, WIFE]), pack)
    assert (scored.pack_id, scored.pack_version, scored.pack_hash) == (pack.id, pack.version, pack.hash)
    assert scored.scale == pack.scale.id
