"""Deeds that take a while, done beside the windows one after the other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from enumerator.errors import WorldFault
from sync.errors import SyncFault

__all__ = ["Fault", "Runner"]

T = TypeVar("T")
Fault = WorldFault | SyncFault


class Runner(QObject):
    """One thread of its own, so that deeds of the store queue; answers come back on the thread of the windows."""

    progressed = Signal(str, int, int)
    """A deed under way says its step, how much of it is done, and of how much; emitted on the deed's own thread."""
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

    def run(
        self,
        deed: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Fault], object],
        *,
        owner: QObject,
        ended: Callable[[], object] = lambda: None,
    ) -> None:
        """Do a deed beside the windows.

        Args:
            deed: touches no widget.
            done: is told what the deed returned, on the thread of the windows.
            failed: is told the fault of the world that stopped it. Anything else is a bug and reaches the last resort.
            owner: who asked; once it is deleted nobody is told any more, and the deed is done all the same.
            ended: is told last, whether it was done, stopped, or broke off with a bug.
        """

        def tell(over: Future[T]) -> None:
            if not isValid(owner):
                return
            try:
                result = over.result()
            except (WorldFault, SyncFault) as fault:
                failed(fault)
            else:
                done(result)
            finally:
                ended()

        def come_back(over: Future[T]) -> None:
            if not self._finished:
                self._over.emit(lambda: tell(over))

        self._waiting += 1
        self._thread.submit(deed).add_done_callback(come_back)

    def end(self) -> None:
        """Drop the deeds that wait; nobody is told any more, nothing may be begun. Returns at once."""
        self._finished = True
        self._thread.shutdown(wait=False, cancel_futures=True)

    def wait(self) -> None:
        """Wait for the deed under way, after `end`; on any thread."""
        self._thread.shutdown(wait=True)

    def finish(self) -> None:
        """End, and wait."""
        self.end()
        self.wait()

    def _tell(self, answer: Callable[[], None]) -> None:
        self._waiting -= 1
        if not self._finished:
            answer()
