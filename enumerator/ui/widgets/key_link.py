"""Words and the key that does what they say, without a button's border: for bars and foot lines."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from enumerator.ui.look import Role, TextRole, text_font
from enumerator.ui.telling import is_urdu, telling
from enumerator.ui.widgets.keycap import CAP_HEIGHT, cap_width, paint_cap
from enumerator.ui.widgets.painting import panel, put_text, text_width, visual

__all__ = ["KeyLink"]

_GAP, _HEIGHT = 8, 28


class KeyLink(QAbstractButton):
    """A small deed with its key. The mouse finds it, the Tab key does not: its own key is nearer."""

    def __init__(
        self,
        words: str,
        cap: str,
        *,
        cap_first: bool = False,
        text_role: TextRole = TextRole.NOTE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cap, self._cap_first, self._text_role = cap, cap_first, text_role
        self._urdu: bool | None = None
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        telling.changed.connect(self.updateGeometry)
        self.say(words)

    def say(self, words: str, *, urdu: bool | None = None) -> None:
        """Say something else, maybe in the hand of another language than the windows'."""
        self._urdu = urdu
        self.setText(words)
        self.setAccessibleName(f"{words} ({self._cap})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as words and cap."""
        return QSize(text_width(self.text(), self._font()) + 1 + _GAP + cap_width(self._cap), _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint words and cap in their order."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        words, cap = text_width(self.text(), self._font()) + 1, cap_width(self._cap)
        cap_at, words_at = (0, cap + _GAP) if self._cap_first else (words + _GAP, 0)
        ink = Role.INK if self.underMouse() else Role.INK_2
        put_text(painter, visual(QRectF(words_at, 0, words, box.height()), box), self.text(), self._font(), ink)
        place = QRectF(cap_at, (box.height() - CAP_HEIGHT) / 2, cap, CAP_HEIGHT)
        paint_cap(painter, visual(place, box), self._cap)
        if self.hasFocus():
            panel(painter, box, fill=None, border=Role.HERE, width=2, radius=4)
        painter.end()

    def _font(self) -> QFont:
        return text_font(self._text_role, is_urdu() if self._urdu is None else self._urdu)
