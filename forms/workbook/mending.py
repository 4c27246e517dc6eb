"""Workbooks as other programs write them, made such as our library reads: strict, painted, or with odd styles.

Excel offers “Strict Open XML” beside its usual kind: the same parts under other names. Styles and the range that a
sheet claims mean nothing to a form, so that a fault in them need not keep anybody from reading it. A hundred rows
painted from edge to edge are 1,638,400 cells: openpyxl reads nine seconds what a pattern takes out in a fifth of one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL: Mapping[bytes, bytes] = {
    _STRICT + b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    _STRICT + b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_PAINTED = re.compile(rb'(?:<c r="[^<>]*(?:/>|></c>))+')
_SHEET = re.compile(r"/worksheets/[^/]+\.xml$", re.IGNORECASE)
_LARGE = 1_000_000  # bytes of a sheet: in smaller ones paint costs nothing
_CLAIMED = re.compile(rb"<(?:\w+:)?dimension\b[^>]*/>")
_READ = re.compile(r"\.(?:xml|rels)$", re.IGNORECASE)
_STYLES = re.compile(r"/styles\d*\.xml$", re.IGNORECASE)


def usual(content: bytes) -> bytes:
    """The workbook under the names of the usual kind, its large sheets without paint; else as it came."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        books = [part for part in archive.namelist() if part.endswith("workbook.xml")]
        strict = any(_STRICT in archive.read(part) for part in books)
        large = any(part.file_size > _LARGE for part in archive.infolist() if _SHEET.search(part.filename))
    return _rewritten(content, _made_usual) if strict or large else content


def bare(content: bytes) -> bytes:
    """The workbook without its styles and without the ranges that its sheets claim."""
    return _rewritten(content, lambda name, part: None if _STYLES.search(name) else _CLAIMED.sub(b"", part))


def _made_usual(name: str, part: bytes) -> bytes:
    for strict, name_of_usual in _USUAL.items():
        part = part.replace(strict, name_of_usual)
    return _unpainted(part) if _SHEET.search(name) else part


def _unpainted(part: bytes) -> bytes:
    """A sheet without its cells that hold nothing, where every cell says itself in which column it stands."""
    placed = part.count(b"<c ") == part.count(b'<c r="')
    return _PAINTED.sub(b"", part) if placed and b"<!" not in part else part


def _rewritten(content: bytes, made: Callable[[str, bytes], bytes | None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as copy:
        for name in archive.namelist():
            if _READ.search(name) and (part := made(name, archive.read(name))) is not None:
                copy.writestr(name, part)
    return out.getvalue()
