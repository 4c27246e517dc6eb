"""The signs of the desk: Lucide's, and one of our own, painted in a colour of the look."""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from enumerator.ui.look import SIZES, Role, current
from enumerator.ui.telling import is_urdu
from resources import read_text

__all__ = ["Icon", "IconMark", "icon_pixmap", "paint_icon"]


class Icon(Enum):
    """A sign; the value is its file in ``resources/icons``."""

    UNTOUCHED = "circle"
    IN_PROGRESS = "half"
    COMPLETE = "circle-check"
    TICK = "check"
    HARD = "octagon-alert"
    SOFT = "triangle-alert"
    LAST_TIME = "history"
    REFUSED = "hand"
    DONT_KNOW = "circle-question-mark"
    NOT_APPLICABLE = "ban"
    NOT_ASKED = "minus"
    FORWARD = "chevron-right"
    BECOMES = "arrow-right"
    DOWN = "chevron-down"
    BACK = "undo-2"
    DRAFT = "file-pen-line"
    NO_LINK = "cloud-off"
    LINK = "cloud"
    LINK_GOOD = "cloud-check"
    SENDING = "cloud-upload"
    SHOW = "eye"
    CAPS_LOCK = "arrow-big-up"
    INTERVIEW = "messages-square"
    BATCH = "package"
    DISK = "hard-drive"
    KEY = "key-round"
    CLOCK = "clock"
    CROSS = "x"
    CHECK_PARTS = "stethoscope"
    REVIEW = "clipboard-check"
    PERSON = "user-round"
    ADD_PERSON = "user-round-plus"
    FAMILY = "users"
    PRINTER = "printer"
    SEARCH = "search"
    LOCK = "lock"
    SAVE = "download"
    ADD = "plus"
    REMOVE = "trash-2"
    EDIT = "pencil"
    SEND = "send"
    HOME = "house"
    PLACE = "map-pin"
    INFORMATION = "info"
    SAFE = "shield-check"
    TICKED = "square-check"
    UNTICKED = "square"


#: Signs that mean forward, back or undo: they alone turn round with the page.
_TURNS_ROUND = frozenset({Icon.FORWARD, Icon.BECOMES, Icon.BACK, Icon.SEND})


def paint_icon(painter: QPainter, box: QRectF, icon: Icon, role: Role) -> None:
    """Paint a sign into a square, mirrored on a right-to-left page if it is one that turns round."""
    painter.save()
    if icon in _TURNS_ROUND and is_urdu():
        painter.translate(box.left() + box.right(), 0)
        painter.scale(-1, 1)
    _renderer(icon, current().hex(role)).render(painter, box)
    painter.restore()


def icon_pixmap(icon: Icon, role: Role, size: int = SIZES.icon, *, ratio: float = 1.0) -> QPixmap:
    """Draw a sign on a pixmap, for delegates and models that want one."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, QRectF(0, 0, size, size), icon, role)
    painter.end()
    return pixmap


@cache
def _renderer(icon: Icon, colour: str) -> QSvgRenderer:
    drawn = read_text(f"icons/{icon.value}.svg").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawn.encode()))


class IconMark(QWidget):
    """A sign that stands in a layout. It says nothing by itself: a word always stands beside it."""

    def __init__(
        self, icon: Icon, role: Role = Role.INK_2, size: int = SIZES.icon, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._role = icon, role
        self.setFixedSize(size, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: Icon, role: Role) -> None:
        """Take another sign or colour."""
        self._icon, self._role = icon, role
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the sign."""
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._icon, self._role)
        painter.end()
