"""A sheet that somebody painted from edge to edge reads as one without paint, and its paint is never looked at."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from forms.workbook import mending
from forms.workbook.cells import column_letter, read_workbook

SHEET = "xl/worksheets/sheet1.xml"


def book(change: Callable[[bytes], bytes] = bytes) -> bytes:
    """A survey of two rows, whose sheet as XML is then changed."""
    made, out = openpyxl.Workbook(), io.BytesIO()
    page = made.active
    assert page is not None
    page.title = "survey"
    for row in (("type", "name", "label"), ("text", "q", None), (None, None, "last")):
        page.append(row)
    made.save(out)
    again = io.BytesIO()
    with zipfile.ZipFile(out) as archive, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            part = archive.read(name)
            copy.writestr(name, change(part) if name == SHEET else part)
    return again.getvalue()


def painted(part: bytes) -> bytes:
    paint = "".join(f'<c r="{column_letter(column)}2" s="0"/>' for column in range(4, 400))
    closed = "".join(f'<c r="{column_letter(column)}3" s="0"></c>' for column in range(4, 400))
    part = part.replace(b'</row><row r="3"', f'{paint}</row><row r="3"'.encode())
    return part.replace(b"</row></sheetData>", f"{closed}</row></sheetData>".encode())


def placeless(part: bytes) -> bytes:
    """As some programs write: a cell stands behind the one before it."""
    row = b'<row r="4"><c/><c t="inlineStr"><is><t>second</t></is></c></row></sheetData>'
    return painted(part).replace(b"</sheetData>", row)


def remarked(part: bytes) -> bytes:
    return painted(part).replace(b"<sheetData>", b'<!-- <c r="Z9"/> --><sheetData>')


@pytest.mark.parametrize("change", [bytes, painted, placeless, remarked])
def test_paint_changes_nothing_of_what_is_read(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[bytes], bytes]
) -> None:
    small = read_workbook(book(change))
    monkeypatch.setattr(mending, "_LARGE", 100)

    large = read_workbook(book(change))

    assert large == small
    assert [cell.text for _, row in large.sheets[0].rows for cell in row][:6] == [
        *("type", "name", "label"),
        *("text", "q", "last"),
    ]


def test_paint_is_taken_out_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "_LARGE", 100)

    with zipfile.ZipFile(io.BytesIO(mending.usual(book(painted)))) as archive:
        left = archive.read(SHEET)

    assert left.count(b"<c ") == 6
