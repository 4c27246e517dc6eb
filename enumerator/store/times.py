"""Times as the store writes them: UTC, one width, so that their text sorts as they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def to_text(moment: datetime) -> str:
    """Write a moment, which must know its offset from UTC."""
    if moment.tzinfo is None:
        raise ValueError("a clock must give times with their offset from UTC")
    return moment.astimezone(UTC).strftime(_FORM)


def from_text(text: str) -> datetime:
    """Read it back, in UTC."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
