"""One returned survey or one draft on the home page: a ruled line with its key."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from enumerator.ui.look import Role, TextRole, current, line_height, text_font
from enumerator.ui.telling import is_urdu, isolate, telling, tr
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.keycap import CAP_HEIGHT, cap_width, paint_cap
from enumerator.ui.widgets.painting import leading_bar, panel, put_text, text_width, visual

__all__ = ["LineFacts", "SurveyLine"]

_NAME, _WORDS, _BAR_WIDTH, _BESIDE_BAR, _CHEVRON = 70, 264, 116, 26, 28
_LONGEST = 888
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What a line shows; `below` and `progress` are left out where they are blank."""

    number: str
    name: str = field(repr=False)
    words: str = field(default="", repr=False)
    below: str = field(default="", repr=False)
    progress: tuple[int, int] | None = None

    @property
    def is_tall(self) -> bool:
        """Whether it has a second row: the survey's number, and who said it."""
        return bool(self.below)


class SurveyLine(QAbstractButton):
    """Opens its survey by a click, by Enter or by its key."""

    def __init__(self, facts: LineFacts, cap: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts, self._cap = facts, cap
        self.setObjectName(f"survey_{facts.number}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        telling.changed.connect(self.updateGeometry)
        self.show_facts(facts)

    def show_facts(self, facts: LineFacts) -> None:
        """Show more of the same survey."""
        self.facts = facts
        told = ", ".join(
            part for part in (facts.name, facts.number, facts.words, facts.below, self._progress()) if part
        )
        self.setAccessibleName(tr("home.opens", words=told, cap=self._cap or "Enter"))
        self.setToolTip(facts.words)
        self.updateGeometry()
        self.update()

    def words(self) -> tuple[str, ...]:
        """What is written on it."""
        facts = self.facts
        return tuple(part for part in (facts.name, facts.words, facts.below, self._progress()) if part)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One row, or two."""
        urdu = is_urdu()
        below = line_height(TextRole.NOTE, urdu) + 4 if self.facts.is_tall else 0
        # Urdu lines bring more air of their own.
        return QSize(600, line_height(TextRole.LINE, urdu) + below + (13 if urdu else 21))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens, as everywhere."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Come into sight."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rule above, cap, name, words and how far it is."""
        painter = QPainter(self)
        box, look = QRectF(self.rect()), current()
        painter.fillRect(QRectF(0, 0, box.width(), 1), look.colour(Role.LINE))
        if self.hasFocus():
            panel(painter, box.adjusted(0, 1, 0, 0), fill=Role.HERE_TINT, radius=0)
            leading_bar(painter, box.adjusted(0, 1, 0, 0), Role.HERE, width=look.bar_width, radius=0)
        inset = 12.0 if self.hasFocus() else 0.0
        if self._cap:
            cap = QRectF(inset, (box.height() - CAP_HEIGHT) / 2, cap_width(self._cap), CAP_HEIGHT)
            paint_cap(painter, visual(cap, box), self._cap)
        trailing = self._paint_end(painter, box)
        self._row(painter, box, _NAME, _WORDS - 12, self.facts.name, self._number(), TextRole.ANSWER, Role.INK)
        words = Role.INK if self.facts.is_tall else Role.INK_2
        self._row(painter, box, _WORDS, trailing, self.facts.words, self.facts.below, TextRole.LINE, words)
        painter.end()

    def _paint_end(self, painter: QPainter, box: QRectF) -> float:
        """Paint the bar and the count, or the arrow; answer where the words must end."""
        middle = box.height() / 2
        if self.facts.progress is None:
            at = box.width() - _CHEVRON
            paint_icon(painter, visual(QRectF(at, middle - 9, 18, 18), box), Icon.FORWARD, Role.INK_3)
            return at - 12
        answered, asked = self.facts.progress
        font = text_font(TextRole.NOTE, is_urdu())
        longest = text_width(tr("home.progress", answered=_LONGEST, asked=_LONGEST), font)
        at = box.width() - longest - _BESIDE_BAR - _BAR_WIDTH
        bar = QRectF(at, middle - 3, _BAR_WIDTH, 6)
        panel(painter, visual(bar, box), fill=Role.LINE, radius=3)
        done = QRectF(at, middle - 3, _BAR_WIDTH * answered / max(1, asked), 6)
        panel(painter, visual(done, box), fill=Role.DONE, radius=3)
        count = QRectF(box.width() - longest, 0, longest, box.height())
        put_text(painter, visual(count, box), self._progress(), font, Role.INK_2)
        return at - 16

    def _row(
        self,
        painter: QPainter,
        box: QRectF,
        start: float,
        end: float,
        upper: str,
        lower: str,
        kind: TextRole,
        ink: Role,
    ) -> None:
        """Paint a column's one or two rows."""
        urdu = is_urdu()
        high, low = line_height(kind, urdu), line_height(TextRole.NOTE, urdu)
        lower = lower if self.facts.is_tall else ""
        top = (box.height() - high - (low if lower else 0)) / 2
        place = QRectF(start, top, end - start, high)
        put_text(painter, visual(place, box), upper, text_font(kind, urdu), ink)
        if lower:
            place = QRectF(start, top + high, end - start, low)
            put_text(painter, visual(place, box), lower, text_font(TextRole.NOTE, urdu), Role.INK_3)

    def _number(self) -> str:
        return isolate(self.facts.number) if is_urdu() else self.facts.number

    def _progress(self) -> str:
        if self.facts.progress is None:
            return ""
        answered, asked = self.facts.progress
        return tr("home.progress", answered=answered, asked=asked)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as it is, however narrow."""
        return QSize(_WORDS + text_width(self._cap, text_font(TextRole.KEYCAP, False)), self.sizeHint().height())
