"""What must still be looked at before finishing, as rows that lead to their questions."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from enumerator.ui.interview.findings import Finding, Weight
from enumerator.ui.interview.lines import MISSING_ICONS
from enumerator.ui.look import SIZES, Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.keycap import CAP_HEIGHT, cap_width, paint_cap
from enumerator.ui.widgets.painting import leading_bar, panel, put_text, text_width, visual

__all__ = ["FindingsList", "FindingsModel"]

_Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ASKING = "?؟ "
_WHAT_AT, _WHAT = 102, 262
_ROW, _MOST_ROWS = 48, 6
_SIGNS = {
    Weight.HARD: (Icon.HARD, Role.HARD),
    Weight.SOFT: (Icon.SOFT, Role.SOFT),
    Weight.OPEN: (Icon.UNTOUCHED, Role.INK_2),
    Weight.NO_ANSWER: (Icon.DONT_KNOW, Role.INK_2),
}


class FindingsModel(QAbstractListModel):
    """The rows of the review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What it shows."""
        return self._findings

    def show_findings(self, found: tuple[Finding, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._findings = found
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Count them."""
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Say one."""
        if not index.isValid():
            return None
        found = self._findings[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (found.number, what(found), *why(found)) if part)
        return None


def what(found: Finding) -> str:
    """Say which answer a finding is about."""
    said = said_there(found)
    return f"{found.label.rstrip(_ASKING)}: {said}" if said else found.label


def said_there(found: Finding) -> str:
    """Say the answer, or the mark that stands in its place."""
    return tr(f"interview.{found.missing.value}") if found.missing else found.answer


def why(found: Finding) -> tuple[str, str]:
    """Say what a finding is, in a heading word and a sentence."""
    if found.weight is Weight.OPEN:
        return "", tr("review.open_questions", count=found.count)
    if found.weight is Weight.NO_ANSWER:
        return "", tr("review.allowed")
    kind = found.violation.kind.value if found.violation else ""
    sentence = (found.violation.message if found.violation else "") or tr(f"violation.{kind}")
    heading = tr("interview.must_be_corrected" if found.weight is Weight.HARD else "interview.please_check")
    return f"{heading}{'۔' if is_urdu() else '.'}", sentence


class _Rows(QStyledItemDelegate):
    """Paints a finding; the current one is the open card of this page."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """One row."""
        return QSize(400, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint sign, number, answer, what is wrong, and the key that goes there."""
        box, found = QRectF(option.rect), index.data(Qt.ItemDataRole.UserRole)
        view = self.parent()
        if not isinstance(found, Finding) or not isinstance(view, QListView):
            return
        painter.setClipRect(box)
        look = current()
        if view.currentIndex() == index:
            card = box.adjusted(1, 1, -1, -1)
            panel(painter, card, fill=Role.SHEET, border=Role.HERE, width=look.focus_width)
            leading_bar(painter, card, Role.HERE, width=look.bar_width)
        else:
            rule = QRectF(box.left() + SIZES.card_hung, box.bottom() - 1, box.width() - 2 * SIZES.card_hung, 1)
            painter.fillRect(rule, look.colour(Role.LINE))
        sign, ink = _SIGNS[found.weight]
        sign = MISSING_ICONS[found.missing] if found.missing else sign
        size = SIZES.icon
        icon = QRectF(SIZES.card_hung, (box.height() - size) / 2, size, size).translated(box.topLeft())
        paint_icon(painter, visual(icon, box), sign, ink)
        self._put(painter, box, 54, 46, found.number, TextRole.NOTE, Role.INK_3)
        self._paint_what(painter, box, found)
        self._paint_why(painter, box, found, ink)

    def _paint_what(self, painter: QPainter, box: QRectF, found: Finding) -> None:
        """Let a long question give way, never the answer."""
        font = text_font(TextRole.ANSWER, is_urdu())
        said = said_there(found)
        wide = min(text_width(said, font) + 1, _WHAT / 2) if said else 0.0
        label = f"{found.label.rstrip(_ASKING)}:" if said else found.label
        room = min(text_width(label, font) + 2.0, _WHAT - wide - 5)
        self._put(painter, box, _WHAT_AT, room, label, TextRole.ANSWER, Role.INK)
        self._put(painter, box, _WHAT_AT + room + 5, wide, said, TextRole.ANSWER, Role.INK)

    def _paint_why(self, painter: QPainter, box: QRectF, found: Finding, ink: Role) -> None:
        cap, does = (
            ("F2", "interview.key_confirm") if found.weight is Weight.SOFT else ("Enter", "interview.key_go_there")
        )
        note = text_font(TextRole.NOTE, is_urdu())
        end = box.width() - SIZES.card_hung
        wide = text_width(tr(does), note) + 1
        self._put(painter, box, end - wide, wide, tr(does), TextRole.NOTE, Role.INK_2)
        key = QRectF(end - wide - 8 - cap_width(cap), (box.height() - CAP_HEIGHT) / 2, cap_width(cap), CAP_HEIGHT)
        paint_cap(painter, visual(key.translated(box.topLeft()), box), cap)
        heading, sentence = why(found)
        at, room = 374.0, key.left() - 12
        if heading:
            long = text_width(heading, text_font(TextRole.ANSWER, is_urdu())) + 6
            self._put(painter, box, at, long, heading, TextRole.ANSWER, ink)
            at += long
        self._put(painter, box, at, room - at, sentence, TextRole.LINE, Role.INK if heading else Role.INK_2)

    @staticmethod
    def _put(painter: QPainter, box: QRectF, at: float, wide: float, text: str, text_role: TextRole, ink: Role) -> None:
        place = QRectF(box.left() + at, box.top(), wide, box.height())
        put_text(painter, visual(place, box), text, text_font(text_role, is_urdu()), ink)


class FindingsList(QListView):
    """Goes with the arrows; Enter or a click opens the question."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.rows = FindingsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Rows(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.chosen.emit(self.rows.findings[index.row()].ref))

    def show_findings(self, found: tuple[Finding, ...]) -> None:
        """Show these, the caret on the first."""
        self.rows.show_findings(found)
        self.setFixedHeight(max(1, min(len(found), _MOST_ROWS)) * _ROW + 4 if found else 0)
        self.setCurrentIndex(self.rows.index(0))
        self.setAccessibleName(tr("review.findings"))

    @property
    def current(self) -> Finding | None:
        """The finding that the caret stands on."""
        row = self.currentIndex().row()
        return self.rows.findings[row] if 0 <= row < len(self.rows.findings) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; the arrows go up and down; the rest is the page's."""
        if event.key() in _ENTER and self.current:
            self.chosen.emit(self.current.ref)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            self.viewport().update()
        else:
            event.ignore()
