from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forms
from enumerator.trial import pslm
from enumerator.trial.household import SampleHousehold, require_fitting
from enumerator.trial.invention import complete
from enumerator.trial.respondent import SOURCE_DATA
from enumerator.workflow.questionnaire import shipped_edition
from forms import Missing
from tests.enumerator.trial.families import TODAY, interviewed
from tests.enumerator.trial.pslm_folder import HOUSEHOLD, PUPIL, WIFE, WORKER, pslm_folder

REAL = Path(__file__).parents[4] / "shared" / "data" / "pslm2015-punjab"
HOUSEHOLDS_IN_ALL, ANSWERED = 7872, 20


def only(folder: Path) -> SampleHousehold:
    (household,) = pslm.read(folder)
    return household


def test_the_head_comes_first_and_who_lives_elsewhere_is_left_out(tmp_path: Path) -> None:
    household = only(pslm_folder(tmp_path))

    assert household.label == "H90001"
    assert [member["relation"] for member in household.members] == ["HEAD", "SPOUSE", "CHILD", "CHILD"]
    assert [member["age_stated"] for member in household.members] == ["40", "35", "11", "1"]
    assert {member["birth_date"] for member in household.members} == {Missing.DONT_KNOW}


def test_people_are_mapped(tmp_path: Path) -> None:
    head, wife, pupil, baby = only(pslm_folder(tmp_path)).members

    assert (
        head
        | {
            "gender": "M",
            "marital": "MARRIED",
            "education/school_status": "PAST",
            "education/education_level": "08",
            "work/worked": "yes",
            "work/employment_status": "REG",
            "work/occupation": "9",
            "work/nature_of_job": "contract",
            "work/income_last_month": "18000",
            "work/pension": "no",
        }
        == head
    )
    assert wife | {"education/school_status": "NEVER", "education/can_read": "no", "work/worked": "no"} == wife
    assert wife["work/not_working_reason"] == "not_seeking"
    assert pupil | {"education/school_status": "NOW", "education/class_now": "05"} == pupil
    assert pupil["education/school_type"] == "GOVT"
    assert set(baby) == {"relation", "gender", "birth_date", "age_stated", "marital"}


def test_the_house_is_mapped_and_blank_land_and_animals_mean_none(tmp_path: Path) -> None:
    bare = HOUSEHOLD | {name: "" for name in HOUSEHOLD if name.endswith(("_acres", "_value_pkr"))}
    rich, poor = pslm.read(
        pslm_folder(tmp_path, [HOUSEHOLD, bare | {"household": "H90002"}], [WORKER, WORKER | {"household": "H90002"}])
    )
    assert (
        rich.answers
        | {
            "/data/address/current/area": "rural",
            "/data/assets/tenure": "RENTED",
            "/data/assets/electricity": "shared",
            "/data/assets/gas": "none",
            "/data/assets/drinking_water": "23",
            "/data/assets/toilet": "23",
            "/data/assets/drainage": "open",
            "/data/assets/livestock_kinds": "cow poultry",
            "/data/assets/land_acre": "2",
            "/data/assets/land_kanal": "4",
            "/data/assets/land_marla": "0",
            "/data/agriculture/cultivator_type": "own shared",
            "/data/agriculture/cultivated_acre": "1",
            "/data/agriculture/cultivated_kanal": "6",
        }
        == rich.answers
    )
    no = ("/data/assets/has_livestock", "/data/assets/owns_agri_land", "/data/agriculture/cultivates")
    assert [poor.answers[path] for path in no] == ["no", "no", "no"]


def test_income_given_by_the_year_becomes_a_twelfth_of_it(tmp_path: Path) -> None:
    seasonal = WORKER | {"cash_income_month_pkr": "", "cash_income_year_pkr": "120000", "pension_year_pkr": "36000"}
    (head,) = only(pslm_folder(tmp_path, members=[seasonal])).members
    assert (head["work/income_last_month"], head["work/pension"], head["work/pension_monthly"]) == (
        "10000",
        "yes",
        "3000",
    )


def test_who_has_work_to_return_to_counts_as_at_work(tmp_path: Path) -> None:
    (head,) = only(pslm_folder(tmp_path, members=[WORKER | {"worked_last_month": "no"}])).members
    assert head["work/worked"] == "yes"


@pytest.mark.parametrize(
    "name", ["SEX", "LEVEL", "STATUS", "TENURE", "WATER", "TOILET", "DRAINAGE", "CONNECTION", "ELEMENTARY"]
)
def test_the_estimate_reads_the_survey_as_the_trial_does(name: str) -> None:
    # its module is read, not loaded: it needs numpy, which is no library of the program
    written = ast.parse((Path(forms.__file__).parent / "pmt" / "estimate" / "survey.py").read_text("utf-8"))
    (table,) = (
        node.value for node in written.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    )
    assert eval(compile(ast.Expression(table), "survey.py", "eval")) == getattr(pslm, name)


def test_only_as_many_as_asked_for_are_read(tmp_path: Path) -> None:
    labels = [f"H9000{number}" for number in range(1, 5)]
    folder = pslm_folder(
        tmp_path,
        [HOUSEHOLD | {"household": each} for each in labels],
        [WORKER | {"household": each} for each in labels],
    )
    assert [household.label for household in pslm.read(folder, 3)] == labels[:3]
    assert [household.label for household in pslm.read(folder)] == labels


@pytest.mark.parametrize(
    ("household", "member", "fault"),
    [
        (HOUSEHOLD | {"toilet": "golden"}, WORKER, KeyError),
        (HOUSEHOLD, WORKER | {"relationship": "Neighbour"}, KeyError),
        (HOUSEHOLD, {"household": "H90001", "is_member": "yes"}, KeyError),
        (HOUSEHOLD | {"owned_acres": "some"}, WORKER, ValueError),
        (HOUSEHOLD | {"cattle_value_pkr": "some"}, WORKER, ValueError),
        (HOUSEHOLD, WORKER | {"household": "H90002"}, ValueError),
    ],
)
def test_data_that_are_not_the_ones_described_are_refused(
    tmp_path: Path, household: dict[str, str], member: dict[str, str], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        list(pslm.read(pslm_folder(tmp_path, [household], [member])))


def test_a_mapped_household_is_interviewed_without_anything_hard(tmp_path: Path) -> None:
    household = complete(only(pslm_folder(tmp_path)), 1, TODAY)
    require_fitting(household, shipped_edition().definition)

    interview = interviewed(household, confirm_with=SOURCE_DATA)

    assert interview.validate() == ()
    assert interview.state("/data/assets/land_sq_ft").value == "108900"
    assert interview.state("/data/roster/member[3]/age").value == PUPIL["age"]
    assert interview.state("/data/roster/member[2]/sex").value == "F"
    assert WIFE["sex"] == "female"


@given(st.decimals(0, 9999, allow_nan=False, allow_infinity=False, places=6))
def test_the_parts_of_an_area_give_it_back(acres: Decimal) -> None:
    acre, kanal, marla = pslm.acres_to_parts(acres)

    assert 0 <= kanal < 8
    assert 0 <= marla < 20
    back = acre + Decimal(kanal) / 8 + marla / 160
    assert abs(back - acres) <= Decimal(1) / 16000 / 2


@given(st.integers(0, 9999), st.integers(0, 7), st.integers(0, 1999))
def test_an_area_in_whole_hundredths_of_a_marla_is_exact(acre: int, kanal: int, hundredths: int) -> None:
    acres = acre + Decimal(kanal) / 8 + Decimal(hundredths) / 16000
    assert pslm.acres_to_parts(acres) == (acre, kanal, Decimal(hundredths) / 100)


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("Building construction labourers", "9"),
        ("Street food salespersons", "9"),
        ("Domestic cleaners and helpers", "9"),
        ("Commissioned armed forces officers", "0"),
        ("Managing directors and chief executives", "1"),
        ("Retail and wholesale trade managers", "1"),
        ("Primary school teachers", "2"),
        ("Civil engineers", "2"),
        ("Electrical engineering technicians", "3"),
        ("General office clerks", "4"),
        ("Shop sales assistants", "5"),
        ("Security guards", "5"),
        ("Field crop and vegetable growers", "6"),
        ("Livestock and dairy producers", "6"),
        ("Tailors, dressmakers, furriers and hatters", "7"),
        ("Motor vehicle mechanics and repairers", "7"),
        ("Car, taxi and van drivers", "8"),
        ("Weaving and knitting machine operators", "8"),
    ],
)
def test_an_occupation_is_filed_under_its_major_group(title: str, group: str) -> None:
    assert pslm.psco_group(title) == group


real_data = pytest.mark.skipif(not REAL.is_dir(), reason="the real households of PSLM 2015-16 are not on this machine")


@real_data
def test_every_real_household_is_mapped() -> None:
    definition = shipped_edition().definition
    households = list(pslm.read(REAL))

    assert len(households) == HOUSEHOLDS_IN_ALL
    for household in households:
        assert household.members[0]["relation"] == "HEAD"
        require_fitting(household, definition)


@real_data
def test_real_households_go_through_the_engine_without_a_blocking_violation() -> None:
    for household in pslm.read(REAL, ANSWERED):
        interview = interviewed(complete(household, 1, TODAY), confirm_with=SOURCE_DATA)
        assert [(household.label, each.ref, each.rule) for each in interview.validate()] == []
