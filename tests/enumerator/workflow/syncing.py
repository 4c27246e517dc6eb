"""A child process in which a supervisor syncs, and which kills itself (SIGKILL) where it is told to.

Run as `python -m tests.enumerator.workflow.syncing FOLDER URL KILL_POINT`. Every survey makes a batch of its own.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from enumerator.domain.batch import SurveyVerdict
from enumerator.store import Desk
from enumerator.workflow import batch as batches
from enumerator.workflow.transfer import sync
from sync.canonical import JSON
from sync.transport import HttpTransport
from tests.enumerator.store.centre import SAIRA
from tests.enumerator.workflow.world import World, present


def main(folder: str, url: str, point: str) -> None:
    """Sync until the kill point."""
    batches.SURVEYS_IN_A_BATCH = 1
    world = World(Path(folder))
    with world.sign_in(SAIRA) as desk, HttpTransport(url) as transport:
        dying = _Dying(desk, transport, point)
        report = sync(desk, dying, present, progress=dying.progress)
        raise SystemExit(f"went through: {report}")


class _Dying:
    """A transport, a listener and a hand in the store, one of which is deadly."""

    def __init__(self, desk: Desk, transport: HttpTransport, point: str) -> None:
        self._transport = transport
        self._point = point
        if point == "in the settling transaction":
            settle = desk.receipts.settle

            def settle_and_die(batch: int, body: bytes, verdicts: Sequence[SurveyVerdict]) -> bool:
                settle(batch, body, verdicts)
                return self._die()

            desk.receipts.settle = settle_and_die  # type: ignore[method-assign]

    def hello(self) -> dict[str, JSON]:
        self._die_at("frozen, nothing sent")
        return self._transport.hello()

    def send_batch(self, raw: bytes) -> bytes:
        answer = self._transport.send_batch(raw)
        self._die_at("sent, nothing settled")
        return answer

    def progress(self, step: str, done: int, _total: int) -> None:
        if step == "seal":
            self._die_at("sealed, nothing frozen")
        if (step, done) == ("send", 2):
            self._die_at("one settled, the next not sent")

    def _die_at(self, point: str) -> None:
        if self._point == point:
            self._die()

    def _die(self) -> bool:
        os.kill(os.getpid(), signal.SIGKILL)
        return False


if __name__ == "__main__":
    main(*sys.argv[1:])
