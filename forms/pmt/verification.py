"""What a pack must prove of itself before a household is scored by it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from forms.pmt.errors import PackRefused
from forms.pmt.pack import Example, PovertyLine, ScorePack
from forms.pmt.scoring import total
from forms.pmt.terms import Cases, MemberCount


def verify(pack: ScorePack) -> None:
    """Check names, bands, scale and worked examples.

    Raises:
        PackRefused: with the first fault found.
    """
    _names_are_unique("term", (term.id for term in pack.terms))
    _names_are_unique("line", (line.id for line in pack.lines))
    for term in pack.terms:
        if isinstance(term, MemberCount):
            _bands_meet(term)
        if isinstance(term, Cases):
            _names_are_unique(term.id, (case.id for case in term.cases))
    for line in pack.lines:
        _bands_cover_the_scale(line, pack)
    _sums_stay_on_the_scale(pack)
    for example in pack.examples:
        _comes_out(example, pack)


def _names_are_unique(where: str, names: Iterable[str]) -> None:
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
            raise PackRefused("overlap", term=term.id, band=str(band.start))
        if band.start > end:
            raise PackRefused("gap", term=term.id, band=str(band.start))
        if band.below is not None and band.below <= band.start:
            raise PackRefused("overlap", term=term.id, band=str(band.start))
    if ends[-1] is not None:
        raise PackRefused("gap", term=term.id, band=str(ends[-1]))


def _bands_cover_the_scale(line: PovertyLine, pack: ScorePack) -> None:
    if len(line.percents) < len(line.starts) or line.starts[0] != pack.scale.low:
        raise PackRefused("gap", line=line.id)
    if len(line.percents) > len(line.starts) or any(one >= two for one, two in pairwise(line.starts)):
        raise PackRefused("overlap", line=line.id)


def _sums_stay_on_the_scale(pack: ScorePack) -> None:
    reach = total((term.reach for term in pack.terms), pack.scale)
    if reach.low < pack.scale.low or reach.high > pack.scale.high:
        raise PackRefused("scale", low=str(reach.low), high=str(reach.high))


def _comes_out(example: Example, pack: ScorePack) -> None:
    """Work an example out again by the pack's own tables; its answers stand for what the terms read."""
    try:
        points = tuple(term.rehearse(example.answers[term.id]) for term in pack.terms)
        said = {line: pack.likelihood(line, example.total.low) for line in example.likelihood}
    except (KeyError, ValueError) as fault:
        raise PackRefused("example", name=example.name) from fault
    if (points, total(points, pack.scale), said) != (example.points, example.total, example.likelihood):
        raise PackRefused("example", name=example.name)
