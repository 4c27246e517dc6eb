"""A screen of its own for one test: Xvfb with a window manager, keys through xdotool, the title as its word."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = ("Xvfb", "openbox", "xdotool")
SIZE = "1366x768x24"
_POLL_SECONDS = 0.05
_PATIENCE_SECONDS = 60.0
_SETTLE_SECONDS = 1.0


def lacking() -> list[str]:
    """Name the programs that this machine does not have."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


class Screen:
    """One virtual screen; every call blocks until the key has been sent."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}

    def press(self, *keys: str) -> None:
        """Press keys by their X names, one after the other: ``Return``, ``ctrl+l``, ``F12``."""
        self._do("key", "--delay", "12", *keys)

    def type(self, text: str) -> None:
        """Type a text; letters of other scripts go through a spare key, as an input method would send them."""
        self._do("type", "--delay", "12", text)

    def settle(self) -> None:
        """Let the window manager hand over the keyboard and the window draw what a key changed, as a person would."""
        time.sleep(_SETTLE_SECONDS)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self._do("mousemove", str(x), str(y), "click", "1")

    def title(self) -> str:
        """Read the title of the window in front, blank when there is none."""
        done = subprocess.run(
            ["xdotool", "getactivewindow", "getwindowname"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    def wait(self, told: Callable[[str], bool], what: str) -> str:
        """Wait until the window's title says something.

        Raises:
            AssertionError: it did not within a minute.
        """
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            title = self.title()
            if told(title):
                return title
            time.sleep(_POLL_SECONDS)
        raise AssertionError(f"the window never said {what}; it says {self.title()!r}")

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True, capture_output=True)


@contextmanager
def screen(log: Path) -> Iterator[Screen]:
    """Start a screen and its window manager; both end with the test."""
    reading, writing = os.pipe()
    with log.open("ab") as out:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"],
            pass_fds=(writing,),
            stdout=out,
            stderr=out,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        found = Screen(display)
        manager = subprocess.Popen(["openbox"], env=found.environment, stdout=out, stderr=out)
        try:
            yield found
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait(timeout=10)
