from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sync.retry import FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, wait_seconds, waits


@given(attempt=st.integers(0, 10_000), chance=st.floats(0, 1, exclude_max=True))
def test_no_wait_is_longer_than_the_cap(attempt: int, chance: float) -> None:
    assert 0 <= wait_seconds(attempt, draw=lambda: chance) <= LONGEST_WAIT_SECONDS


@given(attempt=st.integers(0, 1000))
def test_the_ceiling_never_falls(attempt: int) -> None:
    assert wait_seconds(attempt, draw=lambda: 1.0) <= wait_seconds(attempt + 1, draw=lambda: 1.0)


def test_the_ceiling_doubles_from_the_first_wait() -> None:
    assert list(waits(4, draw=lambda: 1.0)) == [FIRST_WAIT_SECONDS * factor for factor in (1, 2, 4)]


def test_the_whole_wait_is_left_to_chance() -> None:
    assert wait_seconds(5, draw=lambda: 0.0) == 0
