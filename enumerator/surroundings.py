"""The real world as the commands and windows meet it; a test hands over another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from enumerator.errors import WorldFault
from enumerator.workflow.ports import Clock, SlipPrinter
from forms.pmt import PackRefused
from resources.wording import sentence
from sync.errors import SyncFault


@dataclass(frozen=True, slots=True)
class Windows:
    """How the windows are to be opened.

    Attributes:
        store: folder of the desk's store, or None for the usual place.
        trial_folder: folder of a trial centre, or None for the usual place, and only if there is no desk.
        registry: the registry's address, or None for the one in the environment.
        language: ``en`` or ``ur``.
        theme: ``light``, ``dark`` or ``high-contrast``.
    """

    store: str | None = None
    trial_folder: str | None = None
    registry: str | None = None
    language: str = "en"
    theme: str = "light"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Which pictures of the windows are wanted.

    Attributes:
        folder: where they go; made if it is not there.
        language: ``en`` or ``ur``, or None for both.
        theme: ``light``, ``dark`` or ``high-contrast``.
        only: names of pages or pictures; none for all.
    """

    folder: str
    language: str | None = None
    theme: str = "light"
    only: tuple[str, ...] = ()


def _no_pictures(_wanted: Pictures, world: Surroundings) -> int:
    """Stand in for whoever takes pictures where there is no Qt."""
    world.tell(sentence("window.no_screen", world.language))
    return 1


def _no_windows(_wanted: Windows, world: Surroundings) -> int:
    """Stand in for the windows where there is no screen."""
    world.tell(sentence("window.no_screen", world.language))
    return 1


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What `app` chooses for the whole program.

    Attributes:
        clock: the time with its offset from UTC.
        slip_printer: makes the drawer of slips; made late because it starts Qt.
        ask_passphrase: asks the person at the terminal, given the words to show.
        language: ``en`` or ``ur``, for faults.
        out: where answers go.
        err: where progress and faults go.
        open_windows: opens the windows and stays until they are closed; answers the exit status.
        take_pictures: takes pictures of the windows; answers the exit status.
    """

    clock: Clock
    slip_printer: Callable[[], SlipPrinter]
    ask_passphrase: Callable[[str], str]
    language: str
    out: TextIO
    err: TextIO
    open_windows: Callable[[Windows, Surroundings], int] = _no_windows
    take_pictures: Callable[[Pictures, Surroundings], int] = _no_pictures

    def sentence(self, fault: WorldFault | SyncFault | PackRefused) -> str:
        """Say a fault of the world, or why a pack is refused, in the person's language."""
        key = f"pack.{fault.code}" if isinstance(fault, PackRefused) else fault.code
        return sentence(key, self.language, **fault.facts)

    def progress(self, step: str, done: int, total: int) -> None:
        """Tell how far a step is: at its start, its end, and at every tenth between."""
        if done in (1, total) or done % max(1, total // 10) == 0:
            self.tell(f"{step} {done}/{total}")

    def say(self, line: str) -> None:
        """Give one line of the answer."""
        print(line, file=self.out, flush=True)

    def tell(self, line: str) -> None:
        """Give one line about how things go."""
        print(line, file=self.err, flush=True)
