"""What the family declared and agreed to, and where it puts its hand to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.interview.outline import Line
from enumerator.ui.look import SIZES, Role, TextRole, current
from enumerator.ui.review.said_row import SaidRow
from enumerator.ui.telling import tr
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.painting import panel
from enumerator.ui.widgets.words import Words

__all__ = ["DECLARED", "Declaration"]

DECLARED = ("/data/registration/declaration", "/data/registration/consent", "/data/registration/documents_seen")
_HAND_WIDTH, _HAND_HEIGHT = 206, 104


class _Hand(QFrame):
    """The place of signature or thumb-mark: it is given on paper, and the box says where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signature")
        self.setFixedSize(_HAND_WIDTH, _HAND_HEIGHT)
        self._title = Words(TextRole.NOTE_STRONG, Role.INK_2, wrap=True)
        self._where = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconMark(Icon.EDIT, Role.INK_2), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._title, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addWidget(self._where)
        rows.addStretch(1)

    def say(self) -> None:
        """Say where the hand goes."""
        self._title.setText(tr("review.hand"))
        self._where.setText(tr("review.hand_where"))
        self.setAccessibleName(f"{tr('review.hand')}. {tr('review.hand_where')}")

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint a sunken place with a dashed edge: nothing is written here yet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        panel(painter, box, fill=Role.SUNKEN, radius=SIZES.radius)
        pen = QPen(current().colour(Role.EDGE), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, SIZES.radius, SIZES.radius)
        painter.end()


class Declaration(QWidget):
    """The declared things as lines, the place of the hand at their far end."""

    clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Words(TextRole.ANSWER, Role.INK)
        self._rows = {ref: SaidRow(ref) for ref in DECLARED}
        self._hand = _Hand()
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for row in self._rows.values():
            row.clicked.connect(self.clicked)
            lines.addWidget(row)
        lines.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(24)
        beside.addLayout(lines, 1)
        beside.addWidget(self._hand, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self._title)
        whole.addLayout(beside)

    def say(self, line_of: Callable[[str], Line]) -> None:
        """Say what was declared; `line_of` writes the line of a question."""
        self._title.setText(tr("review.declaration"))
        for ref, row in self._rows.items():
            row.show_declared(line_of(ref))
        self._hand.say()

    def make_small(self, small: bool) -> None:
        """Leave the place of the hand out where the lines need the room."""
        self._hand.setVisible(not small)
