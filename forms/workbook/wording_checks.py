"""Checks of languages: which texts are missing in which of them, which of them is spelt in two ways."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from forms.workbook.book import Book
from forms.workbook.columns import TRANSLATED, Column, Table
from forms.workbook.findings import Finding, Severity, finding, ranges


def check_translations(book: Book) -> Iterator[Finding]:
    """Every text is there in every language of the form, or the officer reads another language."""
    if not book.languages:
        return
    for table in (book.survey, book.choices):
        for key in sorted({column.key for column in table.columns} & TRANSLATED):
            yield from _missing(book, table, key)


def check_languages(book: Book) -> Iterator[Finding]:
    """No language is written in two ways: each would be a language of its own."""
    for one, other in combinations(book.languages, 2):
        if _plain(one) == _plain(other):
            table, column = _place(book, other)
            facts = {"heading": column.heading, "name": other, "other": one}
            yield finding("language_spelling", Severity.WARNING, table.sheet, 1, column.letter, **facts)


def _missing(book: Book, table: Table, key: str) -> Iterator[Finding]:
    columns = {_plain(_language(book, column)): column for column in table.columns if column.key == key}
    worded = [row for row in table.rows if row.has(key)]
    if not worded:
        return
    spellings = {_plain(language): language for language in reversed(book.languages)}  # the first one counts
    for language in reversed(spellings.values()):
        column = columns.get(_plain(language))
        if column is None:
            other = next(iter(columns.values()))
            facts = {"heading": other.heading, "language": language, "key": key}
            yield finding("language_without_column", Severity.WARNING, table.sheet, 1, other.letter, **facts)
            continue
        rows = [row.number for row in worded if column not in row.cells]
        if rows:
            facts = {"heading": column.heading, "language": language, "count": str(len(rows)), "rows": ranges(rows)}
            yield finding("translation_missing", Severity.WARNING, table.sheet, rows[0], column.letter, **facts)


def _language(book: Book, column: Column) -> str:
    """A heading without a language is the default language's."""
    return column.language or book.default_language


def _place(book: Book, language: str) -> tuple[Table, Column]:
    return next(
        (table, column)
        for table in (book.survey, book.choices)
        for column in table.columns
        if column.language == language
    )


def _plain(language: str) -> str:
    return "".join(letter for letter in language.partition("(")[0].casefold() if letter.isalnum())
