from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

import pytest

from enumerator.trial import census
from enumerator.trial.household import Answer, SampleHousehold, text

SEED, HOW_MANY = 2025, 2000
WITHIN = 0.03

Person = Mapping[str, Answer]


@cache
def families() -> tuple[SampleHousehold, ...]:
    return tuple(census.family(SEED, index) for index in range(HOW_MANY))


def age(person: Person) -> int:
    return int(text(person, "age_stated"))


def of(family: SampleHousehold, relation: str) -> list[Person]:
    return [person for person in family.members if person["relation"] == relation]


def share_of(path: str, codes: frozenset[str]) -> float:
    return sum(text(family.answers, path) in codes for family in families()) / HOW_MANY


def counted(table: str) -> dict[str, float]:
    """The census's share of each row over town and country together."""
    facts = census.facts()
    households = facts["households_by_area"]
    rows: Counter[str] = Counter()
    for area, count in households.items():
        of_area = facts[table][area]
        for row, share in of_area.items():
            rows[row] += share / sum(of_area.values()) * count / sum(households.values())
    return dict(rows)


def test_the_same_seed_gives_the_same_family() -> None:
    assert census.family(7, 3) == census.family(7, 3)


def test_another_seed_or_another_index_gives_another_family() -> None:
    assert census.family(7, 3).answers != census.family(8, 3).answers
    assert len({repr(census.family(7, index).members) for index in range(50)}) > 45


def test_the_mean_household_is_near_the_census() -> None:
    mean = sum(len(family.members) for family in families()) / HOW_MANY
    assert 5.9 <= mean <= 6.9


def test_town_and_country_share_the_households_as_in_the_census() -> None:
    counts = census.facts()["households_by_area"]
    expected = counts["urban"] / sum(counts.values())
    assert share_of("/data/address/current/area", frozenset({"urban"})) == pytest.approx(expected, abs=WITHIN)


@pytest.mark.parametrize("row", ["OWNED", "RENTED", "RENT_FREE", "GOVT", "EMPLOYER", "OTHER"])
def test_tenure_is_shared_as_in_the_census(row: str) -> None:
    assert share_of("/data/assets/tenure", frozenset({row})) == pytest.approx(counted("tenure")[row], abs=WITHIN)


@pytest.mark.parametrize("row", sorted(census.WATER))
def test_drinking_water_is_shared_as_in_the_census(row: str) -> None:
    codes = frozenset(census.WATER[row])
    assert share_of("/data/assets/drinking_water", codes) == pytest.approx(counted("water")[row], abs=WITHIN)


@pytest.mark.parametrize("row", sorted(census.TOILET))
def test_toilets_are_shared_as_in_the_census(row: str) -> None:
    codes = frozenset(census.TOILET[row])
    assert share_of("/data/assets/toilet", codes) == pytest.approx(counted("toilet")[row], abs=WITHIN)


@pytest.mark.parametrize("relation", ["SPOUSE", "CHILD", "CHILD_IL", "GRANDCHILD", "PARENT", "SIBLING"])
def test_relatives_are_as_frequent_as_in_the_census(relation: str) -> None:
    """People of a relation for each head, within a seventh of a person."""
    counts = census.facts()["people_by_relation_and_sex"]
    expected = sum(counts[sex][relation] for sex in counts if sex in census.SEX.values()) / sum(
        counts[sex]["HEAD"] for sex in census.SEX.values()
    )
    assert sum(len(of(family, relation)) for family in families()) / HOW_MANY == pytest.approx(expected, abs=1 / 7)


def test_the_head_stands_first_and_there_is_one() -> None:
    for family in families():
        assert [person["relation"] for person in family.members].index("HEAD") == 0
        assert len(of(family, "HEAD")) == 1


def test_a_marriage_has_one_husband_one_wife_and_both_are_grown() -> None:
    for family in families():
        (head,) = of(family, "HEAD")
        spouses = of(family, "SPOUSE")
        assert len(spouses) == (head["marital"] == "MARRIED")
        for spouse in spouses:
            assert spouse["marital"] == "MARRIED"
            assert {spouse["gender"], head["gender"]} == {"M", "F"}
    assert all(age(person) >= 16 for family in families() for person in family.members if person["marital"] != "NEVER")


def test_nobody_is_born_to_a_child_or_to_an_old_woman() -> None:
    for family in families():
        (head,) = of(family, "HEAD")
        parents = [head, *of(family, "SPOUSE")]
        mother = next((person for person in parents if person["gender"] == "F"), None)
        for child in of(family, "CHILD"):
            assert min(age(parent) for parent in parents) - age(child) >= census.YOUNGEST_PARENT
            assert mother is not None
            assert age(mother) - age(child) <= 50
        for parent in of(family, "PARENT"):
            assert census.YOUNGEST_PARENT <= age(parent) - age(head) <= 50


def test_grandchildren_have_parents_in_the_house() -> None:
    for family in families():
        wives, sons = of(family, "CHILD_IL"), [each for each in of(family, "CHILD") if each["marital"] == "MARRIED"]
        assert len(wives) == len(sons)
        for grandchild in of(family, "GRANDCHILD"):
            assert max(age(wife) for wife in wives) - age(grandchild) >= census.YOUNGEST_PARENT


def test_a_head_has_one_mother_and_one_father() -> None:
    for family in families():
        sexes = [person["gender"] for person in of(family, "PARENT")]
        assert len(sexes) == len(set(sexes)) <= 2


def test_nobody_goes_to_school_or_works_too_young_or_above_their_class() -> None:
    for person in (person for family in families() for person in family.members):
        if age(person) < census.FIRST_SCHOOL_AGE:
            assert person["education/school_status"] == "NEVER"
        if age(person) < census.FIRST_WORKING_AGE:
            assert not any(path.startswith("work/") for path in person)
        if "education/class_now" in person:
            assert int(text(person, "education/class_now")) <= age(person) - 4
        assert 0 <= age(person) <= 100
