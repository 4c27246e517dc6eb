"""The watch over the link: goes to the registry by itself, and never says more than a receipt has said."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.permissions import Deed, allowed
from enumerator.errors import NotEnrolled
from enumerator.store import Desk
from enumerator.ui.background import Fault, Runner
from enumerator.ui.link_facts import LinkFacts, LinkState, chip_of
from enumerator.ui.widgets.chip import ChipFacts
from enumerator.workflow.enrol import registry_trust
from enumerator.workflow.ports import Clock
from enumerator.workflow.transfer import SyncReport, sync
from sync.ports import Breakable, Transport
from sync.retry import LONGEST_WAIT_SECONDS, wait_seconds
from sync.transport import HttpTransport

__all__ = ["LinkFacts", "LinkState", "SyncWatch"]

QUIET_SECONDS = 60.0
"""Between two goings while the registry answers."""
LEAST_WAIT_SECONDS = 2.0
"""Full jitter may draw nothing at all; the windows would flicker."""
SILENCE_SECONDS = 30.0
"""A registry judges a full batch in a few; the officer who leaves waits no longer than this."""


class SyncWatch(QObject):
    """Syncs at once when started, then again and again; waits longer after each try that found no link.

    It has a thread of its own, so that a registry that keeps silent never holds a deed of the store up.
    """

    changed = Signal()
    """The state or the seconds to the next try are others now."""
    settled = Signal()
    """A receipt moved surveys: whoever shows counts reads them again."""

    def __init__(
        self,
        desk: Desk,
        clock: Clock,
        find_registry: Callable[[], str | None],
        *,
        reach: Callable[[str], AbstractContextManager[Transport]] | None = None,
        runner: Runner | None = None,
        draw: Callable[[], float] = random.random,
        seconds: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """Make the watch; it does nothing before `start`.

        Args:
            desk: the signed-in officer's.
            clock: the time with its offset.
            find_registry: answers where the registry is, None where nobody knows; asked beside the windows.
            reach: opens the way there; over HTTP unless said otherwise.
            runner: does the goings; by default one of its own.
            draw: chance, for the waits.
            seconds: a clock that never goes back, for the waits.
            parent: of the Qt object.
        """
        super().__init__(parent)
        self._desk, self._clock, self._find = desk, clock, find_registry
        self._reach = reach or (lambda url: HttpTransport(url, clock=clock, silence_seconds=SILENCE_SECONDS))
        self._line: object = None
        self._runner = runner or Runner(self)
        self._draw, self._seconds = draw, seconds
        self._facts = LinkFacts(LinkState.IDLE, clock())
        self._tries = 0
        self._next_at: float | None = None
        self._under_way = False
        self._ticking = QTimer(self)
        self._ticking.setInterval(1000)
        self._ticking.timeout.connect(self.tick)

    @property
    def facts(self) -> LinkFacts:
        """How the link is."""
        return self._facts

    @property
    def next_try(self) -> int | None:
        """Whole seconds to the next try; None while one is under way or none will be made."""
        return None if self._next_at is None else max(0, round(self._next_at - self._seconds()))

    def chip(self) -> ChipFacts:
        """Say the state of the link for the top bar."""
        return chip_of(self._facts, self.next_try)

    def start(self) -> None:
        """Go to the registry now and look after the link from here on."""
        if not self._is_enrolled():
            self._show(LinkFacts(LinkState.NOT_ENROLLED, self._clock()))
            return
        self._ticking.start()
        self.try_now()

    def hang_up(self) -> None:
        """Begin no going any more and break off the one under way. Returns at once."""
        self._ticking.stop()
        self._next_at = None
        self._runner.end()
        if isinstance(self._line, Breakable):
            self._line.hang_up()

    def wait(self) -> None:
        """Wait for a going under way, after `hang_up`: a receipt that has arrived is still committed."""
        self._runner.wait()

    def stop(self) -> None:
        """Leave the link alone."""
        self.hang_up()
        self.wait()

    def try_now(self) -> None:
        """Go to the registry without waiting; nothing happens while a going is under way or no registry is known."""
        if self._under_way or not self._ticking.isActive():
            return
        self._next_at, self._under_way = None, True
        before = self._facts
        # A going that only looks whether the registry is there does not say that it sends.
        self._show(replace(before, state=LinkState.SENDING) if self._has_something_to_send() else before)
        self._runner.run(
            lambda: self._go(before.fault),
            lambda report: self._came_back(before, report),
            lambda fault: self._lost(before, LinkFacts(LinkState.STOPPED, self._clock()), fault, transient=False),
            owner=self,
            ended=lambda: self._over(before),
        )

    def tick(self) -> None:
        """A second has passed."""
        if self._next_at is not None and self._seconds() >= self._next_at:
            self.try_now()
        elif self._next_at is not None:
            self.changed.emit()

    def _is_enrolled(self) -> bool:
        try:
            registry_trust(self._desk)
        except NotEnrolled:
            return False
        return True

    def _has_something_to_send(self) -> bool:
        counts, role = self._desk.surveys.counts(), self._desk.officer.role
        to_freeze = counts[SurveyState.APPROVED] if allowed(role, Deed.FREEZE_BATCH) else 0
        return counts[SurveyState.BATCHED] + to_freeze > self._facts.left_out

    def _go(self, known_fault: str) -> SyncReport | None:
        url = self._find()
        if url is None:
            return None
        with self._reach(url) as transport:
            self._line = transport
            try:
                return sync(self._desk, transport, self._clock, known_fault=known_fault)
            finally:
                self._line = None

    def _came_back(self, before: LinkFacts, report: SyncReport | None) -> None:
        if report is None:
            self._under_way = False
            self._show(LinkFacts(LinkState.NO_ADDRESS, self._clock()))
            return
        if not self._ticking.isActive():
            return
        held = len(report.verdicts) - len(report.refused)
        found = LinkFacts(LinkState.LINKED, self._clock(), held=held, set_aside=len(report.refused))
        found = replace(found, left_out=len(report.left_out))
        if report.fault is not None:
            self._lost(before, found, report.fault, transient=report.fault.is_transient)
        else:
            self._tries, self._under_way = 0, False
            self._wait(QUIET_SECONDS)
            self._show(self._read(before, found, report))
        if report.batches:
            self.settled.emit()

    def _read(self, before: LinkFacts, found: LinkFacts, report: SyncReport) -> LinkFacts:
        """Name what a going without a fault found; what the last receipt said stays said."""
        if report.clock_warning is not None:
            return replace(found, state=LinkState.CLOCK, facts={"minutes": abs(report.skew_seconds or 0) // 60})
        if report.batches:
            return replace(found, state=LinkState.SETTLED)
        if before.state in (LinkState.SETTLED, LinkState.LINKED):
            return replace(before, left_out=found.left_out)
        return found

    def _lost(self, before: LinkFacts, found: LinkFacts, fault: Fault, *, transient: bool) -> None:
        state = LinkState.NO_LINK if transient else LinkState.STOPPED
        since = before.since if before.state is state else found.since
        drawn = wait_seconds(self._tries, draw=self._draw) if transient else LONGEST_WAIT_SECONDS
        self._tries, self._under_way = self._tries + 1, False
        self._wait(max(LEAST_WAIT_SECONDS, drawn))
        self._show(replace(found, state=state, since=since, fault=fault.code, facts=fault.facts))

    def _over(self, before: LinkFacts) -> None:
        """A going that broke off with a bug told nobody how it ended: try again as after a fault that may pass."""
        if self._under_way:
            self._under_way = False
            self._wait(LONGEST_WAIT_SECONDS)
            self._show(before)

    def _wait(self, seconds: float) -> None:
        self._next_at = self._seconds() + seconds if self._ticking.isActive() else None

    def _show(self, facts: LinkFacts) -> None:
        self._facts = facts
        self.changed.emit()
