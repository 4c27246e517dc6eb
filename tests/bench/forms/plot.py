"""A plot as SVG: lines over powers of ten on both axes, where whatever grows linearly runs parallel to the dashes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 420, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 22, 50, 44
_LETTER = 5.8  # how wide a letter of a line's name is, near enough
_COLOURS = ("steelblue", "darkorange", "seagreen", "purple")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it shows, and its points."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of axes."""

    title: str
    across: str
    up: str
    lines: tuple[Line, ...]


def drawing(panels: Sequence[Panel]) -> str:
    """The panels side by side."""
    body = "\n".join(
        f'<g transform="translate({place * WIDTH},0)">\n' + "\n".join(_panel(panel)) + "\n</g>"
        for place, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}" '
        f'font-family="sans-serif" font-size="11">\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """Values on a logarithmic axis, from a power of ten to a power of ten, over some length of paper."""

    first: int
    last: int
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self.first) / (self.last - self.first)
        return round(self.start + share * (self.end - self.start), 1)

    def tens(self) -> list[float]:
        return [10.0**power for power in range(self.first, self.last + 1)]


def _axis(values: Sequence[float], start: float, end: float) -> _Axis:
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return _Axis(first, max(last, first + 1), start, end)


def _panel(panel: Panel) -> Iterator[str]:
    points = [point for line in panel.lines for point in line.points]
    across = _axis([x for x, _ in points], _LEFT, WIDTH - _RIGHT)
    up = _axis([y for _, y in points], HEIGHT - _BOTTOM, _TOP)
    yield f'<text x="{_LEFT}" y="18" font-weight="bold">{panel.title}</text>'
    yield f'<text x="{WIDTH / 2}" y="{HEIGHT - 8}" text-anchor="middle">{panel.across}</text>'
    yield f'<text transform="translate(14,{HEIGHT / 2}) rotate(-90)" text-anchor="middle">{panel.up}</text>'
    for value in across.tens():
        yield f'<path d="M{across(value)} {up.start}V{up.end}" stroke="gainsboro"/>'
        yield f'<text x="{across(value)}" y="{up.start + 16}" text-anchor="middle">{value:,g}</text>'
    for value in up.tens():
        yield f'<path d="M{across.start} {up(value)}H{across.end}" stroke="gainsboro"/>'
        yield f'<text x="{_LEFT - 6}" y="{up(value) + 4}" text-anchor="end">{value:g}</text>'
    yield from _linear(across, up)
    named: float = _LEFT
    for place, line in enumerate(panel.lines):
        yield from _drawn(line, across, up, _COLOURS[place % len(_COLOURS)], named)
        named += len(line.name) * _LETTER + 14
    yield f'<text x="{named:g}" y="36" fill="gray">- - linear</text>'


def _linear(across: _Axis, up: _Axis) -> Iterator[str]:
    """The slope of what doubles when its cause doubles."""
    decades = min(across.last - across.first, up.last - up.first)
    x, y = 10.0**across.last, 10.0**up.last
    ends = across(x / 10**decades), up(y / 10**decades), across(x), up(y)
    yield '<path d="M{} {}L{} {}" stroke="gray" stroke-dasharray="4 4" fill="none"/>'.format(*ends)


def _drawn(line: Line, across: _Axis, up: _Axis, colour: str, named: float) -> Iterator[str]:
    places = [(across(x), up(y)) for x, y in line.points]
    yield f'<path d="M{"L".join(f"{x} {y}" for x, y in places)}" stroke="{colour}" stroke-width="2" fill="none"/>'
    for x, y in places:
        yield f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'
    yield f'<text x="{named:g}" y="36" fill="{colour}">{line.name}</text>'
