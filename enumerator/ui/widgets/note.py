"""A note: a tint, a bar on the leading edge, icon and heading word, a key at the far end, one sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from enumerator.ui.look import SIZES, Role, TextRole
from enumerator.ui.widgets.chip import Tone
from enumerator.ui.widgets.icons import Icon, IconMark
from enumerator.ui.widgets.keycap import Keycap
from enumerator.ui.widgets.painting import leading_bar, panel
from enumerator.ui.widgets.words import Words

__all__ = ["Note"]

_BAR = 3
_SMALL = (TextRole.NOTE_STRONG, TextRole.NOTE)
_LARGE = (TextRole.ANSWER, TextRole.LINE)


class Note(QFrame):
    """News that stands in the margin or under a line and waits for nobody.

    `Tone.PLAIN` is the sunken note ("Last time"), `Tone.HARD` and `Tone.SOFT` are violations, `Tone.DONE` what is safe.
    """

    def __init__(
        self,
        tone: Tone,
        icon: Icon,
        heading: str,
        sentence: str = "",
        *,
        cap: str = "",
        cap_says: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the note.

        Args:
            tone: tint and colour of the heading.
            icon: before the heading.
            heading: one or a few words.
            sentence: the fact, then the next step.
            cap: the key that does something about it.
            cap_says: what that key does, in words.
            large: in the size of lines, for a note that stands on a page by itself.
            parent: the widget it stands in.
        """
        super().__init__(parent)
        self._tone = tone
        heading_role, sentence_role = _LARGE if large else _SMALL
        self.icon = IconMark(icon, tone.ink, SIZES.icon if large else SIZES.icon_small)
        self.heading = Words(heading_role, tone.ink, heading)
        self.sentence = Words(sentence_role, Role.INK, sentence, wrap=True, parent=self)
        self.sentence.setVisible(bool(sentence))
        self.cap = Keycap(cap, parent=self)
        self.cap_says = Words(TextRole.NOTE, Role.INK_2, cap_says, parent=self)
        self.cap.setVisible(bool(cap))
        self.cap_says.setVisible(bool(cap))
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.icon)
        top.addWidget(self.heading, 1)
        top.addWidget(self.cap)
        top.addWidget(self.cap_says)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*((16, 10, 16, 11) if large else (12, 5, 12, 6)))
        rows.setSpacing(1)
        rows.addLayout(top)
        rows.addWidget(self.sentence)
        self._name()

    def say(self, heading: str, sentence: str, *, tone: Tone | None = None, icon: Icon | None = None) -> None:
        """Say something else."""
        self._tone = tone or self._tone
        self.heading.setText(heading)
        self.heading.wear(self._tone.ink)
        if icon:
            self.icon.show_icon(icon, self._tone.ink)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self._name()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint tint and bar."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        plain = self._tone is Tone.PLAIN
        fill, bar = (Role.SUNKEN, Role.EDGE) if plain else (self._tone.tint, self._tone.ink)
        panel(painter, box, fill=fill, radius=SIZES.radius_small)
        leading_bar(painter, box, bar, width=_BAR, radius=SIZES.radius_small)
        painter.end()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.heading.text()} {self.sentence.text()}".strip())
