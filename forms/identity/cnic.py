"""The CNIC: thirteen digits, written 35202-1234567-1. It has no check digit, and none is invented here."""

from __future__ import annotations

import re

from forms.identity.digits import without_separators
from forms.identity.finding import BadIdentity, Finding

_THIRTEEN_DIGITS = re.compile(r"[0-9]{13}")
_RISING_RUN = "0123456789" * 3
_MASKED = "•••••"


def normalise_cnic(text: str) -> str:
    """Give the thirteen digits of a CNIC typed with any digits, spaces and dashes.

    Raises:
        BadIdentity: CNIC-1 if it has not thirteen digits, CNIC-2 if it begins with 0 (no place of registration).
    """
    number = without_separators(text)
    if not _THIRTEEN_DIGITS.fullmatch(number):
        raise BadIdentity("CNIC-1")
    if number[0] == "0":
        raise BadIdentity("CNIC-2")
    return number


def check_cnic(text: str, sex: str | None = None) -> list[Finding]:
    """Name every rule that a CNIC breaks, the hard one alone if there is one.

    Args:
        text: as typed.
        sex: the holder's, M or F where known; of anyone else the last digit is not asked to say anything.
    """
    try:
        number = normalise_cnic(text)
    except BadIdentity as bad:
        return [Finding(bad.rule, hard=True)]
    doubts = {
        "CNIC-2": number[0] == "9",
        "CNIC-3": sex in _LAST_DIGITS and number[-1] not in _LAST_DIGITS[sex],
        "CNIC-6": _looks_like_a_placeholder(number),
    }
    return [Finding(rule, hard=False) for rule, doubtful in doubts.items() if doubtful]


def format_cnic(number: str) -> str:
    """Write a CNIC as on the card: 35202-1234567-1. Raises BadIdentity if it is none."""
    digits = normalise_cnic(number)
    return f"{digits[:5]}-{digits[5:12]}-{digits[12]}"


def mask_cnic(number: str) -> str:
    """Write a CNIC so that its holder knows it and nobody else does: 35202-•••••67-1.

    Text that is no CNIC shows nothing of itself; blank stays blank, for a head who has none.
    """
    try:
        written = format_cnic(number)
    except BadIdentity:
        return _MASKED if number.strip() else ""
    return f"{written[:6]}{_MASKED}{written[11:]}"


# NADRA gives odd last digits to men and even ones to women.
_LAST_DIGITS = {"M": "13579", "F": "02468"}


def _looks_like_a_placeholder(number: str) -> bool:
    return len(set(number)) == 1 or number in _RISING_RUN or number[5:12] == "0000000"
