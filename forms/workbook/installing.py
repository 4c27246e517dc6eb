"""Puts an examined form where the desk finds its editions: whole or not at all, never over another of the same name."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path

from forms.errors import FormFault
from forms.workbook.examination import Examination

FORM, BOOK, CARD, LISTS = "form.xml", "workbook.xlsx", "edition.json", "lists"
_UNFIT = re.compile(r"[^\w.-]+")


def install(examination: Examination, folder: Path) -> Path:
    """Write the form with its lists and its workbook to `folder`/form id/version; the same form twice is no fault.

    Raises: FormFault: it was not accepted, a list is missing, or another form of this id and version is there.
    """
    identity = examination.identity
    if identity is None or not examination.accepted:
        raise FormFault("the workbook has errors; nothing was installed")
    if examination.missing:
        names = ", ".join(address.rpartition("/")[2] for address in examination.missing)
        raise FormFault(f"put these files beside the workbook first: {names}")
    version = identity.version or identity.content_hash[:12]
    home = folder / _plain(identity.form_id) / _plain(version)
    if home.exists():
        if _installed_hash(home) == identity.content_hash:
            return home
        raise FormFault(f"another form {identity.form_id} {version} is installed; give this one a new version")
    home.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=home.parent))
    try:
        _write(examination, making)
        making.replace(home)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return home


def read_installed(home: Path) -> tuple[bytes, dict[str, bytes]]:
    """The XForm and the lists of an installed form, as `parse_xform` takes them.

    Raises: FormFault: something of it is missing or was changed.
    """
    try:
        card = json.loads((home / CARD).read_text(encoding="utf-8"))
        xform = (home / FORM).read_bytes()
        resources = {address: (home / LISTS / name).read_bytes() for address, name in card["lists"].items()}
        wanted = card["sha256"]
        found = {FORM: _hash(xform)} | {a: _hash(content) for a, content in resources.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FormFault(f"the form installed in {home.name} is not whole") from fault
    if found != wanted:
        raise FormFault(f"the form installed in {home.name} was changed")
    return xform, resources


def _write(examination: Examination, making: Path) -> None:
    (making / LISTS).mkdir()
    (making / FORM).write_bytes(examination.xform)
    (making / BOOK).write_bytes(examination.workbook)
    lists: dict[str, str] = {}
    for number, (address, content) in enumerate(sorted(examination.resources.items()), 1):
        name = f"{number:02}-{_plain(address.rpartition('/')[2])}"
        lists[address] = name
        (making / LISTS / name).write_bytes(content)
    hashes = {FORM: _hash(examination.xform)} | {a: _hash(c) for a, c in examination.resources.items()}
    identity, times = examination.identity, examination.times
    card = {
        "identity": dataclasses.asdict(identity) if identity else None,
        "times": dataclasses.asdict(times) if times else None,
        "lists": lists,
        "sha256": hashes,
    }
    (making / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _installed_hash(home: Path) -> str:
    try:
        card = json.loads((home / CARD).read_text(encoding="utf-8"))
        return str(card["identity"]["content_hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _plain(name: str) -> str:
    return _UNFIT.sub("_", name).strip(".") or "form"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
