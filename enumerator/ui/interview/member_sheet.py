"""The sheet of one member beside the family's grid: what was said of them, and what must be looked at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from enumerator.ui.interview.family import Member
from enumerator.ui.interview.lines import answer_words
from enumerator.ui.interview.margin import violation_note
from enumerator.ui.interview.name_words import NameWords
from enumerator.ui.interview.outline import Line
from enumerator.ui.look import Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.note import Note
from enumerator.ui.widgets.painting import put_text, text_width, visual
from enumerator.ui.widgets.words import Words

__all__ = ["MemberSheet"]

_WIDTH, _INSET, _ROW, _HEAD = 336, 20, 38, 40


class _Answers(QWidget):
    """Short lines, painted in one go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these."""
        self._lines = tuple(lines)
        heads = len({line.heading for line in lines if line.heading})
        self.setFixedHeight(len(lines) * _ROW + heads * _HEAD + 8)
        self.setAccessibleName(". ".join(f"{line.label} {answer_words(line)}" for line in lines))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its lines."""
        return QSize(_WIDTH - 2 * _INSET, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint parts and lines."""
        painter = QPainter(self)
        box, at, before = QRectF(self.rect()), 0.0, ""
        small = text_font(TextRole.NOTE, is_urdu())
        strong = text_font(TextRole.NOTE_STRONG, is_urdu())
        for line in self._lines:
            if line.heading and line.heading != before:
                place = QRectF(0, at + 8, box.width(), _HEAD - 8)
                put_text(painter, visual(place, box), line.heading, small, Role.INK_3)
                at += _HEAD
            before = line.heading
            self._paint_line(painter, QRectF(0, at, box.width(), _ROW), line, small, strong)
            at += _ROW
        painter.end()

    @staticmethod
    def _paint_line(painter: QPainter, row: QRectF, line: Line, small: QFont, strong: QFont) -> None:
        said = answer_words(line) or tr("interview.not_asked_yet")
        answered = bool(answer_words(line))
        wide = min(text_width(said, strong) + 2, round(row.width() * 0.55))
        answer = QRectF(row.width() - wide, row.top(), wide, row.height())
        label = QRectF(0, row.top(), row.width() - wide - 10, row.height())
        ink = Role.INK if answered else Role.INK_3
        put_text(painter, visual(label, row), line.label, small, Role.INK_2)
        put_text(painter, visual(answer, row), said, strong if answered else small, ink, trailing=True)
        painter.fillRect(QRectF(0, row.bottom() - 1, row.width(), 1), current().colour(Role.LINE))


class MemberSheet(Sheet):
    """Follows the grid's current row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._name = NameWords(TextRole.PAGE_TITLE)
        self._facts = Words(TextRole.NOTE, Role.INK_2)
        self._answers = _Answers()
        self._notes: list[Note] = []
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(_INSET, 10, _INSET, 16)
        self._rows.setSpacing(8)
        self._rows.addWidget(self._answers)
        self._rows.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(self._body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QVBoxLayout()
        head.setContentsMargins(_INSET, 10, _INSET, 8)
        head.setSpacing(0)
        head.addWidget(self._name)
        head.addWidget(self._facts)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(RuledLine())
        rows.addWidget(scroll, 1)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What must be looked at."""
        return tuple(self._notes)

    def show_member(self, member: Member | None, lines: Sequence[Line]) -> None:
        """Show a member; None for the row of the next one."""
        if member is None:
            self._name.say(tr("interview.key_add"))
            self._facts.setText(tr("interview.sheet_empty"))
        else:
            self._name.say(member.name or tr("interview.unnamed"))
            self._facts.setText(
                tr(
                    "interview.member_facts",
                    number=member.position,
                    relation=member.relation or "—",
                    age=member.age or "—",
                )
            )
        self._answers.show_lines(lines)
        for note in self._notes:
            self._rows.removeWidget(note)
            note.hide()
            note.deleteLater()
        broken = [found for line in lines for found in line.violations if not found.confirmed]
        self._notes = [violation_note(found) for found in broken]
        for place, note in enumerate(self._notes):
            self._rows.insertWidget(place, note)
