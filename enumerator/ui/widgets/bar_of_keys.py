"""The bar of keys at the foot: at most nine pairs of cap and word, those of the widget in use."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from enumerator.ui.look import SIZES, Role, TextRole, text_font
from enumerator.ui.page import KeyHint
from enumerator.ui.telling import is_urdu, telling, tr
from enumerator.ui.widgets.keycap import CAP_HEIGHT, cap_width, paint_cap
from enumerator.ui.widgets.painting import put_text, text_width, visual

__all__ = ["BarOfKeys"]

_INSET, _BETWEEN, _GAP, _MOST = 20, 20, 6, 9


class BarOfKeys(QWidget):
    """Paints its hints; those that find no room at the far end are left to F1."""

    def __init__(self, parent: QWidget | None = None, *, inset: int = _INSET) -> None:
        super().__init__(parent)
        self._hints: tuple[KeyHint, ...] = ()
        self._inset = inset
        self.setFixedHeight(SIZES.key_bar)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        telling.changed.connect(self._describe)

    @property
    def hints(self) -> tuple[KeyHint, ...]:
        """What it shows."""
        return self._hints

    def show_hints(self, hints: Sequence[KeyHint]) -> None:
        """Show others."""
        self._hints = tuple(hints)[:_MOST]
        self._describe()

    def words(self) -> tuple[str, ...]:
        """What is written on it."""
        return tuple(tr(hint.says) for hint in self._hints)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Any width, one line high."""
        return QSize(400, SIZES.key_bar)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the pairs from the leading edge."""
        painter = QPainter(self)
        box, at = QRectF(self.rect()), float(self._inset)
        font = text_font(TextRole.NOTE, is_urdu())
        for hint in self._hints:
            said, cap = tr(hint.says), cap_width(hint.cap)
            words = text_width(said, font) + 1
            if at + cap + _GAP + words > box.width() - self._inset:
                break
            place = QRectF(at, (box.height() - CAP_HEIGHT) / 2, cap, CAP_HEIGHT)
            paint_cap(painter, visual(place, box), hint.cap)
            put_text(painter, visual(QRectF(at + cap + _GAP, 0, words, box.height()), box), said, font, Role.INK_2)
            at += cap + _GAP + words + _BETWEEN
        painter.end()

    def _describe(self) -> None:
        pairs = (f"{hint.cap}: {tr(hint.says)}" for hint in self._hints)
        self.setAccessibleName(", ".join(pairs))
        self.update()
