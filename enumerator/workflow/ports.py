"""What the deeds ask of the world outside: a clock, a printer of slips, somebody to tell how far things are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from enumerator.domain.slip import SlipContent

Clock = Callable[[], datetime]
"""Tells the time with its offset from UTC."""

Progress = Callable[[str, int, int], None]
"""Is told a step's name, how many are done and how many there are."""


class SlipPrinter(Protocol):
    """Draws slips."""

    def render(self, content: SlipContent) -> bytes:
        """Draw one slip on one page.

        Returns: a PDF file.
        """
        ...


def silent(_step: str, _done: int, _total: int) -> None:
    """Tell nobody."""
