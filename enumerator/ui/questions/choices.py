"""A numbered choice, and the grid of choices below the line that one types into."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from enumerator.ui.look import SIZES, Role, TextRole, current, text_font
from enumerator.ui.telling import direction, is_urdu
from enumerator.ui.widgets.keycap import CAP_HEIGHT, CapTone, cap_width, paint_cap
from enumerator.ui.widgets.painting import panel, put_text, visual

__all__ = ["ChoiceButton", "ChoiceGrid", "ChoiceState"]

_CAP_AT, _CAP_WIDTH, _BEFORE_WORDS, _BOX = 6, 28, 10, 18
_WORDS_AT = _CAP_AT + _CAP_WIDTH + _BEFORE_WORDS
_PITCH, _BETWEEN, _ONE_COLUMN = 34, 12, 6


class ChoiceState(Enum):
    """What typing leaves of a choice: ground, border of the cap, ink."""

    REST = auto()
    FITS = auto()
    TAKEN = auto()
    OUT = auto()


_INK = {
    ChoiceState.REST: Role.INK_2,
    ChoiceState.FITS: Role.INK,
    ChoiceState.TAKEN: Role.ON_HERE,
    ChoiceState.OUT: Role.INK_3,
}
_GROUND = {ChoiceState.FITS: Role.HERE_TINT, ChoiceState.TAKEN: Role.HERE}


class ChoiceButton(QAbstractButton):
    """One choice: what is typed for it on a keycap, its words, a box where several may be ticked. Painted whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._cap = "", ""
        self._words_at = _WORDS_AT
        self._state = ChoiceState.REST
        self._found: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def state(self) -> ChoiceState:
        """How it stands."""
        return self._state

    def number_it(self, number: str, widest: int) -> None:
        """Take the number of a choice; the words of all choices begin behind the widest one."""
        self._number, self._words_at = number, _CAP_AT + widest + _BEFORE_WORDS

    def show_choice(
        self,
        words: str,
        state: ChoiceState,
        *,
        found: tuple[int, int] | None = None,
        cap: str = "",
        ticked: bool | None = None,
    ) -> None:
        """Become a choice.

        Args:
            words: its label.
            state: what typing leaves of it.
            found: the typed letters in the label.
            cap: the key that takes it now.
            ticked: whether its box is ticked; None for no box.
        """
        self._state, self._found, self._cap = state, found, cap
        self.setText(words)
        self.setCheckable(ticked is not None)
        self.setChecked(bool(ticked))
        self.setAccessibleName(f"{self._number} {words}".strip())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, cap, box, words and the key that takes it."""
        painter = QPainter(self)
        box, taken = QRectF(self.rect()), self._state is ChoiceState.TAKEN
        ground = _GROUND.get(self._state)
        if ground:
            panel(painter, box, fill=ground, radius=SIZES.radius)
        quiet = self._state in (ChoiceState.REST, ChoiceState.OUT)
        tone = CapTone.ON_HERE if taken else CapTone.QUIET if quiet else CapTone.REST
        if self._number:
            width = max(_CAP_WIDTH, cap_width(self._number))
            cap = QRectF(_CAP_AT, (box.height() - CAP_HEIGHT) / 2, width, CAP_HEIGHT)
            paint_cap(painter, visual(cap, box), self._number, tone)
        at = float(self._words_at)
        if self.isCheckable():
            self._paint_box(painter, visual(QRectF(at, (box.height() - _BOX) / 2, _BOX, _BOX), box))
            at += _BOX + 10
        end = box.width() - 10
        if self._cap:
            wide = cap_width(self._cap)
            key = QRectF(end - wide + 3, (box.height() - CAP_HEIGHT) / 2, wide, CAP_HEIGHT)
            paint_cap(painter, visual(key, box), self._cap, CapTone.ON_HERE if taken else CapTone.REST)
            end -= wide + 6
        self._paint_words(painter, visual(QRectF(at, 0, end - at, box.height()), box))
        painter.end()

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        if self.isChecked():
            panel(painter, box, fill=Role.DONE, radius=SIZES.radius_small)
            painter.setPen(QPen(current().colour(Role.SHEET), 2))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            left, top = box.left(), box.top()
            painter.drawPolyline([QPointF(left + 4, top + 9), QPointF(left + 8, top + 13), QPointF(left + 14, top + 5)])
        else:
            panel(painter, box, fill=Role.SHEET, border=Role.EDGE, radius=SIZES.radius_small)

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        """Letters that were typed are underlined through the layout, which leaves Arabic joining as it is."""
        strong = self._state is ChoiceState.TAKEN or self.isChecked()
        font = text_font(TextRole.ANSWER if strong else TextRole.LINE, is_urdu())
        if self._found is None:
            put_text(painter, box, self.text(), font, _INK[self._state])
            return
        layout = QTextLayout(self.text(), font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(direction())
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = self._found
        mark.format = _underlined()
        layout.setFormats([mark])
        layout.beginLayout()
        row = layout.createLine()
        row.setLineWidth(box.width())
        layout.endLayout()
        painter.setPen(current().colour(_INK[self._state]))
        painter.setClipRect(box)
        over = box.width() - row.naturalTextWidth() if direction() is Qt.LayoutDirection.RightToLeft else 0.0
        layout.draw(painter, QPointF(box.left() + over, box.top() + (box.height() - row.height()) / 2))


class ChoiceGrid(QWidget):
    """Choices in one column, or in two that are filled downwards. Buttons are kept and become other choices."""

    picked = Signal(int)
    """Somebody clicked the choice at this place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[ChoiceButton] = []
        self._shown = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def take(self, numbers: Sequence[str]) -> Sequence[ChoiceButton]:
        """Give a button for each number, blank or not; the others hide."""
        count = len(numbers)
        while len(self._buttons) < count:
            place = len(self._buttons)
            button = ChoiceButton(self)
            button.setObjectName(f"choice_{place + 1}")
            button.clicked.connect(lambda _checked=False, place=place: self.picked.emit(place))
            self._buttons.append(button)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < count)
        if count != self._shown:
            self._shown = count
            self.setFixedHeight(self._rows() * _PITCH)
        widest = max([_CAP_WIDTH, *map(cap_width, filter(None, numbers))])
        for number, button in zip(numbers, self._buttons, strict=False):
            button.number_it(number, widest)
        self._place()
        return self._buttons[:count]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows."""
        return QSize(400, self._rows() * _PITCH)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the columns."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Turn the columns round with the page."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def _rows(self) -> int:
        return self._shown if self._shown <= _ONE_COLUMN else max(_ONE_COLUMN, -(-self._shown // 2))

    def _place(self) -> None:
        rows, box = max(1, self._rows()), QRectF(self.rect())
        wide = (box.width() - _BETWEEN) / 2
        for place, button in enumerate(self._buttons[: self._shown]):
            column, row = divmod(place, rows)
            cell = QRectF(column * (wide + _BETWEEN), row * _PITCH, wide, SIZES.choice)
            button.setGeometry(QRect(visual(cell, box).toRect()))


def _underlined() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontUnderline(True)
    return form
