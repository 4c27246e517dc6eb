"""Writes the readable list of a day's batch for people: CSV and .xlsx, headings in English and Urdu."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from enumerator.domain.day_list import COLUMNS, DayLine

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The wide forms too: spreadsheets set up for East Asian keyboards read them as the plain ones."""


def to_csv(lines: Sequence[DayLine]) -> bytes:
    """Write the list as CSV, with the byte order mark without which spreadsheets take Urdu for Latin letters."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([f"{column.title_en} / {column.title_ur}" for column in COLUMNS])
    writer.writerows([_harmless(column.cell(line)) for column in COLUMNS] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def to_workbook(lines: Sequence[DayLine]) -> bytes:
    """Write the list as an .xlsx with a frozen heading."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Day")
    sheet.append([f"{column.title_en}\n{column.title_ur}" for column in COLUMNS])
    for line in lines:
        sheet.append([_harmless(column.cell(line)) for column in COLUMNS])
    for index, _ in enumerate(COLUMNS, start=1):
        heading = sheet.cell(row=1, column=index)
        heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(index)].width = 22
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _harmless(cell: str | int) -> str | int:
    """Keep a spreadsheet from running what somebody typed as a name."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
