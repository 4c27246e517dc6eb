"""A list in a file beside the workbook: which columns it has, and what keeps it from being read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from forms.lists import ChoiceList, list_from_geojson, list_from_xml
from forms.markup import BadMarkup
from forms.values import UNPRINTABLE
from forms.workbook.cells import Cell
from forms.workbook.columns import Column, Row
from forms.workbook.kinds import LISTS, kind_of

_PULLDATA = re.compile(r"pulldata\(\s*(['\"])([^'\"]+)\1")
_NEVER_CLOSED = "unexpected end of data"  # csv has one error for all faults, told apart by its words
FindFile = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class ListFile:
    """Where a file is asked for; its columns when it could be read, else what is wrong, and in which line."""

    name: str
    instance: str
    row: int
    column: Column
    content: bytes | None
    columns: tuple[str, ...] | None = None
    fault: str = ""  # encoding, empty, letter, quotes, shape
    line: int | None = None


class _Unusable(Exception):
    def __init__(self, fault: str, line: int | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.line = line


def list_files(rows: tuple[Row, ...], find_file: FindFile) -> dict[str, ListFile]:
    """Every file that the rows of a survey ask for, by its name."""
    found: dict[str, ListFile] = {}
    for row in rows:
        for column, cell in row.cells.items():
            for name in _named(row, column, cell):
                if name not in found:
                    found[name] = _read(name, row.number, column, find_file(name))
    return found


def _named(row: Row, column: Column, cell: Cell) -> Iterator[str]:
    if column.key == "type":
        kind = kind_of(cell.text)
        if kind.from_file and kind.select.endswith("from file"):
            yield kind.list_name
        elif kind.word in LISTS and row.text("name"):
            yield f"{row.text('name')}.{kind.word.partition('-')[0]}"
    elif column.key and "pulldata" in cell.text:
        for match in _PULLDATA.finditer(cell.text):
            yield f"{match[2].strip().removesuffix('.csv')}.csv"


def _read(name: str, row: int, column: Column, content: bytes | None) -> ListFile:
    instance, _, ending = name.rpartition(".")
    if content is None or ending not in _READERS:
        return ListFile(name, instance, row, column, content)
    try:
        return ListFile(name, instance, row, column, content, _READERS[ending](content))
    except _Unusable as unusable:
        return ListFile(name, instance, row, column, content, None, unusable.fault, unusable.line)


def _csv_columns(content: bytes) -> tuple[str, ...]:
    text = _text(content).replace("\r\n", "\n").replace("\r", "\n")
    if unseen := UNPRINTABLE.search(text):
        raise _Unusable("letter", text.count("\n", 0, unseen.start()) + 1)
    header = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t|", key=header.count), strict=True)
    began = 1
    try:
        columns = tuple(cell.strip() for cell in next(rows, []))
        began = rows.line_num + 1
        for _ in rows:
            began = rows.line_num + 1
    except csv.Error as fault:
        if _NEVER_CLOSED in str(fault):
            raise _Unusable("quotes", began) from fault
    if not any(columns):
        raise _Unusable("empty")
    return columns


def _rows_columns(read: Callable[[str, bytes], ChoiceList]) -> Callable[[bytes], tuple[str, ...]]:
    """The columns that some row fills; a file that holds no such rows has none to ask for."""

    def columns(content: bytes) -> tuple[str, ...]:
        try:
            rows = read("", content)
        except (BadMarkup, ValueError) as fault:
            raise _Unusable("shape") from fault
        filled = (str(cell.tag) for row in rows.root.iterchildren("item") for cell in row if cell.text)
        return tuple(dict.fromkeys(filled)) if rows.root.tag == "root" else ()

    return columns


_READERS: Mapping[str, Callable[[bytes], tuple[str, ...]]] = {
    "csv": _csv_columns,
    "xml": _rows_columns(list_from_xml),
    "geojson": _rows_columns(list_from_geojson),
}


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _Unusable("encoding") from fault
