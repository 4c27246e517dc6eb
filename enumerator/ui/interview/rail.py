"""The rail of sections: how each stands by a sign and a count; the current one is a piece of the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.interview.outline import Section, SectionState, Tally
from enumerator.ui.look import SIZES, Role, TextRole, current, text_font
from enumerator.ui.telling import direction, is_urdu, tr
from enumerator.ui.widgets.card import RuledLine
from enumerator.ui.widgets.icons import Icon, paint_icon
from enumerator.ui.widgets.keycap import CAP_HEIGHT, Keycap, cap_width, paint_cap
from enumerator.ui.widgets.painting import leading_bar, panel, put_text, text_width, visual
from enumerator.ui.widgets.words import Words

__all__ = ["SECTION_SIGNS", "Rail"]

SECTION_SIGNS = {
    SectionState.UNTOUCHED: (Icon.UNTOUCHED, Role.INK_3),
    SectionState.IN_PROGRESS: (Icon.IN_PROGRESS, Role.INK_2),
    SectionState.COMPLETE: (Icon.COMPLETE, Role.DONE),
    SectionState.PROBLEM: (Icon.HARD, Role.HARD),
}
_CURRENT, _ICON_AT, _WORDS_AT, _END, _BAR, _COUNT = 62, 10, 40, 10, 6, 44


class RailItem(QAbstractButton):
    """One section, or the way to the review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign: tuple[Icon, Role] = (Icon.REVIEW, Role.INK_2)
        self._count, self._cap, self._below, self._number = "", "", "", ""
        self._small, self._tight = False, False

    def show_section(self, section: Section, *, here: bool, small: bool, tight: bool) -> None:
        """Become a section; in a tight rail all names are small, so that the long ones find room in two lines."""
        self._tight = tight
        tally = section.tally
        self._sign = SECTION_SIGNS[tally.state]
        self._number, self._small = str(section.number), small
        self._count = f"{tally.answered}/{tally.asked}" if tally.asked else ""
        state = tr(f"interview.section_{tally.state.name.lower()}")
        counted = tr("interview.of", have=tally.answered, all=tally.asked)
        self._below = f"{state} · {counted}" if here else ""
        self.setText(section.title)
        self.setAccessibleName(f"{section.number} {section.title}: {state}, {counted}")
        self.setChecked(False)
        self.setFixedHeight(_CURRENT if here and not small else SIZES.rail_item)
        self.update()

    def show_review(self, *, small: bool, tight: bool) -> None:
        """Become the way to the review."""
        self._tight = tight
        self._cap, self._small, self._number = "F12", small, ""
        self.setText(tr("interview.review"))
        self.setAccessibleName(tr("interview.review"))
        self.setFixedHeight(SIZES.rail_item)
        self.update()

    @property
    def here(self) -> bool:
        """Whether the officer is there."""
        return bool(self._below)

    def words(self) -> tuple[str, ...]:
        """What is written on it."""
        return tuple(part for part in (self.text(), self._below or self._count) if part)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint ground, sign, name and count."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.here:
            panel(painter, box, fill=Role.SHEET, border=Role.LINE, radius=SIZES.radius)
            leading_bar(painter, box, Role.HERE, width=_BAR, radius=SIZES.radius)
        size = SIZES.icon
        at = _ICON_AT + (1 if self.here else 0)
        paint_icon(painter, visual(QRectF(at, (box.height() - size) / 2, size, size), box), *self._sign)
        if self._small:
            number = QRectF(at + size + 6, 0, 20, box.height())
            role = TextRole.NOTE_STRONG if self.here else TextRole.NOTE
            put_text(painter, visual(number, box), self._number, text_font(role, False), Role.INK_2)
        else:
            self._paint_words(painter, box)
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        small = text_font(TextRole.NOTE, is_urdu())
        end = box.width() - _END
        if self._cap:
            wide = cap_width(self._cap)
            paint_cap(
                painter, visual(QRectF(end - wide, (box.height() - CAP_HEIGHT) / 2, wide, CAP_HEIGHT), box), "F12"
            )
            end -= wide + 8
        elif not self.here:
            font = text_font(TextRole.NOTE, False)
            wide = text_width(self._count, font) + 1
            put_text(painter, visual(QRectF(end - wide, 0, wide, box.height()), box), self._count, font, Role.INK_2)
            end -= wide + 8
        high = box.height() / 2 + 2 if self.here else box.height()
        place = QRectF(_WORDS_AT, 4 if self.here else 0, end - _WORDS_AT, high)
        font = text_font(TextRole.ANSWER if self.here else TextRole.LINE, is_urdu())
        if self.here:
            fits = text_width(self.text(), font) <= place.width()
            shown = font if fits else text_font(TextRole.NOTE_STRONG, is_urdu())
            put_text(painter, visual(place, box), self.text(), shown, Role.INK)
        elif not self._tight:
            put_text(painter, visual(place, box), self.text(), font, Role.INK_2)
        else:
            painter.setFont(small)
            painter.setPen(current().colour(Role.INK_2))
            painter.setLayoutDirection(direction())
            flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(visual(place, box), int(flags), self.text())
        if self.here:
            below = QRectF(_WORDS_AT, box.height() / 2 + 1, box.width() - _WORDS_AT - _END, box.height() / 2 - 6)
            put_text(painter, visual(below, box), self._below, small, Role.INK_2)


class _Progress(QWidget):
    """How far the interview is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedHeight(6)

    def show_share(self, share: float) -> None:
        """Show a share from 0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it from the leading edge."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        panel(painter, box, fill=Role.LINE, radius=3)
        if self._share:
            panel(painter, visual(QRectF(0, 0, box.width() * self._share, 6), box), fill=Role.DONE, radius=3)
        painter.end()


class Rail(QWidget):
    """The items, and the total at the foot."""

    chosen = Signal(str)
    """Somebody clicked a section; carries its path."""
    review_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, RailItem] = {}
        self._small = False
        self._head = QWidget(self)
        self._title = Words(TextRole.NOTE, Role.INK_2)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(10, 4, 10, 4)
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(Keycap("PgUp"))
        head.addWidget(Keycap("PgDn"))
        self._review = RailItem(self)
        self._review.setObjectName("rail_review")
        self._review.clicked.connect(self.review_chosen)
        self._foot = QWidget(self)
        self._total = Words(TextRole.NOTE_STRONG, Role.INK_2)
        self._progress = _Progress()
        self._problems = Words(TextRole.NOTE, Role.INK_2)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(10, 8, 10, 10)
        foot.setSpacing(6)
        for part in (self._total, self._progress, self._problems):
            foot.addWidget(part)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        rows.addLayout(self._list)
        rows.addWidget(self._review)
        rows.addStretch(1)
        self._rule = RuledLine()
        rows.addWidget(self._rule)
        rows.addWidget(self._foot)

    @property
    def items(self) -> tuple[RailItem, ...]:
        """The sections' items in their order."""
        return tuple(self._items.values())

    def show_sections(self, sections: Sequence[Section], here: str, *, small: bool) -> None:
        """Show the sections; `here` is the path of the current one."""
        tight = any(_is_long(section.title) for section in sections)
        for section in sections:
            if section.path not in self._items:
                item = RailItem(self)
                item.setObjectName(f"section_{section.path.rpartition('/')[2]}")
                item.clicked.connect(lambda _checked=False, path=section.path: self.chosen.emit(path))
                self._items[section.path] = item
                self._list.addWidget(item)
            self._items[section.path].show_section(section, here=section.path == here, small=small, tight=tight)
        self._review.show_review(small=small, tight=tight)
        for part in (self._head, self._foot, self._rule):
            part.setVisible(not small)
        self.setFixedWidth(SIZES.rail_small if small else SIZES.rail)
        total = sum((section.tally for section in sections), Tally())
        self._title.setText(tr("interview.sections"))
        self._total.setText(tr("interview.questions_of", have=total.answered, all=total.asked))
        self._progress.show_share(total.answered / total.asked if total.asked else 0.0)
        problems = total.hard + total.soft
        self._problems.setText(tr("interview.problems", count=problems) if problems else tr("interview.no_problems"))


def _is_long(name: str) -> bool:
    """Whether a name leaves no room for its count on one line."""
    return text_width(name, text_font(TextRole.LINE, is_urdu())) > SIZES.rail - _WORDS_AT - _END - _COUNT
