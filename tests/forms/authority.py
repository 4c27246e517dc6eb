"""The authority for tests: its test root, a certified key, and packs signed with it, all by the authority's command."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forms.pmt.sign import main
from forms.signature import public_half
from tests.forms.test_pmt_pack import SCHREINER

Edit = Callable[[dict[str, Any]], object]
SIGNER = "Packs office"
DAYS = ("--valid-from", "2025-01-01", "--valid-to", "2199-12-31")
ROOTS = "roots.json"


def titled(version: str, edit: Edit = lambda document: None) -> Edit:
    """Edit a document into a pack of its own, `trial-card`, that scores as Schreiner's does."""

    def edited(document: dict[str, Any]) -> None:
        document.update(id="trial-card", version=version)
        edit(document)

    return edited


@dataclass(frozen=True)
class Authority:
    """The folder where the authority keeps its keys, and what it signed."""

    folder: Path

    @classmethod
    def founded(cls, folder: Path) -> Authority:
        """Make the root for tests and one key that may sign score packs."""
        made = cls(folder)
        made._do("test-root", "@root.pem", f"@{ROOTS}")
        made._do("key", "@officer.pem")
        key = public_half((folder / "officer.pem").read_bytes())
        named = ("--root-key", "@root.pem", "--name", SIGNER, "--purpose", "score-pack")
        made._do("certify", key, "@certificate", *named, *DAYS)
        return made

    @property
    def roots(self) -> Path:
        """The list of roots that a program must have to believe it."""
        return self.folder / ROOTS

    def sign(self, edit: Edit, name: str = "pack.json") -> Path:
        """Sign Schreiner's pack with a change, whatever the change is; gives the file, its signature lies beside it."""
        document = json.loads(SCHREINER.read_bytes())
        edit(document)
        file = self.folder / name
        file.write_text(json.dumps(document), "utf-8")
        self._do("sign", f"@{name}", "--key", "@officer.pem", "--certificate", "@certificate")
        return file

    def signed(self, edit: Edit) -> tuple[bytes, bytes]:
        """As `sign`; gives both files' bytes."""
        file = self.sign(edit)
        return file.read_bytes(), beside(file).read_bytes()

    def _do(self, *words: str) -> None:
        assert main([f"{self.folder}/{word[1:]}" if word.startswith("@") else word for word in words]) == 0


def beside(file: Path) -> Path:
    """The signature of a pack."""
    return file.with_name(f"{file.name}.sig")
