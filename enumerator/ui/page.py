"""What every page of the windows is: it can be entered, left, told in another language, and says its keys.

A page's class is made as ``HomePage(at_desk, destination)``. It has the whole width between top bar and key bar and
keeps the gap (`SIZES.gap`) to the window's sides itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from enumerator.ui.widgets.chip import ChipFacts

__all__ = ["BarFacts", "KeyHint", "Page", "Toast"]

_MOVES = frozenset({"Tab", "Shift+Tab", "PgUp", "PgDown"})
"""Keys that lead on and may be held down. Any other does a deed, and a deed is done once for each press."""


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key and the wording's key for what it does here; caps are the same in every language."""

    cap: str
    says: str


@dataclass(frozen=True, slots=True)
class BarFacts:
    """What the top bar shows of a page, from the leading edge; all blank shows the registry's name.

    Attributes:
        title: the household's head.
        facts: family and place, one after the other.
        number: the survey's number.
        chip: the way of working.
        saved_at: when the last answer reached the disk.
    """

    title: str = ""
    facts: tuple[str, ...] = ()
    number: str = ""
    chip: ChipFacts | None = None
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Toast:
    """News of something that can be undone; holds no personal data.

    Attributes:
        said: the whole sentence.
        cap: the key that undoes it, such as ``Ctrl+Z``.
        undo_said: what the key does, in words.
        undo: does it.
    """

    said: str
    cap: str
    undo_said: str
    undo: Callable[[], None]


class Page(QWidget):
    """A page. The main window makes it when somebody goes there and lets go of it when they leave."""

    left = Signal(object)
    """Somebody goes to the `Destination` that it carries."""
    told = Signal(object)
    """A `Toast` to show."""
    warned = Signal(object)
    """The `WorldFault` that the machine is in (disk, store), for the banner; None when it is over."""
    bar_changed = Signal()
    """`bar()` would answer something else now."""
    keys_changed = Signal()
    """`keys()` would answer something else now."""
    keys_wanted = Signal()
    """Somebody asks for the sheet of all keys, on a page that takes F1 for itself."""

    def enter(self) -> None:
        """The page has just been shown: read afresh, put the focus where the hands go."""

    def leave(self) -> bool:
        """Somebody wants to go: keep what is to be kept; answer whether they may."""
        return True

    def unkept(self) -> int:
        """Count the answers that would be lost if somebody left although `leave` said no."""
        return 0

    def retell(self) -> None:
        """Say everything again: the language has changed."""

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys for the bar, at most nine: those of the widget that has the focus."""
        return ()

    def all_keys(self) -> tuple[KeyHint, ...]:
        """All keys of the page, as F1 shows them."""
        return self.keys()

    def bar(self) -> BarFacts:
        """What the top bar shows."""
        return BarFacts()

    def bind(self, keys: str, deed: Callable[[], object]) -> QShortcut:
        """Let a key combination do a deed wherever the focus is inside this page; once, however long it is held."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(keys in _MOVES)
        shortcut.activated.connect(deed)
        return shortcut
