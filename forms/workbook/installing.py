"""Puts an examined form where the desk finds its editions: whole or not at all, never over another of the same name."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import tempfile
from pathlib import Path

from forms.definition import FormDefinition
from forms.edition import Edition, editions
from forms.errors import FormFault
from forms.golden import write_golden
from forms.households import draw
from forms.installed import (
    BOOK,
    CARD,
    FORM,
    LISTS,
    PACKS,
    POLICY,
    file_hash,
    installed_hash,
    read_installed,
    same_but_for_capitals,
)
from forms.pmt import fits, load_pack
from forms.workbook.examination import Examination
from forms.xform import parse_xform

__all__ = ["install", "read_installed"]
_UNFIT = re.compile(r"[^\w.-]+")


def install(examination: Examination, folder: Path, follows: Edition | None = None) -> Path:
    """Write the form with all that belongs to it to `folder`/form id/version; the same form twice is no fault.

    Its golden households are drawn from the form itself.

    Args:
        examination: the form, its lists and its workbook.
        folder: of installed editions.
        follows: the edition whose policy, and whose score packs as far as they fit, hold on.

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
    name = home.relative_to(folder).as_posix()
    if name in editions():
        raise FormFault(
            f"{identity.form_id} {version} comes with the program; give this one another form_id or version"
        )
    if other := same_but_for_capitals(name, editions(folder)):
        raise FormFault(f"{name} differs from {other} in capitals alone; give it another form_id or version")
    if home.exists():
        if installed_hash(home) == identity.content_hash:
            return home
        raise FormFault(f"another form {identity.form_id} {version} is installed; give this one a new version")
    home.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=home.parent))
    try:
        _write(examination, making)
        definition = parse_xform(*read_installed(making))
        write_golden(making, draw(definition, pace=examination.times.pace if examination.times else 0.0))
        _carry_over(definition, making, follows)
        making.replace(home)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return home


def _write(examination: Examination, making: Path) -> None:
    (making / LISTS).mkdir()
    (making / FORM).write_bytes(examination.xform)
    (making / BOOK).write_bytes(examination.workbook)
    lists: dict[str, str] = {}
    for number, (address, content) in enumerate(sorted(examination.resources.items()), 1):
        name = f"{number:02}-{_plain(address.rpartition('/')[2])}"
        lists[address] = name
        (making / LISTS / name).write_bytes(content)
    hashes = {FORM: file_hash(examination.xform)} | {a: file_hash(c) for a, c in examination.resources.items()}
    # Nothing of this machine, so that an edition is the same wherever it is installed.
    identity = dataclasses.asdict(examination.identity) if examination.identity else None
    card = {"identity": identity, "lists": lists, "sha256": hashes}
    (making / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _carry_over(definition: FormDefinition, making: Path, follows: Edition | None) -> None:
    if follows is None:
        return
    if (follows.folder / POLICY).exists():
        shutil.copyfile(follows.folder / POLICY, making / POLICY)
    (making / PACKS).mkdir()
    for pack in follows.packs:
        if fits(load_pack(pack), definition):
            shutil.copyfile(pack, making / PACKS / pack.name)


def _plain(name: str) -> str:
    return _UNFIT.sub("_", name).strip(".") or "form"
