"""A registry's card as a desk came to trust it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TrustedCard:
    """One registry's public half and the deed by which a supervisor chose it; `sequence` is its line of the journal."""

    sequence: int
    at: datetime
    officer: str
    card: bytes = field(repr=False)
