"""Type-ahead: numbers, beginnings of words in both languages, and what Enter takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enumerator.ui.interview.matching import match, narrow, numbers_of, span
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


SCHOOL = ["00", "P", "01", "05", "10", "12", "D3", "MAD_N"]
SCHOOL_WORDS = ["None", "Pre-primary", "Class 1", "Class 5", "Class 10", "Class 12", "Diploma, 3 years", "Madrassa"]


def test_where_codes_are_numbers_a_number_means_the_code() -> None:
    found = match("05", SCHOOL_WORDS, (), numbers_of(SCHOOL))
    assert (found.fitting, found.taken, found.settled) == ((3,), 3, True)


@pytest.mark.parametrize(("typed", "taken"), [("5", 3), ("1", 2), ("0", 0), ("۵", 3), ("3", None), ("15", None)])
def test_fewer_digits_wait_and_enter_takes_the_one_code_that_is_that_number(typed: str, taken: int | None) -> None:
    found = match(typed, SCHOOL_WORDS, (), numbers_of(SCHOOL))
    assert (found.taken, found.settled) == (taken, False)


def test_digits_that_two_codes_are_as_a_number_take_neither() -> None:
    assert match("5", ["a", "b"], (), ["05", "005"]).taken is None


def test_a_code_with_a_fraction_is_typed_whole() -> None:
    codes, labels = ["272.25", "250", "225"], ["of the record", "of some", "of most"]
    settled = {
        typed: match(typed, labels, (), numbers_of(codes)).settled for typed in ("2", "27", "272", "272.", "250")
    }
    assert [typed for typed, whole in settled.items() if whole] == ["250"]
    assert match("272.25", labels, (), numbers_of(codes)).taken == 0


@pytest.mark.parametrize(("typed", "taken"), [("p", 1), ("d3", 6), ("D3", 6), ("madr", 7)])
def test_a_code_in_letters_among_numbers_is_typed_too_and_waits(typed: str, taken: int) -> None:
    found = match(typed, SCHOOL_WORDS, (), numbers_of(SCHOOL))
    assert (found.taken, found.settled) == (taken, False)


def test_where_codes_are_words_a_number_means_the_place() -> None:
    assert numbers_of(["yes", "no"]) == ("1", "2")


@pytest.mark.parametrize("typed", ["-", ".", "۔", "ء", "?"])
def test_a_mark_without_letters_fits_nothing(typed: str) -> None:
    assert match(typed, TOILETS).fitting == ()


def test_a_long_list_numbers_what_the_letters_leave_unless_its_codes_are_numbers() -> None:
    words = [f"{name} {number}" for name in ("alpha", "beta") for number in range(20)]
    by_place = narrow("beta 2", [f"k{number}" for number in range(40)], words)
    assert (by_place.found.taken, by_place.caps[:2]) == (21, ("1", "2"))
    by_code = narrow("31", [str(number) for number in range(11, 51)], words)
    assert (by_code.found.taken, by_code.found.settled, by_code.shown, by_code.caps) == (20, True, (20,), ("31",))
