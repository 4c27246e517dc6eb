"""Checks of everything that is worked out: each expression of each column compiles, nothing waits for itself."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import cast

from forms.expression import Expression, Want
from forms.expression.syntax import parse
from forms.expression.tree import Path, Start
from forms.workbook.book import Book
from forms.workbook.cells import Cell
from forms.workbook.columns import TRANSLATED, Column
from forms.workbook.findings import Finding, Severity, finding, nearest
from forms.workbook.formulas import Reading, Slip, path_to, read_formula, references, straight
from forms.workbook.outline import NAME, Item

_WANTS = {
    "relevant": Want.TRUTH,
    "constraint": Want.TRUTH,
    "required": Want.TRUTH,
    "read_only": Want.TRUTH,
    "calculation": Want.VALUE,
    "repeat_count": Want.VALUE,
    "default": Want.VALUE,
    "choice_filter": Want.NODES,
}
_MOVING = frozenset({"relevant", "calculation", "choice_filter", "repeat_count"})
_OTHERWISE = frozenset({*_WANTS, "name"})  # read as expressions, or not at all
_YES_NO = frozenset(
    {*("yes", "Yes", "YES", "true", "True", "TRUE", "true()", "no", "No", "NO", "false", "False", "FALSE", "false()")}
)
_CONVERTED = frozenset({"relevant", "constraint", "required", "read_only", "calculation"})
_SOFT_RULE = re.compile(r"bind::pser:warn\d*")
_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_ONCE = re.compile(r"\bonce\s*\(")


@dataclasses.dataclass(frozen=True, slots=True)
class Formula:
    """One expression of one cell, as it was read."""

    item: Item
    column: Column
    cell: Cell
    source: str
    reading: Reading


def formulas_of(book: Book) -> tuple[Formula, ...]:
    """Every expression of the survey sheet, compiled once for all checks."""
    if "formulas" not in book.shared:
        book.shared["formulas"] = tuple(_formulas(book))
    return cast(tuple[Formula, ...], book.shared["formulas"])


def check_formulas(book: Book) -> Iterator[Finding]:
    """Every expression of the survey sheet is one, and names what there is."""
    for formula in formulas_of(book):
        for slip in formula.reading.slips:
            yield _told(book.survey.sheet, formula.column, formula.cell, slip)


def check_texts(book: Book) -> Iterator[Finding]:
    """Every ${name} in a label, a hint or a message is a question; a trigger names one."""
    for item in book.outline.items:
        for column, cell in item.row.cells.items():
            if column.key == "trigger":
                slips = _trigger(cell.text, book)
            elif _is_text(column, cell, item):
                slips = references(cell.text, book.outline)
            else:
                continue
            for slip in slips:
                yield _told(book.survey.sheet, column, cell, slip)
    for row in book.choices.rows:
        for column, cell in row.cells.items():
            if column.key not in TRANSLATED | {"list_name", "name"}:
                continue
            for slip in references(cell.text, book.outline):
                yield _told(book.choices.sheet, column, cell, slip)
    for column, cell in ((column, cell) for row in book.settings.rows[:1] for column, cell in row.cells.items()):
        if column.key and column.key != "instance_name":
            for slip in references(cell.text, book.outline):
                yield _told(book.settings.sheet, column, cell, slip)
    named = book.setting_cell("instance_name")
    if named and book.outline.items:
        reading = read_formula(named[1].text, f"/{book.outline.root}/meta/instanceName", book.outline)
        for slip in reading.slips:
            yield _told(book.settings.sheet, *named, slip)


def check_filters(book: Book) -> Iterator[Finding]:
    """A choice filter asks for columns that the list has."""
    for formula in formulas_of(book):
        if formula.column.key != "choice_filter" or formula.reading.expression is None:
            continue
        columns = _list_columns(book, formula.item)
        if columns is None:
            continue
        for name in dict.fromkeys(_asked_columns(parse(formula.source))):
            if name not in columns:
                facts = {"heading": formula.column.heading, "name": name, "list": formula.item.kind.list_name}
                facts |= {"nearest": nearest(name, columns) or "", "known": ", ".join(sorted(columns))}
                place = (book.survey.sheet, formula.cell.row, formula.cell.column)
                told = {key: fact for key, fact in facts.items() if fact}
                yield finding("filter_column", Severity.ERROR, *place, **told)


def check_cycles(book: Book) -> Iterator[Finding]:
    """No calculation and no relevance waits for itself, not even round a corner; the round is named."""
    rows: dict[str, Formula] = {}
    waits: dict[str, set[str]] = {}
    for item in book.outline.items:
        waits.setdefault(item.path, set()).add(item.parent)
    for formula in formulas_of(book):
        expression = formula.reading.expression
        if expression is None or formula.column.key not in _MOVING:
            continue
        path = formula.item.path
        reads = _reads(expression)
        if path in reads and not _ONCE.search(formula.source) and formula.column.key != "choice_filter":
            yield _cycle(book, formula, (formula.item.name, formula.item.name))
        waits.setdefault(path, set()).update(reads - {path})
        if reads:
            rows.setdefault(path, formula)
    while True:  # every round that is told is opened, so there is an end
        try:
            TopologicalSorter(waits).prepare()
            return
        except CycleError as fault:
            round_ = list(reversed(cast(list[str], fault.args[1])))
            formula = next(rows[path] for path in round_ if path in rows)
            start = round_.index(formula.item.path)
            named = [path.rpartition("/")[2] for path in (*round_[start:-1], *round_[:start], round_[start])]
            yield _cycle(book, formula, (*tuple(dict.fromkeys(named)), named[0]))
            waits[formula.item.path] = {formula.item.parent}


def _reads(expression: Expression) -> set[str]:
    return {need.target for need in expression.dependencies if need.single}


def _cycle(book: Book, formula: Formula, names: tuple[str, ...]) -> Finding:
    facts = {"heading": formula.column.heading, "names": " → ".join(names)}
    return finding("cycle", Severity.ERROR, book.survey.sheet, formula.cell.row, formula.cell.column, **facts)


def _formulas(book: Book) -> Iterator[Formula]:
    for item in book.outline.items:
        for column, cell in item.row.cells.items():
            want = Want.TRUTH if _SOFT_RULE.fullmatch(column.key) else _WANTS.get(column.key)
            if want is None or (column.key in _CONVERTED and cell.text in _YES_NO):
                continue
            if column.key == "default" and not _is_worked_out(cell.text, item):
                continue
            yield Formula(item, column, cell, _plain(cell.text, book), _read(book, item, column.key, cell.text, want))


def _read(book: Book, item: Item, key: str, text: str, want: Want) -> Reading:
    if key == "choice_filter":
        around = _around_filter(book, item)
        return read_formula(text, item.path, book.outline, want, around=around) if around else Reading(None, ())
    counted = f"{item.path}_count"
    context = counted if key == "repeat_count" and counted in book.outline.skeleton.types else item.path
    return read_formula(text, context, book.outline, want)


def _around_filter(book: Book, item: Item) -> tuple[str, str] | None:
    """What the form puts before and after a filter; None where the list itself is not there."""
    kind = item.kind
    if kind.from_answers:
        name = kind.list_name[2:-1]
        target = book.outline.named(name)
        return (f"{target[0].path.rpartition('/')[0]}[", "]") if target else None
    name = kind.list_name.rpartition(".")[0] if kind.from_file else kind.list_name
    return (f"instance('{name}')/root/item[", "]") if name in book.outline.skeleton.instances else None


def _is_worked_out(text: str, item: Item) -> bool:
    from pyxform.utils import default_is_dynamic

    return bool(default_is_dynamic(text, item.kind.word))


def _plain(text: str, book: Book) -> str:
    """The expression with paths for its references; as it stands where it names nothing."""
    return _REFERENCE.sub(lambda match: f" {path_to(match[1].strip(), book.outline)} ", straight(text))


def _is_text(column: Column, cell: Cell, item: Item) -> bool:
    """Whether a cell is told or kept as it stands, with answers quoted in it."""
    if column.key == "default":
        return not _is_worked_out(cell.text, item)
    return bool(column.key) and column.key not in _OTHERWISE and not _SOFT_RULE.fullmatch(column.key)


def _trigger(text: str, book: Book) -> Iterator[Slip]:
    for part in text.split(","):
        name = _REFERENCE.fullmatch(part.strip())
        if name is None or not NAME.fullmatch(name[1]):
            yield Slip("trigger_form", text.index(part) + 1, (("text", part.strip()[:40]),))
        elif not any(item.kind.does == "ask" for item in book.outline.named(name[1])):
            asked = [item.name for item in book.outline.items if item.kind.does == "ask"]
            facts = (("name", name[1]), ("nearest", nearest(name[1], asked)))
            yield Slip("unknown_reference", text.index(part) + 1, facts)


def _list_columns(book: Book, item: Item) -> set[str] | None:
    kind = item.kind
    if kind.from_answers:
        return None
    if kind.from_file:
        file = book.files.get(kind.list_name)
        return set(file.columns) if file and file.columns else None
    columns = {"name", "label", "itextId"}
    return columns | {key.removeprefix("extra::") for key in (column.key for column in book.choices.columns)}


def _asked_columns(tree: object) -> Iterator[str]:
    """The columns that a filter names; what stands in the brackets of other paths is about other things."""
    if isinstance(tree, Path):
        if tree.start is Start.HERE:
            step = tree.steps[0]
            if step.axis == "child" and step.test != "*" and not step.test.endswith(")"):
                yield step.test
        return
    if dataclasses.is_dataclass(tree):
        for part in dataclasses.fields(tree):
            yield from _asked_columns(getattr(tree, part.name))
    elif isinstance(tree, tuple):
        for part in tree:
            yield from _asked_columns(part)


def _told(sheet: str, column: Column, cell: Cell, slip: Slip) -> Finding:
    facts = {"heading": column.heading, "position": str(slip.position), **dict(slip.facts)}
    return finding(slip.code, Severity.ERROR, sheet, cell.row, cell.column, **facts)
