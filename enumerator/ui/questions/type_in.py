"""The line that one types into to choose from a list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from enumerator.ui.look import SIZES, Role, TextRole, current, text_font
from enumerator.ui.telling import direction, is_urdu
from enumerator.ui.widgets.keycap import CAP_HEIGHT, cap_width, paint_cap
from enumerator.ui.widgets.painting import panel, put_text, text_width, visual

__all__ = ["TypeIn"]


class TypeIn(QWidget):
    """The line for a number or letters; how many choices fit, and which one Enter takes, stand at its far end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(SIZES.type_in)
        self.field = QLineEdit(self)
        self.field.setObjectName("answer")
        self.field.setProperty("place", "bare")
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._before, self._cap, self._after = "", "", ""

    def say(self, before: str, cap: str = "", after: str = "") -> None:
        """Say how many fit, and what the key takes."""
        self._before, self._cap, self._after = before, cap, after
        self._place()
        self.update()

    def words(self) -> tuple[str, ...]:
        """What is written on it beside what was typed."""
        return tuple(part for part in (self._before, self._after) if part)

    def dress(self) -> None:
        """Take the hand of the language."""
        self.field.setFont(text_font(TextRole.TYPED, is_urdu()))
        self.field.setLayoutDirection(direction())
        # An empty line would take its side from the keyboard's language: the caret then stands at the far end.
        side = Qt.AlignmentFlag.AlignRight if is_urdu() else Qt.AlignmentFlag.AlignLeft
        self.field.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the field beside the far end's words."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the sunken line with the rule of the caret's place, and the far end."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        panel(painter, box, fill=Role.SUNKEN, radius=SIZES.radius_small)
        painter.fillRect(QRectF(0, box.height() - 2, box.width(), 2), current().colour(Role.HERE))
        font, end = text_font(TextRole.NOTE, is_urdu()), box.width() - 12
        for text, cap in ((self._after, False), (self._cap, True), (self._before, False)):
            if not text:
                continue
            wide = cap_width(text) if cap else text_width(text, font) + 1
            place = QRectF(end - wide, (box.height() - CAP_HEIGHT) / 2, wide, CAP_HEIGHT)
            if cap:
                paint_cap(painter, visual(place, box), text)
            else:
                put_text(painter, visual(place.adjusted(0, -4, 0, 4), box), text, font, Role.INK_2)
            end -= wide + 5
        painter.end()

    def _place(self) -> None:
        font = text_font(TextRole.NOTE, is_urdu())
        told = sum(text_width(part, font) + 6 for part in self.words()) + (cap_width(self._cap) + 5 if self._cap else 0)
        inside = QRectF(12, 1, max(60, self.width() - 24 - told - 12), self.height() - 4)
        self.field.setGeometry(visual(inside, QRectF(self.rect())).toRect())
