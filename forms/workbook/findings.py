"""What an examination of a workbook has to say: where, what, and in which words."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

LANGUAGES = ("en", "ur")
_WORDS = Path(__file__).with_name("findings.toml")
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"  # a name or an expression keeps its own direction inside Urdu

_LONGEST, _FEW, _APART = 60, 300, 4  # of words that are compared: letters, how many, difference in length


class Severity(Enum):
    """What a finding means for the workbook."""

    ERROR = "error"  # the form is not taken until it is put right
    WARNING = "warning"  # the form is taken; something in it is probably not meant
    NOTE = "note"  # worth knowing: a construct on which other programs differ


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `row` counts as the spreadsheet does, `column` is its letter, `facts` fill the sentence."""

    code: str
    severity: Severity
    sheet: str = ""
    row: int | None = None
    column: str = ""
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        """Where, as spreadsheets write it: survey!H12."""
        cell = f"{self.column}{self.row or ''}"
        return f"{self.sheet}!{cell}" if self.sheet and cell else self.sheet


def finding(
    code: str,
    severity: Severity,
    sheet: str = "",
    row: int | None = None,
    column: str = "",
    /,
    **facts: str | int | None,
) -> Finding:
    """Make a finding; facts that are None are left out."""
    told = tuple((name, str(fact)) for name, fact in facts.items() if fact is not None)
    return Finding(code, severity, sheet, row, column, told)


def sentence(found: Finding, language: str = "en") -> str:
    """What is wrong and what to do, in one language, without the place."""
    facts = dict(found.facts)
    words = [found.code]
    if "nearest" in facts:
        words.append("did_you_mean")
    elif "known" in facts:
        words.append("known_ones")
    if language == "ur":
        facts = {name: f"{_LEFT_TO_RIGHT}{fact}{_END}" for name, fact in facts.items()}
    return " ".join(sentences()[word][language].format_map(facts) for word in words)


def describe(found: Finding, language: str = "en") -> str:
    """The whole line for a person: severity, place, sentence."""
    words = sentences()
    place = [words["place_sheet"][language].format(sheet=found.sheet)] if found.sheet else []
    if found.row:
        place.append(words["place_row"][language].format(row=found.row))
    if found.column:
        heading = dict(found.facts).get("heading")
        column = f"{found.column} ({heading})" if heading else found.column
        place.append(words["place_column"][language].format(column=column))
    where = words["place_comma"][language].join(place)
    head = words[f"severity_{found.severity.value}"][language]
    return f"{head}: {where}: {sentence(found, language)}" if where else f"{head}: {sentence(found, language)}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant: the same but for case and blanks, else one not far from it."""
    plain, table = _plain(word)[:_LONGEST], _by_plain(frozenset(known))
    few = len(table) <= _FEW
    # Comparing takes microseconds each; of thousands of names only those that begin alike are worth it.
    likely = [name for name in table if abs(len(name) - len(plain)) <= _APART and (few or name[:1] == plain[:1])]
    close = difflib.get_close_matches(plain, likely, n=1, cutoff=0.75)
    return table[close[0]] if close else None


def ranges(rows: Iterable[int]) -> str:
    """Row numbers for reading: 3, 5–9, 12."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by its code, then by language."""
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=8)
def _by_plain(known: frozenset[str]) -> Mapping[str, str]:
    return {_plain(name): name for name in sorted(known, reverse=True)}


def _plain(word: str) -> str:
    return "".join(word.casefold().replace("-", "_").split()).strip("_")
