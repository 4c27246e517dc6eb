"""Notes on constructs that other programs for the same forms work out in another way; each once, with its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from forms.values import DataType
from forms.workbook.book import Book
from forms.workbook.findings import Finding, Severity, finding, ranges
from forms.workbook.formula_checks import Formula, formulas_of

_DATE = r"['\"]\d{4}-\d\d-\d\d['\"]"
_SUM = re.compile(r"\bsum\s*\(")
_ROUND = re.compile(r"\bround\s*\(")
_ACROSS = re.compile(r"\b(?:sum|count|count-non-empty|position|min|max|join)\s*\(")
_ORDERED_DATE = re.compile(rf"[<>]=?\s*{_DATE}|{_DATE}\s*[<>]")
_TRUTH_TEXT = re.compile(r"['\"](?:true|false)['\"]")
_VERSION = re.compile(r"\bversion\s*\(|\buuid\s*\(\s*[^)\s]")
_LONG = re.compile(r"\bstring-length\s*\(\s*\.\s*\)|\bregex\s*\(\s*\.")
_CONFIRMED = re.compile(r"['\"]OK['\"]|=\s*['\"]?1\b")


def _in_repeat(book: Book, formula: Formula) -> bool:
    return any(formula.item.path.startswith(f"{repeat}/") for repeat in book.outline.skeleton.repeats)


def _asks_confirmation(book: Book, formula: Formula) -> bool:
    expression = formula.reading.expression
    targets = {need.target for need in expression.dependencies} if expression else set()
    return any(item.path in targets and item.kind.word in ("acknowledge", "trigger") for item in book.outline.items)


def _cascades(formula: Formula) -> bool:
    return formula.column.key == "choice_filter" and "${" in formula.cell.text


#: Code of the sentence, and what it is about.
CONSTRUCTS: tuple[tuple[str, Callable[[Book, Formula], bool]], ...] = (
    ("engines_sum", lambda book, formula: bool(_SUM.search(formula.source))),
    ("engines_round", lambda book, formula: bool(_ROUND.search(formula.source))),
    ("engines_rows", lambda book, formula: bool(_ACROSS.search(formula.source)) and _in_repeat(book, formula)),
    ("engines_date_text", lambda book, formula: bool(_ORDERED_DATE.search(formula.source))),
    ("engines_truth_text", lambda book, formula: bool(_TRUTH_TEXT.search(formula.source))),
    ("engines_version", lambda book, formula: bool(_VERSION.search(formula.source))),
    (
        "engines_long_number",
        lambda book, formula: (
            formula.item.kind.data_type is DataType.INTEGER
            and formula.column.key == "constraint"
            and bool(_LONG.search(formula.source))
        ),
    ),
    (
        "engines_confirmation",
        lambda book, formula: bool(_CONFIRMED.search(formula.source)) and _asks_confirmation(book, formula),
    ),
    ("engines_cascade", lambda book, formula: _cascades(formula)),
)


def check_engines(book: Book) -> Iterator[Finding]:
    """Whoever compares with another program knows beforehand where it may differ."""
    for code, concerns in CONSTRUCTS:
        found = [formula for formula in formulas_of(book) if concerns(book, formula)]
        if found:
            first = found[0]
            facts = {"heading": first.column.heading, "rows": ranges(formula.item.number for formula in found)}
            yield finding(code, Severity.NOTE, book.survey.sheet, first.cell.row, first.cell.column, **facts)
