"""Calls of functions: each argument as the function takes it, and those functions that need a way of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from forms.expression.coercion import as_number, as_text, as_truth, as_value, is_plain_number
from forms.expression.earth import points_in
from forms.expression.lists import list_name
from forms.expression.patterns import BadPattern, compiled
from forms.expression.reading import CURRENT, HIDDEN_MARK, Piece, Reading, Scope, quoted
from forms.expression.repeats import current, indexed_repeat, last, place_of, position
from forms.expression.signatures import NODE_SET_ARGUMENTS, SIGNATURES, argument_kinds
from forms.expression.tree import Ast, Call, ExpressionFault, Literal
from forms.values import DataType


def call(reading: Reading, tree: Call, scope: Scope) -> Piece:
    """A call of any function.

    Raises: ExpressionFault: there is no such function, or it does not take these arguments.
    """
    function = SIGNATURES.get(tree.name)
    if function is None:
        raise ExpressionFault(f"unknown function {tree.name}()", tree.column)
    kinds = argument_kinds(tree, function)
    if function.rewritten:
        return REWRITTEN[tree.name](reading, tree, scope)
    pieces = _arguments(reading, tree, scope)
    written = [_coerced(reading, kind, piece, tree) for kind, piece in zip(kinds, pieces, strict=True)]
    if function.native:
        return Piece(f"{tree.name}({','.join(written)})", function.result)
    result = function.result
    if tree.name in ("min", "max") and pieces and all(piece.type.temporal for piece in pieces):
        result = pieces[0].type
    spelled = tree.name in ("min", "max")  # they give back the text of the number
    return Piece(reading.ours(function.ours or tree.name, *written), result, spelled=spelled)


def _arguments(reading: Reading, tree: Call, scope: Scope) -> list[Piece]:
    whole = tree.name in NODE_SET_ARGUMENTS
    return [reading.visit(argument, scope, whole=whole) for argument in tree.arguments]


def _coerced(reading: Reading, kind: str, piece: Piece, tree: Call) -> str:
    match kind:
        case "s":
            return as_text(reading, piece)
        case "n":
            return as_number(reading, piece)
        case "b":
            return as_truth(reading, piece)
        case "v":
            return as_value(piece)
        case _:
            return _nodes(piece, tree)


def _nodes(piece: Piece, tree: Call) -> str:
    if not piece.nodes:
        raise ExpressionFault(f"{tree.name}() takes nodes", tree.column)
    return piece.xpath


def _if(reading: Reading, tree: Call, scope: Scope) -> Piece:
    condition, then, otherwise = _arguments(reading, tree, scope)
    data_type = _joined(then, otherwise, tree.arguments[1:])
    xpath = reading.ours("if", as_truth(reading, condition), as_value(then), as_value(otherwise))
    if then.nodes and otherwise.nodes and not (then.single or otherwise.single):
        known = then.places is not None and otherwise.places is not None
        places = (*(then.places or ()), *(otherwise.places or ())) if known else None
        return Piece(xpath, data_type, nodes=True, places=places)
    return Piece(xpath, data_type, spelled=_may_be_spelled(then, otherwise))


def _coalesce(reading: Reading, tree: Call, scope: Scope) -> Piece:
    pieces = _arguments(reading, tree, scope)
    data_type = pieces[0].type
    for piece in pieces[1:]:
        data_type = _joined(replace(pieces[0], type=data_type), piece, tree.arguments[:2])
    return Piece(reading.ours("coalesce", *map(as_value, pieces)), data_type, spelled=_may_be_spelled(*pieces))


def _may_be_spelled(*pieces: Piece) -> bool:
    return not all(is_plain_number(piece) for piece in pieces)


def _joined(one: Piece, other: Piece, sources: tuple[Ast, ...]) -> DataType:
    """The type of a value that is one or the other; a blank literal takes sides with neither."""
    blanks = [source == Literal("") for source in sources]
    if one.type is other.type:
        return one.type
    if one.type.temporal and (blanks[1] or not other.type.temporal):
        return one.type
    if other.type.temporal and (blanks[0] or not one.type.temporal):
        return other.type
    return DataType.UNKNOWN


def _once(reading: Reading, tree: Call, scope: Scope) -> Piece:
    (piece,) = _arguments(reading, tree, scope)
    return Piece(reading.ours("once", "string(.)", as_value(piece)), DataType.TEXT)


def _selected(reading: Reading, tree: Call, scope: Scope) -> Piece:
    chosen, code = (f"concat(' ',normalize-space({as_text(reading, p)}),' ')" for p in _arguments(reading, tree, scope))
    return Piece(f"contains({chosen},{code})", DataType.BOOLEAN)


def _sum(reading: Reading, tree: Call, scope: Scope) -> Piece:
    pieces = _arguments(reading, tree, scope)
    if len(pieces) == 1 and pieces[0].nodes and pieces[0].type is DataType.INTEGER:
        return Piece(f"sum(({pieces[0].xpath})[normalize-space(.) != ''])", DataType.DECIMAL)
    return Piece(reading.ours("sum", *(piece.xpath for piece in pieces)), DataType.DECIMAL)


def _count_non_empty(reading: Reading, tree: Call, scope: Scope) -> Piece:
    (piece,) = _arguments(reading, tree, scope)
    return Piece(f"count(({_nodes(piece, tree)})[normalize-space(.) != ''])", DataType.DECIMAL)


def _concat(reading: Reading, tree: Call, scope: Scope) -> Piece:
    pieces = _arguments(reading, tree, scope)
    if len(pieces) > 1 and all(piece.single or not piece.nodes for piece in pieces):
        return Piece(f"concat({','.join(as_text(reading, piece) for piece in pieces)})", DataType.TEXT)
    return Piece(reading.ours("concat", *(piece.xpath for piece in pieces)), DataType.TEXT)


def _randomize(reading: Reading, tree: Call, scope: Scope) -> Piece:
    piece, *seed = _arguments(reading, tree, scope)
    _nodes(piece, tree)
    return replace(piece, single=False, seed=as_number(reading, seed[0]) if seed else "number('')")


def _join(reading: Reading, tree: Call, scope: Scope) -> Piece:
    separator, *pieces = _arguments(reading, tree, scope)
    between = as_text(reading, separator)
    match pieces:
        case [Piece(seed=str(seed)) as piece] if seed:
            return Piece(reading.ours("join-randomized", between, piece.xpath, seed), DataType.TEXT)
        case _:
            return Piece(reading.ours("join", between, *map(as_value, pieces)), DataType.TEXT)


def _number(reading: Reading, tree: Call, scope: Scope) -> Piece:
    if not tree.arguments:
        return Piece(reading.ours("number", "string(.)"), DataType.DECIMAL)
    (piece,) = _arguments(reading, tree, scope)
    return Piece(as_number(reading, piece), DataType.DECIMAL)


def _regex(reading: Reading, tree: Call, scope: Scope) -> Piece:
    match tree.arguments[1]:
        case Literal(pattern, column):
            try:
                compiled(pattern)
            except BadPattern as fault:
                raise ExpressionFault(str(fault), column) from fault
    text, pattern_text = (as_text(reading, piece) for piece in _arguments(reading, tree, scope))
    return Piece(reading.ours("regex", text, pattern_text), DataType.BOOLEAN)


def _on_earth(reading: Reading, tree: Call, scope: Scope) -> Piece:
    for argument in tree.arguments:
        if not isinstance(argument, Literal):
            continue
        points = points_in(argument.value)
        if points is None or (tree.name == "distance" and not points):
            raise ExpressionFault(f"{tree.name}() takes points (latitude longitude; …)", argument.column)
    pieces = _arguments(reading, tree, scope)
    return Piece(reading.ours(tree.name, *(piece.xpath for piece in pieces)), DataType.DECIMAL)


def _instance(reading: Reading, tree: Call, scope: Scope) -> Piece:
    del scope
    return Piece(reading.ours("instance", quoted(list_name(reading, tree))), DataType.UNKNOWN, nodes=True)


def _pulldata(reading: Reading, tree: Call, scope: Scope) -> Piece:
    name = list_name(reading, tree)
    match tree.arguments[2]:
        case Literal(key):
            reading.lookups.add((name, "item", key))
    _, *others = (as_text(reading, piece) for piece in _arguments(reading, tree, scope))
    return Piece(reading.ours("pulldata", quoted(name), *others), DataType.TEXT)


def _choice_name(reading: Reading, tree: Call, scope: Scope) -> Piece:
    value = as_text(reading, reading.visit(tree.arguments[0], scope))
    match tree.arguments[1]:
        case Literal(path, column):
            place = path.strip()
            if place not in reading.skeleton.types:
                raise ExpressionFault(f"no question {place!r}", column)
        case argument:
            place = place_of(reading, argument, scope, tree)
    if place not in reading.skeleton.choosers:
        raise ExpressionFault(f"{place} is not a question with choices", tree.column)
    return Piece(reading.ours("choice-name", value, quoted(place), _way_to(reading, place)), DataType.TEXT)


def _way_to(reading: Reading, place: str) -> str:
    """The path from here to a question, in sight or not: what the labels of its choices quote, they quote there."""
    own = reading.skeleton.own_repeat(place, reading.context) or f"/{reading.skeleton.root}"
    reading.named[place, own] = None
    reading.uses_current = True
    up = [
        "..",
    ] * (reading.context.count("/") - own.count("/"))
    down = [f"*[name()='{name}' or name()='{name}{HIDDEN_MARK}']" for name in place[len(own) + 1 :].split("/")]
    return "/".join([CURRENT, *up, *down])


def _version(reading: Reading, tree: Call, scope: Scope) -> Piece:
    del tree, scope
    return Piece(quoted(reading.skeleton.edition), DataType.TEXT)


REWRITTEN: dict[str, Callable[[Reading, Call, Scope], Piece]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "selected": _selected,
    "sum": _sum,
    "count-non-empty": _count_non_empty,
    "concat": _concat,
    "randomize": _randomize,
    "join": _join,
    "number": _number,
    "regex": _regex,
    "distance": _on_earth,
    "area": _on_earth,
    "instance": _instance,
    "pulldata": _pulldata,
    "jr:choice-name": _choice_name,
    "version": _version,
    "position": position,
    "last": last,
    "indexed-repeat": indexed_repeat,
    "current": current,
}
