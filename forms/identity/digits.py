"""Urdu and Arabic digits as plain ones, and numbers freed of the marks people write between digits."""

from __future__ import annotations

import re

_EASTERN = {ord(digit): str(value) for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩") for value, digit in enumerate(digits)}

# Dashes of several keyboards; and the invisible marks that copying from right-to-left text brings along,
# among them U+2066…U+2069, in which our own screens wrap a number inside Urdu.
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def fold_digits(text: str) -> str:
    """Write ۰-۹ and ٠-٩ as 0-9; leave everything else alone."""
    return text.translate(_EASTERN)


def without_separators(text: str) -> str:
    """Fold the digits, and drop spaces, dashes and invisible marks."""
    return _BETWEEN.sub("", fold_digits(text))
