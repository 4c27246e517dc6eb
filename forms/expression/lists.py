"""The lists a form brings with it: `instance('villages')/root/item[…]`, by index where the filter asks for one text.

25,000 villages take libxml2 4 to 8 ms a scan; the index takes microseconds.
"""

from __future__ import annotations

from dataclasses import replace

from forms.expression.coercion import as_text
from forms.expression.paths import local, predicates, walk
from forms.expression.reading import Piece, Reading, Scope, count_arguments, quoted
from forms.expression.tree import Ast, Binary, Call, ExpressionFault, Literal, Path, Start, Step, parts
from forms.values import DataType


def list_name(reading: Reading, call: Call) -> str:
    """The list that the first argument of a call names.

    Raises: ExpressionFault: it names none, or none that the form has.
    """
    match call.arguments:
        case (Literal(name), *_) if name in reading.skeleton.instances:
            return name
        case (Literal(name) as literal, *_):
            raise ExpressionFault(f"no list named {name!r}", literal.column)
        case _:
            raise ExpressionFault(f"{call.name}() takes the name of a list in quotes", call.column)


def from_list(reading: Reading, call: Call, steps: tuple[Step, ...], scope: Scope) -> Piece:
    """A path into a list."""
    count_arguments(call, 1, 1)
    name = list_name(reading, call)
    if len(steps) > 1 and steps[1].predicates:
        found = _indexed(reading, name, steps[1], scope)
        if found is not None:
            return walk(reading, found, None, scope.anchor, steps[2:])
    start = reading.ours("instance", quoted(name))
    if steps and steps[0].axis == "child":
        steps = (replace(steps[0], axis="self"), *steps[1:])
    return walk(reading, start, None, scope.anchor, steps)


def _indexed(reading: Reading, name: str, step: Step, scope: Scope) -> str | None:
    """Rows found by an index instead of a scan, when the predicate asks for one column's text."""
    conditions = _conjuncts(step.predicates[0])
    if step.axis != "child" or any(map(_counts_rows, conditions)):
        return None
    for place, condition in enumerate(conditions):
        match condition:
            case Binary("=", Path(Start.HERE, (Step("child", key, ()),)), other) if _is_column(key):
                pass
            case Binary("=", other, Path(Start.HERE, (Step("child", key, ()),))) if _is_column(key):
                pass
            case _:
                continue
        if not _stands_outside(other):
            continue
        wanted = reading.visit(other, replace(scope, at=None, inner=True))
        if wanted.type in (DataType.DECIMAL, DataType.BOOLEAN) or (wanted.nodes and not wanted.single):
            continue
        rows = rows_of(reading, name, local(step.test), local(key), as_text(reading, wanted))
        rest = (*conditions[:place], *conditions[place + 1 :])
        truths = tuple(Call("boolean", (each,), 1) for each in rest)  # bare, a number would be a position
        return rows + predicates(reading, (*truths, *step.predicates[1:]), Scope(None, scope.anchor, inner=True))
    return None


def rows_of(reading: Reading, name: str, tag: str, column: str, wanted: str) -> str:
    """The rows of a list whose column holds a text, by index."""
    reading.lookups.add((name, tag, column))
    return reading.ours("rows", quoted(name), quoted(tag), quoted(column), wanted)


def _is_column(test: str) -> bool:
    return test != "*" and not test.endswith(")")


def _conjuncts(tree: Ast) -> list[Ast]:
    """The conditions that `and` joins, in order."""
    found: list[Ast] = []
    while isinstance(tree, Binary) and tree.operator == "and":
        found.append(tree.right)
        tree = tree.left
    return [tree, *found[::-1]]


def _counts_rows(tree: Ast) -> bool:
    """Whether a condition asks where a row stands, which an index would change."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Call) and part.name in ("position", "last"):
            return True
        waiting.extend(parts(part))
    return False


def _stands_outside(tree: Ast) -> bool:
    """Whether a part of a list's predicate is plainly the same for every row."""
    match tree:
        case Literal():
            return True
        case Path(Start.ROOT, steps) | Path(Call("current", ()), steps):
            return not any(step.predicates for step in steps)
        case _:
            return False
