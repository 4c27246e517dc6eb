"""Deeds that take a while, done beside the windows one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from enumerator.errors import WorldFault
from sync.errors import SyncFault

__all__ = ["Fault", "Runner"]

T = TypeVar("T")
Fault = WorldFault | SyncFault


class Runner(QObject):
    """One thread of its own, so that deeds of the store queue; answers come back on the thread of the windows."""

    _over = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="deeds")
        self._waiting = 0
        self._finished = False
        self._over.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._waiting > 0

    def run(self, deed: Callable[[], T], done: Callable[[T], object], failed: Callable[[Fault], object]) -> None:
        """Do a deed beside the windows.

        Args:
            deed: touches no widget.
            done: is told what the deed returned, on the thread of the windows.
            failed: is told the fault of the world that stopped it. Anything else is a bug and reaches the last resort.
        """

        def tell(over: Future[T]) -> None:
            try:
                result = over.result()
            except (WorldFault, SyncFault) as fault:
                failed(fault)
            else:
                done(result)

        self._waiting += 1
        self._thread.submit(deed).add_done_callback(lambda over: self._over.emit(lambda: tell(over)))

    def finish(self) -> None:
        """Wait for the deed under way and drop those behind it; nobody is told any more, nothing may be begun."""
        self._finished = True
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _tell(self, answer: Callable[[], None]) -> None:
        self._waiting -= 1
        if not self._finished:
            answer()
