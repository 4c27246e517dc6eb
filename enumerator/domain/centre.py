"""The registration centre where families come and officers work."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enumerator.errors import InputFault

LAST_DESK = 99
_CODE = re.compile(r"[0-9]{7}")


@dataclass(frozen=True, slots=True)
class Centre:
    """A registration centre; `code` is 7 digits (district 4, centre 3)."""

    code: str
    name_en: str
    name_ur: str


def require_place(centre: Centre, desk: int) -> None:
    """Let a desk be set up there; survey numbers, officers' codes and the machine's name are made of both.

    Raises:
        InputFault: the centre's code is not 7 digits, or the desk's number not 1–99.
    """
    if not _CODE.fullmatch(centre.code):
        raise InputFault(part="centre_code", finding="not_seven_digits")
    if not 1 <= desk <= LAST_DESK:
        raise InputFault(part="desk", finding="not_1_to_99")
