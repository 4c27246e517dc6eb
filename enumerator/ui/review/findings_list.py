"""What must still be looked at before finishing, as rows that lead to their questions."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from enumerator.ui.interview.findings import Finding, Weight
from enumerator.ui.interview.lines import MISSING_ICONS
from enumerator.ui.interview.spoken import in_order
from enumerator.ui.look import SIZES, Role, TextRole, current, line_height, text_font
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.keycap import CAP_HEIGHT, cap_width, paint_cap
from enumerator.ui.widgets.painting import leading_bar, panel, put_lines, put_text, text_height, text_width, visual

__all__ = ["FindingsList", "FindingsModel"]

_Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ASKING = "?؟ "
_WHAT_AT, _WHAT, _WHY_AT = 102, 258, 374
_ROW, _LINE, _AROUND, _NARROW = 48, 24, 14, 700
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
    """Say which answer a finding is about, and whose."""
    said = said_there(found)
    label = f"{found.label.rstrip(_ASKING)}: {said}" if said else found.label
    return f"{found.who} · {label}" if found.who else label


def said_there(found: Finding) -> str:
    """Say the answer, or the mark that stands in its place."""
    return tr(f"interview.{found.missing.value}") if found.missing else found.answer


def why(found: Finding) -> tuple[str, str]:
    """Say what a finding is, in a heading word and a sentence."""
    if found.weight is Weight.OPEN:
        return "", tr("review.open_questions", count=found.count)
    if found.weight is Weight.NO_ANSWER:
        return "", tr("review.allowed")
    kind, rule = (found.violation.kind.value, found.violation.rule) if found.violation else ("", "")
    sentence = in_order(found.violation.message if found.violation else "") or tr(f"violation.{kind}", rule=rule)
    heading = tr("interview.must_be_corrected" if found.weight is Weight.HARD else "interview.please_check")
    return f"{heading}{'۔' if is_urdu() else '.'}", sentence


@dataclass(frozen=True, slots=True)
class _Written:
    """A finding as it is written in a row of some width: one line a column where it fits, else more below."""

    first: str
    first_height: int
    second: str
    heading: str
    sentence: str
    below: bool
    end: float
    stacked: bool = False

    @property
    def why_at(self) -> float:
        """Where the second column stands: below the first one where there is no room beside it."""
        return _WHAT_AT if self.stacked else _WHY_AT

    @property
    def height(self) -> int:
        """How high the row is."""
        under = line_height(TextRole.NOTE, is_urdu())
        what = self.first_height + (under if self.second else 0)
        if not self.below:
            return max(_ROW, what + _AROUND)
        why = (_LINE if self.heading else 0) + self.told_height
        return max(_ROW, (what + why if self.stacked else max(what, why)) + _AROUND)

    @property
    def told_height(self) -> int:
        """How high the sentence is where it stands on lines of its own."""
        return text_height(self.sentence, text_font(TextRole.NOTE, is_urdu()), self.end - self.why_at)


def _write(found: Finding, width: float) -> _Written:
    """Let nothing be cut that says what is wrong, or with which answer."""
    answer, line = text_font(TextRole.ANSWER, is_urdu()), text_font(TextRole.LINE, is_urdu())
    label, said = found.label.rstrip(_ASKING), said_there(found)
    whole = f"{label}: {said}" if said else found.label
    fits = text_width(whole, answer) <= _WHAT
    first = whole if fits else found.label
    second = " · ".join(part for part in (found.who, "" if fits else said) if part)
    heading, sentence = why(found)
    cap, does = _key_of(found)
    end = width - SIZES.card_hung
    if cap:
        end -= text_width(tr(does), text_font(TextRole.NOTE, is_urdu())) + cap_width(cap) + 24
    long = text_width(heading, answer) + 8 + text_width(sentence, line)
    stacked = width < _NARROW
    below = stacked or (bool(heading) and long > end - _WHY_AT)
    high = max(_LINE, text_height(first, answer, end - _WHAT_AT if stacked else _WHAT))
    return _Written(first, high, second, heading, sentence, below, end, stacked)


def _key_of(found: Finding) -> tuple[str, str]:
    """Name the key for a finding and what it does; blank where nobody can go or confirm."""
    if found.weight is Weight.SOFT:
        return "F2", "interview.key_confirm"
    return ("Enter", "interview.key_go_there") if found.ref else ("", "")


class _Rows(QStyledItemDelegate):
    """Paints a finding; the current one is the open card of this page."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """As high as what must be read."""
        found, view = index.data(Qt.ItemDataRole.UserRole), self.parent()
        if not isinstance(found, Finding) or not isinstance(view, QListView):
            return QSize(400, _ROW)
        return QSize(400, _write(found, view.viewport().width()).height)

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
        written = _write(found, box.width())
        self._paint_what(painter, box, written)
        self._paint_why(painter, box, written, ink)
        self._paint_key(painter, box, found)

    def _paint_what(self, painter: QPainter, box: QRectF, written: _Written) -> None:
        under = line_height(TextRole.NOTE, is_urdu()) if written.second else 0
        high = written.first_height
        top = box.top() + (_AROUND / 2 if written.stacked else (box.height() - high - under) / 2)
        lower = QRectF(box.left(), top + high, box.width(), under)
        wide = written.end - _WHAT_AT if written.stacked else _WHAT
        upper = QRectF(box.left() + _WHAT_AT, top, wide, high)
        put_lines(painter, visual(upper, box), written.first, text_font(TextRole.ANSWER, is_urdu()), Role.INK)
        if written.second:
            self._put(painter, lower, _WHAT_AT, wide, written.second, TextRole.NOTE, Role.INK_2)

    def _paint_why(self, painter: QPainter, box: QRectF, written: _Written, ink: Role) -> None:
        room = written.end - written.why_at
        if written.below:
            head, told = _LINE if written.heading else 0, written.told_height
            free = box.height() - head - told
            top = box.top() + (free - _AROUND / 2 if written.stacked else free / 2)
            upper = QRectF(box.left(), top, box.width(), _LINE)
            self._put(painter, upper, written.why_at, room, written.heading, TextRole.ANSWER, ink)
            lower = QRectF(box.left() + written.why_at, top + head, room, told)
            put_lines(painter, visual(lower, box), written.sentence, text_font(TextRole.NOTE, is_urdu()), Role.INK)
            return
        at = float(_WHY_AT)
        if written.heading:
            long = text_width(written.heading, text_font(TextRole.ANSWER, is_urdu())) + 6
            self._put(painter, box, at, long, written.heading, TextRole.ANSWER, ink)
            at += long
        told_ink = Role.INK if written.heading else Role.INK_2
        self._put(painter, box, at, written.end - at, written.sentence, TextRole.LINE, told_ink)

    def _paint_key(self, painter: QPainter, box: QRectF, found: Finding) -> None:
        cap, does = _key_of(found)
        if not cap:
            return
        end = box.width() - SIZES.card_hung
        wide = text_width(tr(does), text_font(TextRole.NOTE, is_urdu())) + 1
        self._put(painter, box, end - wide, wide, tr(does), TextRole.NOTE, Role.INK_2)
        key = QRectF(end - wide - 8 - cap_width(cap), (box.height() - CAP_HEIGHT) / 2, cap_width(cap), CAP_HEIGHT)
        paint_cap(painter, visual(key.translated(box.topLeft()), box), cap)

    @staticmethod
    def _put(painter: QPainter, box: QRectF, at: float, wide: float, text: str, text_role: TextRole, ink: Role) -> None:
        place = QRectF(box.left() + at, box.top(), wide, box.height())
        put_text(painter, visual(place, box), text, text_font(text_role, is_urdu()), ink)


class FindingsList(QListView):
    """Goes with the arrows; Enter or a click opens the question."""

    chosen = Signal(str)
    moved = Signal()
    """The caret stands on another row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.rows = FindingsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Rows(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The page scrolls, not the list in it: two bars side by side are one too many.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self._go(self.rows.findings[index.row()]))

    def show_findings(self, found: tuple[Finding, ...]) -> None:
        """Show these, the caret on the first."""
        self.rows.show_findings(found)
        self._take_room()
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
            self._go(self.current)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            self.viewport().update()
            self.moved.emit()
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Write the rows anew for another width."""
        super().resizeEvent(event)
        self._take_room()

    def _go(self, found: Finding) -> None:
        if found.ref:
            self.chosen.emit(found.ref)

    def _take_room(self) -> None:
        """Be as high as all rows together."""
        self.scheduleDelayedItemsLayout()
        rows = self.rows.findings
        high = sum(_write(found, self.viewport().width()).height for found in rows)
        self.setFixedHeight(high + 4 if rows else 0)
