"""A pack's JSON document as the frozen classes that score by it: one small reader for each part of the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from forms.pmt.errors import PackRefused
from forms.pmt.linear import Linear
from forms.pmt.pack import (
    Accuracy,
    Calibration,
    Example,
    FormEdition,
    Percentiles,
    PovertyLine,
    Scale,
    ScorePack,
    Source,
)
from forms.pmt.term import Ask, Asks, Span, Term, Wording
from forms.pmt.terms import Band, Case, Cases, Choice, Lookup, MemberCount, Row

_CONDITION = re.compile(r"\{(\w+)\}")

_DEEDS = {"answer": 3, "add": 2, "missing": 3}  # how many words each has

Written = Mapping[str, Any]
T = TypeVar("T")


class Surroundings(NamedTuple):
    """What the terms of one pack share: the roster, and its named conditions put in place of their names."""

    roster: str
    expand: Callable[[str], str]


def pack_of(document: Written, digest: str) -> ScorePack:
    """Make a pack of a document that has the shape of pack.schema.json.

    Raises:
        PackRefused: `condition`: an expression uses a condition that the pack does not define.
        ValueError: what no schema sees: 31 February, or a least that is more than the most.
    """
    around = Surroundings(document["roster"], expander(document["conditions"]))
    return ScorePack(
        id=document["id"],
        version=document["version"],
        hash=digest,
        title=wording(document["title"]),
        caution=wording(document["caution"]),
        form=FormEdition(document["form"]["id"], document["form"]["version"]),
        scale=_scale(document["scale"]),
        source=_source(document["source"]),
        valid_from=date.fromisoformat(document["valid"]["from"]),
        valid_to=optional(date.fromisoformat, document["valid"]["to"]),
        roster=document["roster"],
        terms=tuple(_TERM_KINDS[term["kind"]](term, around) for term in document["terms"]),
        calibration=optional(_calibration, document.get("calibration")),
        lines=optional(_lines, document.get("likelihood")) or (),
        percentiles=optional(_percentiles, document.get("percentiles")),
        accuracy=tuple(map(_accuracy, document["accuracy"])),
        examples=tuple(map(_example, document["examples"])),
    )


def expander(conditions: Mapping[str, str]) -> Callable[[str], str]:
    """Replace {name} by the condition of that name; a condition may use those written before it."""
    known: dict[str, str] = {}

    def expand(expression: str) -> str:
        return _CONDITION.sub(lambda found: _condition(found[1], known), expression)

    for name, expression in conditions.items():
        known[name] = f"({expand(expression)})"
    return expand


def _condition(name: str, known: Mapping[str, str]) -> str:
    if name not in known:
        raise PackRefused("condition", name=name)
    return known[name]


# ── kinds of term ───────────────────────────────────────────────────────────────────────────────────────


def _choice(term: Written, _around: Surroundings) -> Choice:
    points = {code: _span(points) for code, points in term["points"].items()}
    errors = {code: Decimal(error) for code, error in term.get("errors", {}).items()}
    if not errors.keys() <= points.keys():
        raise ValueError("an error of no points")
    return Choice(
        term["id"],
        wording(term["label"]),
        _error(term),
        term["question"],
        points,
        optional(_span, term.get("dont_know")),
        errors,
    )


def _cases(term: Written, around: Surroundings) -> Cases:
    return Cases(
        **_asked(term, around),
        cases=tuple(
            Case(case["id"], wording(case["label"]), around.expand(case["possible"]), *_priced(case))
            for case in term["cases"]
        ),
    )


def _member_count(term: Written, around: Surroundings) -> MemberCount:
    return MemberCount(
        **_asked(term, around),
        known=around.expand(term["known"]),
        possible=around.expand(term["possible"]),
        bands=tuple(Band(band["from"], band.get("below"), *_priced(band)) for band in term["bands"]),
    )


def _linear(term: Written, around: Surroundings) -> Linear:
    within = _span(term["within"])
    if any(-int(bound.as_tuple().exponent) > term["decimals"] for bound in (within.low, within.high)):
        raise ValueError("a bound has more decimals than the number")
    return Linear(
        **_asked(term, around),
        weight=Decimal(term["weight"]),
        least=around.expand(term.get("least") or term["value"]),
        most=around.expand(term.get("most") or term["value"]),
        decimals=term["decimals"],
        within=within,
    )


def _lookup(term: Written, around: Surroundings) -> Lookup:
    return Lookup(
        **_asked(term, around),
        key=around.expand(term["key"]),
        rows=tuple(Row(row["key"], wording(row["label"]), *_priced(row)) for row in term["rows"]),
    )


_TERM_KINDS: Mapping[str, Callable[[Written, Surroundings], Term]] = {
    "choice": _choice,
    "cases": _cases,
    "member_count": _member_count,
    "linear": _linear,
    "lookup": _lookup,
}


def _asked(term: Written, around: Surroundings) -> dict[str, Any]:
    """Give what every term has that is worked out by expressions."""
    return {
        "id": term["id"],
        "label": wording(term["label"]),
        "error": _error(term),
        "asks": asks_of(term, around),
    }


def asks_of(part: Written, around: Surroundings) -> Asks:
    """Read the questions that a part of a pack rests on, and when each is missing."""
    household = tuple(Ask(ask["question"], around.expand(ask["when"])) for ask in part.get("asks", []))
    member = tuple(
        Ask(_path(ask["question"], around.roster), around.expand(ask["when"])) for ask in part.get("member_asks", [])
    )
    return Asks(household, member)


def _path(question: str, roster: str) -> str:
    return question if question.startswith("/") else f"{roster}/{question}"


def _error(part: Written) -> Decimal | None:
    return optional(Decimal, part.get("error"))


def _priced(part: Written) -> tuple[Span, Decimal | None]:
    """Give the points of a band, case or row, and their standard error."""
    return _span(part["points"]), _error(part)


# ── the rest of the file ────────────────────────────────────────────────────────────────────────────────


def _scale(scale: Written) -> Scale:
    ends = {end: Decimal(scale[end]) for end in ("low", "high")}
    return Scale(**{**scale, **ends, "rounding": f"ROUND_{scale['rounding'].upper()}"})


def _source(source: Written) -> Source:
    return Source(**{**source, "published": date.fromisoformat(source["published"])})


def _calibration(calibration: Written) -> Calibration:
    numbers = {name: Decimal(calibration[name]) for name in ("slope", "intercept", "residual_sd")}
    r_squared = optional(Decimal, calibration.get("r_squared"))
    return Calibration(to=wording(calibration["to"]), **numbers, r_squared=r_squared)


def _lines(likelihood: Written) -> tuple[PovertyLine, ...]:
    starts = tuple(map(Decimal, likelihood["from"]))
    return tuple(
        PovertyLine(line["id"], wording(line["label"]), starts, tuple(map(Decimal, line["percent"])))
        for line in likelihood["lines"]
    )


def _percentiles(table: Written) -> Percentiles:
    return Percentiles(wording(table["of"]), tuple(map(Decimal, table["at"])), tuple(map(Decimal, table["percent"])))


def _accuracy(row: Written) -> Accuracy:
    return Accuracy(
        group=wording(row["group"]),
        cutoff=optional(Decimal, row["cutoff"]),
        comparator=row["comparator"],
        selected=Decimal(row["selected"]),
        reached=Decimal(row["reached"]),
        leakage=optional(Decimal, row["leakage"]),
        out_of_sample=row["out_of_sample"],
        pages=row["pages"],
    )


def _example(example: Written) -> Example:
    return Example(
        name=example["name"],
        day=date.fromisoformat(example["day"]),
        deeds=tuple(map(deed, example["deeds"])),
        points=tuple(map(_span, example["points"])),
        total=_span(example["score"]),
        likelihood={line: Decimal(percent) for line, percent in example.get("likelihood", {}).items()},
        gaps=example.get("gaps", {}),
    )


def deed(written: list[str]) -> tuple[str, ...]:
    """Read what an officer does in a worked example.

    Raises:
        ValueError: it has too few words or too many.
    """
    if len(written) != _DEEDS.get(written[0]):
        raise ValueError("no deed")
    return tuple(written)


def wording(texts: Mapping[str, str]) -> Wording:
    """Read a text in both languages."""
    return Wording(texts["en"], texts["ur"])


def _span(points: str | list[str]) -> Span:
    """Read points written as one number, or as the least and the most."""
    low, high = (points, points) if isinstance(points, str) else points
    span = Span(Decimal(low), Decimal(high))
    if span.low > span.high:
        raise ValueError("the least is more than the most")
    return span


def optional(read: Callable[[Any], T], written: Any) -> T | None:
    """Read what may be null."""
    return None if written is None else read(written)
