"""The wall beside the sign-in: cobalt tiles with the eight-pointed star, the registry's name, the time, the centre."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QVBoxLayout, QWidget

from enumerator.ui.look import Role, TextRole, Theme, current
from enumerator.ui.star import NOTCH
from enumerator.ui.telling import day, is_urdu, isolate, telling, tr, weekday
from enumerator.ui.widgets.words import Words
from enumerator.workflow.ports import Clock

__all__ = ["WALL_WIDTH", "Wall"]

WALL_WIDTH = 470
_TILE = WALL_WIDTH / 6
_HEAD, _FOOT = 164, 134
_FAINT = 0.32
_TICK_MILLISECONDS = 5_000


class Wall(QWidget):
    """Shows nothing of anybody: it stands there when the desk is left alone."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("wall")
        self.setFixedWidth(WALL_WIDTH)
        self._clock, self._centre = clock, ""
        self._title = Words(TextRole.WALL_TITLE, Role.ON_WALL, urdu=True)
        self._other = Words(TextRole.WALL_LINE, Role.ON_WALL, urdu=False)
        self._time = Words(TextRole.WALL_CLOCK, Role.ON_WALL)
        self._day = Words(TextRole.WALL_LINE, Role.ON_WALL)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(40, 8, 40, 22)
        rows.setSpacing(0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
        for words in (self._title, self._other):
            words.setAlignment(right | Qt.AlignmentFlag.AlignVCenter)
            rows.addWidget(words)
        rows.addStretch(1)
        rows.addWidget(self._time)
        rows.addWidget(self._day)
        self._ticking = QTimer(self, interval=_TICK_MILLISECONDS)
        self._ticking.timeout.connect(self.tell)
        self._ticking.start()
        telling.changed.connect(self.tell)
        self.tell()

    def show_centre(self, centre: str) -> None:
        """Say where the desk stands."""
        self._centre = centre
        self.tell()

    def tell(self) -> None:
        """Say name, time and day."""
        now = self._clock()
        names = (telling.other("window.registry"), tr("window.registry"))
        english, urdu = reversed(names) if not is_urdu() else names
        self._title.setText(urdu)
        self._other.setText(english)
        self._time.setText(isolate(f"{now:%H:%M}"))
        said = tr("window.day_line", weekday=weekday(now), date=day(now))
        self._day.setText(tr("window.joined", first=said, second=self._centre) if self._centre else said)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the wall and its tiles."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour(Role.WALL))
        room = QRectF(0, _HEAD, self.width(), max(0, self.height() - _HEAD - _FOOT))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = int(room.height() / _TILE)
        top = room.top() + (room.height() - whole * _TILE) / 2
        for row in range(whole):
            for column in range(round(room.width() / _TILE)):
                _paint_tile(painter, QPointF((column + 0.5) * _TILE, top + (row + 0.5) * _TILE))
        painter.end()


def _paint_tile(painter: QPainter, centre: QPointF) -> None:
    """Paint one tile: a star that touches its edges, a smaller one in it, a dot."""
    colour = current().colour(Role.ON_WALL)
    if current().theme is not Theme.HIGH_CONTRAST:
        colour.setAlphaF(_FAINT)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for radius in (_TILE / 2, _TILE * 0.28):
        corners = [
            centre + QPointF(cos(step * pi / 8), sin(step * pi / 8)) * (radius if step % 2 == 0 else radius * NOTCH)
            for step in range(16)
        ]
        painter.drawPolygon(QPolygonF(corners))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, 2.4, 2.4)
