"""Mobile numbers: stored +923001234567, whatever the way they were said."""

from __future__ import annotations

import re

from forms.identity.digits import without_separators
from forms.identity.finding import BadIdentity, Finding

_MOBILE = re.compile(r"(?:\+92|0092|92|0)?(3[0-9]{9})")
_MASKED = "•••••"

# The hundred-thousands that the regulator gave to each network: first and last prefix, network as in the
# questionnaire's list. 0364 and 0372-0379 appear in one library but serve nobody, so they stay doubtful.
_ALLOCATED = (
    (300, 309, "JAZZ"),
    (310, 319, "ZONG"),
    (320, 329, "JAZZ"),  # formerly Warid
    (330, 339, "UFONE"),
    (340, 349, "TELENOR"),
    (355, 355, "SCO"),
    (370, 371, "ZONG"),
)


def normalise_mobile(text: str) -> str:
    """Give +92 and ten digits, from 03.., 3.., 923.., 00923.. or +923.. in any digits.

    Raises:
        BadIdentity: MOB-1, for anything else, landlines included.
    """
    match = _MOBILE.fullmatch(without_separators(text))
    if match is None:
        raise BadIdentity("MOB-1")
    return f"+92{match[1]}"


def check_mobile(text: str) -> list[Finding]:
    """Name every rule that a mobile number breaks, the hard one alone if there is one."""
    try:
        number = normalise_mobile(text)
    except BadIdentity as bad:
        return [Finding(bad.rule, hard=True)]
    doubts = {
        "MOB-2": mobile_network(number) is None,
        "MOB-4": len(set(number[6:])) == 1,
    }
    return [Finding(rule, hard=False) for rule, doubtful in doubts.items() if doubtful]


def mobile_network(text: str) -> str | None:
    """Name the network that the prefix was given to; a number may have been carried to another since.

    Raises:
        BadIdentity: MOB-1, if it is no mobile number.
    """
    prefix = int(normalise_mobile(text)[3:6])
    return next((network for first, last, network in _ALLOCATED if first <= prefix <= last), None)


def mask_mobile(number: str) -> str:
    """Write a mobile number for a list: +92300•••••67. What is no mobile number shows nothing; blank stays blank."""
    try:
        digits = normalise_mobile(number)
    except BadIdentity:
        return _MASKED if number.strip() else ""
    return f"{digits[:6]}{_MASKED}{digits[-2:]}"
