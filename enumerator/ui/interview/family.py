"""The members of a household as the family's page shows them. Pure functions of the engine's interview; no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from enumerator.ui.interview.outline import MEMBER, ROSTER, Place, Tally, questions_at, tally
from enumerator.ui.interview.spoken import spoken
from forms import Interview
from forms.identity import format_cnic

__all__ = ["FamilyCounts", "Member", "counts", "members"]

_ADULT, _OLD, _CNIC_DIGITS = 18, 65, 13
_SEX_ASKED = "/data/basic/head_gender"
"""The question whose list names the sexes that the form reckons for every member."""


@dataclass(frozen=True, slots=True)
class Member:
    """One row: everything as people say it; blank where it is not known."""

    position: int
    name: str = field(repr=False)
    relation: str
    sex: str
    sex_code: str
    age: str
    number: str = field(repr=False)
    schooling: str
    work: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class FamilyCounts:
    """The foot of the family's page."""

    total: int = 0
    male: int = 0
    female: int = 0
    young: int = 0
    old: int = 0
    without: int = 0


def members(interview: Interview, language: str) -> tuple[Member, ...]:
    """Read the rows of the roster."""
    return tuple(_member(interview, position, language) for position in range(1, interview.instances(MEMBER) + 1))


def counts(family: Iterable[Member]) -> FamilyCounts:
    """Count a family by sex, age and identity numbers."""
    rows = tuple(family)
    ages = [int(member.age) for member in rows if member.age.isdigit()]
    return FamilyCounts(
        total=len(rows),
        male=sum(member.sex_code == "M" for member in rows),
        female=sum(member.sex_code == "F" for member in rows),
        young=sum(age < _ADULT for age in ages),
        old=sum(age >= _OLD for age in ages),
        without=sum(not member.number for member in rows),
    )


def _member(interview: Interview, position: int, language: str) -> Member:
    row = f"{MEMBER}[{position}]"

    def value(name: str) -> str:
        return interview.state(f"{row}/{name}").value

    def said(*names: str) -> str:
        """Say the first of these questions that has an answer."""
        return next((told for name in names if (told := spoken(interview, f"{row}/{name}", value(name), language))), "")

    number = value("id_number")
    sexes = {choice.value: choice.label for choice in interview.choices(_SEX_ASKED, language)}
    return Member(
        position=position,
        name=value("full_name"),
        relation=said("relation"),
        sex=sexes.get(value("sex"), ""),
        sex_code=value("sex"),
        age=value("age"),
        number=format_cnic(number) if len(number) == _CNIC_DIGITS and number.isdigit() else number,
        schooling=said("education/class_now", "education/education_level", "education/school_status"),
        work=said("work/occupation", "work/not_working_reason"),
        tally=tally(interview, questions_at(interview, Place(ROSTER, position))),
    )
