"""A workbook as a person sees it: sheets, rows and cells of text, each with the row and column it stands in."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from forms.workbook.archive import DAMAGED
from forms.workbook.mending import bare, usual

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000  # with text in them; a styled range may be as wide as it likes
MAX_CELLS = 1_500_000
MAX_TEXT = 32_767  # Excel's own limit of a cell
BLANK_ROWS = 1_000  # so many in sequence end a sheet
READ = frozenset({"survey", "choices", "settings", "external_choices", "entities", "osm"})
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_CARRIAGE_RETURN = "_x000D_"
_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
#: What openpyxl raises on parts that are not what they should be; it has no error of its own for most.
UNREADABLE = (*DAMAGED, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, ArithmeticError)


class NotReadable(Exception):
    """The file is an archive, but no workbook that can be read; the code says which way."""

    def __init__(self, code: str, **facts: str | int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell."""

    row: int
    column: str
    text: str
    kind: str = "text"  # text, number, date, truth, formula (without a value), error


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the filled cells of its rows, by row number, in order of columns."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]

    @property
    def title(self) -> str:
        """The name by which forms know it."""
        return self.name.strip().lower()


@dataclass(frozen=True, slots=True)
class Workbook:
    """What was read of a file: the sheets that make a form, and the names of all others."""

    sheets: tuple[Sheet, ...]
    other: tuple[str, ...] = field(default=())

    def sheet(self, title: str) -> Sheet | None:
        """The first sheet of that name, whatever its case."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)


def column_letter(index: int) -> str:
    """The letters of a column number: 28 is AB."""
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_workbook(content: bytes) -> Workbook:
    """Read a workbook's text. `archive.look` has found nothing wrong with the file.

    Raises: NotReadable: it is damaged, or longer or wider than any form.
    """
    try:
        content = usual(content)
        try:
            return _read(content)
        except SyntaxError:  # XML that ends in its middle: a damaged file, not an odd one
            raise
        except UNREADABLE:
            return _read(bare(content))
    except UNREADABLE as fault:
        raise NotReadable("damaged_workbook") from fault


def _read(content: bytes) -> Workbook:
    # openpyxl costs a fifth of a second to import; only an examination needs it.
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():  # of extensions that it drops, none of which we read
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            pages = [page for page in book.worksheets if _is_read(page.title)] or book.worksheets[:1]
            pages = pages if any(_is_read(page.title) for page in pages) or len(book.worksheets) == 1 else []
            sheets = tuple(_read_sheet(page, _formulas(content, page)) for page in pages)
            other = tuple(name for name in book.sheetnames if name not in {sheet.name for sheet in sheets})
            return Workbook(sheets, other)
        finally:
            book.close()


def _is_read(title: str) -> bool:
    return title.strip().lower() in READ


def _formulas(content: bytes, page: Any) -> dict[tuple[int, int], str]:
    """Where formulas stand, found by a second reading that is made only when there are any."""
    from openpyxl import load_workbook

    with page._get_source() as stream:
        if not _FORMULA.search(stream.read()):
            return {}
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        second = book[page.title]
        second.reset_dimensions()
        found: dict[tuple[int, int], str] = {}
        for number, row in enumerate(second.iter_rows(max_row=MAX_ROWS), 1):
            for index, cell in enumerate(row, 1):
                if cell.data_type == "f":
                    found[number, index] = str(cell.value)
        return found
    finally:
        book.close()


def _read_sheet(page: Any, formulas: dict[tuple[int, int], str]) -> Sheet:
    page.reset_dimensions()  # the range that the sheet claims; phantom ones reach column XFD
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    blank = total = 0
    for number, values in enumerate(page.iter_rows(values_only=True), 1):
        cells = tuple(_cells(number, values, formulas))
        if not cells:
            blank += 1
            if blank > BLANK_ROWS:
                break
            continue
        blank = 0
        total += len(cells)
        if number > MAX_ROWS or len(cells) > MAX_COLUMNS or total > MAX_CELLS:
            raise NotReadable("sheet_too_large", sheet=page.title, rows=MAX_ROWS, columns=MAX_COLUMNS)
        rows.append((number, cells))
    return Sheet(page.title, tuple(rows))


def _cells(number: int, values: Iterable[object], formulas: dict[tuple[int, int], str]) -> Iterator[Cell]:
    for index, value in enumerate(values, 1):
        if value is None:
            if (number, index) in formulas:
                yield Cell(number, column_letter(index), formulas[number, index], "formula")
            continue
        text, kind = seen(value)
        if text:
            yield Cell(number, column_letter(index), text[:MAX_TEXT], kind)


def seen(value: object) -> tuple[str, str]:
    """A cell's value as the text a person sees, and what it is."""
    match value:
        case bool():
            return ("TRUE" if value else "FALSE"), "truth"
        case int():
            return str(value), "number"
        case float():
            return (str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"), "number"
        case dt.datetime():
            midnight = value.time() == dt.time()
            return (value.date().isoformat() if midnight else value.isoformat(sep="T", timespec="seconds")), "date"
        case dt.date():
            return value.isoformat(), "date"
        case dt.time():
            return value.isoformat(timespec="seconds"), "date"
        case dt.timedelta():
            return str(value), "date"
    text = str(value).replace(_CARRIAGE_RETURN, "").replace("\r\n", "\n").replace("\xa0", " ").strip()
    return text, "error" if text in _ERRORS else "text"
