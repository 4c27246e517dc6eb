"""From a checked workbook to a form: pyxform makes it, our engine loads, tries and times it."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms.definition import FormDefinition
from forms.drawing import chance, plausible
from forms.errors import FormFault, FormsFault
from forms.interview import Interview
from forms.markup import BadMarkup, read_markup
from forms.violations import ViolationKind
from forms.workbook.book import Book
from forms.workbook.cells import Cell
from forms.workbook.columns import Column, Row, Table, canonical
from forms.workbook.findings import Finding, Severity, finding
from forms.workbook.kinds import kind_of
from forms.workbook.outline import LIST_COLUMN, YES
from forms.xform import parse_xform

_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"'(survey|choices|settings)' sheet")
_QUOTED = re.compile(r"'([^']+)'")
_DROPPED = frozenset({"save_to"})
_LAST_SAVED = "jr://instance/last-saved"
_MOST_ANSWERS = 300
_STUBS = {
    ".csv": b"name,label\na,A\n",
    ".xml": b"<root><item><name>a</name><label>A</label></item></root>",
    ".geojson": b'{"type": "FeatureCollection", "features": []}',
}
#: What pyxform raises on what it did not expect, beside its own error.
_STUMBLES = (TypeError, KeyError, ValueError, AttributeError, IndexError, RecursionError, AssertionError)


@dataclass(frozen=True, slots=True)
class Converted:
    """A form: its XForm, the files it asks for (those that lie there), and the addresses of those that do not."""

    xform: bytes
    resources: Mapping[str, bytes]
    missing: tuple[str, ...]


def by_pyxform(sheets: dict[str, object]) -> str:
    """The XForm that pyxform makes of sheets."""
    from pyxform.xls2xform import convert as convert_sheets

    return str(convert_sheets(sheets, validate=False).xform)


def convert(
    book: Book,
    find_file: Callable[[str], bytes | None],
    make: Callable[[dict[str, object]], str] = by_pyxform,
) -> Converted | Finding:
    """Let pyxform make the XForm; its first fault as a finding."""
    from pyxform.errors import PyXFormError

    try:
        xform = make(_for_pyxform(book)).encode()
    except PyXFormError as fault:
        return _located(str(fault), fault.context, book)
    except _STUMBLES as fault:
        return finding("converter_stopped", Severity.ERROR, reason=f"{type(fault).__name__}: {fault}"[:200])
    try:
        document = read_markup(xform)
    except BadMarkup as fault:
        return finding("converter_stopped", Severity.ERROR, reason=str(fault)[:200])
    resources: dict[str, bytes] = {}
    missing: list[str] = []
    for instance in document.iter("{*}instance"):
        address = instance.get("src")
        if address and address != _LAST_SAVED:
            content = find_file(address.rpartition("/")[2])
            if content is None:
                missing.append(address)
            else:
                resources[address] = content
    return Converted(xform, resources, tuple(missing))


def load(form: Converted, book: Book) -> FormDefinition | Finding:
    """Let our engine read the form; a list that is still missing is stood in for by one row."""
    resources = dict(form.resources) | {address: _stub(address) for address in form.missing}
    try:
        return parse_xform(form.xform, resources)
    except FormFault as fault:
        return _at_node(fault, book)


def try_out(definition: FormDefinition, clock: Callable[[], float] = time.perf_counter) -> tuple[float, float, float]:
    """Begin an interview and answer everything once: milliseconds to begin, of the middle answer, of the slowest.

    Raises: FormsFault: the engine stumbles over the form while it is asked.
    """
    began = clock()
    interview = Interview.start(definition, clock=lambda: dt.datetime(2024, 5, 17, 10, 30, tzinfo=dt.UTC))
    started = clock() - began
    taken: list[float] = []
    drawn = chance(definition.content_hash)
    ref = interview.next_question(None)
    while ref is not None and len(taken) < _MOST_ANSWERS:
        began = clock()
        interview.label(ref)
        for answer in plausible(interview, ref, drawn)[:1]:
            interview.answer(ref, answer)
        following = interview.next_question(ref)
        taken.append(clock() - began)
        ref = following
    for violation in interview.validate():
        if violation.kind is ViolationKind.UNWORKABLE:
            raise FormFault(f"`{violation.rule}` cannot be worked out", node=re.sub(r"\[\d+\]", "", violation.ref))
    interview.submission()
    taken.sort()
    middle, slowest = (taken[len(taken) // 2], taken[-1]) if taken else (0.0, 0.0)
    return started * 1000, middle * 1000, slowest * 1000


def at_fault(fault: FormsFault, book: Book) -> Finding:
    """What the engine stumbled over, at its row where that can be known."""
    return _at_node(fault, book) if isinstance(fault, FormFault) else _at_node(FormFault(str(fault)), book)


def _stub(address: str) -> bytes:
    return next((content for ending, content in _STUBS.items() if address.endswith(ending)), b"")


def _for_pyxform(book: Book) -> dict[str, object]:
    """The sheets as pyxform takes them: text only, known columns only, rows where they stand."""
    sheets: dict[str, object] = {"sheet_names": ["survey", "choices", "settings"]}
    for name, table in (("survey", book.survey), ("choices", book.choices), ("settings", book.settings)):
        heads = {column: head for column in table.columns if (head := _head(name, canonical(column)))}
        rows: list[dict[str, str]] = []
        for row in table.rows:
            rows.extend({} for _ in range(row.number - 2 - len(rows)))
            seen = _seen(row) if name == "survey" else row.cells
            rows.append({heads[column]: cell.text for column, cell in seen.items() if column in heads})
        if name == "settings":
            rows = rows[:1] if rows and rows[0] else []
            _clean(rows)
        sheets[name] = rows
        sheets[f"{name}_header"] = [dict.fromkeys(heads.values())] if heads else []
    return sheets


def _seen(row: Row) -> Mapping[Column, Cell]:
    """The cells of a row that mean something: of an end its type, of a comment nothing."""
    does = kind_of(row.text("type")).does if row.has("type") and row.text("disabled") not in YES else ""
    if does == "end":
        return {column: cell for column, cell in row.cells.items() if column.key == "type"}
    return row.cells if does else {}


def _clean(settings: list[dict[str, str]]) -> None:
    """Blanks in an id or a version would come back as others."""
    for row in settings:
        for key in ("form_id", "version"):
            if key in row:
                row[key] = " ".join(row[key].split())


def _head(sheet: str, key: str) -> str:
    """The heading under which a column goes to pyxform; blank for those that it need not see."""
    if not key or key in _DROPPED:
        return ""
    if key.startswith("extra::"):
        name = key.removeprefix("extra::")
        return name if LIST_COLUMN.fullmatch(name) else ""
    return {"omit_instanceid": "omit_instanceID"}.get(key, key) if sheet == "settings" else key


def _located(message: str, context: Mapping[str, object], book: Book) -> Finding:
    """A fault of pyxform at its row: the one it names, else the first row that holds the word it quotes."""
    reason = " ".join(_ROW.sub("", message).split())[:300]
    found = _ROW.search(message)
    named = _SHEET.search(message)
    table = {"choices": book.choices, "settings": book.settings}.get(named[1] if named else "", book.survey)
    row = int(found[1]) if found else _row_with(table, _QUOTED.findall(message))
    heading = str(context.get("column") or "")
    letter = next((column.letter for column in table.columns if canonical(column) == heading), "")
    return finding("converter", Severity.ERROR, table.sheet if row else "", row, letter, reason=reason)


def _row_with(table: Table, words: list[str]) -> int | None:
    wanted = set(words)
    rows = (row for row in table.rows if wanted & {cell.text for cell in row.cells.values()})
    return next((row.number for row in rows), None)


def _at_node(fault: FormFault, book: Book) -> Finding:
    item = book.outline.at(fault.node or "") if fault.node else None
    reason = " ".join(fault.reason.split())[:300]
    if item is None:
        return finding("engine", Severity.ERROR, reason=reason)
    place = _columns(item.row.cells, reason)
    return finding("engine", Severity.ERROR, book.survey.sheet, item.number, place, reason=reason)


def _columns(cells: Mapping[Column, Cell], reason: str) -> str:
    """The column that a fault speaks of, by its name in the XForm."""
    word = reason.partition(" ")[0]
    aliases = {
        "calculate": "calculation",
        "readonly": "read_only",
        "choice": "choice_filter",
        "value": "default",
        "answer": "label",
    }
    return next((column.letter for column in cells if column.key == aliases.get(word, word)), "")
