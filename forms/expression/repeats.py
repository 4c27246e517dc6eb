"""Where a part stands among repeat instances: position(), last(), indexed-repeat(), current()."""

from __future__ import annotations

from dataclasses import replace

from forms.expression.coercion import as_number
from forms.expression.paths import path
from forms.expression.reading import CURRENT, Piece, Reading, Scope
from forms.expression.skeleton import is_within, parent_of
from forms.expression.tree import Ast, Call, ExpressionFault, Path, Step
from forms.values import DataType


def current(reading: Reading, tree: Call, scope: Scope) -> Piece:
    """`current()`: the node that the whole expression is written for."""
    return path(reading, Path(tree, (Step("self", "node()"),), tree.column), scope, whole=False)


def position(reading: Reading, tree: Call, scope: Scope) -> Piece:
    """`position()` inside square brackets, `position(..)` anywhere; the node in hand by itself is the only one."""
    if not tree.arguments:
        return Piece("position()" if scope.inner else "1", DataType.DECIMAL)
    piece = reading.visit(tree.arguments[0], scope)
    if not piece.places:
        raise ExpressionFault("position() takes a node of the form", tree.column)
    place = piece.places[0]
    if place in reading.skeleton.repeats:
        # Where an instance stands depends on its elder siblings, so the whole repeat is read.
        reading.depend(place, parent_of(place), single=False)
    name = place.rpartition("/")[2]
    return Piece(f"(count({piece.xpath}/preceding-sibling::{name}) + 1)", DataType.DECIMAL)


def last(reading: Reading, tree: Call, scope: Scope) -> Piece:
    """`last()` inside square brackets; the node in hand by itself is the only one."""
    del reading, tree
    return Piece("last()" if scope.inner else "1", DataType.DECIMAL)


def indexed_repeat(reading: Reading, tree: Call, scope: Scope) -> Piece:
    """`indexed-repeat(x, r, i)` is the path to x with `[position() = i]` at r, i read where the call stands."""
    if len(tree.arguments) % 2 == 0:
        raise ExpressionFault("indexed-repeat() takes a node, then repeats each with an index", tree.column)
    skeleton = reading.skeleton
    target = place_of(reading, tree.arguments[0], scope, tree)
    outside = replace(scope, from_current=True) if not scope.inner else scope
    picked: dict[str, str] = {}
    for repeat, index in zip(tree.arguments[1::2], tree.arguments[2::2], strict=True):
        place = place_of(reading, repeat, scope, tree)
        if place not in skeleton.repeats or not is_within(target, place):
            raise ExpressionFault(f"indexed-repeat(): {place} is not a repeat around {target}", tree.column)
        picked[place] = f"[position() = number({as_number(reading, reading.visit(index, outside))})]"
    own = skeleton.own_repeat(parent_of(min(picked, key=len)), reading.context)
    xpath, reached = _to_own(reading, own, scope) if own else "", own or ""
    for name in target[len(reached) + 1 :].split("/"):
        reached = f"{reached}/{name}"
        xpath += f"/{name}" if xpath or not own else name
        xpath += picked.get(reached, "")
    for read in (target, *picked):  # what an index picks may change although nothing goes that was reached
        reading.depend(read, own or f"/{skeleton.root}", single=False, some=read == target)
    return Piece(xpath, skeleton.types[target], nodes=True, single=True, places=(target,))


def _to_own(reading: Reading, own: str, scope: Scope) -> str:
    """The way from the context up to its own instance of a repeat."""
    up = "/".join([".."] * (reading.context.count("/") - own.count("/")))
    if not scope.inner:
        return up
    reading.uses_current = True
    return f"{CURRENT}/{up}" if up else CURRENT


def place_of(reading: Reading, tree: Ast, scope: Scope, call: Call) -> str:
    """The form node that an argument names; reading it there is no dependency of its own."""
    before = dict(reading.dependencies)
    piece = reading.visit(tree, scope, whole=True)
    reading.dependencies = before
    if not piece.places:
        raise ExpressionFault(f"{call.name}() takes nodes of the form", call.column)
    return piece.places[0]
