"""Looks at a workbook's file before anything reads it: is it one, is it locked, would it fill the memory?"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from forms.workbook.findings import Finding, Severity, finding

MAX_FILE = 30_000_000
MAX_PARTS = 10_000
MAX_PART = 80_000_000  # unpacked; the largest real questionnaire met has 6 MB
MAX_UNPACKED = 160_000_000
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PARTS = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_CONTENT_TYPES = "[Content_Types].xml"
_DOCUMENT_TYPE = b"<!DOCTYPE"
_CHUNK = 1_000_000
_MACROS = re.compile(r"vbaProject\.bin$|macrosheets/", re.IGNORECASE)
_LINKS = re.compile(r"externalLinks/.*\.xml$", re.IGNORECASE)
#: What zipfile and zlib raise on a damaged archive.
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def look(content: bytes) -> tuple[Finding, ...]:
    """What can be said about the file alone; with an error among it, nothing more may be read."""
    if len(content) > MAX_FILE:
        return (_error("file_too_large", megabytes=len(content) // 1_000_000, most=MAX_FILE // 1_000_000),)
    if content.startswith(_OLD_OFFICE):
        locked = any(part in content for part in _ENCRYPTED_PARTS)
        return (_error("password" if locked else "old_workbook"),)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return tuple(_faults(archive))
    except (*DAMAGED, ValueError):
        return (_error("not_a_workbook"),)


def _faults(archive: zipfile.ZipFile) -> Iterator[Finding]:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "content.xml" in names and _CONTENT_TYPES not in names:
        yield _error("open_document")
        return
    if _CONTENT_TYPES not in names or not any(name.endswith(("workbook.xml", "workbook.bin")) for name in names):
        yield _error("not_a_workbook")
        return
    if any(name.endswith("workbook.bin") for name in names):
        yield _error("binary_workbook")
        return
    if len(parts) > MAX_PARTS or len(names) != len(parts):
        yield _error("too_many_parts", parts=len(parts))
        return
    sizes = [part.file_size for part in parts]
    if sum(sizes) > MAX_UNPACKED or max(sizes) > MAX_PART:
        yield _error("unpacks_too_large", megabytes=sum(sizes) // 1_000_000, most=MAX_PART // 1_000_000)
        return
    for part in parts:
        if _has_document_type(archive, part):
            yield _error("document_type", part=part.filename)
            return
    if any(_MACROS.search(name) for name in names):
        yield finding("macros", Severity.WARNING)
    if any(_LINKS.search(name) for name in names):
        yield finding("external_links", Severity.WARNING)


def _has_document_type(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part is XML that declares entities; any part may be one, whatever its name ends in."""
    with archive.open(part) as stream:
        before = b""
        while chunk := stream.read(_CHUNK):
            text = before + chunk.replace(b"\0", b"")  # the same letters in two bytes each are the same to a parser
            if not before and not text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
                return False
            if _DOCUMENT_TYPE in text:
                return True
            before = text[-len(_DOCUMENT_TYPE) :]
    return False


def _error(code: str, **facts: str | int) -> Finding:
    return finding(code, Severity.ERROR, **facts)
