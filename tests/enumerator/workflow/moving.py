"""A child process that moves a draft to the edition in force, and dies when the store's clock was asked often enough.

Run as `python -m tests.enumerator.workflow.moving FOLDER NUMBER LINES`: each line of the journal asks the clock once.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from enumerator.workflow.moving import move_draft
from tests.enumerator.store.centre import BILAL, Clock
from tests.enumerator.workflow.world import World


class DeadlyClock(Clock):
    """Kills the program at the reading after the last one it is allowed; None allows all."""

    left: int | None = None

    def __call__(self) -> datetime:
        if self.left is not None:
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            self.left -= 1
        return super().__call__()


def main(folder: str, number: str, lines: str) -> None:
    """Sign in, then move."""
    clock = DeadlyClock()
    with World(Path(folder), clock).sign_in(BILAL) as desk:
        clock.left = int(lines)
        move_draft(desk, number, Clock())
        clock.left = None


if __name__ == "__main__":
    main(*sys.argv[1:])
