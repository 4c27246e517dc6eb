"""The hand, weight and size of every kind of text, in English and in Urdu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from types import MappingProxyType

from PySide6.QtGui import QFont

from enumerator.ui.typefaces import Face, Weight, font

__all__ = ["Lettering", "TextRole", "lettering", "line_height", "text_font"]


class TextRole(Enum):
    """What a text is on the page."""

    PAGE_TITLE = auto()
    SECOND_TITLE = auto()
    DIALOG_TITLE = auto()
    BAR_TITLE = auto()
    OPEN_QUESTION = auto()
    TYPED = auto()
    CNIC = auto()
    LINE = auto()
    ANSWER = auto()
    TABLE = auto()
    NOTE = auto()
    NOTE_STRONG = auto()
    KEYCAP = auto()
    FIGURE = auto()
    SCORE = auto()
    READ_OUT = auto()
    WALL_TITLE = auto()
    WALL_LINE = auto()
    WALL_CLOCK = auto()


@dataclass(frozen=True, slots=True)
class Lettering:
    """One hand at one size; `below` is the ink that reaches under what the font says of itself."""

    face: Face
    pixels: int
    line: int
    weight: Weight

    @property
    def is_nastaliq(self) -> bool:
        """Whether the hand hangs deep below its line."""
        return self.face is Face.TITLE_URDU

    @property
    def below(self) -> int:
        """How many pixels a label keeps free below, so that the hand's ink is not cut."""
        return round(self.pixels * 0.28) if self.is_nastaliq else 0


def _line(pixels: int, line: int, weight: Weight = Weight.REGULAR) -> Lettering:
    return Lettering(Face.LINE, pixels, line, weight)


def _nastaliq(pixels: int, line: int, weight: Weight = Weight.REGULAR) -> Lettering:
    return Lettering(Face.TITLE_URDU, pixels, line, weight)


_BOLD = Weight.SEMIBOLD
_SPACE_TOO_WIDE = 0.1
#: role: English, Urdu
_TABLE: Mapping[TextRole, tuple[Lettering, Lettering]] = MappingProxyType(
    {
        TextRole.PAGE_TITLE: (_line(24, 32, _BOLD), _nastaliq(25, 62, _BOLD)),
        TextRole.SECOND_TITLE: (_line(15, 22), _nastaliq(18, 46)),
        TextRole.DIALOG_TITLE: (_line(17, 24, _BOLD), _nastaliq(19, 48, _BOLD)),
        TextRole.BAR_TITLE: (_line(17, 24, _BOLD), _line(19, 30, _BOLD)),
        TextRole.OPEN_QUESTION: (_line(20, 28, _BOLD), _line(21, 36, _BOLD)),
        TextRole.TYPED: (_line(20, 28), _line(20, 36)),
        TextRole.CNIC: (_line(30, 38), _line(30, 38)),
        TextRole.LINE: (_line(15, 22), _line(17, 28)),
        TextRole.ANSWER: (_line(15, 22, _BOLD), _line(17, 28, _BOLD)),
        TextRole.TABLE: (_line(14, 20), _line(17, 28)),
        TextRole.NOTE: (_line(13, 18), _line(15, 24)),
        TextRole.NOTE_STRONG: (_line(13, 18, _BOLD), _line(15, 24, _BOLD)),
        TextRole.KEYCAP: (_line(12, 18, _BOLD), _line(12, 18, _BOLD)),
        TextRole.FIGURE: (_line(24, 28, _BOLD), _line(24, 28, _BOLD)),
        TextRole.SCORE: (_line(40, 48, _BOLD), _line(40, 48, _BOLD)),
        TextRole.READ_OUT: (_line(15, 22), _nastaliq(19, 46)),
        TextRole.WALL_TITLE: (_line(24, 32, _BOLD), _nastaliq(35, 90, _BOLD)),
        TextRole.WALL_LINE: (_line(17, 26), _line(19, 32)),
        TextRole.WALL_CLOCK: (_line(52, 60, _BOLD), _line(52, 60, _BOLD)),
    }
)


def lettering(role: TextRole, urdu: bool) -> Lettering:
    """Look a kind of text up."""
    return _TABLE[role][int(urdu)]


def text_font(role: TextRole, urdu: bool, *, mixed: bool = False) -> QFont:
    """Give the font of a kind of text.

    Args:
        role: what the text is on the page.
        urdu: its language.
        mixed: it holds Latin letters or digits too. Nastaliq has some of its own, with serifs; they stand in Noto Sans.
    """
    chosen = lettering(role, urdu)
    if not mixed or not chosen.is_nastaliq:
        return QFont(_font(chosen))
    made = QFont(_font(replace(chosen, face=Face.MIXED_TITLE_URDU)))
    # Qt keeps one engine for a first family, size and weight, with the second family of whoever asked first, which is
    # Naskh's as a rule; another strategy makes it another engine.
    made.setStyleStrategy(QFont.StyleStrategy.PreferQuality)
    # Noto Sans lends its spaces too, which are wider than Nastaliq's.
    made.setWordSpacing(-chosen.pixels * _SPACE_TOO_WIDE)
    return made


def line_height(role: TextRole, urdu: bool) -> int:
    """Give the height of one line of it; a label's own `sizeHint` knows Noto Sans alone."""
    return lettering(role, urdu).line


@cache
def _font(chosen: Lettering) -> QFont:
    return font(chosen.face, chosen.weight, chosen.pixels)
