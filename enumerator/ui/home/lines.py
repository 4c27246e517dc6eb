"""What waits for the officer: returned surveys with the supervisor's words, then drafts, each under its key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from enumerator.domain.survey import SurveyRow
from enumerator.ui.home.survey_line import LineFacts, SurveyLine
from enumerator.ui.look import Role, TextRole
from enumerator.ui.telling import clock_time, day, is_urdu, tr
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.words import Words
from enumerator.workflow.overview import DraftPlace, Overview, ReturnedSurvey

__all__ = ["KEYED_LINES", "OUTSIDE", "Lines"]

KEYED_LINES = 9
"""As many as there are digits for Alt+1 to Alt+9."""

OUTSIDE = 20
"""How far the list reaches beyond its lines, for the scroll bar."""


class Lines(QScrollArea):
    """Made afresh whenever the surveys change; what a draft is at is filled in once it has been opened."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines: tuple[SurveyLine, ...] = ()
        self.verticalScrollBar().rangeChanged.connect(self._keep_clear)

    @property
    def lines(self) -> tuple[SurveyLine, ...]:
        """The surveys, in the order of their keys."""
        return self._lines

    def show_overview(self, standing: Overview) -> None:
        """Show what was returned and what is begun."""
        returned = [_returned(each) for each in standing.returned]
        drafts = [_draft(row) for row in standing.drafts]
        lines = [self._line(facts, place) for place, facts in enumerate((*returned, *drafts), start=1)]
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        if returned:
            heading = (Icon.BACK, Role.SOFT, "home.returned", str(len(returned)))
            self._section(rows, heading, lines[: len(returned)])
        if drafts:
            said = tr("home.drafts_hint", count=len(drafts))
            self._section(rows, (Icon.DRAFT, Role.INK_2, "home.drafts", said), lines[len(returned) :])
        if not lines:
            rows.addWidget(Words(TextRole.LINE, Role.INK_2, tr("home.nothing_open")))
        rows.addStretch(1)
        self._rows = rows
        self._lines = tuple(lines)
        self.setWidget(body)
        self._keep_clear()
        for line in lines:
            line.show()

    def show_places(self, places: Iterable[DraftPlace]) -> None:
        """Fill in where the drafts stand."""
        by_number = {place.number: place for place in places}
        for line in self._lines:
            place = by_number.get(line.facts.number)
            if place is not None:
                line.show_facts(_at(line.facts, place))

    def open_nth(self, place: int) -> None:
        """Open the survey under a key; nothing happens where there is none."""
        if place <= len(self._lines):
            self.opened.emit(self._lines[place - 1].facts.number)

    def _line(self, facts: LineFacts, place: int) -> SurveyLine:
        line = SurveyLine(facts, f"Alt+{place}" if place <= KEYED_LINES else "")
        line.clicked.connect(lambda: self.opened.emit(facts.number))
        return line

    def _keep_clear(self) -> None:
        """End the lines where they end without a scroll bar; it stands outside them, at the trailing edge."""
        free = OUTSIDE - (self.verticalScrollBar().sizeHint().width() if self.verticalScrollBar().maximum() else 0)
        # Qt mirrors a layout, but not its margins.
        self._rows.setContentsMargins(free * is_urdu(), 0, free * (not is_urdu()), 0)

    @staticmethod
    def _section(rows: QVBoxLayout, heading: tuple[Icon, Role, str, str], lines: Sequence[SurveyLine]) -> None:
        icon, ink, title, said = heading
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 8, 0, 8)
        row.addWidget(IconMark(icon, ink))
        row.addWidget(Words(TextRole.ANSWER, Role.INK, tr(title)))
        row.addWidget(Words(TextRole.LINE, Role.INK_2, said))
        row.addStretch(1)
        rows.addLayout(row)
        for line in lines:
            rows.addWidget(line)
        rows.addSpacing(8)


def _name(row: SurveyRow) -> str:
    return row.head_name or tr("survey.nameless")


def _returned(each: ReturnedSurvey) -> LineFacts:
    said = tr("home.returned_by", name=each.by, day=day(each.at), time=clock_time(each.at))
    return LineFacts(each.row.number, _name(each.row), tr("home.quoted", words=each.reason), said)


def _draft(row: SurveyRow) -> LineFacts:
    return LineFacts(row.number, _name(row))


def _at(facts: LineFacts, place: DraftPlace) -> LineFacts:
    key = "home.place_member" if place.member else "home.place"
    words = tr(key, member=place.member, question=place.question) if place.question else ""
    return LineFacts(facts.number, facts.name, words, "", (place.answered, place.asked))
