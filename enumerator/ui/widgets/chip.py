"""A status chip: an icon and a word, always both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from enumerator.ui.look import SIZES, Role, TextRole, text_font
from enumerator.ui.telling import is_urdu, telling
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.painting import panel, put_text, text_width, visual

__all__ = ["Chip", "ChipFacts", "Tone"]


class Tone(Enum):
    """How a thing stands: its colour, its tint and its border."""

    PLAIN = (Role.INK_2, Role.SHEET, Role.LINE)
    HERE = (Role.HERE, Role.HERE_TINT, Role.HERE)
    HARD = (Role.HARD, Role.HARD_TINT, Role.HARD)
    SOFT = (Role.SOFT, Role.SOFT_TINT, Role.SOFT)
    DONE = (Role.DONE, Role.DONE_TINT, Role.DONE)

    @property
    def ink(self) -> Role:
        """The colour of icon and word."""
        return self.value[0]

    @property
    def tint(self) -> Role:
        """The ground."""
        return self.value[1]

    @property
    def border(self) -> Role:
        """The line round it."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class ChipFacts:
    """What a chip shows; the word is already in the language of the windows."""

    icon: Icon
    word: str
    tone: Tone = Tone.PLAIN


_PADDING, _GAP = 10, 6


class Chip(QWidget):
    """A chip in a layout; `bare` leaves out its ground and border."""

    def __init__(self, facts: ChipFacts, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts, self._bare = facts, bare
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        telling.changed.connect(self.updateGeometry)
        self.setAccessibleName(facts.word)

    @property
    def facts(self) -> ChipFacts:
        """What it shows."""
        return self._facts

    def show_facts(self, facts: ChipFacts) -> None:
        """Show something else."""
        self._facts = facts
        self.setAccessibleName(facts.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as icon and word."""
        font = text_font(TextRole.NOTE, is_urdu())
        sides = 0 if self._bare else 2 * _PADDING
        return QSize(sides + SIZES.icon_small + _GAP + text_width(self._facts.word, font) + 1, SIZES.chip)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, icon and word."""
        painter = QPainter(self)
        box, tone = QRectF(self.rect()), self._facts.tone
        if not self._bare:
            panel(painter, box, fill=tone.tint, border=tone.border, radius=SIZES.chip / 2)
        at = 0 if self._bare else _PADDING
        size = SIZES.icon_small
        icon = QRectF(at, (box.height() - size) / 2, size, size)
        paint_icon(painter, visual(icon, box), self._facts.icon, tone.ink)
        word = QRectF(at + size + _GAP, 0, box.width() - at - size - _GAP, box.height())
        put_text(painter, visual(word, box), self._facts.word, text_font(TextRole.NOTE, is_urdu()), tone.ink)
        painter.end()
