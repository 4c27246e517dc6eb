"""The review before finishing: what must still be looked at, what was said, the declaration, the finish."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from enumerator.errors import BlockingViolations, WorldFault
from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.interview.asides import Asides
from enumerator.ui.interview.findings import Finding, Weight, findings, said_in
from enumerator.ui.interview.opening import take_up
from enumerator.ui.interview.outline import ROSTER, Place, Tally, line, questions_at
from enumerator.ui.interview.page_facts import bar_facts
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.page import BarFacts, KeyHint, Page
from enumerator.ui.review.declaration import Declaration
from enumerator.ui.review.findings_list import FindingsList
from enumerator.ui.review.finish_panel import FinishPanel
from enumerator.ui.review.first_look import FirstLook
from enumerator.ui.review.said import WhatWasSaid
from enumerator.ui.telling import form_language, is_urdu, telling, tr
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.chip import ChipFacts
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.words import Words
from enumerator.workflow.finish import finish
from enumerator.workflow.score_policy import score_policy

__all__ = ["ReviewPage"]


class ReviewPage(Page):
    """One draft on one page; nothing on it is typed, everything leads to the question where it is."""

    def __init__(self, at: AtDesk, going: destinations.Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._number = at, going.number
        self.conduct = take_up(at, going.number)
        self._asides = Asides(self, self.conduct)
        self._title = Words(TextRole.PAGE_TITLE, Role.INK)
        self._counts = Words(TextRole.NOTE, Role.INK_2)
        self._other = {urdu: Words(TextRole.SECOND_TITLE, Role.INK_2, urdu=urdu) for urdu in (True, False)}
        self.list = FindingsList()
        self._nothing = Words(TextRole.LINE, Role.DONE)
        self._sections = WhatWasSaid(self.conduct.sections)
        self._declaration = Declaration()
        edition = at.desk.surveys.row(going.number).edition
        self._side = FinishPanel(score_policy(at.desk, edition).officers)
        self.finish_button, self.stands = self._side.button, self._side.stands
        self._scroll = QScrollArea()
        self.first_look = FirstLook(self)
        self._lay_out()
        self._connect()

    # ── what every page is ───────────────────────────────────────────────────────────────────────────────────────

    def enter(self) -> None:
        """Read everything afresh."""
        self.retell()
        self._focus()
        self.first_look.begin()

    def leave(self) -> bool:
        """Keep a reason that the disk has not taken; where that cannot be done, stay."""
        kept = self.conduct.keep()
        self._tell_of_disk()
        return kept

    def unkept(self) -> int:
        """Count what the disk has not taken."""
        return self.conduct.asking.unkept_changes

    def retell(self) -> None:
        """Say everything in the language of the windows."""
        self.conduct.speak(form_language(self.conduct.interview.definition))
        self._title.setText(tr("review.title"))
        for urdu, words in self._other.items():
            words.setText(telling.other("review.title"))
            words.setVisible(urdu is not is_urdu() and self.window().width() >= SIZES.small_window)
        self._side.retell()
        self._show()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never keep a window from being small: the columns scroll."""
        return QSize(640, 360)

    def keys(self) -> tuple[KeyHint, ...]:
        """The review's keys."""
        pairs = (
            ("Enter", "review.key_go"),
            ("F11", "interview.key_problem"),
            ("F2", "interview.key_confirm"),
            ("F6", "interview.key_go_to"),
            ("Esc", "review.key_back"),
            ("F12", "review.finish"),
        )
        return tuple(KeyHint(cap, says) for cap, says in pairs)

    def bar(self) -> BarFacts:
        """The head, the family, the place."""
        return bar_facts(self.conduct, ChipFacts(Icon.REVIEW, tr("interview.review")))

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────────────────

    def go_to(self, ref: str) -> None:
        """Go to a question of the interview."""
        self.left.emit(destinations.Interview(self._number, ref))

    def go_to_section(self, path: str) -> None:
        """Go to the first question of a section; to the family's page for the roster."""
        refs = (ROSTER,) if path == ROSTER else questions_at(self.conduct.interview, Place(path))
        if refs:
            self.go_to(refs[0])

    def choose_place(self) -> None:
        """Ask which question or section to open."""
        self._asides.ask_where(self.go_to, self.go_to_section)

    def go_back(self) -> None:
        """Go back to the interview."""
        self.left.emit(destinations.Interview(self._number))

    def next_problem(self) -> None:
        """Go to the gravest finding that stands against finishing."""
        refs = (each.ref for each in self.list.rows.findings if each.weight.blocks and each.ref)
        found = next(refs, None)
        if found:
            self.go_to(found)

    def confirm(self) -> None:
        """Ask why the chosen soft finding is right all the same."""
        found = self.list.current
        if found is not None and found.weight is Weight.SOFT and found.violation is not None:
            self._asides.ask_why(found.violation, self._confirmed)

    def finish(self) -> None:
        """Finish, unless something stands against it; then the caret goes there."""
        if not self.first_look.is_over:
            return
        if self._blocking():
            self._stand_at_first()
            return
        try:
            finish(self._at.desk, self.conduct.asking, self._at.clock)
        except BlockingViolations as fault:
            # It was not there when the page was written: rules may read the time.
            self.warned.emit(fault)
            self._show()
            self._stand_at_first()
        except WorldFault as fault:
            self.warned.emit(fault)
        else:
            self.left.emit(destinations.Finished(self._number))

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _confirmed(self) -> None:
        self._show()
        self._tell_of_disk()
        self._focus()

    def _tell_of_disk(self) -> None:
        self.warned.emit(self.conduct.fault)
        self.bar_changed.emit()

    def _blocking(self) -> int:
        return sum(max(1, each.count) for each in self.list.rows.findings if each.weight.blocks)

    def _show(self) -> None:
        conduct = self.conduct
        self.list.show_findings(findings(conduct.interview, conduct.plan, conduct.language))
        self._nothing.setText(tr("review.nothing"))
        self._nothing.setVisible(not self.list.rows.findings)
        total = sum((section.tally for section in conduct.sections), Tally())
        self._counts.setText(tr("interview.questions_of", have=total.answered, all=total.asked))
        self._sections.say(conduct.sections, self._said)
        self._declaration.say(lambda ref: line(conduct.interview, conduct.plan, ref, conduct.language))
        self._side.say(len(conduct.interview.missing()), self._blocking(), self._first())
        self.bar_changed.emit()
        self.keys_changed.emit()

    def _first(self) -> Finding | None:
        """The gravest finding that stands against finishing."""
        return next((each for each in self.list.rows.findings if each.weight.blocks), None)

    def _said(self, path: str) -> str:
        if path == ROSTER:
            return tr("interview.members", count=self.conduct.count())
        return said_in(self.conduct.interview, self.conduct.plan, path, self.conduct.language)

    def _focus(self) -> None:
        target = self.list if self.list.rows.findings else self.finish_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()

    def _stand_at_first(self) -> None:
        self.list.setCurrentIndex(self.list.rows.index(0))
        self._focus()

    def _follow(self) -> None:
        """Keep the caret's row in sight."""
        row = self.list.visualRect(self.list.currentIndex())
        self._scroll.ensureVisible(0, self.list.y() + row.center().y(), 0, row.height() // 2 + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the columns what a small window has."""
        super().resizeEvent(event)
        small = self.window().width() < SIZES.small_window
        self._side.make_small(small)
        self._declaration.make_small(small)
        self._counts.setVisible(not small)
        for urdu, words in self._other.items():
            words.setVisible(not small and urdu is not is_urdu())

    def _connect(self) -> None:
        self.list.chosen.connect(self.go_to)
        self.finish_button.clicked.connect(self.finish)
        self._sections.clicked.connect(self.go_to_section)
        self._sections.choosing.connect(self.choose_place)
        self._declaration.clicked.connect(self.go_to)
        self.list.moved.connect(self._follow)
        deeds: dict[str, Callable[[], object]] = {
            "F2": self.confirm,
            "F6": self.choose_place,
            "Ctrl+P": self._side.say_when_slip,
            "F11": self.next_problem,
            "F12": self.finish,
            "Ctrl+Return": self.finish,
            "Esc": self.go_back,
        }
        for key, deed in deeds.items():
            self.bind(key, deed)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        row.setSpacing(SIZES.gap)
        row.addWidget(self._page(), 1)
        row.addWidget(self._side)

    def _page(self) -> QWidget:
        sheet = Sheet()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(SIZES.page_inset, 6, 24, 6)
        top.setSpacing(SIZES.gap)
        top.addWidget(self._title)
        top.addWidget(self._counts)
        top.addStretch(1)
        for words in self._other.values():
            top.addWidget(words)
        rows.addLayout(top)
        rows.addWidget(RuledLine())
        body = QWidget()
        parts = QVBoxLayout(body)
        parts.setContentsMargins(10, 10, 10, 16)
        parts.setSpacing(4)
        parts.addWidget(self.list)
        rest = QVBoxLayout()
        rest.setContentsMargins(SIZES.card_hung, 0, SIZES.card_hung, 0)
        rest.setSpacing(4)
        rest.addWidget(self._nothing)
        rest.addSpacing(10)
        rest.addWidget(self._sections)
        rest.addSpacing(10)
        rest.addWidget(self._declaration)
        parts.addLayout(rest)
        parts.addStretch(1)
        self._scroll.setWidget(body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.addWidget(self._scroll, 1)
        return sheet
