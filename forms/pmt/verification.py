"""What a pack must prove of itself before a household is scored by it, as far as that needs no form."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from forms.pmt.errors import PackRefused
from forms.pmt.pack import Example, Percentiles, PovertyLine, ScorePack
from forms.pmt.scoring import total
from forms.pmt.terms import Cases, Lookup, MemberCount


def verify(pack: ScorePack) -> None:
    """Check names, bands, look-ups, scale, and the sums of worked examples.

    Raises:
        PackRefused: with the first fault found.
    """
    names_are_unique("term", (term.id for term in pack.terms))
    names_are_unique("line", (line.id for line in pack.lines))
    names_are_unique("example", (example.name for example in pack.examples))
    for term in pack.terms:
        if isinstance(term, MemberCount):
            _bands_meet(term)
        if isinstance(term, Cases):
            names_are_unique(term.id, (case.id for case in term.cases))
        if isinstance(term, Lookup):
            names_are_unique(term.id, (row.key for row in term.rows))
    for line in pack.lines:
        _bands_cover_the_scale(line, pack)
    if pack.percentiles is not None:
        _percentiles_rise(pack.percentiles)
    _sums_stay_on_the_scale(pack)
    for example in pack.examples:
        _adds_up(example, pack)


def names_are_unique(where: str, names: Iterable[str]) -> None:
    """Hold that no name stands twice.

    Raises:
        PackRefused: `repeated`.
    """
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise PackRefused("repeated", where=where, name=name)
        seen.add(name)


def _bands_meet(term: MemberCount) -> None:
    """Hold that every number from nought on lies in exactly one band."""
    ends = [0, *(band.below for band in term.bands)]
    for band, end in zip(term.bands, ends, strict=False):
        if end is None or band.start < end:
            raise PackRefused("overlap", where=term.id, at=str(band.start))
        if band.start > end:
            raise PackRefused("gap", where=term.id, at=str(end))
        if band.below is not None and band.below <= band.start:
            raise PackRefused("overlap", where=term.id, at=str(band.start))
    if ends[-1] is not None:
        raise PackRefused("gap", where=term.id, at=str(ends[-1]))


def _bands_cover_the_scale(line: PovertyLine, pack: ScorePack) -> None:
    if len(line.percents) < len(line.starts) or line.starts[0] != pack.scale.low:
        raise PackRefused("gap", where=line.id, at=str(pack.scale.low))
    if len(line.percents) > len(line.starts) or any(one >= two for one, two in pairwise(line.starts)):
        raise PackRefused("overlap", where=line.id, at=str(pack.scale.high))


def _percentiles_rise(table: Percentiles) -> None:
    if len(table.at) != len(table.percents):
        raise PackRefused("gap", where="percentiles", at=str(table.at[-1]))
    if any(one >= two for one, two in pairwise(table.at)) or any(one > two for one, two in pairwise(table.percents)):
        raise PackRefused("overlap", where="percentiles", at=str(table.at[0]))


def _sums_stay_on_the_scale(pack: ScorePack) -> None:
    reach = total((term.reach for term in pack.terms), pack.scale)
    if reach.low < pack.scale.low or reach.high > pack.scale.high:
        raise PackRefused("scale", low=str(reach.low), high=str(reach.high))


def _adds_up(example: Example, pack: ScorePack) -> None:
    """Hold an example against the pack's own tables; `prove` types its answers into the form."""
    if len(example.points) != len(pack.terms):
        raise PackRefused("example", name=example.name, differs="points")
    for term, points in zip(pack.terms, example.points, strict=True):
        if not term.may_give(points):
            raise PackRefused("example", name=example.name, differs=term.id)
    if total(example.points, pack.scale) != example.total:
        raise PackRefused("example", name=example.name, differs="score")
    for line, percent in example.likelihood.items():
        if line not in {each.id for each in pack.lines} or pack.likelihood(line, example.total.low) != percent:
            raise PackRefused("example", name=example.name, differs=line)
