"""What travelling needs of the desk and of the link, as Protocols: the store's outbox, a transport, a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, runtime_checkable

from sync.canonical import JSON
from sync.receipt import Receipt

Clock = Callable[[], datetime]
"""Gives the present moment with its offset from UTC."""


class Outbox(Protocol):
    """The desk's frozen batches that no receipt has settled yet."""

    def pending_batches(self) -> Iterable[bytes]:
        """Frozen batch bytes, lowest number first; read anew by each drain."""
        ...

    def settle(self, raw: bytes, receipt: Receipt) -> None:
        """Commit a verified receipt and its verdicts in one transaction; the same receipt again changes nothing.

        Args:
            raw: the receipt's bytes as signed, to be kept.
            receipt: the same, read; it answers exactly the batch of its number.
        """
        ...


class Transport(Protocol):
    """A way to the registry; each call raises a SyncFault when it has no good answer."""

    def hello(self) -> dict[str, JSON]:
        """The registry's name, keys, versions and clock."""
        ...

    def send_batch(self, raw: bytes) -> bytes:
        """Deliver frozen batch bytes, give back the receipt's bytes, not yet verified."""
        ...


@runtime_checkable
class Breakable(Protocol):
    """A transport that can be told to give up, since a silent registry may hold its caller for long."""

    def hang_up(self) -> None:
        """Break off the call under way, which ends in a SyncFault; may be called on another thread."""
        ...
