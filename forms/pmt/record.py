"""A score as it is stored and sent: text and whole structures only, equal for equal scores."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from forms.pmt.errors import DamagedScore
from forms.pmt.household import Gap, Why
from forms.pmt.scoring import Score, TermScore

JSON = dict[str, "JSON"] | list["JSON"] | str | int | bool | None


def score_to_json(score: Score) -> dict[str, JSON]:
    """Write a score as JSON values. Points are decimal text, so that no reader can round them."""
    return {
        "pack": {"id": score.pack_id, "version": score.pack_version, "sha256": score.pack_hash},
        "scale": score.scale,
        "low": _number(score.low),
        "high": _number(score.high),
        "terms": [_term_to_json(term) for term in score.terms],
    }


def score_from_json(written: Mapping[str, Any]) -> Score:
    """Read what `score_to_json` wrote.

    Raises:
        DamagedScore: it is something else.
    """
    try:
        return Score(
            pack_id=_text(written["pack"]["id"]),
            pack_version=_text(written["pack"]["version"]),
            pack_hash=_text(written["pack"]["sha256"]),
            scale=_text(written["scale"]),
            low=Decimal(_text(written["low"])),
            high=Decimal(_text(written["high"])),
            terms=tuple(_term_from_json(term) for term in written["terms"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as fault:
        raise DamagedScore(type(fault).__name__) from fault


def _term_to_json(term: TermScore) -> JSON:
    return {
        "id": term.id,
        "label": {"en": term.label_en, "ur": term.label_ur},
        "low": _number(term.low),
        "high": _number(term.high),
        "inputs": dict(term.inputs),
        "gaps": [{"ref": gap.ref, "why": gap.why.value} for gap in term.gaps],
    }


def _term_from_json(written: Mapping[str, Any]) -> TermScore:
    return TermScore(
        id=_text(written["id"]),
        label_en=_text(written["label"]["en"]),
        label_ur=_text(written["label"]["ur"]),
        low=Decimal(_text(written["low"])),
        high=Decimal(_text(written["high"])),
        inputs={_text(name): _text(value) for name, value in written["inputs"].items()},
        gaps=tuple(Gap(_text(gap["ref"]), Why(gap["why"])) for gap in written["gaps"]),
    )


def _number(value: Decimal) -> str:
    return format(value, "f")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value
