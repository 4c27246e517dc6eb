"""JSON read so that nothing is rounded, dropped or said twice, and its one canonical spelling (RFC 8785)."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import rfc8785

from forms.pmt.errors import PackRefused


def read_exact(written: bytes) -> Any:
    """Read a JSON document.

    Raises:
        PackRefused: `unreadable`: not JSON, a key given twice, or a number that JSON readers round.
    """
    try:
        return json.loads(
            written, object_pairs_hook=_without_repeats, parse_float=_refuse_number, parse_constant=_refuse_number
        )
    except (ValueError, RecursionError) as fault:  # bad UTF-8, bad JSON, or brackets without end
        raise PackRefused("unreadable") from fault


def canonical(document: Any) -> bytes:
    """Give the canonical bytes of what `read_exact` read: what is signed.

    Raises:
        PackRefused: `unreadable`: a number or a letter that JSON cannot carry everywhere.
    """
    try:
        return rfc8785.dumps(document)
    except ValueError as fault:
        raise PackRefused("unreadable") from fault


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise PackRefused("unreadable", repeated=next(key for key in members if [k for k, _ in pairs].count(key) > 1))
    return members


def _refuse_number(number: str) -> NoReturn:
    raise PackRefused("unreadable", number=number)
