"""What was said, a line a section in two columns; F6 or a click opens one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.interview.outline import Section
from enumerator.ui.look import Role, TextRole
from enumerator.ui.review.said_row import SaidRow
from enumerator.ui.telling import tr
from enumerator.ui.widgets.key_link import KeyLink
from enumerator.ui.widgets.words import Words

__all__ = ["WhatWasSaid"]

_BETWEEN = 28


class WhatWasSaid(QWidget):
    """The sections, filled downwards."""

    clicked = Signal(str)
    """Somebody opens the section of this path."""
    choosing = Signal()

    def __init__(self, sections: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Words(TextRole.ANSWER, Role.INK)
        self._opens = KeyLink("", "F6", cap_first=True)
        self._opens.clicked.connect(self.choosing)
        self._rows = {section.path: SaidRow(section.path) for section in sections}
        for row in self._rows.values():
            row.clicked.connect(self.clicked)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._opens)
        head.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addLayout(self._columns())

    def say(self, sections: Sequence[Section], said: Callable[[str], str]) -> None:
        """Say it; `said` gives a section's answers in a line."""
        self._title.setText(tr("review.what_was_said"))
        self._opens.say(tr("review.opens_section"))
        for section in sections:
            self._rows[section.path].show_section(section, said(section.path))

    def _columns(self) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(_BETWEEN)
        rows = list(self._rows.values())
        half = -(-len(rows) // 2)
        for part in (rows[:half], rows[half:]):
            column = QVBoxLayout()
            column.setSpacing(0)
            for row in part:
                column.addWidget(row)
            column.addStretch(1)
            columns.addLayout(column, 1)
        return columns
