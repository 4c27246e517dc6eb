"""Failed sign-ins: a growing wait that neither a restart nor the computer's clock can shorten.

The file is plain, not authenticated. Nobody is signed in when it is written, so there is no key to authenticate it
with; and who may delete it may as well copy keys.json and guess elsewhere, where only Argon2id stands in the way.
It slows the person at this keyboard.

Waits are counted on the system's monotonic clock, which setting the date does not move. It starts anew with the
computer: then at least its present reading has gone by since the failed try. Either way the count is never more than
the time that truly passed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from enumerator.errors import OfficerLocked
from enumerator.store.folder import replace_file

Tick = Callable[[], float]

FREE_TRIES = 4
WAITS_SECONDS = (30, 60, 120, 300, 900, 1800, 3600)


@dataclass(frozen=True, slots=True)
class Failure:
    """One officer's failed tries in a row, and the monotonic second of the last."""

    failed: int
    at_tick: float

    @property
    def wait_seconds(self) -> int:
        """How long after the last try the next one is let through."""
        beyond = self.failed - FREE_TRIES
        return 0 if beyond <= 0 else WAITS_SECONDS[min(beyond, len(WAITS_SECONDS)) - 1]

    def left_seconds(self, now_tick: float) -> int:
        """How much of the wait is still to be served, in whole seconds rounded up."""
        gone_by = now_tick - self.at_tick if now_tick >= self.at_tick else now_tick
        return max(0, math.ceil(self.wait_seconds - gone_by))


class Tries:
    """The failed tries of every officer of one store."""

    def __init__(self, path: Path, tick: Tick) -> None:
        self._path = path
        self._tick = tick

    def begin(self, officer: str) -> Failure:
        """Count a try as failed before it is made, so that killing the program in the middle gains nothing.

        Raises:
            OfficerLocked: the wait after the last failed try is not over.
        """
        failures = self._read()
        last = failures.get(officer, Failure(0, 0.0))
        left = last.left_seconds(self._tick())
        if left:
            raise OfficerLocked(officer=officer, failed_tries=last.failed, wait_seconds=left)
        counted = Failure(last.failed + 1, self._tick())
        self._write({**failures, officer: counted})
        return counted

    def clear(self, officer: str) -> None:
        """Forget the officer's failed tries: the passphrase was right."""
        failures = self._read()
        self._write({code: failure for code, failure in failures.items() if code != officer})

    def _read(self) -> Mapping[str, Failure]:
        try:
            read = json.loads(self._path.read_bytes())
            return {str(code): Failure(int(at["failed"]), float(at["at_tick"])) for code, at in read.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, KeyError, AttributeError):
            # Unreadable is treated as deleted, which no lock could prevent; a full lock-out would let one bad
            # sector close a centre.
            return {}

    def _write(self, failures: Mapping[str, Failure]) -> None:
        replace_file(self._path, json.dumps({code: asdict(failure) for code, failure in failures.items()}).encode())
