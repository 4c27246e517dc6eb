"""Desks that are being opened or closed beside the windows: when the windows go, none of them stays open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from enumerator.store import Desk

__all__ = ["DesksUnderWay"]

Close = Callable[[], object]


class DesksUnderWay:
    """Remembers each desk from the moment it is asked for until the windows have it, or until it is closed."""

    def __init__(self) -> None:
        self._opened: list[Desk] = []
        self._closings: list[Close] = []

    def opening(self, open_desk: Callable[[], Desk]) -> Callable[[], Desk]:
        """Make the deed that opens a desk."""

        def deed() -> Desk:
            desk = open_desk()
            self._opened.append(desk)
            return desk

        return deed

    def taken(self, desk: Desk) -> None:
        """The windows have it: it is theirs to close."""
        self._opened.remove(desk)

    def closing(self, close: Close) -> Close:
        """Make the deed that closes a desk."""
        self._closings.append(close)

        def deed() -> object:
            self._closings.remove(close)
            return close()

        return deed

    def finish(self) -> None:
        """Close what is still open, once no deed is under way any more.

        Raises:
            WorldFault: the last line of a desk could not be written; every desk is closed all the same.
        """
        with ExitStack() as all_of_them:
            for desk in self._opened:
                all_of_them.callback(desk.close)
            for close in self._closings:
                all_of_them.callback(close)
            self._opened, self._closings = [], []
