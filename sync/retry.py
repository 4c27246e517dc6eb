"""How long to wait before trying again: growing, capped, spread by chance so that 5,000 desks do not return as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

FIRST_WAIT_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 300.0

_GROWTH_STOPS_AT = 32
"""2**32 times any first wait is beyond any cap; larger powers would only cost."""


def wait_seconds(
    attempt: int,
    *,
    draw: Callable[[], float],
    first_seconds: float = FIRST_WAIT_SECONDS,
    longest_seconds: float = LONGEST_WAIT_SECONDS,
) -> float:
    """The wait after failed attempt number `attempt` (0 for the first): full jitter under a doubling, capped ceiling.

    Args:
        attempt: how many attempts failed before this one.
        draw: a number in [0, 1), such as `random.random`.
        first_seconds: the ceiling of the first wait.
        longest_seconds: the ceiling of all waits.
    """
    return draw() * min(longest_seconds, first_seconds * 2.0 ** min(attempt, _GROWTH_STOPS_AT))


def waits(attempts: int, *, draw: Callable[[], float]) -> Iterator[float]:
    """The waits between `attempts` attempts."""
    return (wait_seconds(attempt, draw=draw) for attempt in range(attempts - 1))
