"""What a survey manager sends next year: our questionnaire as a workbook, with a few changes, examined."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from enumerator.workflow.questionnaire import shipped_edition
from forms.workbook import Examination, examine
from forms.xlsform import write_workbook

NEXT = "pser_2025/2025.2"
ASKED, DROPPED, WALLS = "/data/assets/has_fan", "/data/assets/has_geyser", "/data/assets/walls"
DIRT, EARTH = "13", "19"
"""A wall's code before and after; nobody keeps the old one."""


def next_questionnaire(folder: Path) -> Examination:
    """The workbook of edition 2025.2, examined."""
    examination = examine(write_next_questionnaire(folder))
    assert examination.accepted, examination.findings
    return examination


def write_next_questionnaire(folder: Path) -> Path:
    """Edition 2025.2: fans are asked for and geysers no more, and one kind of wall has another code."""
    edition = shipped_edition()
    book = folder / "pser.xlsx"
    write_workbook(edition.folder, book)
    for beside in edition.folder.glob("*.csv"):
        shutil.copy(beside, folder)
    workbook = load_workbook(book)
    survey, choices, settings = (workbook[name] for name in ("survey", "choices", "settings"))
    _put(settings, 2, {"version": "2025.2"})
    geyser = _row(survey, {"name": "has_geyser"})
    fan = {
        "name": "has_fan",
        "label::English (en)": "Does the household have a fan?",
        "label::Urdu (ur)": "کیا پنکھا ہے؟",
    }
    _put(survey, geyser, fan)
    _put(choices, _row(choices, {"list_name": "wall", "name": DIRT}), {"name": EARTH})
    workbook.save(book)
    return book


def with_words(examination: Examination, words: Mapping[bytes, bytes], form_id: str = "pser_2025") -> Examination:
    """The same workbook with other words in its form, as if it had been examined so."""
    assert examination.identity is not None
    xform = examination.xform
    for before, after in words.items():
        assert before in xform
        xform = xform.replace(before, after)
    identity = replace(examination.identity, form_id=form_id, content_hash=str(len(words)) * 64)
    return replace(examination, xform=xform, identity=identity)


def _columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}


def _row(sheet: Worksheet, wanted: Mapping[str, str]) -> int:
    columns = _columns(sheet)
    return next(
        row
        for row in range(2, sheet.max_row + 1)
        if all(str(sheet.cell(row, columns[name]).value) == value for name, value in wanted.items())
    )


def _put(sheet: Worksheet, row: int, values: Mapping[str, str]) -> None:
    columns = _columns(sheet)
    for name, value in values.items():
        sheet.cell(row, columns[name]).value = value
