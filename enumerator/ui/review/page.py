"""The review before finishing: what must still be looked at, what was said, the declaration, the finish."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from enumerator.errors import WorldFault
from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.dialogs.ask import Reason
from enumerator.ui.interview.conduct import Conduct
from enumerator.ui.interview.findings import Weight, findings, said_in
from enumerator.ui.interview.outline import ROSTER, Place, Tally, line, questions_at
from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.page import BarFacts, KeyHint, Page
from enumerator.ui.review.findings_list import FindingsList
from enumerator.ui.review.said_row import SaidRow
from enumerator.ui.telling import form_language, is_urdu, telling, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.chip import ChipFacts
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.words import Words
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import resume_interview
from enumerator.workflow.questionnaire import current_pack

__all__ = ["ReviewPage"]

_PANEL = 392
_DECLARED = ("/data/registration/declaration", "/data/registration/consent", "/data/registration/documents_seen")


class ReviewPage(Page):
    """One draft on one page; nothing on it is typed, everything leads to the question where it is."""

    def __init__(self, at: AtDesk, going: destinations.Review, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._number = at, going.number
        asking = resume_interview(at.desk, going.number, at.clock)
        self.conduct = Conduct(asking, form_language(asking.interview.definition), at.clock)
        self._title = Words(TextRole.PAGE_TITLE, Role.INK)
        self._counts = Words(TextRole.NOTE, Role.INK_2)
        self._other = {urdu: Words(TextRole.SECOND_TITLE, Role.INK_2, urdu=urdu) for urdu in (True, False)}
        self.list = FindingsList()
        self._nothing = Words(TextRole.LINE, Role.DONE)
        self._said_title = Words(TextRole.ANSWER, Role.INK)
        self._declared_title = Words(TextRole.ANSWER, Role.INK)
        self._sections = {section.path: SaidRow(section.path) for section in self.conduct.sections}
        self._declared = {ref: SaidRow(ref) for ref in _DECLARED}
        self._score_title = Words(TextRole.DIALOG_TITLE, Role.INK)
        self._score = Words(TextRole.LINE, Role.INK_2, wrap=True)
        self.finish_button = KeyButton("", "F12", primary=True)
        self.finish_button.setObjectName("finish")
        self._stands = Words(TextRole.NOTE_STRONG, Role.HARD, wrap=True)
        self._kept = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self._lay_out()
        self._connect()

    # ── what every page is ───────────────────────────────────────────────────────────────────────────────────────

    def enter(self) -> None:
        """Read everything afresh."""
        self.retell()
        self._focus()

    def retell(self) -> None:
        """Say everything in the language of the windows."""
        self.conduct.speak(form_language(self.conduct.interview.definition))
        self._title.setText(tr("review.title"))
        for urdu, words in self._other.items():
            words.setText(telling.other("review.title"))
            words.setVisible(urdu is not is_urdu())
        self._said_title.setText(tr("review.what_was_said"))
        self._declared_title.setText(tr("review.declaration"))
        self._score_title.setText(tr("review.score"))
        self._score.setText(tr("review.score_later"))
        self._kept.setText(tr("review.draft_kept"))
        self.finish_button.say(tr("review.finish"))
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
            ("Esc", "review.key_back"),
            ("F12", "review.finish"),
        )
        return tuple(KeyHint(cap, says) for cap, says in pairs)

    def bar(self) -> BarFacts:
        """The head, the family, the place."""
        interview = self.conduct.interview
        place = interview.state("/data/address/current/locality").value
        facts = (tr("interview.members", count=self.conduct.count()), place)
        return BarFacts(
            title=interview.state("/data/basic/head_name").value,
            facts=tuple(fact for fact in facts if fact),
            number=self._number,
            chip=ChipFacts(Icon.REVIEW, tr("interview.review")),
            saved_at=self.conduct.saved_at,
        )

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────────────────

    def go_to(self, ref: str) -> None:
        """Go to a question of the interview."""
        self.left.emit(destinations.Interview(self._number, ref))

    def go_to_section(self, path: str) -> None:
        """Go to the first question of a section."""
        refs = questions_at(self.conduct.interview, Place(path))
        if refs:
            self.go_to(refs[0])

    def go_back(self) -> None:
        """Go back to the interview."""
        self.left.emit(destinations.Interview(self._number))

    def next_problem(self) -> None:
        """Go to the gravest finding that stands against finishing."""
        found = next((each for each in self.list.rows.findings if each.weight.blocks), None)
        if found:
            self.go_to(found.ref)

    def confirm(self) -> None:
        """Ask why the chosen soft finding is right all the same."""
        found = self.list.current
        if found is None or found.weight is not Weight.SOFT or found.violation is None:
            return
        Reason(
            self,
            title=tr("interview.why_right"),
            sentence=tr("interview.supervisor_reads", number=found.number, message=found.violation.message),
            done=partial(self._confirmed, found.ref, found.violation.rule),
        ).open()

    def finish(self) -> None:
        """Finish, unless something stands against it; then the caret goes there."""
        if self._blocking():
            self.list.setCurrentIndex(self.list.rows.index(0))
            self._focus()
            return
        try:
            finish(self._at.desk, self.conduct.asking, current_pack(), self._at.clock)
        except WorldFault as fault:
            self.warned.emit(tr(fault.code, **fault.facts))
        else:
            self.left.emit(destinations.Finished(self._number))

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _confirmed(self, ref: str, rule: str, reason: str) -> None:
        self.conduct.confirm(ref, rule, reason)
        self._show()
        self._focus()

    def _blocking(self) -> int:
        return sum(max(1, each.count) for each in self.list.rows.findings if each.weight.blocks)

    def _show(self) -> None:
        conduct = self.conduct
        self.list.show_findings(findings(conduct.interview, conduct.plan, conduct.language))
        blocking = self._blocking()
        self._nothing.setText(tr("review.nothing"))
        self._nothing.setVisible(not self.list.rows.findings)
        total = sum((section.tally for section in conduct.sections), Tally())
        self._counts.setText(tr("interview.questions_of", have=total.answered, all=total.asked))
        for section in conduct.sections:
            self._sections[section.path].show_section(section, self._said(section.path))
        for ref, row in self._declared.items():
            row.show_declared(line(conduct.interview, conduct.plan, ref, conduct.language))
        self.finish_button.setEnabled(not blocking)
        self._stands.setText(tr("review.stands_against", count=blocking))
        self._stands.setVisible(bool(blocking))
        self.bar_changed.emit()
        self.keys_changed.emit()

    def _said(self, path: str) -> str:
        if path == ROSTER:
            return tr("interview.members", count=self.conduct.count())
        return said_in(self.conduct.interview, self.conduct.plan, path, self.conduct.language)

    def _focus(self) -> None:
        target = self.list if self.list.rows.findings else self.finish_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.list.chosen.connect(self.go_to)
        self.finish_button.clicked.connect(self.finish)
        for row in self._sections.values():
            row.clicked.connect(self.go_to_section)
        for row in self._declared.values():
            row.clicked.connect(self.go_to)
        deeds: dict[str, Callable[[], object]] = {
            "F2": self.confirm,
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
        row.addWidget(self._panel())

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
        rest.addWidget(self._said_title)
        rest.addLayout(self._two_columns())
        rest.addSpacing(10)
        rest.addWidget(self._declared_title)
        for declared in self._declared.values():
            rest.addWidget(declared)
        parts.addLayout(rest)
        parts.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows.addWidget(scroll, 1)
        return sheet

    def _two_columns(self) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(28)
        shown = list(self._sections.values())
        half = -(-len(shown) // 2)
        for part in (shown[:half], shown[half:]):
            column = QVBoxLayout()
            column.setSpacing(0)
            for row in part:
                column.addWidget(row)
            column.addStretch(1)
            columns.addLayout(column, 1)
        return columns

    def _panel(self) -> QWidget:
        panel_sheet = Sheet()
        panel_sheet.setFixedWidth(_PANEL)
        rows = QVBoxLayout(panel_sheet)
        rows.setContentsMargins(24, 16, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(self._score_title)
        rows.addWidget(self._score)
        rows.addStretch(1)
        rows.addWidget(RuledLine())
        rows.addSpacing(4)
        rows.addWidget(self.finish_button, 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._stands, self._kept):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            rows.addWidget(words)
        return panel_sheet
