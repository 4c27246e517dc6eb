"""The top bar: whose interview this is, where it is kept, how the link is, and who is at the desk."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole, current
from enumerator.ui.page import BarFacts
from enumerator.ui.star import star
from enumerator.ui.telling import clock_time, is_urdu, isolate, telling, tr
from enumerator.ui.widgets.card import RuledLine
from enumerator.ui.widgets.chip import Chip, ChipFacts, Tone
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.key_link import KeyLink
from enumerator.ui.widgets.words import Words

__all__ = ["StarMark", "TopBar"]

_SPACE, _MARK = 14, 26


class StarMark(QWidget):
    """The program's mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(_MARK, _MARK))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the star."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(star(QPointF(_MARK / 2, _MARK / 2), _MARK / 2 - 1), current().colour(Role.HERE))
        painter.end()


class TopBar(QWidget):
    """Shows `BarFacts` of the page, and what is the same on every page."""

    language_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._bar = BarFacts()
        self._centre, self._officer = "", ""
        self._small = False
        self._title = Words(TextRole.BAR_TITLE)
        self._other_title = Words(TextRole.READ_OUT, Role.INK_3)
        self._facts = Words(TextRole.LINE, Role.INK_2)
        self._number = Words(TextRole.LINE, Role.INK_2, urdu=False)
        self._chip = Chip(ChipFacts(Icon.DRAFT, ""))
        self._saved = Chip(ChipFacts(Icon.TICK, "", Tone.DONE), bare=True)
        self._link = Chip(ChipFacts(Icon.LINK, ""))
        self._place = Words(TextRole.LINE, Role.INK_2)
        self._language = KeyLink("", "Ctrl+L", text_role=TextRole.LINE)
        self._who = Words(TextRole.LINE, Role.INK_2)
        self._lock = KeyLink("", "Ctrl+Alt+L", cap_first=True, text_role=TextRole.LINE)
        self._language.setObjectName("language")
        self._lock.setObjectName("lock")
        self._rules = [RuledLine(standing=True) for _ in range(4)]
        self._lay_out()
        self._language.clicked.connect(self.language_wanted)
        self._lock.clicked.connect(self.lock_wanted)
        # Once more when every part has taken the other language's letters: only then can their widths be asked.
        telling.changed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self.make_small(False)

    def make_small(self, small: bool) -> None:
        """Take the height of a small window, and leave out what can be spared there."""
        self._small = small
        self.setFixedHeight(SIZES.top_bar_small if small else SIZES.top_bar)
        self._tell()

    def show_desk(self, centre: str, officer: str) -> None:
        """Show where the desk stands and who has signed in."""
        self._centre, self._officer = centre, officer
        self._tell()

    def show_bar(self, bar: BarFacts) -> None:
        """Show what the page says of itself."""
        self._bar = bar
        self._tell()

    def show_link(self, facts: ChipFacts | None) -> None:
        """Show how the link is; None where nobody looks after it."""
        self._link.setVisible(facts is not None)
        if facts is not None:
            self._link.show_facts(facts)
        self._tell()

    def chips(self) -> tuple[ChipFacts, ...]:
        """What may be shown on the lock, too: that all is saved, and the link; nothing of anybody."""
        return tuple(chip.facts for chip in (self._saved, self._link) if not chip.isHidden() and chip.facts.word)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show what fits into the width."""
        super().resizeEvent(event)
        self._tell()

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(_SPACE)
        leading: tuple[QWidget, ...] = (
            StarMark(),
            self._title,
            self._other_title,
            self._facts,
            self._rules[0],
            self._number,
            self._chip,
        )
        trailing = (self._saved, self._link, self._rules[1], self._place, self._rules[2], self._language)
        for part in leading:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for part in (*trailing, self._rules[3], self._who, self._lock):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        for rule in self._rules:
            rule.setFixedHeight(20)

    def _tell(self) -> None:
        bar = self._bar
        at_home = not (bar.title or bar.number)
        self._title.setText(bar.title or tr("window.registry" if at_home else "window.unnamed_family"))
        self._title.setMaximumWidth(420)
        self._other_title.write_in(not is_urdu())
        self._other_title.setText(telling.other("window.registry") if at_home else "")
        self._other_title.setVisible(at_home and not self._small)
        self._facts.setText(" · ".join(bar.facts))
        self._facts.setVisible(bool(bar.facts) and not self._small)
        self._number.setText(isolate(bar.number) if is_urdu() else bar.number)
        self._number.setVisible(bool(bar.number))
        self._rules[0].setVisible(bool(bar.number and bar.title) and not self._small)
        self._chip.setVisible(bar.chip is not None and not self._small)
        if bar.chip is not None:
            self._chip.show_facts(bar.chip)
        self._saved.setVisible(bar.saved_at is not None)
        if bar.saved_at is not None:
            said = tr("window.saved", time=clock_time(bar.saved_at))
            self._saved.show_facts(ChipFacts(Icon.TICK, said, Tone.DONE))
        self._place.setText(self._centre)
        self._place.setVisible(at_home and bool(self._centre) and not self._small)
        self._rules[1].setVisible(at_home and not self._link.isHidden() and not self._small)
        for part in (self._rules[2], self._rules[3], self._who):
            part.setVisible(not self._small)
        self._language.say(telling.other("window.language"), urdu=not is_urdu())
        self._who.setText(self._officer)
        self._lock.say(tr("window.lock"))
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what can be spared, so that the survey's number and the link are never cut."""
        for part in (None, self._facts, self._chip, self._who, self._saved):
            if part is not None:
                part.hide()
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                break
        # Parts that were squeezed beside one that is gone now would keep that width until something else moves.
        self._row.activate()
