"""Bands across the window: TRIAL for as long as the desk is one, and the banner for the machine's state."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole, current
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.painting import panel
from enumerator.ui.widgets.words import Words

__all__ = ["Banner", "TrialBand"]

_BAND = 25
_BELOW = 8  # between the banner and the page


class TrialBand(QFrame):
    """Says on every page that nothing here is real."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trial_band")
        self._words = Words(TextRole.NOTE_STRONG, Role.SOFT)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap, 0, SIZES.gap, 1)
        self.setFixedHeight(_BAND)
        row.addWidget(self._words)
        telling.changed.connect(self._retell)
        self._retell()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the tint and the line below it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour(Role.SOFT_TINT))
        painter.fillRect(0, self.height() - 1, self.width(), 1, current().colour(Role.SOFT))
        painter.end()

    def _retell(self) -> None:
        self._words.setText(tr("window.trial"))
        self.setAccessibleName(self._words.text())


class Banner(QFrame):
    """The machine's state (disk, clock, keys): stays until it is no longer true."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.words = Words(TextRole.LINE, Role.INK, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 18, 8 + _BELOW)
        row.setSpacing(14)
        row.addWidget(IconMark(Icon.DISK, Role.HARD), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say it, or go away when there is nothing to say."""
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint tint and border."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 0, 0, -_BELOW)
        panel(painter, box, fill=Role.HARD_TINT, border=Role.HARD, radius=SIZES.radius)
        painter.end()
