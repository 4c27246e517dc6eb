"""Editions of the questionnaire, shipped with the program or installed at a desk: where they lie, and their forms."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forms.compiled import ENGINE_FILE, SHIPPED, compiled, engine, is_kept, keep
from forms.definition import FormDefinition
from forms.errors import FormFault
from forms.installed import CARD, PACKS, folder_hash, installed_names, json_files, read_installed
from forms.xform import content_hash, parse_xform
from forms.xlsform import compile_sheets

_HOME = Path(__file__).parent
_SHIPPED = _HOME / SHIPPED
_SOURCES = ("*.tsv", "*.csv")


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated questionnaire: its folder, its form, the score packs beside it, and the hash of all it is made of."""

    name: str
    folder: Path
    definition: FormDefinition
    packs: tuple[Path, ...]
    content: str


def editions(installed: Path | None = None) -> tuple[str, ...]:
    """Names of all editions: the shipped ones ("pser/2025"), then those in a folder of installed ones."""
    found = _HOME.glob("*/*/survey.tsv")
    shipped = sorted(path.parent.relative_to(_HOME).as_posix() for path in found)
    own = installed_names(installed) if installed is not None else ()
    return (*shipped, *(name for name in own if name not in shipped))


def load_edition(name: str = "pser/2025", kept: Path | None = None, installed: Path | None = None) -> Edition:
    """An edition, compiled once per process and content.

    Args:
        name: the edition's name; a shipped one is found before an installed one.
        kept: a folder of compiled forms, in which it is looked for and into which it is put; it need not exist yet.
        installed: the folder of installed editions, if there is one.

    Raises: FormFault: there is no such edition, its sheets are broken, or what was installed is not whole.
    """
    if name not in editions(installed):
        raise FormFault(f"there is no edition {name!r}")
    folder = _HOME / name if installed is None or name in editions() else installed / name
    definition = _compiled(folder, _sources_hash(folder), kept)
    return Edition(name, folder, definition, json_files(folder / PACKS), folder_hash(folder))


def precompile(folder: Path) -> None:
    """Write every shipped edition compiled, for a build to bring along as `forms/kept`.

    A frozen program has no sources that could tell which engine it is, so the folder says that too.
    """
    for name in editions():
        sheets = _HOME / name
        keep(_made(sheets), _sources_hash(sheets), folder)
    (folder / ENGINE_FILE).write_text(engine(), encoding="ascii")


def came_compiled(name: str = "pser/2025") -> bool:
    """Whether the build brought this shipped edition compiled by the very engine that runs it."""
    return is_kept(_sources_hash(_HOME / name), _SHIPPED)


@cache
def _compiled(folder: Path, content: str, kept: Path | None) -> FormDefinition:
    return compiled(content, lambda: _made(folder), kept=kept, shipped=_SHIPPED)


def _made(folder: Path) -> FormDefinition:
    if (folder / CARD).exists():
        return parse_xform(*read_installed(folder))
    form = compile_sheets(folder)
    return parse_xform(form.xform, form.resources)


def _sources_hash(folder: Path) -> str:
    if (folder / CARD).exists():
        return content_hash(*read_installed(folder))
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _SOURCES for path in folder.glob(pattern)):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
