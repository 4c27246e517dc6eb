"""Lengths and areas between points on the earth, taken for a sphere as every ODK client takes it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from forms.values import to_number

RADIUS = 6_378_100.0  # metres
Point = tuple[float, float]  # latitude and longitude in radians


def points_in(text: str) -> list[Point] | None:
    """The points of a text ("latitude longitude altitude accuracy; …"); None where a part of it is no point."""
    parts = text.strip().removesuffix(";").split(";") if text.strip() else []
    points = [_point(part) for part in parts]
    return [point for point in points if point is not None] if None not in points else None


def points_of(texts: Iterable[str]) -> list[Point] | None:
    """The points of several texts, one behind the other."""
    found: list[Point] = []
    for text in texts:
        points = points_in(text)
        if points is None:
            return None
        found.extend(points)
    return found


def distance(points: list[Point] | None) -> float:
    """Metres along the points; NaN where one of them is none."""
    if points is None:
        return math.nan
    return math.fsum(_haversine(one, other) for one, other in pairwise(points))


def area(points: list[Point] | None) -> float:
    """Square metres within the points, the last joined to the first; NaN where one of them is none."""
    if points is None:
        return math.nan
    ring = [*points, *points[:1]]
    swept = math.fsum((b[1] - a[1]) * (2 + math.sin(a[0]) + math.sin(b[0])) for a, b in pairwise(ring))
    return abs(swept) * RADIUS * RADIUS / 2


def _point(text: str) -> Point | None:
    numbers = [to_number(part) for part in text.split()]
    if len(numbers) not in (2, 3, 4) or any(map(math.isnan, numbers)):
        return None
    latitude, longitude = numbers[:2]
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return math.radians(latitude), math.radians(longitude)


def _haversine(one: Point, other: Point) -> float:
    up = math.sin((other[0] - one[0]) / 2) ** 2
    along = math.sin((other[1] - one[1]) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(up + math.cos(one[0]) * math.cos(other[0]) * along)))
