"""The page of the register: lines, the open card among them, and the margin behind one ruled line.

Places are worked out by hand, not by layouts: a note stands beside its line, and a key press moves a card but makes
no widget anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from enumerator.ui.interview.card import QuestionCard
from enumerator.ui.interview.lines import BEFORE, QuestionLine, Subhead
from enumerator.ui.interview.margin import Beside, Margin, violation_note
from enumerator.ui.interview.outline import Line
from enumerator.ui.look import SIZES, Role, current
from enumerator.ui.questions.editor import Asked
from enumerator.ui.telling import tr
from enumerator.ui.widgets.note import Note
from enumerator.ui.widgets.painting import visual
from forms import Violation

__all__ = ["Register", "RegisterView"]

_TOP, _BOTTOM, _AROUND_CARD, _SUBHEAD, _ANSWER_SMALL = 7, 24, 8, 36, 300
_MARGIN_INSET, _MARGIN_END, _BETWEEN_NOTES = 12, 10, 6
_EYE = 0.38
"""Where the open card's top stands on the page: between a third and a half of its height."""


class Register(QWidget):
    """Lines by question; those that stay are kept when an answer lets others appear or go."""

    opened = Signal(str)
    """Somebody clicked a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = QuestionCard(self)
        self.margin = Margin(self)
        self._lines: dict[str, QuestionLine] = {}
        self._heads: dict[str, Subhead] = {}
        self._notes: dict[Violation, Note] = {}
        self._order: tuple[Line, ...] = ()
        self._open = ""
        self._width, self._least = 0, 0
        self._narrow = False
        self.card.resized.connect(self.place)

    @property
    def lines(self) -> tuple[QuestionLine, ...]:
        """The lines in their order, the open question's among them though it is hidden."""
        return tuple(self._lines[line.ref] for line in self._order)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes beside lines, not those of the open question."""
        return tuple(self._notes.values())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines: only what differs is touched."""
        wanted = {line.ref: line for line in lines}
        for ref in [ref for ref in self._lines if ref not in wanted]:
            self._drop(self._lines.pop(ref))
        for ref, line in wanted.items():
            if ref not in self._lines:
                self._lines[ref] = QuestionLine(line, self)
                self._lines[ref].clicked.connect(self.opened)
            elif self._lines[ref].line != line:
                self._lines[ref].show_line(line)
        self._order = tuple(lines)
        self._show_heads()
        self._show_notes()

    def open(self, ref: str, number: str, question: str, asked: Asked) -> None:
        """Move the card to a question."""
        self._open = ref
        self.card.ask(number, question, asked)
        self._show_notes()

    def say_beside(self, beside: Beside) -> None:
        """Say what stands in the margin of the open question."""
        self.margin.say(beside)

    def lay_out(self, width: int, least: int, *, narrow: bool) -> None:
        """Take a width and the least height; a narrow page has no margin and puts notes under their lines."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.margin.make_brief(narrow)
        self._width, self._least = width, least
        self.place()

    def place(self) -> None:
        """Put every part where it belongs."""
        if not self._width:
            return
        width = self._width
        end = width - (SIZES.page_inset if self._narrow else SIZES.margin + 16)
        answer = _ANSWER_SMALL if self._narrow else SIZES.answer
        at, free = _TOP, 0
        for line in self._order:
            if line.ref in self._heads:
                self._put(self._heads[line.ref], SIZES.page_inset - BEFORE, at, end, _SUBHEAD)
                at += _SUBHEAD
            if line.ref == self._open:
                at, free = self._place_card(at, end, free)
                continue
            shown = self._lines[line.ref]
            high = shown.height_for(end - SIZES.page_inset + BEFORE, answer)
            self._put(shown, SIZES.page_inset - BEFORE, at, end, high)
            at, free = self._place_notes(line, at, high, end, free)
        self.margin.setVisible(bool(self._open) and (self.margin.has_news or not self._narrow))
        self.setFixedSize(width, max(max(at, free) + _BOTTOM, self._least))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ruled line before the margin."""
        if not self._narrow:
            painter = QPainter(self)
            box = QRectF(self.rect())
            rule = QRectF(box.width() - SIZES.margin - 1, 0, 1, box.height())
            painter.fillRect(visual(rule, box), current().colour(Role.LINE))
            painter.end()

    def _place_card(self, at: int, end: int, free: int) -> tuple[int, int]:
        left = SIZES.page_inset - SIZES.card_hung
        wide = end + 4 - left
        high = self.card.height_for(wide)
        self._put(self.card, left, at + _AROUND_CARD, end + 4, high)
        if not self._narrow:
            room = SIZES.margin - 24 - _MARGIN_END
            beside = self.margin.height_for(room)
            top = max(at + _AROUND_CARD, free)
            self._put(self.margin, self._width - SIZES.margin + 24, top, self._width - _MARGIN_END, beside)
            free = top + beside + _BETWEEN_NOTES
        elif self.margin.has_news:
            below, wide = at + high + 2 * _AROUND_CARD, end - SIZES.page_inset
            tall = self.margin.height_for(wide)
            self._put(self.margin, SIZES.page_inset, below, end, tall)
            return below + tall + _AROUND_CARD, free
        return at + high + 2 * _AROUND_CARD, free

    def _place_notes(self, line: Line, at: int, high: int, end: int, free: int) -> tuple[int, int]:
        """Put a line's notes beside it, or below it where there is no margin."""
        below = at + high
        for note in (self._notes[each] for each in line.violations if each in self._notes):
            if self._narrow:
                tall = note.heightForWidth(end - SIZES.page_inset)
                self._put(note, SIZES.page_inset, below + 2, end, tall)
                below += tall + 6
            else:
                left, right = self._width - SIZES.margin + _MARGIN_INSET, self._width - _MARGIN_END
                tall = note.heightForWidth(right - left)
                top = max(at + 3, free)
                self._put(note, left, top, right, tall)
                free = top + tall + _BETWEEN_NOTES
        return below, free

    def _put(self, part: QWidget, left: int, top: int, right: int, high: int) -> None:
        place = visual(QRectF(left, top, right - left, high), QRectF(0, 0, self._width, 1))
        part.setGeometry(QRect(place.toRect()))
        part.setVisible(True)

    def _show_heads(self) -> None:
        for head in self._heads.values():
            self._drop(head)
        before, self._heads = "", {}
        for line in self._order:
            if line.heading and line.heading != before:
                self._heads[line.ref] = Subhead(line.heading, self)
            before = line.heading

    def _show_notes(self) -> None:
        wanted = {
            found: line
            for line in self._order
            if line.ref != self._open
            for found in line.violations
            if not found.confirmed
        }
        for found in [found for found in self._notes if found not in wanted]:
            self._drop(self._notes.pop(found))
        for found in wanted:
            if found not in self._notes:
                cap, does = ("F11", "key_go_there") if found.hard else ("F2", "key_confirm")
                self._notes[found] = violation_note(found, cap=cap, does=tr(f"interview.{does}"))
                self._notes[found].setParent(self)
        for ref, line in self._lines.items():
            line.setVisible(ref != self._open)

    @staticmethod
    def _drop(part: QWidget) -> None:
        part.hide()
        part.deleteLater()


class RegisterView(QScrollArea):
    """Scrolls the register so that the open card stands where the eye rests. Its keys are the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register = Register()
        self.setWidget(self.register)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def rest_on_card(self) -> None:
        """Bring the card to the eye."""
        self._lay_out()
        room = self.viewport().height()
        card = self.register.card.geometry()
        wanted = card.top() - round(room * _EYE)
        if card.bottom() - wanted > room:
            wanted = card.bottom() - room + 8
        self.verticalScrollBar().setValue(min(wanted, card.top() - 4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the register out anew; the eye stays at the card."""
        super().resizeEvent(event)
        self.rest_on_card()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave every key to the page: arrows and pages mean questions and sections here."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Turn round with the page."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lay_out()

    def _lay_out(self) -> None:
        room, narrow = self.viewport().size(), self.window().width() < SIZES.small_window
        self.register.lay_out(room.width(), room.height(), narrow=narrow)
