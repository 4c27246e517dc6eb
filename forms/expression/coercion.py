"""A part of an expression where text, a number, or yes or no is wanted: what libxml2 gets wrong there is put right.

libxml2 reads some decimals a step beside the nearest float (2.345 as 2.3449999999999998), prints 2500000000 as 2.5e+09,
counts a date as NaN and a node that says "false" as true.
"""

from __future__ import annotations

from forms.expression.reading import Piece, Reading
from forms.values import DataType

_EXACT_DIGITS = 15  # up to here both halves of a quotient, and so the quotient, are what a float can hold


def literal_number(reading: Reading, text: str) -> str:
    """A number as written, exact to the last bit: as a quotient of whole numbers."""
    whole, _, fraction = text.partition(".")
    digits = (whole + fraction).lstrip("0") or "0"
    if len(digits) > _EXACT_DIGITS or len(fraction) > _EXACT_DIGITS:
        return reading.ours("number", f"'{text}'")
    return f"({digits} div 1{'0' * len(fraction)})" if fraction else digits


def as_text(reading: Reading, piece: Piece) -> str:
    """A piece where text is wanted."""
    if piece.nodes or piece.type is DataType.BOOLEAN:
        return f"string({piece.xpath})"
    if piece.type.numeric or piece.type is DataType.UNKNOWN:
        return reading.ours("text", piece.xpath)
    return piece.xpath


def as_number(reading: Reading, piece: Piece) -> str:
    """A piece where a number is wanted; dates count in days."""
    if piece.type.temporal:
        return reading.ours("days", piece.xpath)
    if piece.type is DataType.BOOLEAN:
        return f"number({as_truth(reading, piece)})"
    if piece.type is DataType.INTEGER and piece.nodes:
        return f"number({piece.xpath})"
    if is_plain_number(piece):
        return piece.xpath
    return reading.ours("number", f"string({piece.xpath})" if piece.nodes else piece.xpath)


def as_truth(reading: Reading, piece: Piece) -> str:
    """A piece where yes or no is wanted; a node for yes or no that says "false" says no, and any other text yes."""
    if piece.type is DataType.STRUCTURE or (piece.nodes and piece.places is None):
        return f"boolean({piece.xpath})"
    if piece.type is DataType.BOOLEAN and not piece.nodes:
        return piece.xpath
    if piece.type is DataType.TEXT:
        return f"boolean(string({piece.xpath}))"
    return reading.ours("truth", piece.xpath)


def as_value(piece: Piece) -> str:
    """A piece as it stands, but that one hidden node gives a blank and not nothing."""
    return f"string({piece.xpath})" if piece.nodes and piece.single else piece.xpath


def as_condition(reading: Reading, piece: Piece) -> str:
    """A piece in square brackets: a number is a position, also when a node holds it; anything else is yes or no."""
    if piece.type.numeric and not is_plain_number(piece) and (piece.single or not piece.nodes):
        return as_number(reading, piece)
    return piece.xpath if piece.type.numeric or piece.nodes else as_truth(reading, piece)


def is_plain_number(piece: Piece) -> bool:
    """Whether libxml2 has a number in hand, and need not read one."""
    return piece.type.numeric and not piece.nodes and not piece.spelled


def is_many(piece: Piece) -> bool:
    """Whether it may hold several nodes."""
    return piece.nodes and not piece.single
