"""Reading a score pack: trusted, well formed, without gaps, and true to its own worked examples."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from forms.pmt.errors import PackRefused
from forms.pmt.pack import Accuracy, Example, FormEdition, PovertyLine, Scale, ScorePack, Source
from forms.pmt.terms import Ask, Band, Case, Cases, Choice, MemberCount, Span, Term, Wording
from forms.pmt.verification import verify

_TRUSTED = Path(__file__).with_name("trusted.json")
_SCHEMA = Path(__file__).with_name("pack.schema.json")
_CONDITION = re.compile(r"\{(\w+)\}")

Expand = Callable[[str], str]
T = TypeVar("T")


def load_pack(source: Path | bytes, *, trusted: Collection[str] | None = None) -> ScorePack:
    """Read and verify a pack.

    Args:
        source: the file, or its bytes.
        trusted: SHA-256 of the packs to accept, in hex; by default those of forms/pmt/trusted.json, which name
            the packs shipped with the program.

    Raises:
        PackRefused: with the first reason found; see there.
        OSError: the file cannot be read.
    """
    written = source.read_bytes() if isinstance(source, Path) else source
    digest = hashlib.sha256(written).hexdigest()
    if digest not in (shipped_packs() if trusted is None else trusted):
        raise PackRefused("untrusted", sha256=digest)
    document = _read(written)
    try:
        pack = _pack(document, digest)
    except ValueError as fault:  # 31 February, or a least that is more than the most: no schema sees these
        raise PackRefused("shape") from fault
    verify(pack)
    return pack


def shipped_packs() -> frozenset[str]:
    """Give the SHA-256 of every pack that this program ships with."""
    return frozenset(json.loads(_TRUSTED.read_bytes()).values())


def _read(written: bytes) -> dict[str, Any]:
    try:
        document = json.loads(
            written, object_pairs_hook=_without_repeats, parse_float=_refuse_number, parse_constant=_refuse_number
        )
    except ValueError as fault:  # bad UTF-8 and bad JSON alike
        raise PackRefused("unreadable") from fault
    # Imported here: it costs a tenth of a second, which starting the program need not wait for.
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    broken = best_match(Draft202012Validator(json.loads(_SCHEMA.read_bytes())).iter_errors(document))
    if broken is not None:
        raise PackRefused("shape", at=broken.json_path, breaks=str(broken.validator))
    return dict(document)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise PackRefused("unreadable", repeated=next(key for key in members if [k for k, _ in pairs].count(key) > 1))
    return members


def _refuse_number(number: str) -> NoReturn:
    raise PackRefused("unreadable", number=number)


def _pack(document: Mapping[str, Any], digest: str) -> ScorePack:
    expand = _expander(document["conditions"])
    return ScorePack(
        id=document["id"],
        version=document["version"],
        hash=digest,
        title=_wording(document["title"]),
        caution=_wording(document["caution"]),
        form=FormEdition(document["form"]["id"], document["form"]["version"]),
        scale=_scale(document["scale"]),
        source=_source(document["source"]),
        valid_from=date.fromisoformat(document["valid"]["from"]),
        valid_to=_optional(date.fromisoformat, document["valid"]["to"]),
        roster=document["roster"],
        terms=tuple(_TERM_KINDS[term["kind"]](term, expand) for term in document["terms"]),
        lines=_lines(document["likelihood"]),
        accuracy=tuple(map(_accuracy, document["accuracy"])),
        examples=tuple(map(_example, document["examples"])),
    )


def _expander(conditions: Mapping[str, str]) -> Expand:
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


def _member_count(term: Mapping[str, Any], expand: Expand) -> MemberCount:
    return MemberCount(
        id=term["id"],
        label=_wording(term["label"]),
        known=expand(term["known"]),
        possible=expand(term["possible"]),
        bands=tuple(Band(band["from"], band.get("below"), _span(band["points"])) for band in term["bands"]),
        asks=_asks(term["member_asks"], expand),
    )


def _choice(term: Mapping[str, Any], _expand: Expand) -> Choice:
    points = {code: _span(points) for code, points in term["points"].items()}
    return Choice(term["id"], _wording(term["label"]), term["question"], points)


def _cases(term: Mapping[str, Any], expand: Expand) -> Cases:
    return Cases(
        id=term["id"],
        label=_wording(term["label"]),
        cases=tuple(
            Case(case["id"], _wording(case["label"]), expand(case["possible"]), _span(case["points"]))
            for case in term["cases"]
        ),
        asks=_asks(term.get("asks", []), expand),
        member_asks=_asks(term.get("member_asks", []), expand),
    )


_TERM_KINDS: Mapping[str, Callable[[Mapping[str, Any], Expand], Term]] = {
    "member_count": _member_count,
    "choice": _choice,
    "cases": _cases,
}


def _asks(asks: list[Mapping[str, str]], expand: Expand) -> tuple[Ask, ...]:
    return tuple(Ask(ask["question"], expand(ask["when"])) for ask in asks)


def _scale(scale: Mapping[str, Any]) -> Scale:
    return Scale(
        id=scale["id"],
        low=Decimal(scale["low"]),
        high=Decimal(scale["high"]),
        lower_is_poorer=scale["lower_is_poorer"],
        decimals=scale["decimals"],
        rounding=f"ROUND_{scale['rounding'].upper()}",
    )


def _source(source: Mapping[str, str]) -> Source:
    return Source(
        author=source["author"],
        title=source["title"],
        published=date.fromisoformat(source["published"]),
        pages=source["pages"],
        data=source["data"],
        licence=source["licence"],
    )


def _lines(likelihood: Mapping[str, Any]) -> tuple[PovertyLine, ...]:
    starts = tuple(map(Decimal, likelihood["from"]))
    return tuple(
        PovertyLine(line["id"], _wording(line["label"]), starts, tuple(map(Decimal, line["percent"])))
        for line in likelihood["lines"]
    )


def _accuracy(row: Mapping[str, Any]) -> Accuracy:
    return Accuracy(
        group=_wording(row["group"]),
        cutoff=_optional(Decimal, row["cutoff"]),
        comparator=row["comparator"],
        selected=Decimal(row["selected"]),
        reached=Decimal(row["reached"]),
        selected_in_group=_optional(Decimal, row["selected_in_group"]),
        pages=row["pages"],
    )


def _example(example: Mapping[str, Any]) -> Example:
    return Example(
        name=example["name"],
        answers=example["answers"],
        points=tuple(map(_span, example["points"])),
        total=_span(example["score"]),
        likelihood={line: Decimal(percent) for line, percent in example.get("likelihood", {}).items()},
    )


def _wording(texts: Mapping[str, str]) -> Wording:
    return Wording(texts["en"], texts["ur"])


def _span(points: str | list[str]) -> Span:
    """Read points written as one number, or as the least and the most."""
    low, high = (points, points) if isinstance(points, str) else points
    span = Span(Decimal(low), Decimal(high))
    if span.low > span.high:
        raise ValueError("the least is more than the most")
    return span


def _optional(read: Callable[[str], T], text: str | None) -> T | None:
    return None if text is None else read(text)
