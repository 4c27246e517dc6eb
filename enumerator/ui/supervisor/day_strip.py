"""The day's strip: how many surveys stand where, when they were finished, and the batch in the making."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from enumerator.domain.batch import BatchState, Outcome
from enumerator.ui.look import Role, TextRole, current, text_font
from enumerator.ui.telling import clock_time, day, is_urdu, telling, tr
from enumerator.ui.widgets.button import KeyButton
from enumerator.ui.widgets.card import RuledLine, Sheet
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.words import Words
from enumerator.workflow.waiting import Day

__all__ = ["DayStrip", "HourChart", "batch_words"]

_FIGURES: tuple[tuple[str, Icon | None, Role], ...] = (
    ("finished", None, Role.INK_2),
    ("approved", Icon.TICK, Role.DONE),
    ("returned", Icon.BACK, Role.SOFT),
    ("to_decide", Icon.IN_PROGRESS, Role.INK_2),
)
_HELD = (Outcome.ACCEPTED, Outcome.ALREADY_HELD)
_FIRST_HOUR, _LAST_HOUR = 9, 16
_BAR, _PITCH, _TALLEST = 23, 32, 26
_HIGH, _SMALL = 98, 78


class HourChart(QWidget):
    """Surveys finished in each hour; the bars run with the clock in every language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_hour: Mapping[int, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_hours(self, by_hour: Mapping[int, int]) -> None:
        """Show other figures."""
        self._by_hour = by_hour
        said = (tr("supervisor.hour_said", hour=hour, count=count) for hour, count in sorted(by_hour.items()))
        self.setAccessibleName(" ".join((tr("supervisor.by_hour"), *said)))
        self.updateGeometry()
        self.update()

    def hours(self) -> tuple[int, ...]:
        """The hours that are drawn: the centre's usual ones, and whatever was worked beyond."""
        worked = (*self._by_hour, _FIRST_HOUR, _LAST_HOUR)
        return tuple(range(min(worked), max(worked) + 1))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A bar an hour, figures above and below."""
        return QSize(_PITCH * len(self.hours()) + 8, _TALLEST + 36)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint bars and figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.setFont(text_font(TextRole.KEYCAP, False))
        ground, most = 16 + _TALLEST, max(self._by_hour.values(), default=1)
        painter.setPen(QPen(current().colour(Role.EDGE), 1))
        painter.drawLine(0, ground, self.width(), ground)
        for place, hour in enumerate(self.hours()):
            count, left = self._by_hour.get(hour, 0), 4 + place * _PITCH
            column = QRectF(left, 0, _PITCH, 16)
            painter.setPen(current().colour(Role.INK_2))
            painter.drawText(column.translated(0, ground + 2), int(Qt.AlignmentFlag.AlignCenter), str(hour))
            if count:
                height = max(_TALLEST * count / most, 3.0)
                bar = QRectF(left + (_PITCH - _BAR) / 2, ground - height, _BAR, height)
                painter.drawText(column.translated(0, bar.top() - 16), int(Qt.AlignmentFlag.AlignCenter), str(count))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(current().colour(Role.GLAZE))
                painter.drawRoundedRect(bar, 3, 3)
        painter.end()


class DayStrip(Sheet):
    """Figures, chart, batch, and the export of the day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = Words(TextRole.NOTE, Role.INK_2)
        self._figures = {name: Words(TextRole.FIGURE, Role.INK, urdu=False) for name, _, _ in _FIGURES}
        self._names = {name: Words(TextRole.NOTE, Role.INK_2) for name, _, _ in _FIGURES}
        self._by_hour = Words(TextRole.NOTE, Role.INK_2)
        self.chart = HourChart()
        self.batch = Words(TextRole.ANSWER, Role.INK)
        self.last_batch = Words(TextRole.NOTE, Role.INK_2, wrap=True)
        self.export = KeyButton("", "Ctrl+E", icon=Icon.BATCH)
        self.export.setObjectName("export")
        self._figure_columns: list[QBoxLayout] = []
        self._build()
        self.make_small(False)
        telling.changed.connect(self._retell)
        self._retell()

    def show_day(self, figures: Day, zone: tzinfo | None) -> None:
        """Show other figures."""
        for name, words in self._figures.items():
            words.setText(str(getattr(figures, name)))
            words.setAccessibleName(f"{words.text()} {tr(f'supervisor.{name}')}")
        self.chart.show_hours(figures.by_hour)
        self.batch.setText(tr("supervisor.batch_next", batch=figures.next_batch, surveys=figures.approved_waiting))
        self.last_batch.setText(batch_words(figures, zone))

    def make_small(self, small: bool) -> None:
        """In a narrow window: no chart, each figure beside its word, the batch below them."""
        for part in (self._today, self._by_hour, self.chart, *self._rules):
            part.setVisible(not small)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._facts.setDirection(down if small else across)
        self._facts.setSpacing(0 if small else 20)
        self._batch_words.setDirection(across if small else down)
        self._batch_words.setSpacing(14 if small else 2)
        for figure in self._figure_columns:
            figure.setDirection(across if small else down)
            figure.setSpacing(7 if small else 0)
        self.setFixedHeight(_SMALL if small else _HIGH)

    def show_progress(self, said: str) -> None:
        """Say how far the export is, in place of the last batch."""
        self.last_batch.setText(said)

    def _retell(self) -> None:
        self._today.setText(tr("supervisor.today"))
        self._by_hour.setText(tr("supervisor.by_hour"))
        self.export.say(tr("supervisor.export"))
        for name, words in self._names.items():
            words.setText(tr(f"supervisor.{name}"))

    def _build(self) -> None:
        columns = QHBoxLayout(self)
        columns.setContentsMargins(20, 6, 20, 4)
        columns.setSpacing(20)
        self._facts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rules = (RuledLine(standing=True), RuledLine(standing=True))
        self._facts.addLayout(self._figures_column())
        self._facts.addWidget(self._rules[0])
        chart = QVBoxLayout()
        chart.setSpacing(0)
        chart.addWidget(self._by_hour)
        chart.addWidget(self.chart)
        self._facts.addLayout(chart)
        self._facts.addWidget(self._rules[1])
        batch = QVBoxLayout()
        batch.addStretch(1)
        self._batch_words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._batch_words.addWidget(self.batch)
        self._batch_words.addWidget(self.last_batch, 1)
        batch.addLayout(self._batch_words)
        batch.addStretch(1)
        self._facts.addLayout(batch, 1)
        columns.addLayout(self._facts, 1)
        columns.addWidget(self.export, 0, Qt.AlignmentFlag.AlignVCenter)

    def _figures_column(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(0)
        rows.addWidget(self._today)
        row = QHBoxLayout()
        row.setSpacing(24)
        for name, icon, role in _FIGURES:
            column = QBoxLayout(QBoxLayout.Direction.TopToBottom)
            figure = QHBoxLayout()
            figure.addWidget(self._figures[name])
            figure.addStretch(1)
            column.addLayout(figure)
            word = QHBoxLayout()
            word.setSpacing(5)
            if icon is not None:
                word.addWidget(IconMark(icon, role, 15))
            word.addWidget(self._names[name])
            word.addStretch(1)
            column.addLayout(word)
            row.addLayout(column)
            self._figure_columns.append(column)
        row.addStretch(1)
        rows.addLayout(row)
        rows.addStretch(1)
        return rows


def batch_words(figures: Day, zone: tzinfo | None) -> str:
    """Say how the newest batch stands."""
    last = figures.last_batch
    if last is None:
        return tr("supervisor.batch_none")
    if last.state is BatchState.PENDING or figures.received_at is None:
        return tr("supervisor.batch_pending", batch=last.number, surveys=len(last.surveys))
    held = sum(figures.verdicts.get(outcome, 0) for outcome in _HELD)
    return tr(
        "supervisor.batch_settled",
        batch=last.number,
        at=_moment(figures.received_at.astimezone(zone)),
        accepted=held,
        aside=sum(figures.verdicts.values()) - held,
    )


def _moment(at: datetime) -> str:
    joint = "، " if is_urdu() else " "
    return f"{day(at)}{joint}{clock_time(at)}"
