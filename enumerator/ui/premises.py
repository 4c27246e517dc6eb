"""What the windows are opened on: a desk's folder and the world around it, before anyone has signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from enumerator.store import Desk
from enumerator.ui.at_desk import AtDesk, LinkWatch
from enumerator.ui.background import Runner
from enumerator.workflow.ports import Clock, SlipPrinter
from enumerator.workflow.trial_centre import TrialPerson

__all__ = ["FindRegistry", "Premises"]

FindRegistry = Callable[[], str | None]
WatchMaker = Callable[[Desk, Clock, FindRegistry], LinkWatch]


@dataclass(frozen=True, slots=True)
class Premises:
    """One desk, as the windows find it.

    Attributes:
        folder: of the desk's store.
        clock: the time with its offset.
        printer: draws slips.
        registry_url: answers where the registry is, or None where nobody knows; may take its time, so it is asked
            beside the windows alone.
        make_watch: makes who looks after the link, once somebody has signed in; None for nobody.
        people: of a trial centre, with their passphrases; none at a real one.
    """

    folder: Path
    clock: Clock
    printer: SlipPrinter
    registry_url: FindRegistry = lambda: None
    make_watch: WatchMaker | None = None
    people: tuple[TrialPerson, ...] = ()

    def sit_down(self, desk: Desk, runner: Runner) -> AtDesk:
        """Give the officer who has just signed in everything they work with."""
        watch = self.make_watch(desk, self.clock, self.registry_url) if self.make_watch else None
        return AtDesk(desk, self.clock, self.printer, runner, watch)
