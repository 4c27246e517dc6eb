"""The lock that keeps a store to one running program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from enumerator.errors import StoreInUse
from enumerator.store.folder import disk_faults


class StoreLock:
    """Held from construction to `release`; the system lets go of it when the program dies."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            StoreInUse: another program (or another desk of this one) holds it.
        """
        with disk_faults():
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(self._descriptor)
        except OSError as fault:
            os.close(self._descriptor)
            raise StoreInUse from fault

    def release(self) -> None:
        """Let the next one in. The file stays: removing it would race with whoever opens it just now."""
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
