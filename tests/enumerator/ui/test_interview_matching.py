"""Type-ahead: numbers, beginnings of words in both languages, and what Enter takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enumerator.ui.interview.matching import match, span
from enumerator.ui.questions.shapes import SHAPES, Shape, digits_of, text_of

TOILETS = ["Flush to sewer", "Flush to pit", "Pit latrine with slab", "Open pit", "Bucket"]
URDU = ["فلش: سیوریج", "فلش: گڑھا", "سلیب والا گڑھا", "کھلا گڑھا", "بالٹی"]


def test_beginnings_of_words_fit_and_the_first_one_is_taken() -> None:
    found = match("pit", TOILETS)
    assert (found.fitting, found.taken, found.settled) == ((1, 2, 3), 1, False)


def test_the_middle_of_a_word_does_not_fit() -> None:
    assert match("ucket", TOILETS).fitting == ()


def test_the_other_language_may_be_typed() -> None:
    assert match("bucket", URDU, TOILETS).taken == 4


def test_a_whole_word_is_taken_before_a_longer_one() -> None:
    assert match("no", ["Not yet", "No"]).taken == 1


@pytest.mark.parametrize("typed", ["3", "۳", "٣"])
def test_a_number_that_leaves_no_other_choice_is_settled_in_every_script(typed: str) -> None:
    found = match(typed, [str(each) for each in range(11)])
    assert (found.taken, found.settled) == (2, True)


def test_a_number_that_may_grow_waits() -> None:
    found = match("1", ["a"] * 11)
    assert (found.fitting, found.taken, found.settled) == ((0, 9, 10), 0, False)


def test_a_number_beyond_the_list_takes_nothing() -> None:
    assert match("9", TOILETS).taken is None


def test_typed_letters_are_found_in_the_label() -> None:
    assert span("pit", "Flush to pit") == (9, 3)
    label = "فلش: گڑھا"
    assert span("گڑ", label) == (label.index("گڑ"), 2)


@given(st.dates().map(lambda day: day.isoformat()))
def test_dates_are_typed_and_read_back(day: str) -> None:
    assert text_of(Shape.DAY, digits_of(Shape.DAY, day)) == day


@given(st.text(alphabet="0123456789", min_size=13, max_size=13))
def test_numbers_of_cards_are_typed_and_read_back(digits: str) -> None:
    assert text_of(Shape.CNIC, digits_of(Shape.CNIC, digits)) == digits
    assert SHAPES[Shape.CNIC].length == len(digits)


@pytest.mark.parametrize("written", ["03001234567", "0300-1234567", "+923001234567", "00923001234567", "923001234567"])
def test_a_mobile_number_from_abroad_is_shown_as_at_home(written: str) -> None:
    assert digits_of(Shape.MOBILE, written) == "03001234567"
