from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from enumerator.trial.household import SampleHousehold, require_fitting, text
from enumerator.trial.invention import complete
from enumerator.trial.names import FEMALE, IN_URDU, MALE
from enumerator.workflow.questionnaire import shipped_edition
from forms import Missing
from forms.identity import check_cnic
from tests.enumerator.trial.families import NOON, drawn, interviewed

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
LEAP_DAY = date(2024, 2, 29)
INTERVIEWED = 40


def person(age: int, sex: str = "F") -> dict[str, str | Missing]:
    return {"relation": "HEAD", "gender": sex, "age_stated": str(age), "marital": "NEVER"}


def completed_years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def test_the_same_seed_invents_the_same_family() -> None:
    assert drawn(5) == drawn(5)
    assert drawn(5).members != drawn(5, seed=12).members


@given(DAYS, st.integers(0, 100), st.integers(0, 10_000))
@example(LEAP_DAY, 0, 1)
@example(LEAP_DAY, 1, 1)
@example(LEAP_DAY, 4, 1)
@example(LEAP_DAY + timedelta(days=1), 0, 1)
@example(date(2025, 2, 28), 1, 1)
@example(date(2025, 12, 31), 30, 1)
@example(date(2025, 1, 1), 30, 1)
def test_a_date_of_birth_gives_the_stated_age(today: date, age: int, seed: int) -> None:
    household = complete(SampleHousehold("one", members=[person(age) for _ in range(6)]), seed, today)
    known = [text(member, "birth_date") for member in household.members if isinstance(member["birth_date"], str)]
    assert [completed_years(date.fromisoformat(born), today) for born in known] == [age] * len(known)


def test_some_dates_of_birth_are_known_and_some_are_not() -> None:
    births = [member["birth_date"] for index in range(40) for member in drawn(index).members]
    assert 0.5 < sum(isinstance(born, str) for born in births) / len(births) < 0.9
    assert {born for born in births if isinstance(born, Missing)} == {Missing.DONT_KNOW}


def test_no_cnic_is_given_twice_and_every_one_is_sound() -> None:
    members = [member for index in range(400) for member in drawn(index).members]
    numbers = [text(member, "cnic") for member in members if "cnic" in member]
    assert len(numbers) > 1000
    assert len(numbers) == len(set(numbers))
    assert not any(check_cnic(text(member, "cnic"), text(member, "gender")) for member in members if "cnic" in member)


def test_adults_carry_a_cnic_and_children_do_not() -> None:
    for member in (member for index in range(100) for member in drawn(index).members):
        assert (member["id_document"] in ("CNIC", "TOKEN")) == (int(text(member, "age_stated")) >= 18)


def test_a_name_fits_its_sex_and_has_an_urdu_form() -> None:
    for index in range(50):
        household = drawn(index)
        for member in household.members:
            names = MALE if member["gender"] == "M" else FEMALE
            assert member["name"] in {english for english, _ in names}
        assert household.answers["/data/basic/head_name_ur"] == IN_URDU[text(household.members[0], "name")]


def test_what_the_source_says_is_kept() -> None:
    member = person(41) | {"name": "Source Name", "cnic": "3520212345672", "birth_date": Missing.DONT_KNOW}
    household = SampleHousehold("source", {"/data/assets/rooms": "3", "/data/assets/walls": "12"}, [member])

    complete(household, 1, NOON.date())

    assert (member["name"], member["cnic"], member["birth_date"]) == ("Source Name", "3520212345672", Missing.DONT_KNOW)
    assert household.answers["/data/assets/walls"] == "12"
    assert household.answers["/data/basic/head_cnic"] == "3520212345672"


def test_every_answer_is_to_a_question_of_the_form() -> None:
    for index in range(100):
        require_fitting(drawn(index), shipped_edition().definition)


def test_drawn_families_break_nothing_hard_and_seldom_warn() -> None:
    unusual = 0
    for index in range(INTERVIEWED):
        household = drawn(index)
        interview = interviewed(household)
        violations = interview.violations()
        assert [(each.ref, each.rule) for each in violations if each.hard] == []
        assert interview.state("/data/derived/member_count").value == str(len(household.members))
        unusual += bool(violations)
    assert unusual / INTERVIEWED < 0.15


def test_goods_are_sometimes_not_known_so_that_scores_become_intervals() -> None:
    marks = sum(isinstance(answer, Missing) for index in range(50) for answer in drawn(index).answers.values())
    assert marks > 0


def test_the_draws_of_one_family_do_not_depend_on_another() -> None:
    alone = drawn(9)
    drawn(8)
    assert drawn(9) == alone
