"""Editions of the questionnaire that ship with the program: where they lie, and their compiled form, kept in memory."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forms.compiled import ENGINE_FILE, SHIPPED, compiled, engine, keep
from forms.definition import FormDefinition
from forms.errors import FormFault
from forms.xform import parse_xform
from forms.xlsform import compile_sheets

_HOME = Path(__file__).parent
_SHIPPED = _HOME / SHIPPED
_SOURCES = ("*.tsv", "*.csv")


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated questionnaire: its folder, its form, the score packs beside it."""

    name: str
    folder: Path
    definition: FormDefinition
    packs: tuple[Path, ...]


def editions() -> tuple[str, ...]:
    """Names of all editions, oldest first: "pser/2025"."""
    found = _HOME.glob("*/*/survey.tsv")
    return tuple(sorted(path.parent.relative_to(_HOME).as_posix() for path in found))


def load_edition(name: str = "pser/2025", kept: Path | None = None) -> Edition:
    """An edition, compiled once per process and content.

    Args:
        name: the edition's name.
        kept: a folder of compiled forms, in which it is looked for and into which it is put; it need not exist yet.

    Raises: FormFault: there is no such edition, or its sheets are broken.
    """
    folder = _HOME / name
    if name not in editions():
        raise FormFault(f"there is no edition {name!r}")
    definition = _compiled(folder, _content_hash(folder), kept)
    return Edition(name, folder, definition, tuple(sorted((folder / "packs").glob("*.json"))))


def precompile(folder: Path) -> None:
    """Write every edition compiled, for a build to bring along as `forms/kept`.

    A frozen program has no sources that could tell which engine it is, so the folder says that too.
    """
    for name in editions():
        sheets = _HOME / name
        keep(_made(sheets), _content_hash(sheets), folder)
    (folder / ENGINE_FILE).write_text(engine(), encoding="ascii")


@cache
def _compiled(folder: Path, content: str, kept: Path | None) -> FormDefinition:
    return compiled(content, lambda: _made(folder), kept=kept, shipped=_SHIPPED)


def _made(folder: Path) -> FormDefinition:
    form = compile_sheets(folder)
    return parse_xform(form.xform, form.resources)


def _content_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _SOURCES for path in folder.glob(pattern)):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
