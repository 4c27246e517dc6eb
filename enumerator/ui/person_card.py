"""One person who may sign in: initials, name, what they are, the key that chooses them."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from enumerator.ui.look import Role, TextRole, current, text_font
from enumerator.ui.widgets.card import Card
from enumerator.ui.widgets.keycap import Keycap
from enumerator.ui.widgets.words import Words

__all__ = ["PersonCard", "PersonFacts"]

_CIRCLE = 46


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a card shows.

    Attributes:
        code: the officer's code.
        title: the name, or the code where names cannot be read yet.
        line: what they are, in the language of the windows.
        passphrase: shown at a trial centre alone.
    """

    code: str
    title: str
    line: str
    passphrase: str = field(default="", repr=False)

    @property
    def initials(self) -> str:
        """Two letters of the name, or the last two digits of the code."""
        if self.title == self.code:
            return self.code[-2:]
        return "".join(word[0] for word in self.title.split()[:2])


class _Initials(QWidget):
    """A quiet circle with two letters."""

    def __init__(self, letters: str) -> None:
        super().__init__()
        self._letters = letters
        self.setFixedSize(_CIRCLE, _CIRCLE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint circle and letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().colour(Role.LINE), 1))
        painter.setBrush(current().colour(Role.SUNKEN))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawEllipse(box)
        painter.setPen(current().colour(Role.INK_2))
        painter.setFont(text_font(TextRole.BAR_TITLE, False))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._letters)
        painter.end()


class PersonCard(Card):
    """A card; the chosen one is open and holds the passphrase line."""

    chosen = Signal()

    def __init__(self, facts: PersonFacts, cap: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, here=False)
        self.setObjectName(f"person_{facts.code}")
        self.setAccessibleName(f"{facts.title}, {facts.line}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.facts = facts
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 14, 20, 14)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        name = Words(TextRole.BAR_TITLE, Role.INK, facts.title, urdu=False)
        self._line = Words(TextRole.LINE, Role.INK_2, facts.line)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(_Initials(facts.initials), 0, 0, 2, 1, middle)
        self._grid.addWidget(name, 0, 1)
        self._grid.addWidget(self._line, 1, 1)
        if facts.passphrase:
            practice = Words(TextRole.ANSWER, Role.INK, facts.passphrase, urdu=False)
            practice.setObjectName(f"passphrase_of_{facts.code}")
            practice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(practice, 0, 2, 2, 1, middle)
        if cap:
            self._grid.addWidget(Keycap(cap), 0, 3, 2, 1, middle)

    def hold(self, line: QWidget) -> None:
        """Open, with the passphrase line inside."""
        self.here = True
        self._grid.setContentsMargins(20, 17, 20, 17)
        self._grid.setRowMinimumHeight(2, 14)
        self._grid.addWidget(line, 3, 0, 1, 4)
        line.show()

    def let_go(self, line: QWidget) -> None:
        """Close again."""
        self.here = False
        self._grid.removeWidget(line)
        self._grid.setContentsMargins(20, 14, 20, 14)
        self._grid.setRowMinimumHeight(2, 0)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click chooses."""
        self.chosen.emit()
