"""F6: a field and a list below it; what is typed leaves the questions that fit, Enter goes to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enumerator.ui.dialogs.panel import Panel
from enumerator.ui.interview.go_to import Target, fitting
from enumerator.ui.look import Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.fields import TextField
from enumerator.ui.widgets.painting import leading_bar, put_text, visual
from enumerator.ui.widgets.words import Words

__all__ = ["GoToPanel", "TargetsModel"]

_Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTH, _ROW, _ROWS = 760, 38, 9
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}
_INSET, _NUMBER, _WHERE = 12, 52, 190


class TargetsModel(QAbstractListModel):
    """What fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._targets: tuple[Target, ...] = ()

    @property
    def targets(self) -> tuple[Target, ...]:
        """What it shows."""
        return self._targets

    def show_targets(self, targets: Sequence[Target]) -> None:
        """Show these."""
        self.beginResetModel()
        self._targets = tuple(targets)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Count them."""
        return 0 if parent.isValid() else len(self._targets)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Say one."""
        if not index.isValid():
            return None
        target = self._targets[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return target
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (target.number, target.label, target.where, target.answer) if part)
        return None


class _Rows(QStyledItemDelegate):
    """Paints number, words, and where the question stands."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """One row."""
        return QSize(_WIDTH // 2, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a row; the current one is the officer's place."""
        box, target, view = QRectF(option.rect), index.data(Qt.ItemDataRole.UserRole), self.parent()
        if not isinstance(target, Target) or not isinstance(view, QListView):
            return
        look = current()
        if view.currentIndex() == index:
            painter.fillRect(box, look.colour(Role.HERE_TINT))
            leading_bar(painter, box, Role.HERE, width=look.bar_width, radius=0)
        else:
            rule = QRectF(box.left() + _INSET, box.bottom() - 1, box.width() - 2 * _INSET, 1)
            painter.fillRect(rule, look.colour(Role.LINE))
        end = box.width() - _INSET
        words = TextRole.ANSWER if target.is_section else TextRole.LINE
        at = _INSET + _NUMBER
        self._put(painter, box, _INSET + 6, _NUMBER, target.number, TextRole.NOTE, Role.INK_3)
        self._put(painter, box, at, end - at - _WHERE - 12, target.label, words, Role.INK)
        self._put(painter, box, end - _WHERE, _WHERE, target.where, TextRole.NOTE, Role.INK_2)

    @staticmethod
    def _put(painter: QPainter, box: QRectF, at: float, wide: float, text: str, text_role: TextRole, ink: Role) -> None:
        place = QRectF(box.left() + at, box.top(), wide, box.height())
        put_text(painter, visual(place, box), text, text_font(text_role, is_urdu()), ink)


class GoToPanel(Panel):
    """The field keeps the caret while the arrows choose."""

    def __init__(self, parent: QWidget, targets: Sequence[Target], done: Callable[[Target], object]) -> None:
        """Make the list; `done` is told where somebody goes."""
        super().__init__(parent, title=tr("interview.go_to"), width=min(_WIDTH, parent.window().width() - 80))
        self.setObjectName("go_to_panel")
        self._targets, self._done = tuple(targets), done
        self.field = TextField(self, text_role=TextRole.LINE)
        self.field.setObjectName("go_to")
        self.field.setAccessibleName(tr("interview.go_to_by"))
        self._count = Words(TextRole.NOTE, Role.INK_2)
        self.model = TargetsModel(self)
        self.list = QListView(self)
        self.list.setObjectName("targets")
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(min(_ROWS, (parent.window().height() - 230) // _ROW) * _ROW)
        self.list.setAccessibleName(tr("interview.go_to"))
        for part in (self.field, self._count, self.list):
            self.body.addWidget(part)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._go)
        self._look()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrows choose and Enter go while the caret is in the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in _ENTER:
            self._go(self.list.currentIndex())
        elif key in _STEPS and self.model.targets:
            row = min(max(0, self.list.currentIndex().row() + _STEPS[key]), len(self.model.targets) - 1)
            self.list.setCurrentIndex(self.model.index(row))
            self.list.viewport().update()
        return key in _ENTER or key in _STEPS

    def _look(self) -> None:
        found = fitting(self.field.text(), self._targets)
        self.model.show_targets(found)
        self.list.setCurrentIndex(self.model.index(0) if found else QModelIndex())
        typed = bool(self.field.text().strip())
        said = tr("interview.match_of", fit=len(found), all=len(self._targets)) if typed else tr("interview.go_to_by")
        self._count.setText(said)

    def _go(self, index: QModelIndex) -> None:
        target = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(target, Target):
            self.accept()
            self._done(target)
