"""The interview: the rail, the register or the family, and the keys that lead through them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.dialogs.ask import Reason
from enumerator.ui.interview.conduct import FAMILY, Conduct, Removed
from enumerator.ui.interview.family_page import FamilyPage
from enumerator.ui.interview.key_hints import ALL_KEYS, FAMILY_KEYS, question_keys
from enumerator.ui.interview.margin import WAYS, Beside
from enumerator.ui.interview.outline import MEMBER, ROSTER, Standing, line, member_of
from enumerator.ui.interview.rail import Rail
from enumerator.ui.interview.register import RegisterView
from enumerator.ui.interview.spoken import question_of
from enumerator.ui.interview.title import Title
from enumerator.ui.look import SIZES
from enumerator.ui.page import BarFacts, KeyHint, Page, Toast
from enumerator.ui.questions.editor import Asked
from enumerator.ui.telling import form_language, is_urdu, tr
from enumerator.ui.widgets.beads import Bead
from enumerator.ui.widgets.card import Sheet
from enumerator.ui.widgets.chip import ChipFacts
from enumerator.ui.widgets.icons import Icon
from enumerator.workflow.interview import resume_interview
from forms import Missing, Violation

__all__ = ["InterviewPage"]

_BEADS = {
    Standing.TO_COME: Bead.TO_COME,
    Standing.ANSWERED: Bead.ANSWERED,
    Standing.NO_ANSWER: Bead.NO_ANSWER,
    Standing.SOFT: Bead.SOFT,
    Standing.HARD: Bead.HARD,
}
_RAIL_EDGE = 12
_LEAST = QSize(640, 360)
_URDU_DIGITS = "۱۲۳"


class InterviewPage(Page):
    """One draft, opened at the question where it stands."""

    def __init__(self, at: AtDesk, going: destinations.Interview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = at
        self._going = going
        asking = resume_interview(at.desk, going.number, at.clock)
        self.conduct = Conduct(asking, form_language(asking.interview.definition), at.clock)
        self._began: datetime = at.clock()
        self._pointed_out = ""
        self._leaving = False
        self.rail = Rail(self)
        self.title = Title()
        self.view = RegisterView()
        self.register = self.view.register
        self.card = self.register.card
        self.family = FamilyPage(self.conduct)
        self._sheet = Sheet()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._bind()

    # ── what every page is ───────────────────────────────────────────────────────────────────────────────────────

    def enter(self) -> None:
        """Open the question at which the draft stands."""
        self.conduct.go(self._going.at_ref or self.conduct.asking.at_ref)
        self._show()

    def leave(self) -> bool:
        """Keep what the disk has not taken; where it still does not, stay."""
        self._take()
        if not self.conduct.asking.has_unkept_changes:
            return True
        kept = self.conduct.keep()
        self._show_state()
        return kept

    def retell(self) -> None:
        """Say everything in the other language; what is typed stays."""
        self._turn_round()
        self.conduct.speak(form_language(self.conduct.interview.definition))
        if self.conduct.at:
            self.card.retell(*self._question())
        self._show_state()
        self._settle()

    def keys(self) -> tuple[KeyHint, ...]:
        """Those of the kind of question."""
        if not self.conduct.at:
            return FAMILY_KEYS
        interview, ref = self.conduct.interview, self.conduct.at
        return question_keys(question_of(interview, ref).kind, len(interview.choices(ref)))

    def all_keys(self) -> tuple[KeyHint, ...]:
        """All of the interview's."""
        return ALL_KEYS

    def bar(self) -> BarFacts:
        """The head, the family, the place."""
        interview = self.conduct.interview
        place = interview.state("/data/address/current/locality").value
        facts = (tr("interview.members", count=self.conduct.count()), place)
        return BarFacts(
            title=interview.state("/data/basic/head_name").value,
            facts=tuple(fact for fact in facts if fact),
            number=self.conduct.asking.number,
            chip=ChipFacts(Icon.INTERVIEW, tr("interview.way")),
            saved_at=self.conduct.saved_at,
        )

    # ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and the arrows lead from question to question, Escape back."""
        deeds: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Return: self.go_on,
            Qt.Key.Key_Enter: self.go_on,
            Qt.Key.Key_Down: self.go_on,
            Qt.Key.Key_Up: self.go_back,
            Qt.Key.Key_Escape: self.restore,
        }
        deed = deeds.get(event.key())
        if deed:
            deed()
        else:
            super().keyPressEvent(event)

    def go_on(self) -> None:
        """Take the answer and go to the next question; what is wrong with it is pointed out once before."""
        if not self.conduct.at:
            self.conduct.forward()
        elif self.card.enter():
            return
        else:
            self._take()
            if self._point_out():
                self._show_state()
                self.card.focus()
                return
            if not self.conduct.forward():
                self.review()
                return
        self._show()

    def go_back(self) -> None:
        """Take the answer and go to the question before."""
        self._take()
        self.conduct.back()
        self._show()

    def restore(self) -> None:
        """Put the old answer back; where nothing was typed, leave at the second time."""
        if self.conduct.at and self.card.text() != self.conduct.said(self.conduct.at):
            self._open()
        elif self._leaving:
            self.left.emit(destinations.Home())
            return
        else:
            self._leaving = True
        self._show_state()

    def turn(self, by: int) -> None:
        """Go to a section before or after."""
        self._take()
        self.conduct.turn_section(by)
        self._show()

    def go_to(self, ref: str | None) -> None:
        """Go to a question."""
        self._take()
        if ref:
            self.conduct.go(ref)
        self._show()

    def go_to_section(self, path: str) -> None:
        """Go to a section."""
        self._take()
        self.conduct.go_to_section(path)
        self._show()

    def first_open(self) -> None:
        """Go to the first question without an answer; to the review when there is none."""
        self._take()
        ref = self.conduct.first_open()
        if ref is None:
            self.review()
        else:
            self.go_to(ref)

    def next_problem(self) -> None:
        """Go to the next broken rule."""
        self._take()
        self.go_to(self.conduct.problem())

    def review(self) -> None:
        """Go to the review."""
        self.left.emit(destinations.Review(self.conduct.asking.number))

    def mark(self, missing: Missing) -> None:
        """Write down why there is no answer, and go on."""
        if self.conduct.mark(missing):
            self._open()
            if self._point_out():
                self._show_state()
                return
            self.conduct.forward()
            self._show()

    def confirm(self) -> None:
        """Ask why a soft violation is right all the same."""
        self._take()
        found = self.conduct.to_confirm()
        self._show_state()
        if found is None:
            return
        number = line(self.conduct.interview, self.conduct.plan, found.ref, self.conduct.language).number
        Reason(
            self,
            title=tr("interview.why_right"),
            sentence=tr("interview.supervisor_reads", number=number, message=found.message),
            done=partial(self._confirmed, found.ref, found.rule),
        ).open()

    def show_family(self) -> None:
        """Go to the family's page, the caret on the member that was open."""
        self._take()
        member = member_of(self.conduct.at)
        self.conduct.go_to_family()
        self._show(member)

    def add_member(self) -> None:
        """Add a member and open their first question."""
        self._take()
        self.conduct.add_member()
        self._show()

    def remove_member(self) -> None:
        """Take the member of the caret's row, or the open one, out; the toast brings them back."""
        position = member_of(self.conduct.at) if self.conduct.at else self.family.position
        if self.conduct.place.section != ROSTER or not 1 <= position <= self.conduct.count():
            return
        if position == 1:
            self.family.title.facts.setText(tr("interview.head_stays"))
            return
        removed = self.conduct.remove_member(position)
        self._show(min(position, self.conduct.count()))
        said = tr("interview.member_removed", number=position)
        self.told.emit(Toast(said, "Ctrl+Z", tr("interview.bring_back"), partial(self._bring_back, removed)))

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self) -> bool:
        """Hand the typed answer to the interview."""
        self._leaving = False
        return bool(self.conduct.at) and self.conduct.take(self.card.text())

    def _point_out(self) -> bool:
        """Stay once at an answer that breaks a rule or is lacking, so that a flowing typist sees it."""
        ref, found = self.conduct.at, [each for each in self.conduct.violations() if not each.confirmed]
        first_time = self._pointed_out != ref
        self._pointed_out = ref
        return bool(found) and first_time

    def _confirmed(self, ref: str, rule: str, reason: str) -> None:
        self.conduct.confirm(ref, rule, reason)
        self._show_state()
        self._settle()

    def _bring_back(self, removed: Removed) -> None:
        self.conduct.bring_back(removed)
        self._show(self.conduct.count())

    def _open_member(self, position: int) -> None:
        self.conduct.go(f"{MEMBER}[{position}]/relation")
        self._show()

    def _show(self, member: int = 0) -> None:
        """Show where the interview stands now."""
        if self.conduct.place == FAMILY:
            self._stack.setCurrentWidget(self.family)
            self.family.show_family(member or self.conduct.count() + 1)
        else:
            self._stack.setCurrentWidget(self._sheet)
            self._open()
        self._show_state()
        self._settle()
        self.keys_changed.emit()

    def _open(self) -> None:
        """Open the question in the card."""
        self.register.show_lines(self.conduct.lines)
        self.register.open(self.conduct.at, *self._question())
        self._pointed_out = self._pointed_out if self._pointed_out == self.conduct.at else ""

    def _question(self) -> tuple[str, str, Asked]:
        conduct, ref = self.conduct, self.conduct.at
        interview = conduct.interview
        asked = Asked(
            ref=ref,
            question=question_of(interview, ref),
            said=conduct.said(ref),
            choices=interview.choices(ref, conduct.language),
            others=tuple(choice.label for choice in interview.choices(ref, self._other_language())),
        )
        number = next((each.number for each in conduct.lines if each.ref == ref), "")
        return number, interview.label(ref, conduct.language), asked

    def _other_language(self) -> str:
        return self.conduct.interview.definition.language_for("en" if is_urdu() else "ur")

    def _show_state(self) -> None:
        """Show what the last deed changed: lines, notes, counts, the banner."""
        conduct = self.conduct
        small = self.window().width() < SIZES.small_window
        self.rail.show_sections(conduct.sections, conduct.place.section, small=small or conduct.place == FAMILY)
        self.family.make_small(small)
        self.title.make_small(small)
        self.warned.emit(tr(conduct.fault.code, **conduct.fault.facts) if conduct.fault else "")
        if conduct.place == FAMILY:
            self.family.show_family(self.family.position)
        else:
            self.register.show_lines(conduct.lines)
            self.register.say_beside(self._beside())
            self._show_title()
            self.register.place()
        self.bar_changed.emit()

    def _beside(self) -> Beside:
        conduct, ref = self.conduct, self.conduct.at
        other = self._other_language()
        told = conduct.violations() if self._pointed_out == ref else self._broken()
        return Beside(
            other=conduct.interview.label(ref, other),
            hint=conduct.interview.hint(ref, conduct.language),
            ways=conduct.ways(),
            violations=told,
            leaving=self._leaving,
        )

    def _broken(self) -> tuple[Violation, ...]:
        return next((each.violations for each in self.conduct.lines if each.ref == self.conduct.at), ())

    def _show_title(self) -> None:
        conduct = self.conduct
        beads = [Bead.HERE if each.ref == conduct.at else _BEADS[each.standing] for each in conduct.lines]
        answered = sum(each.standing is not Standing.TO_COME for each in conduct.lines)
        facts = tr("interview.answered_of", have=answered, all=len(conduct.lines))
        name = ""
        if conduct.place.member:
            position = conduct.place.member
            name = conduct.interview.state(f"{MEMBER}[{position}]/full_name").value or tr(
                "interview.member_of", number=position, count=conduct.count()
            )
        self.title.say(conduct.interview, conduct.place.section, facts, beads, instead=name)

    def _settle(self) -> None:
        """Bring the card to the eye and the caret into it; once more when Qt has laid everything out."""
        if self.conduct.place == FAMILY:
            self.family.focus()
            return
        self.view.rest_on_card()
        self.card.focus()
        QTimer.singleShot(0, self, self.view.rest_on_card)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never keep a window from being small: rail, beads and margin give way."""
        return _LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the small rail in a small window."""
        super().resizeEvent(event)
        if self.conduct.sections:
            self._show_state()

    def _lay_out(self) -> None:
        sheet = QVBoxLayout(self._sheet)
        sheet.setContentsMargins(1, 1, 1, 1)
        sheet.setSpacing(0)
        sheet.addWidget(self.title)
        sheet.addWidget(self.view, 1)
        self._stack.addWidget(self._sheet)
        self._stack.addWidget(self.family)
        row = QHBoxLayout(self)
        self._turn_round()
        row.setSpacing(SIZES.gap)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)

    def _turn_round(self) -> None:
        """Keep the rail nearer to its edge than the sheet to the other: Qt mirrors a layout, but not its margins."""
        near, far = (SIZES.gap, _RAIL_EDGE) if is_urdu() else (_RAIL_EDGE, SIZES.gap)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(near, 0, far, 0)

    def _connect(self) -> None:
        self.card.full.connect(self.go_on)
        self.register.opened.connect(self.go_to)
        self.rail.chosen.connect(self.go_to_section)
        self.rail.review_chosen.connect(self.review)
        self.family.opened.connect(self._open_member)
        self.family.added.connect(self.add_member)

    def _bind(self) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "Tab": self.go_on,
            "Shift+Tab": self.go_back,
            "F2": self.confirm,
            "F3": self.add_member,
            "F4": self.remove_member,
            "F7": self.show_family,
            "F10": self.first_open,
            "F11": self.next_problem,
            "F12": self.review,
            "PgUp": partial(self.turn, -1),
            "PgDown": partial(self.turn, 1),
        }
        for key, deed in deeds.items():
            self.bind(key, deed)
        for number, (digit, missing) in enumerate(zip(_URDU_DIGITS, WAYS, strict=True), start=1):
            self.bind(f"F9, {number}", partial(self.mark, missing))
            self.bind(f"F9, {digit}", partial(self.mark, missing))
