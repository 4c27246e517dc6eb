"""The QR code of a slip: squares that a telephone or a centre's camera reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import segno
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from enumerator.ui.paper import DOTS, MILLIMETRE

__all__ = ["CODE_WIDTH", "QUIET_MODULES", "SlipCodeTooLong", "slip_code"]

CODE_WIDTH = 35 * MILLIMETRE
QUIET_MODULES = 4  # bare paper that a reader needs around the code
# At 35 mm a version 10 code has squares of 0.61 mm: 4.9 dots of a 203 dpi printer, the least that read well.
DENSEST_VERSION = 10


class SlipCodeTooLong(ValueError):
    """The text makes squares too small to be read back from paper."""


def slip_code(text: str, top_right: QPointF) -> QPainterPath:
    """Outline the dark squares of a code that hangs from its upper right corner.

    The squares are whole printer's dots and one outline, so that no viewer shows seams between them.

    Raises:
        SlipCodeTooLong: the text needs a version above 10 at error level M.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    if int(code.version) > DENSEST_VERSION:
        raise SlipCodeTooLong(f"version {code.version}, at most {DENSEST_VERSION}")
    rows = tuple(code.matrix)
    square = int(CODE_WIDTH * DOTS / len(rows)) / DOTS
    left = top_right.x() - square * len(rows)
    outline = QPainterPath()
    for down, row in enumerate(rows):
        for start, end in _dark_runs(row):
            outline.addRect(left + start * square, top_right.y() + down * square, (end - start) * square, square)
    return outline


def _dark_runs(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Tell where each run of dark squares begins and ends."""
    start = 0
    for dark, run in groupby(row, key=bool):
        end = start + sum(1 for _ in run)
        if dark:
            yield start, end
        start = end
