"""What the windows say, and in which language: every sentence comes from the wording, through `tr`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from resources.wording import LANGUAGES, isolate, sentence

if TYPE_CHECKING:
    from forms.definition import FormDefinition

__all__ = [
    "Fact",
    "Telling",
    "clock_time",
    "day",
    "direction",
    "form_language",
    "is_urdu",
    "isolate",
    "telling",
    "tr",
    "weekday",
]

Fact = str | int
Say = Callable[..., str]


class Telling(QObject):
    """The language of the windows. Switching it turns their direction round and tells everyone through `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._language = "en"
        self._say: Say = sentence

    @property
    def language(self) -> str:
        """``en`` or ``ur``."""
        return self._language

    @language.setter
    def language(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(language)
        self._language = language
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setLayoutDirection(direction())
        self.changed.emit()

    def switch(self) -> None:
        """Take the other language."""
        self.language = "en" if self._language == "ur" else "ur"

    def say_with(self, say: Say) -> None:
        """Take sentences from elsewhere; the tests do, to see that no word of a page has another source."""
        self._say = say
        self.changed.emit()

    def say(self, key: str, /, **facts: Fact) -> str:
        """Say one thing in the language of the windows."""
        return self._say(key, self._language, **facts)

    def other(self, key: str, /, **facts: Fact) -> str:
        """Say it in the other language, for the words that stand across the page."""
        return self._say(key, "en" if self._language == "ur" else "ur", **facts)


telling: Final = Telling()
"""The one of this process."""


def tr(key: str, /, **facts: Fact) -> str:
    """Say one thing in the language of the windows.

    Args:
        key: family and entry, such as ``sign_in.open``, or the code of a fault.
        facts: what stands in the sentence's named places.
    """
    return telling.say(key, **facts)


def is_urdu() -> bool:
    """Whether the windows speak Urdu."""
    return telling.language == "ur"


def direction() -> Qt.LayoutDirection:
    """Answer which way the windows run."""
    return Qt.LayoutDirection.RightToLeft if is_urdu() else Qt.LayoutDirection.LeftToRight


def form_language(definition: FormDefinition) -> str:
    """Name the language as the questionnaire does: "Urdu (ur)"."""
    return definition.language_for(telling.language)


def clock_time(at: datetime) -> str:
    """Write hours and minutes, kept in their order inside Urdu."""
    return isolate(f"{at:%H:%M}") if is_urdu() else f"{at:%H:%M}"


def day(at: datetime) -> str:
    """Write a date as people here do: day, month, year."""
    return isolate(f"{at:%d/%m/%Y}") if is_urdu() else f"{at:%d/%m/%Y}"


def weekday(at: datetime) -> str:
    """Name the day of the week."""
    return tr(f"window.weekday_{at.isoweekday()}")
