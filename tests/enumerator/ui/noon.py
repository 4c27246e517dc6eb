"""The time at every desk of these tests."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

PAKISTAN = timezone(timedelta(hours=5))


def noon() -> datetime:
    return datetime(2026, 11, 23, 12, 41, tzinfo=PAKISTAN)
