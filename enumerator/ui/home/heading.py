"""The head of the home page: who is here, which day it is, what was done today."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.look import Role, TextRole
from enumerator.ui.telling import day, tr, weekday
from enumerator.ui.widgets.card import RuledLine
from enumerator.ui.widgets.words import Words
from enumerator.workflow.overview import Today

__all__ = ["Heading"]

_NOON, _EVENING = 12, 17
_NUMBER = 34


class Heading(QWidget):
    """Greeting and date at the leading edge, three figures at the far end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.greeting = Words(TextRole.PAGE_TITLE)
        self.date = Words(TextRole.LINE, Role.INK_2)
        self.figures = {name: _Figure() for name in ("finished", "minutes", "persons")}
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self.greeting)
        who.addWidget(self.date)
        who.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(22)
        row.addLayout(who, 1)
        for place, figure in enumerate(self.figures.values()):
            if place:
                row.addWidget(RuledLine(standing=True))
            row.addWidget(figure)

    def show_today(self, name: str, now: datetime, today: Today) -> None:
        """Greet an officer and say what was done."""
        part = "morning" if now.hour < _NOON else "afternoon" if now.hour < _EVENING else "evening"
        self.greeting.setText(tr(f"home.{part}", name=name.split()[0] if name.split() else name))
        self.date.setText(tr("window.day_line", weekday=weekday(now), date=day(now)))
        minutes = tr("home.none_yet") if today.minutes is None else tr("home.minutes", minutes=today.minutes)
        self.figures["finished"].show_figure(str(today.surveys), tr("home.figure_finished"))
        self.figures["minutes"].show_figure(minutes, tr("home.figure_minutes"))
        self.figures["persons"].show_figure(str(today.persons), tr("home.figure_persons"))


class _Figure(QWidget):
    """A number and what it counts."""

    def __init__(self) -> None:
        super().__init__()
        self.number, self.says = Words(TextRole.FIGURE), Words(TextRole.NOTE, Role.INK_2)
        # An Urdu unit beside the digits would make its number taller than the others.
        self.number.setFixedHeight(_NUMBER)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 2, 0, 2)
        rows.setSpacing(2)
        rows.addWidget(self.number)
        rows.addWidget(self.says)
        rows.addStretch(1)

    def show_figure(self, number: str, says: str) -> None:
        """Show another."""
        self.number.setText(number)
        self.says.setText(says)
