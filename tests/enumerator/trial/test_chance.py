from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from enumerator.trial.chance import Chance

SEEDS = st.integers(0, 2**31)
LABELS = st.text(max_size=12)


def some_draws(chance: Chance) -> list[object]:
    return [
        chance.happens(0.5),
        chance.number(0, 10**9),
        chance.one_of("abcdef"),
        chance.some_of("abcdef", 0.3),
        chance.weighted({"a": 1, "b": 2}),
        chance.digits(9),
    ]


@given(SEEDS, LABELS)
def test_the_same_seed_and_label_have_the_same_luck(seed: int, label: str) -> None:
    assert some_draws(Chance(seed, label)) == some_draws(Chance(seed, label))


@given(SEEDS, LABELS)
def test_another_seed_or_label_has_another_luck(seed: int, label: str) -> None:
    here = Chance(seed, label).digits(40)
    assert here != Chance(seed + 1, label).digits(40)
    assert here != Chance(seed, f"{label}'").digits(40)


@given(SEEDS, st.integers(-50, 50), st.integers(0, 50))
def test_a_number_stays_between_its_ends(seed: int, least: int, span: int) -> None:
    assert least <= Chance(seed, "").number(least, least + span) <= least + span


@given(SEEDS, st.lists(st.text("abcdef", min_size=1), min_size=1, unique=True), st.floats(0, 1))
def test_some_are_at_least_one_and_in_their_order(seed: int, things: list[str], share: float) -> None:
    drawn = Chance(seed, "").some_of(things, share)
    assert drawn
    assert drawn == [thing for thing in things if thing in drawn]


@given(SEEDS, st.integers(0, 30))
def test_digits_are_that_many_ascii_digits(seed: int, length: int) -> None:
    digits = Chance(seed, "").digits(length)
    assert len(digits) == length
    assert set(digits) <= set("0123456789")


def test_what_never_happens_never_happens_and_what_always_does_always() -> None:
    chance = Chance(1, "ends")
    assert not any(chance.happens(0) for _ in range(1000))
    assert all(chance.happens(1) for _ in range(1000))


def test_a_weight_is_a_share() -> None:
    chance = Chance(1, "weights")
    drawn = Counter(chance.weighted({"never": 0, "seldom": 1, "often": 3}) for _ in range(10_000))
    assert drawn["never"] == 0
    assert abs(drawn["often"] / 10_000 - 0.75) < 0.02
