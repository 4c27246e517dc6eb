"""Tabs: names in a row, the current one underlined in cobalt, each with its count."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from enumerator.ui.look import Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu, telling, tr
from enumerator.ui.widgets.painting import panel, put_text, text_width, visual

__all__ = ["Tabs"]

_HEIGHT, _GAP, _UNDERLINE = 34, 6, 3
_SHORT = MappingProxyType({f"supervisor.tab_{name}": f"supervisor.tab_{name}_short" for name in ("scored", "all")})


class _Tab(QAbstractButton):
    """One name and its count."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key, self._count, self._short = key, "", False
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        telling.changed.connect(self._tell)
        self._tell()

    def count(self, number: int) -> None:
        """Show another count."""
        self._count = str(number)
        self._tell()

    def make_small(self, small: bool) -> None:
        """Take the short name, if there is one."""
        self._short = small
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Name and count; as wide when it is current, so that nothing moves."""
        return QSize(self._wide() + _GAP + text_width(self._count, text_font(TextRole.NOTE, False)) + 2, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint name, count and underline."""
        painter, box = QPainter(self), QRectF(self.rect())
        name = QRectF(0, 0, self._wide(), box.height() - _UNDERLINE)
        font = _bold() if self.isChecked() else text_font(TextRole.NOTE, is_urdu())
        put_text(painter, visual(name, box), self.text(), font, Role.INK if self.isChecked() else Role.INK_2)
        count = QRectF(name.right() + _GAP, 0, box.width() - name.right() - _GAP, name.height())
        put_text(painter, visual(count, box), self._count, text_font(TextRole.NOTE, False), Role.INK_2)
        if self.isChecked():
            line = QRectF(0, box.height() - _UNDERLINE, box.width(), _UNDERLINE)
            painter.fillRect(line, current().colour(Role.HERE))
        if self.hasFocus():
            panel(painter, box.adjusted(0, 3, 0, -_UNDERLINE - 1), fill=None, border=Role.HERE, width=2, radius=4)
        painter.end()

    def _wide(self) -> int:
        return text_width(self.text(), _bold()) + 1

    def _tell(self) -> None:
        self.setText(tr(_SHORT.get(self._key, self._key) if self._short else self._key))
        self.setAccessibleName(f"{tr(self._key)} {self._count}".rstrip())
        self.updateGeometry()
        self.update()


class Tabs(QWidget):
    """A row of tabs."""

    chosen = Signal(int)
    """Carries the place of the tab."""

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._row = row = QHBoxLayout(self)
        self.make_small(False)
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

    def make_small(self, small: bool) -> None:
        """Move together in a narrow window, under shorter names where there are any."""
        for button in self._group.buttons():
            if isinstance(button, _Tab):
                button.make_small(small)
        self._row.setContentsMargins(*((14, 0, 14, 0) if small else (22, 0, 22, 0)))
        self._row.setSpacing(12 if small else 18)

    def show_tab(self, place: int, *, shown: bool) -> None:
        """Offer a tab, or do not; one that is not offered is never current."""
        self._group.button(place).setVisible(shown)

    def choose(self, place: int) -> None:
        """Make another one current, if it is offered."""
        if self._group.button(place).isHidden():
            return
        self._group.button(place).setChecked(True)
        self.chosen.emit(place)

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show other counts."""
        for place, count in enumerate(counts):
            self.show_count(place, count)

    def show_count(self, place: int, count: int) -> None:
        """Show another count beside one tab's name."""
        tab = self._group.button(place)
        if isinstance(tab, _Tab):
            tab.count(count)


def _bold() -> QFont:
    return text_font(TextRole.NOTE_STRONG, is_urdu())
