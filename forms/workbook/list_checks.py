"""Checks of choice lists: on the choices sheet, and in files beside the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from forms.workbook.book import Book
from forms.workbook.findings import Finding, Severity, finding, nearest, ranges
from forms.workbook.kinds import FILES
from forms.workbook.outline import LIST_COLUMN, PAIR, Item

_YES = frozenset({"yes", "true", "true()"})


def check_lists(book: Book) -> Iterator[Finding]:
    """Every list that is asked for is there, and every list that is there is asked for."""
    wanted: set[str] = set()
    for item in book.outline.items:
        name = item.kind.list_name
        if not name or item.kind.from_answers or item.kind.select == "one external":
            continue
        if item.kind.select.endswith("from file"):
            if not FILES.fullmatch(name):
                yield _of_type(book, item, "file_ending", name=name)
            continue
        wanted.add(name)
        if name not in book.lists and not item.kind.from_file:
            facts = {"name": name, "nearest": nearest(name, book.lists)}
            yield _of_type(book, item, "unknown_list", **facts)
        elif item.kind.or_other and item.row.has("choice_filter"):
            yield _of_type(book, item, "or_other_filter", name=name)
    texts = " ".join(cell.text for row in book.survey.rows for cell in row.cells.values() if cell.kind == "text")
    for name, choices in book.lists.items():
        if name not in wanted and name not in texts:
            column = choices[0].row.first("list_name")
            letter = column[0].letter if column else ""
            rows = {"name": name, "rows": ranges(choice.row.number for choice in choices)}
            yield finding("list_unused", Severity.WARNING, book.choices.sheet, choices[0].row.number, letter, **rows)


def check_choices(book: Book) -> Iterator[Finding]:
    """Every choice has a list, a name of its own and a label; names for several answers have no blanks."""
    several = {item.kind.list_name for item in book.outline.items if item.kind.select in ("many", "rank")}
    twice = book.setting("allow_choice_duplicates").lower() in _YES
    for row in book.choices.rows:
        if not row.has("list_name") and (row.has("name") or row.has("label")):
            yield _of_choice(book, row.number, "list_name", "choice_without_list", Severity.WARNING)
    for choices in book.lists.values():
        seen: dict[str, int] = {}
        for choice in choices:
            number = choice.row.number
            if not choice.name:
                yield _of_choice(book, number, "name", "choice_without_name")
                continue
            first = seen.setdefault(choice.name, number)
            facts = {"name": choice.name, "list": choice.list_name}
            if first != number and not twice:
                yield _of_choice(book, number, "name", "choice_twice", **facts, other=first)
            if any(letter.isspace() for letter in choice.name) and choice.list_name in several:
                yield _of_choice(book, number, "name", "choice_blanks", **facts)
            if not any(choice.row.has(key) for key in ("label", "media::image", "media::audio", "media::video")):
                yield _of_choice(book, number, "label", "choice_without_label", Severity.WARNING, **facts)


def check_files(book: Book) -> Iterator[Finding]:
    """Every file that a list lies in is beside the workbook, can be read and has the columns that are asked for."""
    for file in book.files.values():
        place = (book.survey.sheet, file.row, file.column.letter)
        facts = {"heading": file.column.heading, "name": file.name}
        odd = [column for column in file.columns or () if column and not LIST_COLUMN.fullmatch(column)]
        if file.content is None:
            yield finding("file_missing", Severity.WARNING, *place, **facts)
        elif file.fault:
            yield finding(f"file_{file.fault}", Severity.ERROR, *place, **facts, line=file.line)
        elif odd:
            yield finding("file_heading", Severity.WARNING, *place, **facts, columns=", ".join(odd)[:200])
    for item in book.outline.items:
        lies = book.files.get(item.kind.list_name)
        if lies is None or lies.columns is None or not item.kind.select.endswith("from file"):
            continue
        if not lies.columns:
            yield _of_type(book, item, "file_shape", name=lies.name)
            continue
        given = dict(PAIR.findall(item.row.text("parameters")))
        geographic = lies.name.endswith(".geojson")
        for key, usual in (("value", "id" if geographic else "name"), ("label", "title" if geographic else "label")):
            column = given.get(key, usual)
            if column not in lies.columns:
                facts = {"name": lies.name, "wanted": column, "known": ", ".join(filter(None, lies.columns))[:200]}
                yield _of_type(book, item, "file_column", **facts)


def _of_type(book: Book, item: Item, code: str, **facts: str | None) -> Finding:
    found = item.row.first("type")
    letter = found[0].letter if found else ""
    return finding(code, Severity.ERROR, book.survey.sheet, item.number, letter, heading="type", **facts)


def _of_choice(
    book: Book, row: int, key: str, code: str, severity: Severity = Severity.ERROR, /, **facts: str | int
) -> Finding:
    column = book.choices.column(key)
    letter = column.letter if column else ""
    return finding(code, severity, book.choices.sheet, row, letter, heading=key, **facts)
