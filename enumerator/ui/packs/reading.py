"""A pack file is read, with the signature that lies beside it; what is refused comes back as a refusal, not a fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QWidget

from enumerator.named_file import named
from enumerator.store import Desk
from enumerator.ui.telling import tr
from enumerator.workflow.packs import check_pack
from forms.pmt import PackRefused, ScorePack

__all__ = ["ChoosePack", "ReadPack", "ask_pack", "or_refused", "read_pack_file", "refusal_words"]

T = TypeVar("T")
ChoosePack = Callable[[QWidget], str]
"""Asks for a pack file; blank when the supervisor thinks better of it."""


@dataclass(frozen=True, slots=True)
class ReadPack:
    """A pack file that could be installed: checked against everything, and not installed by that."""

    name: str
    content: bytes = field(repr=False)
    signature: bytes | None = field(repr=False)
    pack: ScorePack


def ask_pack(parent: QWidget) -> str:
    """Open the system's own dialog for a file."""
    return QFileDialog.getOpenFileName(parent, tr("packs.choose"), "", "*.json")[0]


def read_pack_file(desk: Desk, file: Path, today: date) -> ReadPack:
    """Read a pack and check it; the signature has the same name, with ``.sig`` behind it.

    Raises:
        InputFault: there is no such file, or it cannot be read.
        PackRefused: it is not fit for this desk.
    """
    beside = file.with_name(f"{file.name}.sig")
    with named("pack"):
        content = file.read_bytes()
        signature = beside.read_bytes() if beside.exists() else None
    return ReadPack(file.name, content, signature, check_pack(desk, content, signature, today))


def or_refused(deed: Callable[[], T]) -> T | PackRefused:
    """Do a deed; a refusal is an answer like any other."""
    try:
        return deed()
    except PackRefused as refused:
        return refused


def refusal_words(refused: PackRefused) -> str:
    """Say why, in the language of the windows."""
    return tr(f"pack.{refused.code}", **refused.facts)
