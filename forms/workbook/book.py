"""Everything the checks may ask of a workbook, read once: tables, tree, lists, settings, languages, files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.workbook.cells import Cell, Workbook
from forms.workbook.columns import Column, Row, Table, read_table
from forms.workbook.list_files import FindFile, ListFile, list_files
from forms.workbook.outline import NAME, Outline, read_outline

DEFAULT_ROOT = "data"


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a list."""

    row: Row
    list_name: str
    name: str


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook, understood as far as it can be."""

    workbook: Workbook
    survey: Table
    choices: Table
    external: Table
    settings: Table
    outline: Outline
    lists: Mapping[str, tuple[Choice, ...]]
    external_lists: Mapping[str, tuple[Choice, ...]]
    files: Mapping[str, ListFile]
    languages: tuple[str, ...]
    default_language: str
    shared: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def setting(self, key: str) -> str:
        """A setting's text; blank where it is not set."""
        return next((row.text(key) for row in self.settings.rows[:1]), "")

    def setting_cell(self, key: str) -> tuple[Column, Cell] | None:
        """A setting with its place."""
        return next((row.first(key) for row in self.settings.rows[:1]), None)


def read_book(workbook: Workbook, find_file: FindFile) -> Book:
    """Understand a workbook; `find_file` gives the content of a file that lies beside it."""
    survey = _table(workbook, "survey")
    if not survey.columns and len(workbook.sheets) == 1 and not workbook.other:
        survey = read_table(workbook.sheets[0])  # a lone sheet is the survey, whatever its name
    choices, external = _table(workbook, "choices"), _table(workbook, "external_choices")
    settings = _table(workbook, "settings")
    lists, external_lists = _lists(choices), _lists(external)
    first = settings.rows[0] if settings.rows else Row(2, {})
    root = first.text("name") or DEFAULT_ROOT
    files = list_files(survey.rows, find_file)
    instances = [*lists, *(file.instance for file in files.values())]
    outline = read_outline(survey, root if NAME.fullmatch(root) else DEFAULT_ROOT, instances)
    languages = tuple(dict.fromkeys(c.language for t in (survey, choices) for c in t.columns if c.language))
    default = first.text("default_language")
    return Book(
        workbook,
        survey,
        choices,
        external,
        settings,
        outline,
        lists,
        external_lists,
        files,
        languages,
        default,
    )


def _table(workbook: Workbook, title: str) -> Table:
    sheet = workbook.sheet(title)
    return read_table(sheet) if sheet else Table(title, (), ())


def _lists(table: Table) -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    for row in table.rows:
        name = row.text("list_name")
        if name:
            found.setdefault(name, []).append(Choice(row, name, row.text("name")))
    return {name: tuple(rows) for name, rows in found.items()}
