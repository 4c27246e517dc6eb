"""Fields: digits of every script become ours, groups keep their dashes, nothing is lost to direction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enumerator.ui.telling import telling
from enumerator.ui.widgets.fields import CNIC_GROUPS, DigitsField, FieldState, digits_field, grouped, text_field


@pytest.fixture
def cnic(qtbot: QtBot) -> DigitsField:
    field = digits_field("cnic", CNIC_GROUPS)
    qtbot.addWidget(field)
    field.show()
    return field


@pytest.mark.parametrize(
    "typed", ["3530212345671", "35302-1234567-1", "۳۵۳۰۲۱۲۳۴۵۶۷۱", "٣٥٣٠٢١٢٣٤٥٦٧١", "35302 1234567x1"]
)
def test_a_cnic_is_typed_in_any_digits(cnic: DigitsField, typed: str) -> None:
    for letter in typed:
        cnic.insert(letter)  # QTest's keys end at Latin
    assert cnic.text() == "35302-1234567-1"
    assert cnic.is_full


def test_a_digit_in_the_middle_moves_the_dashes(cnic: DigitsField) -> None:
    cnic.put_digits("353021234567")
    cnic.setCursorPosition(1)
    QTest.keyClicks(cnic, "9")
    assert cnic.text() == "39530-2123456-7"
    assert cnic.cursorPosition() == 2


def test_the_fourteenth_digit_gets_no_place(cnic: DigitsField) -> None:
    QTest.keyClicks(cnic, "35302123456719")
    assert cnic.digits == "3530212345671"


@given(st.text("0123456789", max_size=20))
def test_grouping_keeps_the_digits_in_order(digits: str) -> None:
    shown = grouped(digits, CNIC_GROUPS)
    assert shown.replace("-", "") == digits[:13]
    assert grouped(shown.replace("-", ""), CNIC_GROUPS) == shown


@pytest.mark.parametrize(
    ("language", "side"), [("en", Qt.AlignmentFlag.AlignLeft), ("ur", Qt.AlignmentFlag.AlignRight)]
)
def test_digits_run_from_left_to_right_and_stand_at_the_leading_edge(
    cnic: DigitsField, language: str, side: Qt.AlignmentFlag
) -> None:
    telling.language = language
    assert cnic.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert cnic.alignment() & side


def test_the_unit_at_the_far_end_keeps_its_place(qtbot: QtBot) -> None:
    field = text_field("income")
    qtbot.addWidget(field)
    field.tail = "a month"
    assert field.textMargins().right() > 40
    telling.language = "ur"
    assert field.textMargins().left() > 40
    assert field.words() == ("a month",)


def test_a_state_is_a_property_for_the_style_sheet(qtbot: QtBot) -> None:
    field = text_field("name")
    qtbot.addWidget(field)
    for state in FieldState:
        field.show_state(state)
        assert field.property("state") == state.value
