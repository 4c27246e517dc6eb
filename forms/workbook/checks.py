"""The table of all checks: what is looked at in a workbook, in the order in which a person would be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from forms.workbook.book import Book
from forms.workbook.engine_checks import check_engines
from forms.workbook.findings import Finding, Severity
from forms.workbook.formula_checks import check_cycles, check_formulas, check_texts
from forms.workbook.list_checks import check_choices, check_files, check_lists
from forms.workbook.reaches import check_reaches
from forms.workbook.row_checks import (
    check_appearances,
    check_groups,
    check_labels,
    check_names,
    check_parameters,
    check_types,
)
from forms.workbook.sheet_checks import check_cells, check_headings, check_settings, check_sheets
from forms.workbook.wording_checks import check_languages, check_translations

CHECKS: tuple[Callable[[Book], Iterator[Finding]], ...] = (
    check_sheets,
    check_headings,
    check_settings,
    check_cells,
    check_types,
    check_names,
    check_groups,
    check_labels,
    check_parameters,
    check_appearances,
    check_lists,
    check_choices,
    check_files,
    check_formulas,
    check_reaches,
    check_cycles,
    check_texts,
    check_languages,
    check_translations,
    check_engines,
)
_ORDER = {severity: place for place, severity in enumerate(Severity)}
_SHEETS = {"survey": 0, "choices": 1, "settings": 2}


def check_book(book: Book) -> tuple[Finding, ...]:
    """All findings of all checks, each once: errors first, then as they stand in the workbook."""
    return in_order(found for check in CHECKS for found in check(book))


def in_order(found: Iterator[Finding]) -> tuple[Finding, ...]:
    """Findings as a person works through them."""

    def place(one: Finding) -> tuple[int, int, int, int, str]:
        sheet = _SHEETS.get(one.sheet.strip().lower(), len(_SHEETS))
        return _ORDER[one.severity], sheet, one.row or 0, len(one.column), one.column

    return tuple(sorted(dict.fromkeys(found), key=place))
