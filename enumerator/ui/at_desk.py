"""What every page behind the sign-in is given: the open desk and the world around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import SignalInstance

from enumerator.store import Desk
from enumerator.ui.background import Runner
from enumerator.ui.widgets.chip import ChipFacts
from enumerator.workflow.ports import Clock, SlipPrinter

__all__ = ["AtDesk", "LinkWatch"]


class LinkWatch(Protocol):
    """Who knows how the link to the registry is; `ui.sync_watch.SyncWatch` is one."""

    @property
    def changed(self) -> SignalInstance:
        """Emitted without facts whenever the chip would say something else."""
        ...

    def chip(self) -> ChipFacts:
        """Say the state of the link for the top bar, in the language of the windows."""
        ...

    def start(self) -> None:
        """Begin to look after the link."""
        ...

    def hang_up(self) -> None:
        """Begin nothing more and break off what is under way: the desk is about to close. Returns at once."""
        ...

    def wait(self) -> None:
        """Wait until nothing is under way any more; on any thread."""
        ...


@dataclass(frozen=True, slots=True)
class AtDesk:
    """One officer signed in at one desk.

    Attributes:
        desk: the open store.
        clock: the time with its offset.
        printer: draws slips.
        runner: does deeds of the store or the wire without holding the windows up.
        sync_watch: looks after the link; None where nobody does (tests of single pages).
    """

    desk: Desk = field(repr=False)
    clock: Clock
    printer: SlipPrinter
    runner: Runner
    sync_watch: LinkWatch | None = None

    @property
    def trial(self) -> bool:
        """Whether everything here is for practice."""
        return self.desk.trial

    def hang_up(self) -> None:
        """Begin nothing more; what is under way comes to its end, and nobody is told. Returns at once."""
        if self.sync_watch is not None:
            self.sync_watch.hang_up()
        self.runner.end()

    def close(self) -> None:
        """Sign out, once nothing of the desk runs any more; on any thread.

        Raises:
            StoreFault: the disk did not take the last line; the store is closed all the same.
        """
        if self.sync_watch is not None:
            self.sync_watch.wait()
        self.runner.wait()
        self.desk.close()
