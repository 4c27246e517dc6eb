"""The folder of an installed edition: the form, its lists and its workbook, and the card that says which they are."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from forms.errors import FormFault

FORM, BOOK, CARD, LISTS, POLICY, PACKS = "form.xml", "workbook.xlsx", "edition.json", "lists", "policy.json", "packs"


def installed_names(folder: Path) -> tuple[str, ...]:
    """Names of the editions in a folder, which need not exist: "pser_2025/2026.1"."""
    found = (card.parent.relative_to(folder) for card in folder.glob(f"*/*/{CARD}"))
    # One that is still being written, or was left unfinished, lies in a folder with a dot.
    return tuple(sorted(name.as_posix() for name in found if not name.name.startswith(".")))


def same_but_for_capitals(name: str, names: Iterable[str]) -> str | None:
    """The first other name that would share a folder with this one where file systems know no capitals."""
    alike = (other for other in names for mine, theirs in _shared(name, other) if mine != theirs)
    return next(alike, None)


def _shared(name: str, other: str) -> list[tuple[str, str]]:
    """The folders of two names, form and edition, that would be one."""
    pairs = [(name.partition("/")[0], other.partition("/")[0]), (name, other)]
    return [(mine, theirs) for mine, theirs in pairs if mine.casefold() == theirs.casefold()]


def json_files(folder: Path) -> tuple[Path, ...]:
    """The JSON files of a folder by name, without what the system hides there ("._pack.json")."""
    return tuple(sorted(path for path in folder.glob("*.json") if not path.name.startswith(".")))


def read_installed(home: Path) -> tuple[bytes, dict[str, bytes]]:
    """The XForm and the lists of an installed form, as `parse_xform` takes them.

    Raises: FormFault: something of it is missing or was changed.
    """
    try:
        card = json.loads((home / CARD).read_text(encoding="utf-8"))
        xform = (home / FORM).read_bytes()
        resources = {address: (home / LISTS / name).read_bytes() for address, name in card["lists"].items()}
        wanted = card["sha256"]
        found = {FORM: file_hash(xform)} | {a: file_hash(content) for a, content in resources.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FormFault(f"the form installed in {home.name} is not whole") from fault
    if found != wanted:
        raise FormFault(f"the form installed in {home.name} was changed")
    return xform, resources


def installed_hash(home: Path) -> str:
    """The content hash of the form that was installed; blank where its card cannot be read."""
    try:
        card = json.loads((home / CARD).read_text(encoding="utf-8"))
        return str(card["identity"]["content_hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def folder_hash(folder: Path) -> str:
    """The hash of all files below a folder with their names; what the system hides there (".DS_Store") is no part."""
    digest = hashlib.sha256()
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted(name for name in files if not any(part.startswith(".") for part in name.split("/"))):
        digest.update(name.encode() + b"\0" + file_hash(files[name].read_bytes()).encode() + b"\0")
    return digest.hexdigest()


def file_hash(content: bytes) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(content).hexdigest()
