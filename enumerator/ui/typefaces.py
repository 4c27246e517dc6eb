"""The three hands of the desk: Noto Sans for Latin and digits, Naskh for Urdu lines, Nastaliq for Urdu titles."""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

from resources import font_files

__all__ = ["Face", "MissingTypeface", "Weight", "font", "load_typefaces"]


class Face(Enum):
    """A hand, with the families that write it: the first that has the letter."""

    LINE = ("Noto Sans", "Noto Naskh Arabic")
    TITLE_URDU = ("Noto Nastaliq Urdu", "Noto Sans")
    MIXED_TITLE_URDU = ("Noto Sans", "Noto Nastaliq Urdu")


class Weight(Enum):
    """The weights the look knows; BOLD is for the survey number in print alone."""

    REGULAR = QFont.Weight.Normal
    SEMIBOLD = QFont.Weight.DemiBold
    BOLD = QFont.Weight.Bold


class MissingTypeface(RuntimeError):
    """A bundled font could not be read: the program was built without it."""


def font(face: Face, weight: Weight, pixels: int) -> QFont:
    """Make a font of one hand, unhinted and with tabular digits.

    Args:
        face: the hand.
        weight: one of the look's weights.
        pixels: height of the em in the pixels of whatever is drawn on.
    """
    load_typefaces()
    made = QFont()
    made.setFamilies(list(face.value))
    made.setWeight(weight.value)
    made.setPixelSize(pixels)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def load_typefaces() -> tuple[str, ...]:
    """Give the bundled fonts to Qt, once a process, and answer the families they brought.

    Raises:
        MissingTypeface: Qt refused a file.
    """
    families: list[str] = []
    for file in font_files():
        number = QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes()))
        if number < 0:
            raise MissingTypeface(file.name)
        families.extend(QFontDatabase.applicationFontFamilies(number))
    return tuple(dict.fromkeys(families))
