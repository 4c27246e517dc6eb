"""The readable list of a day's batch: what a supervisor may read outside the program, numbers of persons masked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from enumerator.domain.lifecycle import SurveyState
from forms.identity import mask_cnic, mask_mobile


@dataclass(frozen=True, slots=True)
class DayLine:
    """One survey of the day; `cnic` (13 digits) and `mobile` (+92…) may be empty and are never written out whole."""

    number: str
    revision: int
    state: SurveyState
    head_name: str = field(repr=False)
    cnic: str = field(repr=False)
    mobile: str = field(repr=False)
    members: int
    author: str
    finished_at: datetime
    score_low: Decimal
    score_high: Decimal


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading in both languages and what stands in a cell."""

    title_en: str
    title_ur: str
    cell: Callable[[DayLine], str | int]


def _score(line: DayLine) -> str:
    return str(line.score_low) if line.score_low == line.score_high else f"{line.score_low}–{line.score_high}"


def _mobile(line: DayLine) -> str:
    """Show the national form: a spreadsheet takes a leading plus for a formula."""
    return mask_mobile(line.mobile).replace("+92", "0") if line.mobile else ""


COLUMNS = (
    Column("Survey number", "سروے نمبر", lambda line: line.number),
    Column("Revision", "نظرثانی", lambda line: line.revision),
    Column("State", "حالت", lambda line: line.state.value),
    Column("Head of family", "سربراہ", lambda line: line.head_name),
    Column("CNIC (masked)", "شناختی کارڈ (پوشیدہ)", lambda line: mask_cnic(line.cnic) if line.cnic else ""),
    Column("Mobile (masked)", "موبائل (پوشیدہ)", _mobile),
    Column("Members", "افراد", lambda line: line.members),
    Column("Officer", "افسر", lambda line: line.author),
    Column("Finished", "مکمل", lambda line: f"{line.finished_at:%d/%m/%Y %H:%M}"),
    Column("Provisional score", "عارضی سکور", _score),
)
