"""Families drawn from the facts of the 2023 census of Punjab: who lives together, and in what kind of house."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from enumerator.trial.chance import Chance
from enumerator.trial.household import Answer, SampleHousehold

CHILDREN = {0: 7, 1: 11, 2: 16, 3: 19, 4: 17, 5: 12, 6: 8, 7: 5, 8: 3, 9: 1, 11: 1}
"""Children at home by share, set so that the mean household comes out near the census's 6.4 people."""
OTHERS = ("PARENT", "SIBLING", "CHILD_IL", "GRANDCHILD", "NEPHEW_NIECE", "SIBLING_IL", "OTHER_REL")
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


def _members(chance: Chance) -> list[dict[str, Answer]]:
    relations = facts()["people_by_relation_and_sex"]
    head_sex = (
        "M"
        if chance.happens(relations["male"]["HEAD"] / (relations["male"]["HEAD"] + relations["female"]["HEAD"]))
        else "F"
    )
    head_age = _age(chance, head_sex, 22, 75)
    married = chance.happens(0.88 if head_sex == "M" else 0.15)
    people = [_person(chance, "HEAD", head_sex, head_age, "MARRIED" if married else _was_married(head_sex, chance))]
    mother_age = head_age
    if married:
        spouse_sex = "F" if head_sex == "M" else "M"
        mother_age = max(17, head_age - chance.number(0, 7) if head_sex == "M" else head_age)
        people.append(_person(chance, "SPOUSE", spouse_sex, mother_age, "MARRIED"))
    youngest_adult = min(head_age, mother_age)
    if married or head_sex == "F":
        for _ in range(chance.weighted(CHILDREN)):
            people.append(_child(chance, youngest_adult))
    for _ in range(chance.weighted({0: 52, 1: 20, 2: 14, 3: 8, 4: 6})):
        people.append(_other(chance, head_age))
    return people


def _age(chance: Chance, sex: str, least: int, most: int) -> int:
    by_age = facts()["people_by_age_and_sex"]["male" if sex == "M" else "female"]
    return chance.weighted({age: by_age[age] for age in range(least, min(most, len(by_age) - 1) + 1)})


def _was_married(sex: str, chance: Chance) -> str:
    counts = facts()["people_15_and_over_by_marital_status"]["male" if sex == "M" else "female"]
    return chance.weighted({status: counts[status] for status in ("WIDOWED", "DIVORCED", "SEPARATED")})


def _child(chance: Chance, parent_age: int) -> dict[str, Answer]:
    counts = facts()["people_by_relation_and_sex"]
    sex = (
        "M" if chance.happens(counts["male"]["CHILD"] / (counts["male"]["CHILD"] + counts["female"]["CHILD"])) else "F"
    )
    age = _age(chance, sex, 0, max(1, min(parent_age - 16, 28)))
    return _person(chance, "CHILD", sex, age, "NEVER")


def _other(chance: Chance, head_age: int) -> dict[str, Answer]:
    counts = facts()["people_by_relation_and_sex"]
    both = {relation: counts["male"][relation] + counts["female"][relation] for relation in OTHERS}
    relation = chance.weighted(both)
    sex = "M" if chance.happens(counts["male"][relation] / both[relation]) else "F"
    ages = {
        "PARENT": (head_age + 16, 95),
        "GRANDCHILD": (0, max(1, head_age - 38)),
        "CHILD_IL": (17, max(18, head_age - 16)),
    }
    least, most = ages.get(relation, (1, 60))
    age = chance.number(min(least, 95), most) if least >= 60 else _age(chance, sex, least, max(least, most))
    never = relation in ("GRANDCHILD", "NEPHEW_NIECE", "SIBLING", "OTHER_REL") or age < 18
    marital = "NEVER" if never else "WIDOWED" if relation == "PARENT" and chance.happens(0.5) else "MARRIED"
    return _person(chance, relation, sex, age, marital)


def _person(chance: Chance, relation: str, sex: str, age: int, marital: str) -> dict[str, Answer]:
    person: dict[str, Answer] = {"relation": relation, "gender": sex, "age_stated": str(age), "marital": marital}
    person |= _schooling(chance, sex, age)
    person |= _work(chance, sex, age)
    return person


def _schooling(chance: Chance, sex: str, age: int) -> dict[str, Answer]:
    counts = facts()["people_5_and_over_by_schooling"]["male" if sex == "M" else "female"]
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


def _work(chance: Chance, sex: str, age: int) -> dict[str, Answer]:
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


def _pension(chance: Chance, age: int) -> dict[str, Answer]:
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
