"""Checks of what an expression reaches for beyond the questions: columns of lists, nodes along far axes.

Whoever asks a list for a column it lacks is told nothing by any engine: no choice is shown, the look-up stays blank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.expression.syntax import parse
from forms.expression.tree import Ast, Call, Filter, Literal, Path, Start, Step, parts
from forms.workbook.book import Book
from forms.workbook.cells import Cell
from forms.workbook.columns import Column
from forms.workbook.findings import Finding, Severity, finding, nearest
from forms.workbook.formula_checks import formulas_of, name_of_instance
from forms.workbook.formulas import Slip, expanded, letter_of
from forms.workbook.outline import Item

_NEAR = frozenset({"child", "parent", "self", "attribute"})  # axes that the compiler follows itself
_ROWS = ("root", "item")
_WRITTEN = frozenset({"name", "label", "itextId"})  # what the form makes of every list of the choices sheet


@dataclass(frozen=True, slots=True)
class _List:
    """The list whose rows a path in brackets is about; `columns` None where they cannot be known."""

    name: str
    columns: frozenset[str] | None
    code: str = "list_column"


_ANY_ROWS = _List("", None)


def check_reaches(book: Book) -> Iterator[Finding]:
    """An expression asks a list for columns that it has, and far axes for nodes that there are."""
    names = frozenset(path.rpartition("/")[2] for path in book.outline.skeleton.types)
    for sheet, column, cell, rows in _places(book):
        source = expanded(cell.text, book.outline)
        for slip in dict.fromkeys(_lost(book, names, parse(source), rows)):
            position = letter_of(cell.text, slip.position, book.outline)
            facts = {"heading": column.heading, "position": position, **dict(slip.facts)}
            yield finding(slip.code, Severity.ERROR, sheet, cell.row, cell.column, **facts)


def _places(book: Book) -> Iterator[tuple[str, Column, Cell, _List | None]]:
    """Every cell with an expression that compiles, and the list in whose brackets the form will put it."""
    for formula in formulas_of(book):
        if formula.reading.expression is not None:
            rows = _filtered(book, formula.item) if formula.column.key == "choice_filter" else None
            yield book.survey.sheet, formula.column, formula.cell, rows
    named = name_of_instance(book)
    if named is not None and named[2].expression is not None:
        yield book.settings.sheet, named[0], named[1], None


def columns_of(book: Book, name: str) -> frozenset[str] | None:
    """The columns of a list by the name that expressions give it; None where they cannot be known."""
    if name in book.lists:
        own = (column.key.removeprefix("extra::") for column in book.choices.columns)
        return _WRITTEN | frozenset(own)
    file = next((file for file in book.files.values() if file.instance == name), None)
    return frozenset(file.columns) if file and file.columns else None


def _filtered(book: Book, item: Item) -> _List:
    kind = item.kind
    if kind.from_answers:
        return _ANY_ROWS
    name = kind.list_name.rpartition(".")[0] if kind.from_file else kind.list_name
    return _List(kind.list_name, columns_of(book, name), "filter_column")


def _lost(book: Book, names: frozenset[str], tree: Ast, rows: _List | None) -> Iterator[Slip]:
    """What a part of an expression reaches for in vain; `rows` is the list in whose brackets it stands."""
    inside: _List | None = rows
    match tree:
        case Path(Call("instance", (Literal(name), *_)), steps):
            inside = _List(name, columns_of(book, name))
            yield from _in_rows(inside, steps)
        case Path(Start.HERE, steps) if rows is not None:
            yield from _in_row(rows, steps)
        case Path(start, steps):
            if not steps and start is Start.ROOT:
                yield Slip("unknown_path", tree.column, (("name", "/"),))
            for step in steps:
                if step.axis not in _NEAR and _names(step) and step.test not in names:
                    yield Slip(
                        "unknown_path", step.column, (("name", step.test), ("nearest", nearest(step.test, names)))
                    )
            inside = None
        case Filter():
            inside = _ANY_ROWS
        case Call("pulldata", (Literal(name), Literal(wanted, first), Literal(key, second), *_)):
            for column, position in ((wanted, first), (key, second)):
                yield from _column(_List(name, columns_of(book, name)), column, position)
    brackets = _brackets(tree)
    for part in parts(tree):
        yield from _lost(book, names, part, inside if any(part is each for each in brackets) else rows)


def _brackets(tree: Ast) -> tuple[Ast, ...]:
    match tree:
        case Path(_, steps):
            return tuple(predicate for step in steps for predicate in step.predicates)
        case Filter(_, predicates):
            return predicates
        case _:
            return ()


def _in_rows(found: _List, steps: tuple[Step, ...]) -> Iterator[Slip]:
    """A path from the list itself: its rows, then one column."""
    if found.columns is None:
        return
    for step, wanted in zip(steps, _ROWS, strict=False):
        if step.axis == "child" and step.test not in (wanted, "*"):
            yield Slip("list_rows", step.column, (("list", found.name),))
            return
    yield from _in_row(found, steps[len(_ROWS) :])


def _in_row(rows: _List, steps: tuple[Step, ...]) -> Iterator[Slip]:
    """A path from a row of a list: one column and nothing below it."""
    for place, step in enumerate(steps):
        if step.axis == "parent" and place == 0 and rows is not _ANY_ROWS:
            yield Slip("list_parent", step.column)
            return
        if step.axis == "attribute" or not _names(step) or step.test in _ROWS:
            return
        if place == 0 and step.axis != "self":
            yield from _column(rows, step.test, step.column)
        elif rows.columns is not None:
            yield Slip("unknown_path", step.column, (("name", step.test),))
            return


def _column(rows: _List, name: str, position: int) -> Iterator[Slip]:
    if rows.columns is not None and name not in rows.columns:
        meant = nearest(name, rows.columns)
        known = None if meant else ", ".join(sorted(filter(None, rows.columns)))
        yield Slip(rows.code, position, (("list", rows.name), ("name", name), ("nearest", meant), ("known", known)))


def _names(step: Step) -> bool:
    return step.test != "*" and not step.test.endswith(")")
