"""Tabs: names in a row, the current one underlined in cobalt, each with its count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from enumerator.ui.look import Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu, telling, tr
from enumerator.ui.widgets.painting import panel, put_text, text_width, visual

__all__ = ["Tabs"]

_HEIGHT, _GAP, _UNDERLINE = 34, 6, 3


class _Tab(QAbstractButton):
    """One name and its count."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key, self._count = key, 0
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        telling.changed.connect(self._tell)
        self._tell()

    def count(self, number: int) -> None:
        """Show another count."""
        self._count = number
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Name and count; as wide when it is current, so that nothing moves."""
        return QSize(self._wide() + _GAP + text_width(str(self._count), text_font(TextRole.NOTE, False)) + 2, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint name, count and underline."""
        painter, box = QPainter(self), QRectF(self.rect())
        name = QRectF(0, 0, self._wide(), box.height() - _UNDERLINE)
        font = _bold() if self.isChecked() else text_font(TextRole.NOTE, is_urdu())
        put_text(painter, visual(name, box), self.text(), font, Role.INK if self.isChecked() else Role.INK_2)
        count = QRectF(name.right() + _GAP, 0, box.width() - name.right() - _GAP, name.height())
        put_text(painter, visual(count, box), str(self._count), text_font(TextRole.NOTE, False), Role.INK_2)
        if self.isChecked():
            line = QRectF(0, box.height() - _UNDERLINE, box.width(), _UNDERLINE)
            painter.fillRect(line, current().colour(Role.HERE))
        if self.hasFocus():
            panel(painter, box.adjusted(0, 3, 0, -_UNDERLINE - 1), fill=None, border=Role.HERE, width=2, radius=4)
        painter.end()

    def _wide(self) -> int:
        return text_width(self.text(), _bold()) + 1

    def _tell(self) -> None:
        self.setText(tr(self._key))
        self.setAccessibleName(f"{self.text()} {self._count}")
        self.updateGeometry()
        self.update()


class Tabs(QWidget):
    """A row of tabs."""

    chosen = Signal(int)
    """Carries the place of the tab."""

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 22, 0)
        row.setSpacing(22)
        for place, key in enumerate(keys):
            tab = _Tab(key, self)
            tab.setObjectName(f"tab_{place + 1}")
            self._group.addButton(tab, place)
            row.addWidget(tab)
        row.addStretch(1)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        """The place of the current tab."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Make another one current."""
        self._group.button(place).setChecked(True)
        self.chosen.emit(place)

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show other counts."""
        for place, count in enumerate(counts):
            tab = self._group.button(place)
            if isinstance(tab, _Tab):
                tab.count(count)


def _bold() -> QFont:
    return text_font(TextRole.NOTE_STRONG, is_urdu())
