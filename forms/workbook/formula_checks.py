"""Checks of everything that is worked out: each expression of each column compiles, nothing waits for itself."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import cast

from forms.expression import Expression, Want
from forms.workbook.book import Book
from forms.workbook.cells import Cell
from forms.workbook.columns import TRANSLATED, Column
from forms.workbook.findings import Finding, Severity, finding, nearest
from forms.workbook.formulas import REFERENCE, Reading, Slip, expanded, read_formula, references
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
_BINDING = frozenset({"relevant", "calculation"})  # a list or a count may ask for what its own rows bring
_OTHERWISE = frozenset({*_WANTS, "name"})  # read as expressions, or not at all
_YES_NO = frozenset(
    {*("yes", "Yes", "YES", "true", "True", "TRUE", "true()", "no", "No", "NO", "false", "False", "FALSE", "false()")}
)
_CONVERTED = frozenset({"relevant", "constraint", "required", "read_only", "calculation"})
_YES_OR_NO = frozenset({"required", "read_only"})
_WORD = re.compile(r"[^\W\d]\w*(?:\(\))?|\W")  # as in y, oui, x, *, TRUE()
_SOFT_RULE = re.compile(r"bind::pser:warn\d*")
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
            if formula.column.key in _YES_OR_NO and _WORD.fullmatch(formula.cell.text):
                slip = Slip("yes_or_no", 1, (("text", formula.cell.text),))
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
    named = name_of_instance(book)
    if named is not None:
        for slip in named[2].slips:
            yield _told(book.settings.sheet, named[0], named[1], slip)


def name_of_instance(book: Book) -> tuple[Column, Cell, Reading] | None:
    """The expression that names an interview, where the settings have one."""
    named = book.setting_cell("instance_name")
    if named is None or not book.outline.items:
        return None
    return *named, read_formula(named[1].text, f"/{book.outline.root}/meta/instanceName", book.outline)


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
        reads = _reads(expression, rows=formula.column.key in _BINDING)
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


def _reads(expression: Expression, *, rows: bool) -> set[str]:
    return {need.target for need in expression.dependencies if need.single or (rows and need.every)}


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
            yield Formula(
                item, column, cell, expanded(cell.text, book.outline), _read(book, item, column.key, cell.text, want)
            )


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


def _is_text(column: Column, cell: Cell, item: Item) -> bool:
    """Whether a cell is told or kept as it stands, with answers quoted in it."""
    if column.key == "default":
        return not _is_worked_out(cell.text, item)
    return bool(column.key) and column.key not in _OTHERWISE and not _SOFT_RULE.fullmatch(column.key)


def _trigger(text: str, book: Book) -> Iterator[Slip]:
    for part in text.split(","):
        name = REFERENCE.fullmatch(part.strip())
        if name is None or not NAME.fullmatch(name[1]):
            yield Slip("trigger_form", text.index(part) + 1, (("text", part.strip()[:40]),))
        elif not any(item.kind.does == "ask" for item in book.outline.named(name[1])):
            asked = [item.name for item in book.outline.items if item.kind.does == "ask"]
            facts = (("name", name[1]), ("nearest", nearest(name[1], asked)))
            yield Slip("unknown_reference", text.index(part) + 1, facts)


def _told(sheet: str, column: Column, cell: Cell, slip: Slip) -> Finding:
    facts = {"heading": column.heading, "position": str(slip.position), **dict(slip.facts)}
    return finding(slip.code, Severity.ERROR, sheet, cell.row, cell.column, **facts)
