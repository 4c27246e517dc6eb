"""A button with its key: the one primary deed in cobalt, others plain. Painted whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from enumerator.ui.look import SIZES, Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu, telling
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.keycap import CAP_HEIGHT, CapTone, cap_width, paint_cap
from enumerator.ui.widgets.painting import panel, put_text, text_width, visual

__all__ = ["KeyButton"]

_PADDING, _GAP = 18, 10
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyButton(QAbstractButton):
    """Words, then the key that does the same. A disabled one says why beside it: that is its owner's to do."""

    def __init__(
        self,
        words: str,
        cap: str = "",
        *,
        primary: bool = False,
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cap, self._primary, self._icon = cap, primary, icon
        self._outlined = False
        self.setText(words)
        self.setFixedHeight(SIZES.button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        telling.changed.connect(self.updateGeometry)

    @property
    def cap(self) -> str:
        """The key that does the same."""
        return self._cap

    def say(self, words: str) -> None:
        """Say something else."""
        self.setText(words)
        self.setAccessibleName(f"{words} ({self._cap})" if self._cap else words)
        self.updateGeometry()
        self.update()

    def fill_width(self) -> None:
        """Be as wide as there is room, with the words in the middle: for buttons that stand one above the other."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def outline_once_more(self) -> None:
        """Draw the eye here without taking the focus, which Space could press."""
        self._outlined = True
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as icon, words and cap."""
        width = 2 * _PADDING + text_width(self.text(), self._font()) + 1
        width += cap_width(self._cap) + _GAP if self._cap else 0
        width += SIZES.icon + _GAP if self._icon else 0
        return QSize(width, SIZES.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter does what the button says that has the focus, and nothing that another one says; Qt knows Space."""
        held_with = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and not held_with and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, words and cap."""
        painter = QPainter(self)
        box, ink = QRectF(self.rect()), self._ink()
        if self._primary and self.isEnabled():
            panel(painter, box, fill=Role.HERE, radius=SIZES.radius)
            if self.hasFocus() or self._outlined:
                # The ring of a cobalt button lies inside it.
                panel(painter, box.adjusted(3, 3, -3, -3), fill=None, border=Role.ON_HERE, radius=SIZES.radius - 2)
        else:
            fill = Role.SHEET if self.isEnabled() else Role.SUNKEN
            focus = self.hasFocus()
            width = current().focus_width if focus else 1
            border = Role.HERE if focus else Role.EDGE
            panel(painter, box, fill=fill, border=border, width=width, radius=6, dashed=not self.isEnabled())
        at = _PADDING + max(0.0, (box.width() - self.sizeHint().width()) / 2)
        if self._icon:
            place = QRectF(at, (box.height() - SIZES.icon) / 2, SIZES.icon, SIZES.icon)
            paint_icon(painter, visual(place, box), self._icon, ink)
            at += SIZES.icon + _GAP
        words = QRectF(at, 0, text_width(self.text(), self._font()) + 1, box.height())
        put_text(painter, visual(words, box), self.text(), self._font(), ink)
        if self._cap:
            place = QRectF(words.right() + _GAP, (box.height() - CAP_HEIGHT) / 2, cap_width(self._cap), CAP_HEIGHT)
            tone = CapTone.ON_HERE if self._primary and self.isEnabled() else CapTone.REST
            paint_cap(painter, visual(place, box), self._cap, tone)
        painter.end()

    def _ink(self) -> Role:
        if not self.isEnabled():
            return Role.INK_3
        return Role.ON_HERE if self._primary else Role.INK

    def _font(self) -> QFont:
        return text_font(TextRole.ANSWER, is_urdu())
