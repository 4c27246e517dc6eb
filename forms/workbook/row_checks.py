"""Checks of the survey's rows: types, names, groups that open and close, labels, parameters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from forms.workbook.book import Book
from forms.workbook.columns import Row
from forms.workbook.findings import Finding, Severity, finding, nearest
from forms.workbook.kinds import BLANK_HERE, REFUSED, SUGGESTED, kind_of
from forms.workbook.outline import NAME, PAIR, Item

_EXTERNAL_APP = re.compile(r"(?:^|\s)(?:ex:|printer:)|\bintent\(")
_SEARCH = re.compile(r"\bsearch\s*\(")
_SELECT = frozenset({"randomize", "seed"})
_KEYS = {
    **dict.fromkeys(("one", "many", "rank"), _SELECT),
    **dict.fromkeys(("one from file", "many from file"), _SELECT | {"value", "label"}),
    "range": frozenset({"start", "end", "step", "placeholder", "tick_interval", "tick_labelset"}),
    "text": frozenset({"rows"}),
    "image": frozenset({"max-pixels", "app"}),
    "geopoint": frozenset({"capture-accuracy", "warning-accuracy", "allow-mock-accuracy", "reference-geometry"}),
}
_NUMBERS = frozenset({"start", "end", "step", "rows", "max-pixels", "capture-accuracy", "warning-accuracy"})
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WORDED = ("label", "hint", "guidance_hint", "media::image", "media::big-image", "media::audio", "media::video")


def check_types(book: Book) -> Iterator[Finding]:
    """Every row says what it is, in a word that is known."""
    for item in book.outline.items:
        place = _place(book, item.row, "type")
        word = item.kind.word
        if not word:
            yield finding("no_type", Severity.ERROR, *place, name=item.name or "…")
        elif item.kind.does == "unknown":
            bare = word in ("select_one", "select_multiple", "rank", "select one", "select all that apply")
            facts = {"heading": "type", "type": word, "nearest": None if bare else _meant(word)}
            yield finding("select_without_list" if bare else "unknown_type", Severity.ERROR, *place, **facts)
        elif word in REFUSED:
            yield finding(REFUSED[word], Severity.ERROR, *place, heading="type", type=word)
        elif item.kind.select == "one external":
            yield finding("use_choice_filter", Severity.ERROR, *place, heading="type", type=word)
        elif word in BLANK_HERE:
            yield finding("blank_here", Severity.WARNING, *place, heading="type", type=word)
    for row in book.outline.skipped:
        yield finding("row_skipped", Severity.WARNING, book.survey.sheet, row)


def check_appearances(book: Book) -> Iterator[Finding]:
    """No question is left to another program."""
    for item in book.outline.items:
        for key, pattern, code in (
            ("appearance", _EXTERNAL_APP, "external_app"),
            ("intent", re.compile("."), "external_app"),
            ("control::intent", re.compile("."), "external_app"),
            ("appearance", _SEARCH, "search_appearance"),
        ):
            for column, cell in item.row.all(key):
                if pattern.search(cell.text):
                    facts = {"heading": column.heading, "text": cell.text[:60]}
                    yield finding(code, Severity.ERROR, book.survey.sheet, cell.row, cell.column, **facts)


def check_names(book: Book) -> Iterator[Finding]:
    """Every row has a name that can be one, once within its group, and not only by its capitals."""
    seen: dict[tuple[str, str], Item] = {}
    folded: dict[tuple[str, str], Item] = {}
    repeats: dict[str, Item] = {}
    for item in book.outline.items:
        place = _place(book, item.row, "name")
        if item.kind.word == "audit":
            if item.row.text("name") not in ("", "audit"):
                yield finding("audit_name", Severity.ERROR, *place, heading="name")
            continue
        if not item.name:
            yield finding("no_name", Severity.ERROR, *place, heading="name")
            continue
        facts = {"heading": "name", "name": item.name}
        if not NAME.fullmatch(item.name):
            meant = re.sub(r"\W+", "_", item.name).strip("_")
            meant = meant if NAME.fullmatch(meant) else f"q_{meant}"
            yield finding("bad_name", Severity.ERROR, *place, **facts, nearest=meant)
            continue
        if item.name == "meta":
            yield finding("reserved_name", Severity.ERROR, *place, **facts)
            continue
        first = seen.setdefault((item.parent, item.name), item)
        like = folded.setdefault((item.parent, item.name.casefold()), item)
        if first is not item:
            yield finding("name_twice", Severity.ERROR, *place, **facts, other=first.number)
        elif like is not item:
            yield finding("name_case", Severity.WARNING, *place, **facts, other=like.number, like=like.name)
        if item.kind.group == "repeat":
            other = repeats.setdefault(item.name, item)
            if other is not item and first is item:
                yield finding("repeat_name_twice", Severity.ERROR, *place, **facts, other=other.number)
            if item.name == book.outline.root:
                yield finding("root_name", Severity.ERROR, *place, **facts)


def check_groups(book: Book) -> Iterator[Finding]:
    """Whatever begins ends, and holds something."""
    for left in book.outline.unbalanced:
        code = "not_ended" if left.opened else "not_begun"
        row = Row(left.row, {})
        yield finding(code, Severity.ERROR, *_place(book, row, "type"), group=left.group, name=left.name or "…")
    holding = defaultdict(list)
    for item in book.outline.items:
        holding[item.parent].append(item)
    for item in book.outline.items:
        if item.kind.does == "begin" and not holding[item.path]:
            place = _place(book, item.row, "type")
            yield finding("empty_group", Severity.WARNING, *place, group=item.kind.group, name=item.name)


def check_labels(book: Book) -> Iterator[Finding]:
    """Whoever is asked reads something; whatever is worked out has its calculation."""
    for item in book.outline.items:
        row = item.row
        worded = any(row.has(key) for key in _WORDED)
        if item.kind.is_asked and not worded and not (row.has("calculation") or row.has("trigger")):
            yield finding("no_label", Severity.ERROR, *_place(book, row, "label"), name=item.name or "…")
        if item.kind.word in ("calculate", "q calculate") and not row.has("calculation") and not row.has("default"):
            yield finding("no_calculation", Severity.ERROR, *_place(book, row, "calculation"), name=item.name)


def check_parameters(book: Book) -> Iterator[Finding]:
    """Parameters are pairs that their type knows, and numbers where numbers are wanted."""
    for item in book.outline.items:
        for column, cell in item.row.all("parameters"):
            place = (book.survey.sheet, cell.row, cell.column)
            if PAIR.sub("", cell.text).strip(" ,;\n\t"):
                yield finding("parameters_form", Severity.ERROR, *place, heading=column.heading, text=cell.text[:60])
                continue
            keys = _KEYS.get(item.kind.select or item.kind.word)
            given = {key.lower(): value for key, value in PAIR.findall(cell.text)}
            for key, value in given.items():
                facts = {"heading": column.heading, "key": key, "value": value}
                if keys is not None and key not in keys:
                    facts["known"] = ", ".join(sorted(keys))
                    yield finding("parameter_unknown", Severity.ERROR, *place, **facts)
                elif (keys and key in _NUMBERS and not _NUMBER.fullmatch(value)) or (
                    keys and key == "step" and float(value) == 0
                ):
                    yield finding("parameter_number", Severity.ERROR, *place, **facts)
                elif keys and key == "randomize" and value.lower() not in ("true", "false"):
                    yield finding("parameter_truth", Severity.ERROR, *place, **facts)


def _meant(word: str) -> str | None:
    first, _, rest = word.partition(" ")
    meant = nearest(word, SUGGESTED) or (nearest(first, SUGGESTED) if rest else None)
    if meant and rest and meant.startswith(("select", "rank")) and " " not in meant:
        return f"{meant} {rest}" if kind_of(f"{meant} {rest}").does == "ask" else meant
    return meant


def _place(book: Book, row: Row, key: str) -> tuple[str, int, str]:
    found = row.first(key)
    column = found[0] if found else book.survey.column(key)
    return book.survey.sheet, row.number, column.letter if column else ""
