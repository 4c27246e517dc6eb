"""Turns the tree of an expression into what libxml2 evaluates rightly, and notes what it depends on."""

from __future__ import annotations

from forms.expression.calls import call
from forms.expression.coercion import as_number, literal_number
from forms.expression.lists import from_list
from forms.expression.operators import binary
from forms.expression.paths import filtered, path
from forms.expression.reading import Piece, Reading, Scope, quoted
from forms.expression.skeleton import Skeleton
from forms.expression.tree import (
    Ast,
    Binary,
    Call,
    ExpressionFault,
    Filter,
    Literal,
    Negative,
    Number,
    Path,
)
from forms.values import DataType


def rewrite(tree: Ast, context: str, skeleton: Skeleton) -> tuple[Piece, Reading]:
    """A whole expression as read at a node of the form.

    Raises: ExpressionFault: it names what the form has not, or asks of a function what it does not do.
    """
    reading = Reading(skeleton, context, _visit)
    return reading.visit(tree, Scope(context, context)), reading


def _visit(reading: Reading, tree: Ast, scope: Scope, whole: bool) -> Piece:
    match tree:
        case Path(Call("instance") as start, steps):
            return from_list(reading, start, steps, scope)
        case Path():
            return path(reading, tree, scope, whole=whole)
        case Call():
            return call(reading, tree, scope)
        case Binary():
            return binary(reading, tree, scope, whole=whole)
        case Literal(value):
            return Piece(quoted(value), DataType.TEXT)
        case Number(text):
            return Piece(literal_number(reading, text), DataType.DECIMAL)
        case Negative(operand):
            return Piece(f"-({as_number(reading, reading.visit(operand, scope))})", DataType.DECIMAL)
        case Filter():
            return filtered(reading, tree, scope)
        case _:
            raise ExpressionFault(f"variables are not part of forms: ${tree.name}", tree.column)
