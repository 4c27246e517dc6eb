"""Checks of whole sheets: is there a survey, does anybody know these headings, are the cells text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.expression.syntax import ExpressionFault, parse
from forms.expression.tree import Variable
from forms.workbook.book import Book
from forms.workbook.cells import Cell
from forms.workbook.columns import SETTINGS, SURVEY, Column, Table
from forms.workbook.findings import Finding, Severity, finding, nearest
from forms.workbook.formulas import REFERENCE, standing_alone
from forms.workbook.outline import LIST_COLUMN, NAME

_FORMS_SHEETS = ("survey", "choices", "settings")
_LOGIC = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count")
_PREFIX = re.compile(r"(?:bind|control|instance)::([\w.-]+):")
_DECLARED = frozenset({"jr", "orx", "odk", "ev", "xsd", "h", "entities"})
_NAMESPACE = re.compile(r"([\w.-]+)\s*=\s*[\"“”][^\"“”]+[\"“”]")
_NOT_FORMS = frozenset({"entities", "osm"})
_WORDED = frozenset({"name", "list_name", "label"})
_MANY = 20


def check_sheets(book: Book) -> Iterator[Finding]:
    """There is a survey sheet with rows, a type and a name column; no sheet's name is misspelt."""
    survey = book.survey
    titles: dict[str, str] = {}
    for sheet in book.workbook.sheets:
        titles.setdefault(sheet.title, sheet.name)
    if not survey.columns:
        meant = nearest("survey", [*book.workbook.other, *(n for t, n in titles.items() if t != "survey")])
        code = "empty_survey" if "survey" in titles else "no_survey_sheet"
        yield finding(
            code, Severity.ERROR, titles.get("survey", ""), nearest=meant if code == "no_survey_sheet" else None
        )
        return
    for key in ("type", "name"):
        if survey.column(key) is None:
            unknown = [column.heading for column in survey.columns if not column.key]
            facts = {"heading": key, "nearest": nearest(key, unknown)}
            yield finding("no_column", Severity.ERROR, survey.sheet, 1, **facts)
    if survey.column("type") and not book.outline.items:
        yield finding("empty_survey", Severity.ERROR, survey.sheet)
    if book.choices.columns:
        for key in ("list_name", "name"):
            if book.choices.column(key) is None and book.choices.rows:
                yield finding("no_column", Severity.ERROR, book.choices.sheet, 1, heading=key)
    for name in book.workbook.other:
        meant = nearest(name, _FORMS_SHEETS)
        if meant and meant not in titles and not name.startswith("_"):
            yield finding("sheet_name", Severity.WARNING, name, name=name, meant=meant)
    for sheet in book.workbook.sheets:
        if titles[sheet.title] != sheet.name:
            yield finding("sheet_twice", Severity.ERROR, sheet.name, names=f"{titles[sheet.title]}, {sheet.name}")
        if sheet.title in _NOT_FORMS and len(sheet.rows) > 1:
            yield finding(f"{sheet.title}_sheet", Severity.WARNING, sheet.name)


def check_headings(book: Book) -> Iterator[Finding]:
    """Every heading is known, once; logic under a misspelt heading is an error, for its rules would be lost."""
    for table, known in ((book.survey, SURVEY), (book.choices, {}), (book.settings, SETTINGS)):
        yield from _duplicates(table)
        for column in table.columns:
            if not column.key:
                yield _unknown(table, column, known)
    if book.settings.column("namespaces") or any("::" in column.key for column in book.survey.columns):
        declared = _DECLARED | set(_NAMESPACE.findall(book.setting("namespaces")))
        for column in book.survey.columns:
            prefix = _PREFIX.match(column.key)
            if prefix and prefix[1] not in declared:
                facts = {"heading": column.heading, "prefix": prefix[1]}
                yield finding("undeclared_prefix", Severity.ERROR, book.survey.sheet, 1, column.letter, **facts)
    for column in book.choices.columns:
        heading = column.key.removeprefix("extra::")
        if heading != column.key and not LIST_COLUMN.fullmatch(heading):
            yield finding(
                "list_heading", Severity.WARNING, book.choices.sheet, 1, column.letter, heading=column.heading
            )


def check_cells(book: Book) -> Iterator[Finding]:
    """No cell in use is a formula without a value, an error of the spreadsheet, or a date that was meant as text."""
    for table in (book.survey, book.choices, book.settings):
        stray: dict[str, Cell] = {}
        for cell in table.stray[:_MANY]:
            stray.setdefault(cell.column, cell)
        for cell in stray.values():
            yield finding("no_heading", Severity.WARNING, table.sheet, cell.row, cell.column, text=cell.text[:40])
        for row in table.rows:
            for column, cell in row.cells.items():
                if not column.key:
                    continue
                place = (table.sheet, cell.row, cell.column)
                if cell.kind == "formula":
                    yield finding("formula_without_value", Severity.ERROR, *place, heading=column.heading)
                elif cell.kind == "error":
                    yield finding("spreadsheet_error", Severity.ERROR, *place, heading=column.heading, text=cell.text)
                elif cell.kind == "date" and column.key in _WORDED:
                    yield finding("date_cell", Severity.WARNING, *place, heading=column.heading, text=cell.text)


def check_settings(book: Book) -> Iterator[Finding]:
    """The form has an id and a version, and its default language is one of its languages."""
    sheet = book.settings.sheet
    for key in ("form_id", "version"):
        if not book.setting(key):
            yield finding(f"no_{key}", Severity.WARNING, sheet)
    default = book.setting_cell("default_language")
    if default and book.languages and default[1].text not in book.languages and default[1].text != "default":
        facts = {
            "heading": "default_language",
            "name": default[1].text,
            "nearest": nearest(default[1].text, book.languages),
        }
        facts["known"] = ", ".join(book.languages)
        yield finding("default_language", Severity.WARNING, sheet, default[1].row, default[1].column, **facts)
    root = book.setting_cell("name")
    if root and not NAME.fullmatch(root[1].text):
        yield finding("bad_name", Severity.ERROR, sheet, root[1].row, root[1].column, heading="name", name=root[1].text)
    if locked := book.setting_cell("public_key"):
        yield finding("encryption", Severity.WARNING, sheet, locked[1].row, locked[1].column, heading="public_key")
    for row in book.settings.rows[1:]:
        yield finding("second_settings_row", Severity.WARNING, sheet, row.number)


def _duplicates(table: Table) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Column] = {}
    for column in table.columns:
        other = seen.setdefault((column.key, column.language), column)
        if other is column or not column.key:
            continue
        differs = any(
            column in row.cells and (other not in row.cells or row.cells[column].text != row.cells[other].text)
            for row in table.rows
        )
        severity = Severity.ERROR if differs else Severity.WARNING
        facts = {"heading": column.heading, "other": f"{other.letter} ({other.heading})"}
        yield finding("column_twice", severity, table.sheet, 1, column.letter, **facts)


def _unknown(table: Table, column: Column, known: dict[str, str]) -> Finding:
    place = (table.sheet, 1, column.letter)
    first, translated, _ = column.heading.partition("::")
    meant = first.strip() if translated and first.strip() in known else nearest(column.heading, known)
    cells = [row.cells[column].text for row in table.rows if column in row.cells]
    if known is SURVEY and cells:
        key = SURVEY.get(meant or "", "")
        if key in _LOGIC and meant != "count" and table.column(key) is None:
            return finding("misspelt_column", Severity.ERROR, *place, heading=column.heading, meant=meant)
        if any(_works_out(text) for text in cells):
            asked = any(row.has("relevant") for row in table.rows)  # then these may be a copy kept for memory
            return finding(
                "logic_column", Severity.WARNING if asked else Severity.ERROR, *place, heading=column.heading
            )
    return finding("unknown_column", Severity.WARNING, *place, heading=column.heading, nearest=meant)


def _works_out(text: str) -> bool:
    """Whether a cell holds a rule: it reads answers and does something with them; a remark may name one."""
    if not REFERENCE.search(text):
        return False
    try:
        return not isinstance(parse(standing_alone(text)), Variable)
    except ExpressionFault:
        return False
