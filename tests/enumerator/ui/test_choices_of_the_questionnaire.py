"""Every list of the real questionnaire: the number that is typed is the choice that is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from enumerator.ui.interview.matching import MOST_AT_ONCE, Narrowed, keys_for, narrow, numbers_of
from enumerator.workflow.questionnaire import shipped_edition
from forms import Choice, Interview
from forms.definition import FormDefinition, Question
from tests.enumerator.store.centre import Clock

_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_DIVISION, _DISTRICT = "/data/address/current/division", "/data/address/current/district"
_ASKED_BY_PLACE = {"division": "", "district": _DIVISION, "tehsil": _DISTRICT}
"""A list that depends on an answer, and the question that it depends on."""

Lists = dict[str, tuple[tuple[Choice, ...], tuple[Choice, ...]]]


def _everything(definition: FormDefinition) -> Iterator[tuple[str, tuple[Choice, ...], tuple[Choice, ...]]]:
    """Every list as it can stand below a question, in English and in Urdu."""
    interview = Interview.start(definition, clock=Clock())
    english, urdu = (definition.language_for(code) for code in ("en", "ur"))
    known: set[str] = set()

    def both(ref: str) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
        return interview.choices(ref, english), interview.choices(ref, urdu)

    for path, node in definition.nodes.items():
        if isinstance(node, Question) and node.choices and (node.choices.instance or path) not in known:
            known.add(node.choices.instance or path)
            if node.name not in _ASKED_BY_PLACE:
                yield path, *both(path.replace("/member/", "/member[1]/"))
    yield _DIVISION, *both(_DIVISION)
    for division in both(_DIVISION)[0]:
        interview.answer(_DIVISION, division.value)
        yield f"{_DISTRICT} of {division.value}", *both(_DISTRICT)
        for district in both(_DISTRICT)[0]:
            interview.answer(_DISTRICT, district.value)
            yield f"tehsil of {district.value}", *both("/data/address/current/tehsil")


@pytest.fixture(scope="module")
def lists() -> Lists:
    found = {name: (english, urdu) for name, english, urdu in _everything(shipped_edition().definition)}
    assert len(found) > 80
    assert all(choices for choices, _ in found.values())
    return found


def _typed(keys: str, choices: tuple[Choice, ...], others: tuple[Choice, ...]) -> Narrowed:
    codes, labels = [choice.value for choice in choices], [choice.label for choice in choices]
    return narrow(keys, codes, labels, [choice.label for choice in others])


def _hands(lists: Lists) -> Iterator[tuple[str, tuple[Choice, ...], tuple[Choice, ...]]]:
    """Each list in each language of the windows, the other language beside it."""
    for name, (english, urdu) in lists.items():
        yield name, english, urdu
        yield name, urdu, english


def _settles(keys: str, choices: tuple[Choice, ...], others: tuple[Choice, ...]) -> tuple[str, int] | None:
    """Type key after key as an officer does: what was typed when it went on by itself, and to which choice."""
    for size in range(1, len(keys) + 1):
        found = _typed(keys[:size], choices, others).found
        if found.settled and found.taken is not None:
            return keys[:size], found.taken
    return None


def test_the_whole_number_of_a_choice_chooses_exactly_that_choice(lists: Lists) -> None:
    for name, choices, others in _hands(lists):
        for place, cap in enumerate(_typed("", choices, others).caps):
            if cap:
                assert _typed(cap, choices, others).found.taken == place, (name, cap)


def test_the_beginning_of_a_number_never_goes_on_to_another_choice(lists: Lists) -> None:
    for name, choices, others in _hands(lists):
        for place, cap in enumerate(_typed("", choices, others).caps):
            if cap:
                assert _settles(cap, choices, others) in (None, (cap, place)), (name, cap)


def test_a_whole_number_goes_on_by_itself_unless_a_longer_one_begins_with_it(lists: Lists) -> None:
    for name, choices, others in _hands(lists):
        caps = [cap for cap in _typed("", choices, others).caps if cap.replace(".", "").isdigit()]
        for cap in caps:
            longer = any(each != cap and each.startswith(cap) for each in caps)
            assert (_settles(cap, choices, others) is None) is longer, (name, cap)


def test_the_number_in_a_label_never_goes_on_to_a_choice_with_another_number_in_its_label(lists: Lists) -> None:
    held = 0
    for name, choices, others in _hands(lists):
        figures = [{float(each) for each in _FIGURES.findall(choice.label)} for choice in choices]
        for choice, own in zip(choices, figures, strict=True):
            if len(own) == 1:
                held += 1
                number = _FIGURES.findall(choice.label)[0]
                for keys in (number, number.zfill(2)):
                    settled = _settles(keys, choices, others)
                    assert settled is None or not figures[settled[1]] or figures[settled[1]] == own, (name, keys)
    assert held > 20


def test_a_code_of_the_paper_never_goes_on_to_another_code(lists: Lists) -> None:
    for name, choices, others in _hands(lists):
        for place, choice in enumerate(choices):
            if choice.value.replace(".", "").isdigit():
                assert _settles(choice.value, choices, others) == (choice.value, place), name


def test_the_keys_for_a_choice_choose_it(lists: Lists) -> None:
    for name, choices, others in _hands(lists):
        for place, choice in enumerate(choices):
            keys = keys_for(choice.value, choices)
            assert _typed(keys, choices, others).found.taken == place, (name, keys)
            assert _settles(keys, choices, others) in (None, (keys, place)), (name, keys)


def test_schooling_is_typed_as_it_is_written_on_paper(lists: Lists) -> None:
    english, urdu = next(both for name, both in lists.items() if name.endswith("/education_level"))
    codes = [choice.value for choice in english]
    assert numbers_of(codes) == tuple(codes)
    assert len(codes) <= MOST_AT_ONCE
    fifth = _typed("5", english, urdu).found
    assert (codes[fifth.taken or 0], fifth.settled) == ("05", False)
    assert _settles("12", english, urdu) == ("12", codes.index("12"))
