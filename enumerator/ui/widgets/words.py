"""Text on a page: a label that knows its kind, its colour and the hand of the language it is written in."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from enumerator.ui.lettering import lettering, text_font
from enumerator.ui.look import Role, TextRole, current, worn
from enumerator.ui.telling import is_urdu, telling

__all__ = ["Words"]

_LATIN = re.compile(r"[0-9A-Za-z]")


class Words(QLabel):
    """One kind of text in one colour. It changes its hand by itself when the language of the windows changes.

    Its words are said by whoever made it, again at each change of language.
    """

    def __init__(
        self,
        text_role: TextRole = TextRole.LINE,
        role: Role = Role.INK,
        text: str = "",
        *,
        wrap: bool = False,
        urdu: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the label.

        Args:
            text_role: what the text is on the page.
            role: its colour.
            text: what it says at first.
            wrap: whether it may take several lines.
            urdu: always in this language's hand; None for the hand of the windows.
            parent: the widget it stands in.
        """
        super().__init__(text, parent)
        self._text_role, self._role, self._urdu = text_role, role, urdu
        self._stands_as_told = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        telling.changed.connect(self._dress)
        worn.changed.connect(self._colour)
        self._dress()

    def wear(self, role: Role, text_role: TextRole | None = None) -> None:
        """Take another colour, and maybe become another kind of text."""
        self._role = role
        self._text_role = text_role or self._text_role
        self._dress()

    def write_in(self, urdu: bool | None) -> None:
        """Take another language's hand; None for that of the windows."""
        self._urdu = urdu
        self._dress()

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Say something else; Latin letters and digits keep their own hand inside Nastaliq."""
        super().setText(text)
        self._take_font()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:  # noqa: N802 - Qt's name
        """Stand as told from now on, whichever way the page runs."""
        self._stands_as_told = True
        super().setAlignment(alignment)

    def _dress(self) -> None:
        urdu = is_urdu() if self._urdu is None else self._urdu
        chosen = lettering(self._text_role, urdu)
        self._take_font()
        # Nastaliq's ink goes deeper than its metrics say and wider than its advance at both ends.
        ends = 4 if chosen.is_nastaliq else 0
        self.setContentsMargins(ends, 0, ends, chosen.below)
        self.setMinimumHeight(chosen.line)
        if self._urdu is not None:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if urdu else Qt.LayoutDirection.LeftToRight)
        if not self._stands_as_told:
            # Qt would take the side from the text's own letters: Latin names on an Urdu page would jump to the left.
            side = Qt.AlignmentFlag.AlignRight if is_urdu() else Qt.AlignmentFlag.AlignLeft
            super().setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self._colour()

    def _take_font(self) -> None:
        urdu = is_urdu() if self._urdu is None else self._urdu
        self.setFont(text_font(self._text_role, urdu, mixed=_LATIN.search(self.text()) is not None))

    def _colour(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, current().colour(self._role))
        self.setPalette(palette)
