"""What is left to chance: the order of choices, identifiers."""

from __future__ import annotations

import math
import random
import secrets
import string
import uuid
import zlib

from forms.expression.results import Element

MAX_LETTERS = 1_000
_LETTERS = string.ascii_lowercase + string.digits
_MODULUS, _MULTIPLIER = 2_147_483_647, 16_807  # Park and Miller's generator, which every ODK client shuffles by


def randomize(nodes: list[Element], seed: float = math.nan) -> list[Element]:
    """The nodes in another order: the same as in the other ODK clients for the same seed, any without one."""
    # No secret hangs on the order of a choice list.
    state = int(math.fmod(seed, _MODULUS)) if math.isfinite(seed) else random.randrange(1, _MODULUS)  # noqa: S311
    if state <= 0:
        state += _MODULUS - 1
    shuffled: list[Element] = []
    for place, node in enumerate(nodes):
        state = state * _MULTIPLIER % _MODULUS
        chosen = int((state - 1) / (_MODULUS - 1) * (place + 1))
        shuffled.append(node)
        shuffled[place], shuffled[chosen] = shuffled[chosen], node
    return shuffled


def lasting_seed(node: Element, place: str) -> float:
    """A seed for a list that the form gives none: another in each interview, but the same whenever it is shown."""
    interview = node.getroottree().getroot().findtext("meta/instanceID") or ""
    return float(zlib.crc32(f"{interview} {place}".encode()))


def identifier(letters: float | None = None) -> str:
    """A random UUID, or so many random letters; blank for no such number."""
    if letters is None:
        return str(uuid.uuid4())
    if not 1 <= letters < math.inf:
        return ""
    return "".join(secrets.choice(_LETTERS) for _ in range(min(int(letters), MAX_LETTERS)))
