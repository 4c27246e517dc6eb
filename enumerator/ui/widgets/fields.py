"""Fields: one line of text, and digits that always run from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import accumulate

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from enumerator.ui.look import SIZES, Role, TextRole, current, text_font
from enumerator.ui.telling import is_urdu, telling
from enumerator.ui.widgets.painting import put_text, text_width
from forms.identity import fold_digits

__all__ = ["DigitsField", "FieldState", "TextField", "digits_field", "text_field"]

_INSET = 14
CNIC_GROUPS = (5, 7, 1)


class FieldState(Enum):
    """How a field stands; focus is Qt's own to know."""

    REST = "rest"
    HARD = "hard"
    SOFT = "soft"
    MISSING = "missing"
    NOT_ASKED = "not_asked"


class TextField(QLineEdit):
    """One line of text; the unit, the guess or the count stands at the far end inside it."""

    def __init__(self, parent: QWidget | None = None, *, text_role: TextRole = TextRole.TYPED) -> None:
        super().__init__(parent)
        self._text_role = text_role
        self._tail = ""
        self.setFixedHeight(SIZES.field)
        self.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        telling.changed.connect(self._dress)
        self._dress()

    def show_state(self, state: FieldState) -> None:
        """Wear the border of a state; this one widget alone is polished anew."""
        self.setProperty("state", state.value)
        self.style().unpolish(self)
        self.style().polish(self)

    @property
    def tail(self) -> str:
        """What stands at the far end."""
        return self._tail

    @tail.setter
    def tail(self, tail: str) -> None:
        self._tail = tail
        room = text_width(tail, text_font(TextRole.NOTE, is_urdu())) + 8 if tail else 0
        self.keep_free(room)
        self.update()

    def words(self) -> tuple[str, ...]:
        """What is written on it beside what was typed."""
        return (self._tail,) if self._tail else ()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the field, then its tail."""
        super().paintEvent(event)
        if self._tail:
            painter = QPainter(self)
            box = QRectF(self.rect()).adjusted(_INSET, 0, -_INSET, 0)
            put_text(painter, box, self._tail, text_font(TextRole.NOTE, is_urdu()), Role.INK_2, trailing=True)
            painter.end()

    def keep_free(self, room: int) -> None:
        """Keep a place at the far end free of what is typed."""
        turned = is_urdu()
        self.setTextMargins(room if turned else 0, 0, 0 if turned else room, 0)

    def _dress(self) -> None:
        self.setFont(text_font(self._text_role, is_urdu()))
        # Qt would take the side from the first letter typed: a Latin name on an Urdu page would jump to the left.
        side = Qt.AlignmentFlag.AlignRight if is_urdu() else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.tail = self._tail


class DigitsField(TextField):
    """Digits in groups, such as a CNIC's 5-7-1: folded to Latin as they are typed, dots for those to come."""

    def __init__(
        self,
        groups: Sequence[int] = (),
        parent: QWidget | None = None,
        *,
        text_role: TextRole = TextRole.TYPED,
        also: str = "",
    ) -> None:
        """Make the field.

        Args:
            groups: how many digits each group has; none for a number of any length.
            parent: the widget it stands in.
            text_role: its size.
            also: further characters that may be typed, such as ``.`` or ``/``.
        """
        self._groups = tuple(groups)
        super().__init__(parent, text_role=text_role)
        self.setValidator(_Folding(self._groups, also, self))
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.textChanged.connect(self._make_room)

    @property
    def digits(self) -> str:
        """What was typed, without the marks between the groups."""
        return "".join(letter for letter in self.text() if letter.isdigit())

    @property
    def is_full(self) -> bool:
        """Whether every group has its digits."""
        return bool(self._groups) and len(self.digits) == sum(self._groups)

    def put_digits(self, digits: str) -> None:
        """Show digits in their groups."""
        self.setText(grouped(digits, self._groups))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the field, then a dot for every digit to come."""
        super().paintEvent(event)
        if self._to_come():
            painter = QPainter(self)
            painter.setFont(self.font())
            painter.setPen(current().colour(Role.INK_3))
            caret = float(self.cursorRect().center().x())
            written = QFontMetricsF(self.font()).horizontalAdvance(self.text()[self.cursorPosition() :])
            box = QRectF(caret + written + 2, 0, self.width(), self.height())
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), self._to_come())
            painter.end()

    def _to_come(self) -> str:
        if not self._groups or self.is_full or not self.hasFocus():
            return ""
        return grouped("·" * sum(self._groups), self._groups)[len(self.text()) :]

    def _make_room(self) -> None:
        """Keep the dots' place free where the digits stand at the right edge."""
        right = text_width(self._to_come(), self.font()) if is_urdu() else 0
        margins = self.textMargins()
        self.setTextMargins(margins.left(), 0, right if is_urdu() else margins.right(), 0)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The dots appear."""
        super().focusInEvent(event)
        self._make_room()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The dots go."""
        super().focusOutEvent(event)
        self._make_room()

    def _dress(self) -> None:
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        super()._dress()
        self._make_room()


class _Folding(QValidator):
    """Folds the digits of three scripts and puts the marks between the groups; nothing else gets in."""

    def __init__(self, groups: tuple[int, ...], also: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._groups, self._also = groups, also

    def validate(self, typed: str, place: int) -> tuple[QValidator.State, str, int]:
        folded = fold_digits(typed)
        kept = "".join(letter for letter in folded if letter.isascii() and (letter.isdigit() or letter in self._also))
        if not self._groups:
            before = folded[:place]
            at = sum(1 for letter in before if letter.isascii() and (letter.isdigit() or letter in self._also))
            return QValidator.State.Acceptable, kept, at
        digits_before = sum(letter.isdigit() for letter in folded[:place])
        shown = grouped(kept, self._groups)
        return QValidator.State.Acceptable, shown, _place_after(digits_before, shown)


def grouped(digits: str, groups: Sequence[int]) -> str:
    """Write digits in their groups with dashes between; what is beyond the last group is dropped."""
    if not groups:
        return digits
    ends = list(accumulate(groups))
    parts = [digits[end - size : end] for end, size in zip(ends, groups, strict=True)]
    return "-".join(part for part in parts if part)


def _place_after(digits: int, shown: str) -> int:
    seen = 0
    for place, letter in enumerate(shown):
        if seen == digits:
            return place
        seen += letter.isdigit()
    return len(shown)


def text_field(name: str, parent: QWidget | None = None) -> TextField:
    """Make a field of text under an object name."""
    field = TextField(parent)
    field.setObjectName(name)
    return field


def digits_field(
    name: str, groups: Sequence[int] = (), parent: QWidget | None = None, *, also: str = ""
) -> DigitsField:
    """Make a field of digits under an object name."""
    field = DigitsField(groups, parent, also=also)
    field.setObjectName(name)
    return field
