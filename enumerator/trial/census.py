"""Families drawn from the facts of the 2023 census of Punjab: who lives together, and in what kind of house."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from enumerator.trial.chance import Chance
from enumerator.trial.household import Answer, SampleHousehold

Member = dict[str, Answer]
SEX = {"M": "male", "F": "female"}
"""The questionnaire's sexes and the census's columns."""
FIRST_SCHOOL_AGE, FIRST_WORKING_AGE = 5, 10
"""The ages from which the census counts schooling and the survey asks about work."""
CHILDREN = {0: 8, 1: 11, 2: 16, 3: 18, 4: 17, 5: 12, 6: 8, 7: 5, 8: 3, 9: 1, 11: 1}
"""Children of the head by share of families, set so that the mean household comes out near the census's 6.4 people."""
MARRIED_SONS = 0.7
"""Share of grown sons whose wife lives here too, set so that daughters-in-law are as frequent as in the census."""
YOUNGEST_PARENT, OLDEST_MOTHER, OLDEST_CHILD_AT_HOME = 16, 47, 35
SIDE_RELATIONS: Mapping[str, tuple[int, int]] = {
    "SIBLING": (-18, 12),
    "SIBLING_IL": (-18, 12),
    "NEPHEW_NIECE": (-45, -12),
    "OTHER_REL": (-45, 20),
}
"""Relatives beside the line of descent: how many years older than the head they are, from and to."""
GROWN = {"SIBLING_IL": 18}
"""Relations that come by marriage, and the age from which they occur."""
WATER = {
    "tap": ("11", "12", "14"),
    "motor": ("22", "21"),
    "well": ("31", "32"),
    "filter": ("F",),
    "bottle": ("91",),
    "other": ("61", "81", "23"),
}
TOILET = {"flush": ("11", "12", "13", "14"), "non_flush": ("22", "23"), "none": ("95",)}
FUEL = {"gas": ("GAS",), "lpg": ("LPG",), "firewood": ("WOOD",), "others": ("DUNG", "CROP", "ELEC")}


@cache
def facts() -> Mapping[str, Any]:
    """Read the census tables that stand beside this module."""
    tables: Mapping[str, Any] = json.loads((Path(__file__).parent / "census2023.json").read_text("utf-8"))
    return tables


def family(seed: int, index: int) -> SampleHousehold:
    """Draw one family: its members with age, sex, schooling and work, and the house it lives in."""
    chance = Chance(seed, f"census {index}")
    household = SampleHousehold(f"census {index}")
    household.members = _members(chance)
    household.answers = _house(chance)
    return household


def _members(chance: Chance) -> list[Member]:
    counts = facts()["people_by_relation_and_sex"]
    head_sex = _sex(chance, "HEAD")
    spouse_sex = "F" if head_sex == "M" else "M"
    head_age = _age(chance, head_sex, 22, 75)
    married = chance.happens(counts[SEX[spouse_sex]]["SPOUSE"] / counts[SEX[head_sex]]["HEAD"])
    people = [_person(chance, "HEAD", head_sex, head_age, "MARRIED" if married else _was_married(head_sex, chance))]
    mother_age = head_age
    if married:
        mother_age = max(17, head_age - chance.number(0, 7)) if head_sex == "M" else head_age
        people.append(_person(chance, "SPOUSE", spouse_sex, mother_age, "MARRIED"))
    if married or head_sex == "F":
        people += _descendants(chance, mother_age)
    return people + _parents(chance, head_age) + _side_relatives(chance, head_age)


def _heads() -> int:
    counts = facts()["people_by_relation_and_sex"]
    return int(counts["male"]["HEAD"] + counts["female"]["HEAD"])


def _sex(chance: Chance, relation: str) -> str:
    counts = facts()["people_by_relation_and_sex"]
    return chance.weighted({sex: counts[table][relation] for sex, table in SEX.items()})


def _age(chance: Chance, sex: str, least: int, most: int) -> int:
    by_age = facts()["people_by_age_and_sex"][SEX[sex]]
    return chance.weighted({age: by_age[age] for age in range(least, min(most, len(by_age) - 1) + 1)})


def _was_married(sex: str, chance: Chance) -> str:
    counts = facts()["people_15_and_over_by_marital_status"][SEX[sex]]
    return chance.weighted({status: counts[status] for status in ("WIDOWED", "DIVORCED", "SEPARATED")})


def _descendants(chance: Chance, mother_age: int) -> list[Member]:
    """Draw the children, wives of grown sons, and the sons' children; nobody is born to a child or to the old."""
    people: list[Member] = []
    least, most = max(0, mother_age - OLDEST_MOTHER), min(mother_age - YOUNGEST_PARENT, OLDEST_CHILD_AT_HOME)
    for _ in range(min(chance.weighted(CHILDREN), (mother_age - 15) // 2)):
        sex = _sex(chance, "CHILD")
        age = _age(chance, sex, least, most)
        marries = sex == "M" and age >= 20 and chance.happens(MARRIED_SONS)
        people.append(_person(chance, "CHILD", sex, age, "MARRIED" if marries else "NEVER"))
        if marries:
            wife_age = max(18, age - chance.number(0, 4))
            people.append(_person(chance, "CHILD_IL", "F", wife_age, "MARRIED"))
            for _ in range(min(chance.number(0, 5), (wife_age - 15) // 2)):
                grandchild_sex = _sex(chance, "GRANDCHILD")
                grandchild_age = _age(chance, grandchild_sex, 0, wife_age - YOUNGEST_PARENT)
                people.append(_person(chance, "GRANDCHILD", grandchild_sex, grandchild_age, "NEVER"))
    return people


def _parents(chance: Chance, head_age: int) -> list[Member]:
    """Draw the head's mother and father, each at most once and no older than people become."""
    counts = facts()["people_by_relation_and_sex"]
    living = [sex for sex in SEX if head_age < 60 and chance.happens(counts[SEX[sex]]["PARENT"] / _heads())]
    status = "MARRIED" if len(living) == len(SEX) else "WIDOWED"
    ages = (head_age + chance.number(YOUNGEST_PARENT + 2, 36) for _ in living)
    return [_person(chance, "PARENT", sex, age, status) for sex, age in zip(living, ages, strict=True)]


def _side_relatives(chance: Chance, head_age: int) -> list[Member]:
    counts = facts()["people_by_relation_and_sex"]
    people: list[Member] = []
    for relation, (youngest, oldest) in SIDE_RELATIONS.items():
        a_household = sum(counts[table][relation] for table in SEX.values()) / _heads()
        # Where there is one such relative there are two on average.
        for _ in range(chance.number(1, 3) if chance.happens(a_household / 2) else 0):
            sex = _sex(chance, relation)
            least = max(GROWN.get(relation, 0), head_age + youngest)
            age = _age(chance, sex, least, max(least, head_age + oldest))
            people.append(_person(chance, relation, sex, age, "MARRIED" if relation in GROWN else "NEVER"))
    return people


def _person(chance: Chance, relation: str, sex: str, age: int, marital: str) -> Member:
    person: Member = {"relation": relation, "gender": sex, "age_stated": str(age), "marital": marital}
    return person | _schooling(chance, sex, age) | _work(chance, sex, age)


def _schooling(chance: Chance, sex: str, age: int) -> Member:
    if age < FIRST_SCHOOL_AGE:
        return {"education/school_status": "NEVER", "education/not_school_reason": "YOUNG"}
    counts = facts()["people_5_and_over_by_schooling"][SEX[sex]]
    if not chance.happens(counts["ever_attended"] / counts["all"] + (0.12 if 6 <= age <= 16 else 0)):
        reason = "YOUNG" if age < 6 else chance.one_of(("COST", "FAR", "WORK", "HOME", "PARENTS", "UNWILLING"))
        return {"education/school_status": "NEVER", "education/not_school_reason": reason, "education/can_read": "no"}
    if 5 <= age <= 18 and chance.happens(0.85):
        now = max(1, min(age - 5, 12))
        return {
            "education/school_status": "NOW",
            "education/education_level": f"{now - 1:02d}",
            "education/class_now": f"{now:02d}",
            "education/school_type": chance.weighted({"GOVT": 55, "PRIVATE": 38, "MADRASSA": 4, "PEF": 3}),
            "education/can_read": "yes" if now > 2 else "no",
        }
    highest = max(0, min(age - 6, chance.weighted({5: 30, 8: 24, 10: 26, 12: 12, 14: 8})))
    level = "16" if highest == 14 and age > 22 and chance.happens(0.4) else f"{highest:02d}" if highest != 13 else "12"
    return {
        "education/school_status": "PAST",
        "education/education_level": level,
        "education/can_read": "yes" if highest > 2 else "no",
    }


def _work(chance: Chance, sex: str, age: int) -> Member:
    if age < FIRST_WORKING_AGE:
        return {}
    works = chance.happens({"M": 0.82, "F": 0.22}[sex] if 18 <= age <= 64 else 0.06)
    if not works:
        reason = (
            "student" if age < 18 else "housework" if sex == "F" else chance.one_of(("seeking", "ill", "not_seeking"))
        )
        return {"work/worked": "no", "work/not_working_reason": reason} | _pension(chance, age)
    status = chance.weighted({"REG": 30, "CASUAL": 28, "OWN": 20, "UNPAID": 6, "OWN_CULT": 12, "SHARE_CULT": 4})
    job = {"REG": "permanent", "CASUAL": "daily_wage", "UNPAID": "unpaid"}.get(status, "own_business")
    occupation = (
        "9"
        if status == "CASUAL"
        else "6"
        if "CULT" in status
        else chance.one_of(("1", "2", "3", "4", "5", "7", "8", "9"))
    )
    return {
        "work/worked": "yes",
        "work/employment_status": status,
        "work/occupation": occupation,
        "work/nature_of_job": job,
        "work/income_last_month": "0" if status == "UNPAID" else str(chance.number(16, 90) * 500),
    } | _pension(chance, age)


def _pension(chance: Chance, age: int) -> Member:
    if age >= 60 and chance.happens(0.12):
        return {"work/pension": "yes", "work/pension_monthly": str(chance.number(10, 60) * 500)}
    return {"work/pension": "no"}


def _house(chance: Chance) -> dict[str, Answer]:
    tables = facts()
    area = chance.weighted(tables["households_by_area"])
    drawn = {
        name: chance.weighted(tables[name][area])
        for name in ("fuel", "lighting", "water", "toilet", "tenure", "rooms", "house")
    }
    rooms = int(drawn["rooms"]) + (chance.weighted({0: 5, 1: 3, 2: 1}) if drawn["rooms"] == "4" else 0)
    owns_land = area == "rural" and chance.happens(0.25)
    answers: dict[str, Answer] = {
        "/data/address/current/area": area,
        "/data/assets/dwelling": chance.weighted(
            {"house": 80, "part_of_house": 12, "compound": 4, "flat": 3, "jhuggi": 1}
        ),
        "/data/assets/tenure": drawn["tenure"],
        "/data/assets/walls": {"pakka": "33", "semi": "35", "kacha": "13"}[drawn["house"]],
        "/data/assets/roof": {"pakka": "35", "semi": "31", "kacha": "12"}[drawn["house"]],
        "/data/assets/rooms": str(rooms),
        "/data/assets/cooking_fuel": chance.one_of(FUEL[drawn["fuel"]]),
        "/data/assets/toilet": chance.one_of(TOILET[drawn["toilet"]]),
        "/data/assets/drinking_water": chance.one_of(WATER[drawn["water"]]),
        "/data/assets/drainage": chance.one_of(("underground", "covered", "open", "none")),
        "/data/assets/gas": "own" if drawn["fuel"] == "gas" else "none",
        "/data/assets/electricity": chance.weighted({"own": 9, "shared": 1})
        if drawn["lighting"] == "electricity"
        else "none",
        "/data/assets/owns_agri_land": "yes" if owns_land else "no",
        "/data/assets/land_acre": str(chance.number(0, 9)),
        "/data/assets/land_kanal": str(chance.number(1, 7)),
        "/data/assets/land_marla": str(chance.number(0, 19)),
        "/data/misc/has_mobile": "yes" if chance.happens(0.95) else "no",
        "/data/misc/has_landline": "yes" if chance.happens(0.05) else "no",
        "/data/misc/has_internet": "yes" if chance.happens(0.45) else "no",
        "/data/misc/has_broadband": "yes" if chance.happens(0.1) else "no",
        "/data/assets/has_livestock": "yes" if area == "rural" and chance.happens(0.5) else "no",
    }
    return answers
