"""Made-up families for the pack: typed into the questionnaire they must come out as worked out here.

Nobody of the survey is among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .card import Card, Line
from .kinds import ROSTER, OneAnswer
from .survey import Survey, columns
from .writing import points_text

DAY = (2025, 4, 1)
Answers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Family:
    """Answers by question; `refused` are questions of the household that were not answered."""

    name: str
    home: Answers
    members: Sequence[Answers]
    refused: tuple[str, ...] = ()


def person(relation: str, name: str, sex: str, born: int, **more: str) -> dict[str, str]:
    """A member born on the first of January, with what was said of schooling and work."""
    paths = {
        "school": "education/school_status",
        "level": "education/education_level",
        "kind": "education/school_type",
        "reads": "education/can_read",
        "works": "work/worked",
        "status": "work/employment_status",
        "occupation": "work/occupation",
        "pension": "work/pension",
    }
    said = {paths[key]: value for key, value in more.items()}
    return {"relation": relation, "name": name, "gender": sex, "birth_date": f"{born}-01-01"} | said


HOME = {
    "area": "/data/address/current/area",
    "tenure": "/data/assets/tenure",
    "rooms": "/data/assets/rooms",
    "toilet": "/data/assets/toilet",
    "water": "/data/assets/drinking_water",
    "drainage": "/data/assets/drainage",
    "electricity": "/data/assets/electricity",
    "gas": "/data/assets/gas",
    "internet": "/data/misc/has_internet",
    "mobile": "/data/misc/has_mobile",
    "computer": "/data/assets/has_computer",
    "laptop": "/data/assets/has_laptop",
    "tablet": "/data/assets/has_tablet",
    "livestock": "/data/assets/has_livestock",
    "land": "/data/assets/owns_agri_land",
    "cultivates": "/data/agriculture/cultivates",
}
SIMPLE = {
    **dict.fromkeys(HOME, "no"),
    "area": "rural",
    "tenure": "OWNED",
    "rooms": "2",
    "toilet": "13",
    "water": "22",
    "drainage": "open",
    "electricity": "own",
    "gas": "none",
    "mobile": "yes",
}


def home(**answers: str) -> dict[str, str]:
    """The household's answers; what is not said is a simple home."""
    return {HOME[key]: value for key, value in (SIMPLE | answers).items()}


def yes(*things: str) -> dict[str, str]:
    """What it has besides."""
    return {HOME[thing]: "yes" for thing in things}


NOT_AT_SCHOOL = {"school": "NEVER", "reads": "no"}
IDLE = {"works": "no", "pension": "no"}
LABOURER = {"works": "yes", "status": "CASUAL", "occupation": "9", "pension": "no"}

FAMILIES: tuple[Family, ...] = (
    Family(
        "a labourer's family of eight in a village",
        home(rooms="1", toilet="95", water="23", drainage="none", electricity="none", mobile="no"),
        (
            person("HEAD", "Allah Ditta", "M", 1980, **NOT_AT_SCHOOL, **LABOURER),
            person("SPOUSE", "Zainab Bibi", "F", 1984, **NOT_AT_SCHOOL, **LABOURER),
            person("CHILD", "Imran", "M", 2008, **NOT_AT_SCHOOL, **LABOURER),
            person("CHILD", "Kiran", "F", 2012, **NOT_AT_SCHOOL, **IDLE),
            person("CHILD", "Adnan", "M", 2016, school="NOW", level="01", kind="GOVT"),
            person("CHILD", "Saima", "F", 2018, school="NEVER"),
            person("CHILD", "Bilal", "M", 2021, school="NEVER"),
            person("CHILD", "Hina", "F", 2023),
        ),
    ),
    Family(
        "a widow with two children at the edge of a town",
        home(area="urban", tenure="RENT_FREE", toilet="14", water="61", gas="shared"),
        (
            person("HEAD", "Parveen Akhtar", "F", 1986, school="PAST", level="05", reads="yes", works="yes")
            | {"work/employment_status": "DOMESTIC", "work/occupation": "9", "work/pension": "no"},
            person("CHILD", "Sana", "F", 2011, school="NOW", level="06", kind="GOVT", reads="yes", **IDLE),
            person("CHILD", "Usman", "M", 2014, school="NOW", level="04", kind="PEF", reads="yes", **IDLE),
        ),
    ),
    Family(
        "a shopkeeper's family of three generations",
        home(area="urban", rooms="4", toilet="11", water="11", drainage="covered", gas="own", internet="yes"),
        (
            person("HEAD", "Muhammad Aslam", "M", 1966, school="PAST", level="10", reads="yes", works="yes")
            | {"work/employment_status": "OWN", "work/occupation": "5", "work/pension": "no"},
            person("SPOUSE", "Nasreen", "F", 1970, school="PAST", level="08", reads="yes", **IDLE),
            person("CHILD", "Farhan", "M", 1993, school="PAST", level="14", reads="yes", works="yes")
            | {"work/employment_status": "REG", "work/occupation": "4", "work/pension": "no"},
            person("CHILD_IL", "Rabia", "F", 1996, school="PAST", level="12", reads="yes", **IDLE),
            person("GRANDCHILD", "Ali", "M", 2017, school="NOW", level="02", kind="PRIVATE"),
            person("GRANDCHILD", "Fatima", "F", 2019, school="NOW", level="P", kind="PRIVATE"),
            person("PARENT", "Ghulam Fatima", "F", 1944, **NOT_AT_SCHOOL, works="no", pension="yes"),
        ),
    ),
    Family(
        "a young couple in a rented flat",
        home(area="urban", tenure="RENTED", rooms="3", toilet="11", water="91", drainage="underground", gas="own")
        | yes("internet", "computer", "laptop", "tablet"),
        (
            person("HEAD", "Hamza", "M", 1992, school="PAST", level="16", reads="yes", works="yes")
            | {"work/employment_status": "EMPLOYER", "work/occupation": "2", "work/pension": "no"},
            person("SPOUSE", "Ayesha", "F", 1995, school="PAST", level="14", reads="yes", **IDLE),
        ),
    ),
    Family(
        "a cultivator's family that does not say what toilet it has",
        home(rooms="3", drainage="none") | yes("livestock", "land", "cultivates"),
        (
            person("HEAD", "Bashir Ahmad", "M", 1975, school="PAST", level="08", reads="yes", works="yes")
            | {"work/employment_status": "OWN_CULT", "work/occupation": "6", "work/pension": "no"},
            person("SPOUSE", "Shamim", "F", 1978, **NOT_AT_SCHOOL, works="yes")
            | {"work/employment_status": "UNPAID", "work/occupation": "6", "work/pension": "no"},
            person("CHILD", "Tariq", "M", 2004, school="PAST", level="10", reads="yes", works="yes")
            | {"work/employment_status": "UNPAID", "work/occupation": "6", "work/pension": "no"},
            person("CHILD", "Amina", "F", 2009, school="NOW", level="09", kind="GOVT", reads="yes", **IDLE),
            person("PARENT", "Muhammad Sharif", "M", 1948, **NOT_AT_SCHOOL, **IDLE),
        ),
        refused=("/data/assets/toilet",),
    ),
)


def worked(card: Card) -> list[dict[str, Any]]:
    """Work every family out by the card."""
    return [_example(family, card) for family in FAMILIES]


def _example(family: Family, card: Card) -> dict[str, Any]:
    survey = _survey(family)
    spans = [_span(line, line.candidate.sort(survey).item(), family) for line in card.lines]
    asked = card.questions
    return {
        "name": family.name,
        "day": "{}-{:02d}-{:02d}".format(*DAY),
        "deeds": list(_deeds(family, asked)),
        "points": [_written(*span) for span in spans],
        "score": _written(sum(low for low, _ in spans), sum(high for _, high in spans)),
        **_gaps(family, asked),
    }


def _span(line: Line, band: int, family: Family) -> tuple[int, int]:
    candidate = line.candidate
    if isinstance(candidate, OneAnswer) and candidate.question in family.refused:
        return min(line.points), max(line.points)
    return line.points[band], line.points[band]


def _written(low: int, high: int) -> str | list[str]:
    return points_text(low) if low == high else [points_text(low), points_text(high)]


def _gaps(family: Family, asked: frozenset[str]) -> dict[str, Any]:
    gaps = {question: "refused" for question in family.refused if question in asked}
    return {"gaps": gaps} if gaps else {}


def _survey(family: Family) -> Survey:
    """The family as a survey of one household."""
    members: list[dict[str, str | int]] = [
        {
            **dict.fromkeys(_MEMBER_QUESTIONS, ""),
            **each,
            "sex": each["gender"],
            "age": DAY[0] - int(each["birth_date"][:4]),
        }
        for each in family.members
    ]
    answers: dict[str, str | int] = family.home | {"/data/assets/rooms": int(family.home["/data/assets/rooms"])}
    nought = np.zeros(1)
    return Survey(
        [family.name],
        columns([answers]),
        columns(members),
        np.zeros(len(members), dtype=int),
        nought.astype(int),
        nought,
    )


_MEMBER_QUESTIONS = tuple(
    f"education/{name}" for name in ("school_status", "education_level", "school_type", "can_read")
)
_MEMBER_QUESTIONS += tuple(f"work/{name}" for name in ("worked", "employment_status", "occupation", "pension"))


def _deeds(family: Family, asked: frozenset[str]) -> Iterator[list[str]]:
    """What an officer does; only what the card asks for, and the names."""
    head = family.members[0]
    yield ["answer", "/data/basic/head_name", head["name"]]
    yield ["answer", "/data/basic/head_gender", head["gender"]]
    yield ["answer", "/data/basic/head_birth_date", head["birth_date"]]
    for number, member in enumerate(family.members, start=1):
        here = f"{ROSTER}[{number}]"
        if number > 1:
            yield ["add", ROSTER]
            for question in ("relation", "name", "gender", "birth_date"):
                yield ["answer", f"{here}/{question}", member[question]]
        for question in _MEMBER_QUESTIONS:
            if question in asked and question in member:
                yield ["answer", f"{here}/{question}", member[question]]
    for question, answer in family.home.items():
        if question in family.refused and question in asked:
            yield ["missing", question, "refused"]
        elif question in asked:
            yield ["answer", question, answer]
