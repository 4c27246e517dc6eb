"""The headings of a form's sheets: every spelling that survey managers use, and the one column each of them means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.workbook.cells import Cell, Sheet

#: Spelling → column, words joined by an underscore. What pyxform knows, and nothing else.
SURVEY = {
    **{name: name for name in ("type", "name", "label", "hint", "guidance_hint", "required", "required_message")},
    **{name: name for name in ("relevant", "constraint", "constraint_message", "calculation", "choice_filter")},
    **{name: name for name in ("default", "appearance", "parameters", "read_only", "repeat_count", "trigger")},
    **{name: name for name in ("autoplay", "rows", "disabled", "intent", "save_to", "compact_tag", "sms_field")},
    **{name: name for name in ("sms_option", "sms_separator", "sms_allow_media", "sms_date_format")},
    **{name: name for name in ("sms_datetime_format", "sms_response", "query", "flat", "list_name", "itemset")},
    **{name: f"media::{name}" for name in ("image", "big-image", "audio", "video")},
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "readonly": "read_only",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "noapperrorstring": "bind::jr:noAppErrorString",
    "no_app_error_string": "bind::jr:noAppErrorString",
}
CHOICES = {
    **{name: name for name in ("list_name", "name", "label", "sms_option")},
    **{name: f"media::{name}" for name in ("image", "big-image", "audio", "video")},
    "value": "name",
    "caption": "label",
}
SETTINGS = {
    **{name: name for name in ("form_title", "form_id", "version", "default_language", "namespaces", "name", "style")},
    **{name: name for name in ("public_key", "submission_url", "instance_name", "instance_id", "instance_xmlns")},
    **{name: name for name in ("allow_choice_duplicates", "clean_text_values", "omit_instanceid", "client_editable")},
    **{name: name for name in ("auto_send", "auto_delete", "attribute", "prefix", "delimiter", "sms_keyword", "flat")},
    **{name: name for name in ("sms_separator", "sms_allow_media", "sms_date_format", "sms_datetime_format")},
    **{name: name for name in ("add_none_option", "entity_version", "sms_response")},
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}
_KNOWN = {"survey": SURVEY, "choices": CHOICES, "external_choices": CHOICES, "settings": SETTINGS}
#: `bind::relevant` is the column `relevant` under its XForm name.
_BIND = {
    **{name: name for name in ("relevant", "constraint", "required")},
    "calculate": "calculation",
    "readonly": "read_only",
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
}
_CONTROL = {"jr:count": "repeat_count", "appearance": "appearance"}
_INNER = {"bind": _BIND, "control": _CONTROL, "body": _CONTROL, "instance": {}, "media": {}}
#: Columns that may stand once for each language.
TRANSLATED = frozenset(
    {
        *("label", "hint", "guidance_hint", "constraint_message", "required_message"),
        *(f"media::{name}" for name in ("image", "big-image", "audio", "video")),
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands, its heading as written, the column it means (blank: unknown) and its language."""

    letter: str
    row: int
    heading: str
    key: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the headings, with its filled cells by column."""

    number: int
    cells: Mapping[Column, Cell]

    def all(self, key: str) -> Iterator[tuple[Column, Cell]]:
        """The filled cells of a column, in every language."""
        return ((column, cell) for column, cell in self.cells.items() if column.key == key)

    def first(self, key: str) -> tuple[Column, Cell] | None:
        """The first filled cell of a column."""
        return next(self.all(key), None)

    def text(self, key: str) -> str:
        """The text of the first filled cell of a column; blank where there is none."""
        found = self.first(key)
        return " ".join(found[1].text.split(" ")) if found else ""

    def has(self, key: str) -> bool:
        """Whether the column is filled in any language."""
        return self.first(key) is not None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its headings understood; `stray` are filled cells with no heading above them."""

    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stray: tuple[Cell, ...] = ()

    def column(self, key: str) -> Column | None:
        """The first column of that meaning."""
        return next((column for column in self.columns if column.key == key), None)


def read_table(sheet: Sheet) -> Table:
    """Understand a sheet: its first row holds the headings."""
    if not sheet.rows or sheet.rows[0][0] != 1:
        return Table(sheet.name, (), tuple(Row(number, {}) for number, _ in sheet.rows), ())
    top = sheet.rows[0][1]
    double = any("::" in cell.text for cell in top)
    title = sheet.title if sheet.title in _KNOWN else "survey"
    columns = {cell.column: _column(cell, double=double, title=title) for cell in top}
    rows: list[Row] = []
    stray: list[Cell] = []
    for number, cells in sheet.rows[1:]:
        rows.append(Row(number, {columns[cell.column]: cell for cell in cells if cell.column in columns}))
        stray.extend(cell for cell in cells if cell.column not in columns)
    return Table(sheet.name, tuple(columns.values()), tuple(rows), tuple(stray))


def canonical(column: Column) -> str:
    """The heading under which pyxform is given a column."""
    return f"{column.key}::{column.language}" if column.language else column.key


def _column(cell: Cell, *, double: bool, title: str) -> Column:
    key, language = understand(cell.text, double=double, title=title)
    return Column(cell.column, cell.row, cell.text, key, language)


def understand(heading: str, *, double: bool, title: str) -> tuple[str, str]:
    """The column that a heading means on a sheet, and its language; blank where nobody knows it.

    `double` says that the sheet separates with two colons; old ones do it with one.
    """
    known = _KNOWN[title]
    whole = _joined(heading)
    if whole in known:
        return known[whole], ""
    parts = [part.strip() for part in heading.split("::")]
    if not double and len(parts) == 1:
        parts = _single(heading)
    first = _joined(parts[0])
    if title == "survey" and first in _INNER and len(parts) > 1:
        key = _INNER[first].get(parts[1], f"{'control' if first == 'body' else first}::{parts[1]}")
        return key, "::".join(parts[2:])
    if first == "media" and len(parts) > 1:
        return f"media::{parts[1]}", "::".join(parts[2:])
    if first in known and (len(parts) == 1 or known[first] in TRANSLATED):
        return known[first], "::".join(parts[1:])
    # Further columns of a list are its own: choice filters ask for them by name.
    return (f"extra::{heading}", "") if title in ("choices", "external_choices") else ("", "")


def _single(heading: str) -> list[str]:
    parts = [part.strip() for part in heading.split(":")]
    if "jr" in parts[:-1]:
        place = parts.index("jr")
        parts[place : place + 2] = [f"jr:{parts[place + 1]}"]
    return parts


def _joined(heading: str) -> str:
    return "_".join(heading.split()).lower()
