"""The questionnaire's sheets: from text files to an XForm through pyxform, and to a workbook for survey managers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from forms.errors import FormFault

SHEETS = ("survey", "choices", "settings")
_LIST_ADDRESS = "jr://file-csv/"
_ROW_OF_FAULT = re.compile(r"\[row : (\d+)\]")
_QUOTED = re.compile(r"'([^']+)'")
_REFERENCE = re.compile(r"\$\{([^}]+)\}")
_NARROWEST, _WIDEST = 8, 60


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """An XForm with the files it refers to, and what pyxform had to remark."""

    xform: bytes
    resources: Mapping[str, bytes]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One text sheet: a header and rows; row 2 is the first below the header, as a spreadsheet counts."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> list[dict[str, str]]:
        """Rows as pyxform takes them: column to text, blanks left out."""
        return [{c: v for c, v in zip(self.columns, row, strict=True) if v and c} for row in self.rows]


def read_sheets(folder: Path) -> dict[str, Sheet]:
    """The text sheets of an edition (survey.tsv, choices.tsv, settings.tsv).

    Raises: FormFault: a sheet is missing, or a row has more cells than the header.
    """
    return {name: _read_sheet(folder / f"{name}.tsv", name) for name in SHEETS}


def compile_sheets(folder: Path) -> CompiledForm:
    """The XForm of a folder of text sheets; every *.csv beside them is a list it may use.

    Raises: FormFault: with sheet and row, where they can be known.
    """
    # pyxform and openpyxl cost a third of a second to import; only compiling needs them.
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    sheets = read_sheets(folder)
    _check_references(sheets["survey"])
    workbook: dict[str, object] = {}
    for name, sheet in sheets.items():
        workbook[name] = sheet.records()
        workbook[f"{name}_header"] = [dict.fromkeys(column for column in sheet.columns if column)]
    try:
        result = convert(workbook, validate=False)
    except PyXFormError as fault:
        raise _located(str(fault), sheets["survey"]) from fault
    resources = {f"{_LIST_ADDRESS}{path.name}": path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    return CompiledForm(result.xform.encode(), resources, tuple(result.warnings))


def write_workbook(folder: Path, out: Path) -> None:
    """The sheets as one .xlsx: header frozen and bold, columns as wide as their text, Urdu set right to left."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in read_sheets(folder).values():
        page = workbook.create_sheet(sheet.name)
        for number, row in enumerate((sheet.columns, *sheet.rows), 1):
            for column, text in enumerate(row, 1):
                cell = page.cell(number, column)
                # Text, never a formula: an expression may begin with "=".
                cell.value, cell.data_type = (text or None), ("s" if text else "n")
                urdu = _is_urdu(sheet.columns[column - 1])
                cell.alignment = Alignment(horizontal="right" if urdu else None, readingOrder=2 if urdu else 1)
                if number == 1:
                    cell.font = Font(bold=True)
        for column, width in enumerate(_widths(sheet), 1):
            page.column_dimensions[get_column_letter(column)].width = width
        page.freeze_panes = "A2"
    workbook.save(out)


def _read_sheet(path: Path, name: str) -> Sheet:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = list(csv.reader(lines, delimiter="\t"))
    except FileNotFoundError as fault:
        raise FormFault(f"{path.name} is missing", sheet=name) from fault
    except UnicodeDecodeError as fault:
        raise FormFault(f"{path.name} is not UTF-8", sheet=name) from fault
    if not table:
        raise FormFault("it is empty", sheet=name)
    columns = tuple(column.strip() for column in table[0])
    rows = []
    for number, cells in enumerate(table[1:], 2):
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            raise FormFault("more cells than the header has columns", sheet=name, row=number)
        filled = [*cells[: len(columns)], *[""] * (len(columns) - len(cells))]
        rows.append(tuple(cell.strip() for cell in filled))
    return Sheet(name, columns, tuple(rows))


def _check_references(survey: Sheet) -> None:
    """Every ${name} names a row: pyxform finds most of these, but cannot say where."""
    name_column = survey.columns.index("name") if "name" in survey.columns else -1
    names = {row[name_column] for row in survey.rows} if name_column >= 0 else set()
    for number, row in enumerate(survey.rows, 2):
        for column, text in zip(survey.columns, row, strict=True):
            for reference in _REFERENCE.findall(text):
                if reference.removeprefix("last-saved#").strip() not in names:
                    raise FormFault(f"there is no question ${{{reference}}}", sheet="survey", row=number, column=column)


def _located(message: str, survey: Sheet) -> FormFault:
    """A fault of pyxform with its row: the one it names, else the first that holds the word it quotes."""
    match = _ROW_OF_FAULT.search(message)
    sheet = next((name for name in SHEETS if f"'{name}'" in message or f"{name} sheet" in message), survey.name)
    if match or sheet != survey.name:
        return FormFault(message, sheet=sheet, row=int(match[1]) if match else None)
    quoted = set(_QUOTED.findall(message))
    row = next((number for number, cells in enumerate(survey.rows, 2) if quoted.intersection(cells)), None)
    return FormFault(message, sheet=sheet, row=row)


def _is_urdu(column: str) -> bool:
    return column.endswith(("(ur)", "_ur"))


def _widths(sheet: Sheet) -> Iterable[int]:
    for place, column in enumerate(sheet.columns):
        longest = max([len(column), *(len(row[place]) for row in sheet.rows)])
        yield max(_NARROWEST, min(_WIDEST, longest + 2))
