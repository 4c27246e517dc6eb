"""The households of the survey as answers to our questionnaire: its codes, by the paths of its questions.

The same reading as that of the trial's sample households, for those answers that a candidate looks at; a test holds
that every household scores the same here and through the form.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Row = Mapping[str, str]

RELATION = {"Head": "HEAD", "Spouse": "SPOUSE", "Son/Daughter": "CHILD", "Son/Daughter-in-law": "CHILD_IL"}
OTHER_RELATION = "OTHER_REL"
SEX = {"male": "M", "female": "F"}
LEVEL = {
    "less than 1": "00",
    **{f"class {number}": f"{number:02d}" for number in range(1, 11)},
    "FA/FSc/I-COM": "12",
    "Polytechnic Diploma": "D3",
    "BA/BSc/B.com/B.Ed/Post Graduate": "14",
    "MA/MSc/MEd": "16",
    "Degree in Engineering": "16",
    "Degree in Agriculture": "16",
    "Degree in Medicine": "PRO",
    "Degree in Law": "PRO",
    "Mphil/PhD": "18",
    "Others": "OTH",
}
PUBLIC_SCHOOL = {
    "Government Institute": "GOVT",
    "Privately": "HOME",
    "NGO/Foundation/Trust": "NGO",
    "Non Formal Basic Education School": "NFE",
    "Deeni Madrasa only Hifz Quran": "MADRASSA",
    "Deeni Madrasa Proper Education": "MADRASSA",
}
PRIVATE_SCHOOL = "PRIVATE"
STATUS = {
    "Paid employee": "REG",
    "Employer, employing less than 10 person": "EMPLOYER",
    "Employer, employing 10 or more persons": "EMPLOYER",
    "Self employed non agri": "OWN",
    "Contributing family worker": "UNPAID",
    "Own cultivator": "OWN_CULT",
    "Share cropper": "SHARE_CULT",
    "Contract cultivator": "CONTRACT_CULT",
    "Live stock (only)": "LIVESTOCK",
}
TENURE = {
    "owner occupied (self hired)": "OWNED",
    "owner occupied(not self hired)": "OWNED",
    "on rent": "RENTED",
    "subsidized rent": "EMPLOYER",
    "rent free": "RENT_FREE",
}
WATER = {
    "piped water": "11",
    "hand pump": "23",
    "motorized pumping/tubewell": "22",
    "closed well": "31",
    "open well": "32",
    "spring": "42",
    "pound/canal/river/stream": "81",
    "tanker/truck/water be arer": "61",
    "filtration plant": "F",
    "mineral water": "91",
    "others": "96",
}
TOILET = {
    "flush connected to public sewerage": "11",
    "flush connected to pit": "13",
    "flush connected to open drain": "14",
    "dry raised laterine": "22",
    "dry pit latrine": "23",
    "no toilet in the household": "95",
}
DRAINAGE = {"under ground drains": "underground", "covered drain": "covered", "open drain": "open", "no system": "none"}
CONNECTION = {"yes": "own", "yes extension": "shared", "no": "none"}
# Words of the occupation titles that the Pakistan Standard Classification files under its elementary group (80–89).
ELEMENTARY = (
    *("labourer", "street", "domestic cleaners", "cleaners and helpers", "cleaning workers", "sweepers", "elementary"),
    *("freight handlers", "hand packers", "hand launderers", "vehicle cleaners", "garbage", "refuse", "messengers"),
    *("porters", "shelf fillers", "animal-drawn", "door to door", "window cleaners", "odd job", "shoe cleaning"),
    *("water and firewood", "kitchen helpers", "fast food preparers", "hand and pedal", "meter readers"),
)
ELEMENTARY_GROUP, ANOTHER_GROUP = "9", "7"
ANIMALS = ("cattle", "buffalo", "camel", "sheep", "goat", "horse", "donkey", "mule", "poultry")
YES_OR_NO = {
    "/data/assets/has_computer": "desktop",
    "/data/assets/has_laptop": "laptop",
    "/data/assets/has_tablet": "tablet",
    "/data/misc/has_mobile": "mobile",
    "/data/misc/has_internet": "internet",
}


@dataclass(frozen=True, slots=True)
class Survey:
    """Households and their members, column by column.

    Attributes:
        names: what the file calls each household.
        households: answers by the path of their question, one numpy array each.
        members: answers by their path below the roster; a household's members stand together.
        of: the household of each member, counted from 0.
        units: the sampling unit of each household, counted from 0.
        welfare: log of non-durable consumption a month and member, in rupees of 2015-16; blank for made-up families.
    """

    names: Sequence[str]
    households: Mapping[str, Any]
    members: Mapping[str, Any]
    of: Any
    units: Any
    welfare: Any

    @property
    def size(self) -> Any:
        """The number of members of each household."""
        return np.bincount(self.of, minlength=len(self.units))

    def count(self, members: Any) -> Any:
        """Count, in each household, the members marked in `members`."""
        return np.bincount(self.of, weights=members, minlength=len(self.units)).astype(int)


def read(folder: Path) -> Survey:
    """Read the two files of the folder.

    Raises:
        KeyError, ValueError: a category, column or number that this reading does not know.
    """
    rows = list(_rows(folder / "households.csv.gz"))
    place = {row["household"]: index for index, row in enumerate(rows)}
    kept = [row for row in _rows(folder / "members.csv.gz") if row["is_member"] != "no"]
    kept.sort(key=lambda row: place[row["household"]])
    of = np.array([place[row["household"]] for row in kept])
    spent = np.array([float(row["nondurable_pkr_per_month"]) for row in rows])
    units = {unit: index for index, unit in enumerate(sorted({row["psu"] for row in rows}))}
    return Survey(
        names=[row["household"] for row in rows],
        households=columns(map(household, rows)),
        members=columns(map(member, kept)),
        of=of,
        units=np.array([units[row["psu"]] for row in rows]),
        welfare=np.log(spent / np.bincount(of, minlength=len(rows))),
    )


def columns(answers: Iterable[Mapping[str, str | int]]) -> Mapping[str, Any]:
    """Turn answers one by one into columns of answers."""
    every = list(answers)
    return {question: np.array([answer[question] for answer in every]) for question in every[0]}


def household(row: Row) -> dict[str, str | int]:
    """Answer the household's questions as the survey's household would."""
    owned = float(row["owned_acres"] or 0)
    animals = any(float(row[f"{animal}_value_pkr"] or 0) > 0 for animal in ANIMALS)
    cultivated = sum(float(row[f"operated_{way}_acres"] or 0) for way in ("own", "rented", "sharecropped"))
    return {
        "/data/address/current/area": row["area"],
        "/data/assets/tenure": TENURE[row["occupancy"]],
        "/data/assets/rooms": int(row["rooms"]),
        "/data/assets/electricity": CONNECTION[row["electricity"]],
        "/data/assets/gas": CONNECTION[row["gas"]],
        "/data/assets/drinking_water": WATER[row["drinking_water"]],
        "/data/assets/toilet": TOILET[row["toilet"]],
        "/data/assets/drainage": DRAINAGE[row["drainage"]],
        "/data/assets/has_livestock": "yes" if animals else "no",
        "/data/assets/owns_agri_land": "yes" if owned else "no",
        "/data/agriculture/cultivates": "yes" if cultivated else "no",
        **{question: row[column] for question, column in YES_OR_NO.items()},
    }


def member(row: Row) -> dict[str, str | int]:
    """Answer a member's questions as the survey's member would."""
    went, attends = row["ever_attended"] == "yes", row["attending"] == "yes"
    asked_about_work = bool(row["worked_last_month"])
    # Eleven people answered "no, but has work to return to" and carry a status: they count as at work.
    works = asked_about_work and (row["worked_last_month"] != "no" or bool(row["employment_status"]))
    elementary = any(word in row["occupation"].lower() for word in ELEMENTARY)
    school = PUBLIC_SCHOOL.get(row["institution"], PRIVATE_SCHOOL)
    return {
        "relation": RELATION.get(row["relationship"], OTHER_RELATION),
        "sex": SEX[row["sex"]],
        "age": int(row["age"]),
        "education/school_status": ("NOW" if attends else "PAST") if went else "NEVER" if row["ever_attended"] else "",
        "education/education_level": LEVEL[row["education_completed"]] if went else "",
        "education/school_type": school if went and attends else "",
        "education/can_read": (row["can_read"] or "no") if row["ever_attended"] and int(row["age"]) >= 10 else "",
        "work/worked": ("yes" if works else "no") if asked_about_work else "",
        "work/employment_status": STATUS[row["employment_status"]] if works else "",
        "work/occupation": (ELEMENTARY_GROUP if elementary else ANOTHER_GROUP) if works else "",
        "work/pension": ("yes" if _monthly(row["pension_year_pkr"]) else "no") if asked_about_work else "",
    }


def _monthly(yearly: str) -> int:
    return int(float(yearly)) // 12 if yearly else 0


def _rows(file: Path) -> Iterable[Row]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)
