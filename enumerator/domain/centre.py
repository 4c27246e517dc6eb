"""The registration centre where families come and officers work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Centre:
    """A registration centre; `code` is 7 digits (district 4, centre 3)."""

    code: str
    name_en: str
    name_ur: str
