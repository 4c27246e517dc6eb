"""The slip on the screen: the very page that would be printed, at whatever size there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from enumerator.ui.look import Role
from enumerator.ui.paper import DOTS, Paper
from enumerator.ui.widgets.painting import panel

__all__ = ["SlipPreview"]


class SlipPreview(QWidget):
    """Paints a composed page; paper is white in every theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper: Paper | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 340)

    def show_paper(self, paper: Paper, said: str) -> None:
        """Show a page.

        Args:
            paper: the composed slip.
            said: what it is, for those who do not see it.
        """
        self._paper = paper
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The page at the size of print."""
        return QSize(int(self._paper.width), int(self._paper.height)) if self._paper else QSize(420, 596)

    def page_box(self) -> QRectF:
        """Where the page lies: whole, in the middle."""
        if self._paper is None:
            return QRectF()
        scale = min(self.width() / self._paper.width, self.height() / self._paper.height)
        box = QRectF(0, 0, self._paper.width * scale, self._paper.height * scale)
        box.moveCenter(QRectF(self.rect()).center())
        return box

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the page."""
        if self._paper is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        box = self.page_box()
        painter.fillRect(box, QColor(Qt.GlobalColor.white))
        panel(painter, box, fill=None, border=Role.EDGE, radius=2)
        painter.setClipRect(box)
        painter.translate(box.topLeft())
        painter.scale(box.width() / self._paper.width / DOTS, box.height() / self._paper.height / DOTS)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._paper.paint(painter)
        painter.end()
