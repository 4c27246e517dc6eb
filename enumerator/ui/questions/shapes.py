"""The shapes of what is written in figures: how many digits stand in a group, and how the engine wants them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from enumerator.ui.interview.spoken import MONTH_AND_YEAR
from forms.definition import Kind, Question
from forms.identity import fold_digits

__all__ = ["SHAPES", "Shape", "ShapeOf", "digits_of", "is_left_to_right", "shape_of", "text_of"]

_LEFT_TO_RIGHT = frozenset({"iban", "account_number", "wallet_number", "applicant_email"})
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_COUNTRY = re.compile(r"^(?:\+|00)?92(?=3\d{9}$)")
"""How a mobile number is written from abroad."""


class Shape(Enum):
    """What the figures are."""

    CNIC = "cnic"
    MOBILE = "mobile"
    DAY = "day"
    MONTH = "month"
    WHOLE = "whole"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class ShapeOf:
    """How figures of a shape are written.

    Attributes:
        groups: digits a group; none for a number of any length.
        also: other marks that may be typed.
    """

    groups: tuple[int, ...] = ()
    also: str = ""

    @property
    def length(self) -> int:
        """How many digits make it full; 0 where no length is fixed."""
        return sum(self.groups)


SHAPES = {
    Shape.CNIC: ShapeOf((5, 7, 1)),
    Shape.MOBILE: ShapeOf((4, 7)),
    Shape.DAY: ShapeOf((2, 2, 4)),
    Shape.MONTH: ShapeOf((2, 4)),
    Shape.WHOLE: ShapeOf(),
    Shape.DECIMAL: ShapeOf(also="."),
}
_BY_KIND = {Kind.INTEGER: Shape.WHOLE, Kind.DECIMAL: Shape.DECIMAL, Kind.DATE: Shape.DAY}


def shape_of(question: Question) -> Shape | None:
    """Tell the shape of a question's figures; None where it takes words."""
    if question.kind is Kind.DATE and question.appearance == MONTH_AND_YEAR:
        return Shape.MONTH
    if question.kind is Kind.TEXT and question.appearance == "numbers":
        return next((shape for shape in (Shape.CNIC, Shape.MOBILE) if shape.value in question.name), None)
    return _BY_KIND.get(question.kind)


def is_left_to_right(question: Question) -> bool:
    """Whether its words run from left to right on every page, as an IBAN's do."""
    return question.name in _LEFT_TO_RIGHT


def text_of(shape: Shape, digits: str) -> str:
    """Give typed digits as the engine takes them; a date that is not full stays as it was typed."""
    if shape in (Shape.DAY, Shape.MONTH) and len(digits) == SHAPES[shape].length:
        day, rest = (digits[:2], digits[2:]) if shape is Shape.DAY else ("01", digits)
        return f"{rest[2:]}-{rest[:2]}-{day}"
    return digits


def digits_of(shape: Shape, said: str) -> str:
    """Give the engine's text as it is typed."""
    date = _DATE.fullmatch(said)
    if shape in (Shape.DAY, Shape.MONTH) and date:
        year, month, day = date.groups()
        return f"{day}{month}{year}" if shape is Shape.DAY else f"{month}{year}"
    if SHAPES[shape].groups:
        folded = "".join(mark for mark in fold_digits(said) if mark.isdigit() or mark == "+")
        return _COUNTRY.sub("0", folded) if shape is Shape.MOBILE else folded
    return said
