"""Operators: a row of operands on one level is written side by side, so that a sum of 1,000 terms nests no deeper."""

from __future__ import annotations

from forms.expression.coercion import as_number, as_truth, as_value, is_many, is_plain_number
from forms.expression.reading import Piece, Reading, Scope
from forms.expression.tokens import PRECEDENCE
from forms.expression.tree import Ast, Binary, ExpressionFault
from forms.values import DataType


def binary(reading: Reading, tree: Binary, scope: Scope, *, whole: bool) -> Piece:
    """Everything joined on the level of the topmost operator."""
    first, rest = _level(tree)
    piece = reading.visit(first, scope, whole=whole)
    joined = [(sign, reading.visit(sign.right, scope, whole=whole)) for sign in rest]
    if tree.operator in ("and", "or"):
        truths = (as_truth(reading, part) for part in (piece, *(part for _, part in joined)))
        return Piece(f"({f' {tree.operator} '.join(truths)})", DataType.BOOLEAN)
    if tree.operator == "|":
        return _union(piece, joined)
    if PRECEDENCE[tree.operator] <= PRECEDENCE["<"]:
        for sign, part in joined:
            piece = _compared(reading, sign.operator, piece, part)
        return piece
    terms = "".join(f" {sign.operator} {as_number(reading, part)}" for sign, part in joined)
    return Piece(f"({as_number(reading, piece)}{terms})", DataType.DECIMAL)


def _level(tree: Binary) -> tuple[Ast, list[Binary]]:
    """The leftmost operand, and the operators that follow it on the same level."""
    level, signs = PRECEDENCE[tree.operator], [tree]
    while isinstance(signs[-1].left, Binary) and PRECEDENCE[signs[-1].left.operator] == level:
        signs.append(signs[-1].left)
    return signs[-1].left, signs[::-1]


def _union(first: Piece, joined: list[tuple[Binary, Piece]]) -> Piece:
    pieces = [first, *(part for _, part in joined)]
    for place, piece in enumerate(pieces):
        if not piece.nodes:
            raise ExpressionFault("| joins nodes", joined[max(0, place - 1)][0].column)
    known = [piece.places for piece in pieces if piece.places]
    places = tuple(place for each in known for place in each) if len(known) == len(pieces) else None
    types = {piece.type for piece in pieces}
    data_type = types.pop() if len(types) == 1 else DataType.UNKNOWN
    return Piece(f"({' | '.join(piece.xpath for piece in pieces)})", data_type, nodes=True, places=places)


def _compared(reading: Reading, operator: str, left: Piece, right: Piece) -> Piece:
    if _is_any(left, right) or _is_any(right, left):
        temporal = left.type.temporal or right.type.temporal
        measure = "'days'" if temporal else "'number'"
        return Piece(reading.ours("compare", f"'{operator}'", measure, left.xpath, right.xpath), DataType.BOOLEAN)
    pair = _equated if operator in ("=", "!=") else _ordered
    one, other = pair(reading, left, right)
    return Piece(f"({one} {operator} {other})", DataType.BOOLEAN)


def _is_any(many: Piece, other: Piece) -> bool:
    """Whether some of several nodes of the form may compare so, and libxml2 would misread their dates or decimals."""
    if not is_many(many) or many.places is None or other.type is DataType.BOOLEAN:
        return False
    return many.type.temporal or (many.type is DataType.DECIMAL and other.type.numeric) or other.type.temporal


def _equated(reading: Reading, left: Piece, right: Piece) -> tuple[str, str]:
    types = {left.type, right.type}
    if any(piece.type is DataType.BOOLEAN and not piece.nodes for piece in (left, right)):
        return as_truth(reading, left), as_truth(reading, right)
    if DataType.BOOLEAN in types and (left.type.numeric or right.type.numeric):
        return as_number(reading, left), as_number(reading, right)
    if any(kind.temporal for kind in types) and (
        any(kind.numeric for kind in types) or (len(types) > 1 and all(kind.temporal for kind in types))
    ):
        return reading.ours("days", left.xpath), reading.ours("days", right.xpath)
    if any(is_plain_number(piece) for piece in (left, right)):
        return _measured(reading, left), _measured(reading, right)
    return as_value(left), as_value(right)


def _ordered(reading: Reading, left: Piece, right: Piece) -> tuple[str, str]:
    if left.type.temporal or right.type.temporal:
        return reading.ours("days", left.xpath), reading.ours("days", right.xpath)
    return _measured(reading, left), _measured(reading, right)


def _measured(reading: Reading, piece: Piece) -> str:
    """A side of a numeric comparison; several nodes stay nodes, since it holds when it holds for any of them."""
    if is_many(piece) and piece.type is not DataType.BOOLEAN:
        return piece.xpath
    return piece.xpath if piece.nodes and piece.type is DataType.INTEGER else as_number(reading, piece)
