"""The queue of surveys that wait for a decision: the gravest flag first, each with its word and sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from enumerator.ui.look import Role, TextRole, current, line_height, text_font
from enumerator.ui.telling import is_urdu, telling, tr
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.painting import leading_bar, put_lines, put_text, text_height, text_width, visual
from enumerator.workflow.waiting import Flag, FlagKind, Waiting

__all__ = ["QueueModel", "QueueView", "flag_words", "waits_words"]

Index = QModelIndex | QPersistentModelIndex
_INSET, _END, _TOP, _ICON, _GAP = 20, 16, 10, 15, 5

_SIGNS: Mapping[FlagKind, tuple[Icon, Role]] = MappingProxyType(
    {
        FlagKind.SCORE_CHANGED: (Icon.HARD, Role.HARD),
        FlagKind.SCORE_CHANGED_UNSEEN: (Icon.HARD, Role.HARD),
        FlagKind.CNIC_ELSEWHERE: (Icon.FAMILY, Role.SOFT),
        FlagKind.SHORT: (Icon.SOFT, Role.SOFT),
        FlagKind.CONFIRMED: (Icon.SOFT, Role.SOFT),
    }
)


class QueueModel(QAbstractListModel):
    """The surveys that wait, and the officers' names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: tuple[Waiting, ...] = ()
        self._names: Mapping[str, str] = {}
        self._now: datetime | None = None

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What it holds."""
        return self._waiting

    def show_waiting(self, waiting: Sequence[Waiting], names: Mapping[str, str], now: datetime) -> None:
        """Hold others."""
        self.beginResetModel()
        self._waiting, self._names, self._now = tuple(waiting), dict(names), now
        self.endResetModel()

    def at(self, row: int) -> Waiting | None:
        """The survey of a row."""
        return self._waiting[row] if 0 <= row < len(self._waiting) else None

    def row_of(self, number: str) -> int:
        """The row of a survey, or of the first one."""
        return next((row for row, each in enumerate(self._waiting) if each.row.number == number), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """One row a survey."""
        return 0 if parent.isValid() else len(self._waiting)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and default
        """One column; Qt keeps a list's own to itself."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The head's name; everything that is painted, for those who listen."""
        each = self.at(index.row()) if index.isValid() else None
        if each is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return each.row.head_name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((each.row.head_name, each.row.number, *flag_words(each), self.foot(each)))
        if role == Qt.ItemDataRole.UserRole:
            return each
        return None

    def foot(self, each: Waiting) -> str:
        """Who asked, and how long it has waited."""
        officer = self._names.get(each.row.author, each.row.author)
        waits = self._now - each.row.changed_at if self._now else timedelta()
        return tr("supervisor.asked_and_waits", officer=officer, waits=waits_words(waits))


class QueueView(QListView):
    """The list. Rows are as high as they have flags."""

    chosen = Signal(object)
    """Carries the `Waiting` that the officer stands on, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.queue = QueueModel(self)
        self.setModel(self.queue)
        self.setItemDelegate(_QueueDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setObjectName("queue")
        self.selectionModel().currentChanged.connect(self._tell)
        telling.changed.connect(self.scheduleDelayedItemsLayout)

    def current(self) -> Waiting | None:
        """The survey that the officer stands on."""
        return self.queue.at(self.currentIndex().row())

    def stand_on(self, number: str) -> None:
        """Stand on a survey, or on the first."""
        self.setCurrentIndex(self.queue.index(self.queue.row_of(number), 0))

    def words(self) -> tuple[str, ...]:
        """What is written in it beside names and numbers."""
        waiting = self.queue.waiting
        return tuple(words for each in waiting for words in (*flag_words(each), self.queue.foot(each)))

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self.queue.at(now.row()))


def flag_words(each: Waiting) -> tuple[str, ...]:
    """What stands out about a survey, in words; something is always said."""
    if each.is_own:
        return (tr("supervisor.flag_own"),)
    return tuple(_said(flag) for flag in each.flags) or (tr("supervisor.flag_none"),)


def waits_words(waits: timedelta) -> str:
    """How long, in the largest two units."""
    minutes = max(int(waits.total_seconds()) // 60, 0)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        return tr("supervisor.days", days=days)
    if hours:
        return tr("supervisor.hours", hours=hours, minutes=minutes % 60)
    return tr("supervisor.minutes", minutes=minutes)


def _said(flag: Flag) -> str:
    return tr(f"supervisor.flag_{flag.kind.name.lower()}", **flag.facts)


def _signs(each: Waiting) -> tuple[tuple[Icon, Role], ...]:
    if each.is_own:
        return ((Icon.PERSON, Role.INK_2),)
    return tuple(_SIGNS[flag.kind] for flag in each.flags) or ((Icon.TICK, Role.DONE),)


class _QueueDelegate(QStyledItemDelegate):
    """Paints one survey: name and number, its flags, who asked."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Name, flags, foot; in a narrow column a flag takes two lines."""
        each = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(each, Waiting):
            return QSize()
        urdu, view = is_urdu(), self.parent()
        width = (view.viewport().width() if isinstance(view, QListView) else option.rect.width()) - _INSET - _END
        model = index.model()
        foot = model.foot(each) if isinstance(model, QueueModel) else ""
        flags = sum(_note_height(words, width - _ICON - _GAP, urdu) for words in flag_words(each))
        height = _name_height(each, width, urdu) + flags + _note_height(foot, width, urdu)
        return QSize(width, height + 2 * _TOP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        each = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(each, Waiting):
            return
        box = QRectF(option.rect)
        urdu = is_urdu()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, current().colour(Role.HERE_TINT))
            leading_bar(painter, box, Role.HERE, width=current().bar_width, radius=0)
        painter.setPen(QPen(current().colour(Role.LINE), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inner = box.adjusted(_INSET, _TOP, -_END, 0)
        top, first = _name_height(each, inner.width(), urdu), line_height(TextRole.NOTE, urdu) + 1
        small = text_font(TextRole.NOTE, urdu)
        name = QRectF(inner.left(), inner.top(), _name_room(each, inner.width()), top)
        put_lines(painter, visual(name, inner), each.row.head_name, text_font(TextRole.ANSWER, urdu), Role.INK)
        far = _number_width(each)
        end = QRectF(inner.right() - far, inner.top(), far, line_height(TextRole.ANSWER, urdu))
        put_text(painter, visual(end, inner), _number(each), text_font(TextRole.NOTE, False), Role.INK_3)
        at = inner.top() + top
        for words, (icon, role) in zip(flag_words(each), _signs(each), strict=True):
            sign = QRectF(inner.left(), at + (first - _ICON) / 2, _ICON, _ICON)
            paint_icon(painter, visual(sign, inner), icon, role)
            room = inner.width() - _ICON - _GAP
            line = QRectF(inner.left() + _ICON + _GAP, at, room, _note_height(words, room, urdu))
            put_lines(painter, visual(line, inner), words, small, Role.INK)
            at = line.bottom()
        model = index.model()
        foot = model.foot(each) if isinstance(model, QueueModel) else ""
        last = QRectF(inner.left(), at, inner.width(), _note_height(foot, inner.width(), urdu))
        put_lines(painter, visual(last, inner), foot, small, Role.INK_2)


def _number(each: Waiting) -> str:
    """Serial and check digit: the rest is the same on every line of this desk."""
    return each.row.number[-8:]


def _number_width(each: Waiting) -> int:
    return text_width(_number(each), text_font(TextRole.NOTE, False)) + 1


def _name_room(each: Waiting, width: float) -> float:
    return width - _number_width(each) - 10


def _name_height(each: Waiting, width: float, urdu: bool) -> int:
    needed = text_height(each.row.head_name, text_font(TextRole.ANSWER, urdu), _name_room(each, width))
    return max(needed, line_height(TextRole.ANSWER, urdu))


def _note_height(words: str, width: float, urdu: bool) -> int:
    return max(text_height(words, text_font(TextRole.NOTE, urdu), width), line_height(TextRole.NOTE, urdu)) + 1
