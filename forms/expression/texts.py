"""Functions of texts: parts, choices made, checklists, checksums."""

from __future__ import annotations

import base64
import hashlib
import math

from forms.expression.results import Value, texts_of, total
from forms.values import printable, to_number

_YES = frozenset({"yes", "true", "1", "OK"})
_DIGESTS = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})


def selected_at(text: str, index: float) -> str:
    """The choice at a place, counted from 0; blank where there is none."""
    codes = text.split()
    return codes[int(index)] if 0 <= index < len(codes) else ""


def substr(text: str, start: float, end: float = math.inf) -> str:
    """The letters from one place to before another; a place below 0 counts from the end."""
    if math.isnan(start) or math.isnan(end):
        return ""
    return text[_place(start, len(text)) : _place(end, len(text))]


def _place(number: float, length: int) -> int:
    return int(max(-length - 1.0, min(number, length + 1.0)))


def checklist(least: float, most: float, *answers: Value) -> bool:
    """Whether the number of yeses lies between two bounds; a bound below 0 is none."""
    yes = sum(text in _YES for text in texts_of(answers))
    return (least < 0 or yes >= least) and (most < 0 or yes <= most)


def weighted_checklist(least: float, most: float, *pairs: Value) -> bool:
    """The same with a weight behind each answer."""
    texts = texts_of(pairs)
    weight = total(to_number(texts[i + 1]) for i in range(0, len(texts) - 1, 2) if texts[i] in _YES)
    return (least < 0 or weight >= least) and (most < 0 or weight <= most)


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """A checksum; blank for an algorithm that is not known."""
    name = algorithm.lower().replace("-", "")
    if name not in _DIGESTS:
        return ""
    raw = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    return raw.hex() if encoding == "hex" else base64.b64encode(raw).decode()


def base64_decode(text: str) -> str:
    """The text behind base64; blank where there is none that a form could hold."""
    try:
        found = base64.b64decode(text, validate=True).decode()
    except ValueError:
        return ""
    return printable(found)
