"""The look of the desk as one table: every colour by its role, in three themes, and every size.

A widget names a role, never a colour of its own. Nothing else in the windows holds a colour's digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from enumerator.ui.lettering import TextRole, line_height, text_font
from enumerator.ui.style_sheet import style_sheet

__all__ = [
    "COLOURS",
    "SIZES",
    "Look",
    "Role",
    "Sizes",
    "TextRole",
    "Theme",
    "apply",
    "current",
    "line_height",
    "text_font",
    "worn",
]


class Role(Enum):
    """What a colour is for."""

    GROUND = "ground"
    SHEET = "sheet"
    SUNKEN = "sunken"
    LINE = "line"
    EDGE = "edge"
    INK = "ink"
    INK_2 = "ink_2"
    INK_3 = "ink_3"
    HERE = "here"
    ON_HERE = "on_here"
    HERE_TINT = "here_tint"
    HARD = "hard"
    HARD_TINT = "hard_tint"
    SOFT = "soft"
    SOFT_TINT = "soft_tint"
    DONE = "done"
    DONE_TINT = "done_tint"
    GLAZE = "glaze"
    WALL = "wall"
    ON_WALL = "on_wall"


class Theme(Enum):
    """The three themes; the value is the column of the table."""

    LIGHT = 0
    DARK = 1
    HIGH_CONTRAST = 2

    @classmethod
    def named(cls, name: str) -> Theme:
        """Find a theme by the name people type: ``light``, ``dark``, ``high-contrast``."""
        return cls[name.upper().replace("-", "_")]


COLOURS: Mapping[Role, tuple[str, str, str]] = MappingProxyType(
    {
        Role.GROUND: ("#E6EEEF", "#0B1418", "#000000"),
        Role.SHEET: ("#FFFFFF", "#142027", "#000000"),
        Role.SUNKEN: ("#F2F6F7", "#0F191F", "#000000"),
        Role.LINE: ("#D5DFE1", "#283840", "#FFFFFF"),
        Role.EDGE: ("#6F848A", "#70878F", "#FFFFFF"),
        Role.INK: ("#0F222B", "#E8F0F2", "#FFFFFF"),
        Role.INK_2: ("#3E545E", "#B7C6CB", "#FFFFFF"),
        Role.INK_3: ("#52666F", "#99ABB2", "#E6E6E6"),
        Role.HERE: ("#1B4D9B", "#93BCF8", "#5CD6FF"),
        Role.ON_HERE: ("#FFFFFF", "#071A35", "#000000"),
        Role.HERE_TINT: ("#E6EEFA", "#182C4A", "#00293A"),
        Role.HARD: ("#A3261B", "#FFA194", "#FF9C8F"),
        Role.HARD_TINT: ("#FBEBE8", "#3B1C18", "#300000"),
        Role.SOFT: ("#745000", "#F0C955", "#FFE600"),
        Role.SOFT_TINT: ("#FBF2D6", "#352B0E", "#2B2500"),
        Role.DONE: ("#23652F", "#8ED598", "#7DFF9B"),
        Role.DONE_TINT: ("#E5F2E6", "#173119", "#002B0B"),
        Role.GLAZE: ("#2B97A3", "#4FB9C4", "#5CD6FF"),
        # The wall of the lock page is the same by day and by night.
        Role.WALL: ("#1B4D9B", "#1B4D9B", "#000000"),
        Role.ON_WALL: ("#FFFFFF", "#FFFFFF", "#FFFFFF"),
    }
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Measures in pixels at 96 dpi, the same in every theme."""

    top_bar: int = 52
    top_bar_small: int = 44
    key_bar: int = 40
    key_bar_small: int = 34
    gap: int = 16
    page_inset: int = 32
    card_inset: int = 20
    card_hung: int = 22
    rail: int = 228
    rail_small: int = 58
    margin: int = 332
    answer: int = 272
    number: int = 42
    line: int = 38
    line_with_note: int = 50
    choice: int = 32
    type_in: int = 40
    field: int = 44
    button: int = 40
    roster_row: int = 47
    rail_item: int = 40
    chip: int = 26
    icon: int = 18
    icon_small: int = 15
    radius_small: int = 4
    radius: int = 6
    radius_sheet: int = 8
    small_window: int = 1200


SIZES = Sizes()


@dataclass(frozen=True, slots=True)
class Look:
    """One theme of the table."""

    theme: Theme

    def hex(self, role: Role) -> str:
        """Give a colour's digits, for a style sheet or an icon."""
        return COLOURS[role][self.theme.value]

    def colour(self, role: Role) -> QColor:
        """Give a colour to paint with."""
        return QColor(self.hex(role))

    @property
    def focus_width(self) -> int:
        """How thick the ring round the place of the officer is."""
        return 3 if self.theme is Theme.HIGH_CONTRAST else 2

    @property
    def bar_width(self) -> int:
        """How thick the bar on a card's leading edge is."""
        return 8 if self.theme is Theme.HIGH_CONTRAST else 6

    def palette(self) -> QPalette:
        """Make Qt's palette, for whatever the style sheet leaves alone."""
        palette = QPalette()
        for part, role in _PALETTE.items():
            palette.setColor(part, self.colour(role))
        for part in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, part, self.colour(Role.INK_3))
        return palette

    def style_sheet(self) -> str:
        """Write the application's style sheet."""
        return style_sheet({role.value: self.hex(role) for role in Role}, focus=self.focus_width)


_PALETTE = {
    QPalette.ColorRole.Window: Role.GROUND,
    QPalette.ColorRole.WindowText: Role.INK,
    QPalette.ColorRole.Base: Role.SHEET,
    QPalette.ColorRole.AlternateBase: Role.SHEET,
    QPalette.ColorRole.Text: Role.INK,
    QPalette.ColorRole.PlaceholderText: Role.INK_3,
    QPalette.ColorRole.Button: Role.SHEET,
    QPalette.ColorRole.ButtonText: Role.INK,
    QPalette.ColorRole.Highlight: Role.HERE,
    QPalette.ColorRole.HighlightedText: Role.ON_HERE,
    QPalette.ColorRole.ToolTipBase: Role.INK,
    QPalette.ColorRole.ToolTipText: Role.SHEET,
    QPalette.ColorRole.Link: Role.HERE,
    QPalette.ColorRole.Accent: Role.HERE,
}


class Worn(QObject):
    """The look that the windows wear now; whoever keeps a colour in a palette of its own listens to `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.look = Look(Theme.LIGHT)


worn: Final = Worn()
"""The one of this process."""


def current() -> Look:
    """Answer the look that the windows wear now."""
    return worn.look


def apply(application: QApplication, theme: Theme) -> None:
    """Put on a theme: palette and style sheet at once, then everything paints itself again."""
    worn.look = Look(theme)
    application.setPalette(worn.look.palette())
    application.setStyleSheet(worn.look.style_sheet())
    worn.changed.emit()
    for widget in application.allWidgets():
        widget.update()
