"""Walks every widget of a page and reads all that a person could read or hear, to see that the wording said it.

    with marked_wording():
        page.retell()
        assert untold(page, told=("Nadia Saleem",)) == []

Every sentence of the wording then stands between ⟦ and ⟧; what stands outside is digits, marks, caps of keys, or what
the test names as data: names, numbers, answers, labels of the questionnaire.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit, QWidget

from enumerator.ui.telling import telling
from enumerator.ui.widgets.chip import Chip
from resources.wording import sentence

OPEN, SHUT = "⟦", "⟧"
_TOLD = re.compile(rf"{OPEN}[^{OPEN}{SHUT}]*{SHUT}")
_KEYS = re.compile(r"\b(Ctrl|Alt|Shift|Enter|Esc|Tab|Space|Home|End|PgUp|PgDn|Del|F\d{1,2}|[A-Z])\b")
_MOST_ROWS = 50


@contextmanager
def marked_wording() -> Iterator[None]:
    """Put marks round every sentence of the wording."""

    def say(key: str, language: str, /, **facts: str | int) -> str:
        return f"{OPEN}{sentence(key, language, **facts)}{SHUT}"

    telling.say_with(say)
    try:
        yield
    finally:
        telling.say_with(sentence)


def untold(page: QWidget, told: Iterable[str] = ()) -> list[str]:
    """List what can be read on a page and came from neither the wording nor the data named by the test."""
    data = sorted((str(each) for each in told if each), key=len, reverse=True)
    return [f"{where}: {text}" for where, text in words_on(page) if _has_letters(_without(text, data))]


def words_on(page: QWidget) -> Iterator[tuple[str, str]]:
    """Give every text of the page with the widget that shows it; hidden widgets are not read."""
    for widget in (page, *page.findChildren(QWidget)):
        if not widget.isVisibleTo(page) and widget is not page:
            continue
        name = f"{type(widget).__name__} {widget.objectName()}".strip()
        for text in _texts(widget):
            if text:
                yield name, text


def _texts(widget: QWidget) -> Iterator[str]:
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if widget.isWindow():
        yield widget.windowTitle()
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QAbstractItemView() if widget.model() is not None:
            yield from _texts_of_model(widget.model())
        case Chip():
            yield widget.facts.word
    words = getattr(widget, "words", None)
    if callable(words):
        yield from words()


def _texts_of_model(model: QAbstractItemModel) -> Iterator[str]:
    root = QModelIndex()
    for column in range(model.columnCount(root)):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(root), _MOST_ROWS)):
            index = model.index(row, column, root)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                text = index.data(role)
                if isinstance(text, str):
                    yield text


def _without(text: str, data: list[str]) -> str:
    for each in data:
        text = text.replace(each, "")
    # Sentences stand inside sentences as facts: take the innermost away until none is left.
    while (shorter := _TOLD.sub("", text)) != text:
        text = shorter
    return _KEYS.sub("", text)


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
