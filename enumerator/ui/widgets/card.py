"""The open card, the white sheet and the ruled line: the grounds that everything else stands on."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from enumerator.ui.look import Role, current
from enumerator.ui.widgets.painting import leading_bar, panel

__all__ = ["Card", "RuledLine", "Sheet"]


class Sheet(QFrame):
    """A white sheet on the desk."""

    def __init__(self, parent: QWidget | None = None, *, radius: int = 8, fill: Role = Role.SHEET) -> None:
        super().__init__(parent)
        self._radius, self._fill = radius, fill

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the sheet."""
        painter = QPainter(self)
        panel(painter, QRectF(self.rect()), fill=self._fill, border=Role.LINE, radius=self._radius)
        painter.end()


class Card(QFrame):
    """The officer's place while `here`: ring all round and a bar on the leading edge; else a quiet panel."""

    def __init__(self, parent: QWidget | None = None, *, here: bool = True) -> None:
        super().__init__(parent)
        self._here = here

    @property
    def here(self) -> bool:
        """Whether this is the officer's place."""
        return self._here

    @here.setter
    def here(self, here: bool) -> None:
        self._here = here
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ring and bar."""
        painter = QPainter(self)
        box, look = QRectF(self.rect()), current()
        if self._here:
            panel(painter, box, fill=Role.SHEET, border=Role.HERE, width=look.focus_width)
            leading_bar(painter, box, Role.HERE, width=look.bar_width)
        else:
            panel(painter, box, fill=Role.SHEET, border=Role.LINE)
        painter.end()


class RuledLine(QWidget):
    """A ruled line, lying or standing."""

    def __init__(self, parent: QWidget | None = None, *, standing: bool = False, role: Role = Role.LINE) -> None:
        super().__init__(parent)
        self._role = role
        long, short = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*((short, long) if standing else (long, short)))
        if standing:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour(self._role))
        painter.end()
