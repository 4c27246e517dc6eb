"""A screen of its own for one test: Xvfb with a window manager; keys and mouse through xdotool."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = ("Xvfb", "openbox", "setxkbmap", "xdotool")
KEYBOARDS = {False: "us", True: "pk"}
"""The keyboard for a text without and with Urdu letters. Letters that a keyboard lacks would be put onto a spare key
one after the other, and a busy window reads that key too late."""
SIZE = "1366x768x24"


def lacking() -> list[str]:
    """Name the programs that this machine does not have."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


class Screen:
    """One virtual screen; every call returns when the keys have been sent, not when they have been answered."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._keyboard = ""

    def press(self, *keys: str) -> None:
        """Press keys by their X names, one after the other: ``Return``, ``ctrl+l``, ``F12``."""
        self._lay_keyboard(urdu=False)
        self._do("key", *keys)

    def type(self, text: str) -> None:
        """Type a text, in English or in Urdu."""
        self._lay_keyboard(urdu=any("\u0600" <= letter <= "\u06ff" for letter in text))
        self._do("type", text)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self._do("mousemove", str(x), str(y), "click", "1")

    def has_window(self) -> bool:
        """Whether a window has the keyboard."""
        words = ["xdotool", "getwindowfocus", "getwindowname"]
        found = subprocess.run(words, env=self.environment, capture_output=True, text=True, check=False)
        return bool(found.stdout.strip())

    def _lay_keyboard(self, *, urdu: bool) -> None:
        if self._keyboard != KEYBOARDS[urdu]:
            self._keyboard = KEYBOARDS[urdu]
            subprocess.run(["setxkbmap", "-layout", self._keyboard], env=self.environment, check=True)

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
            found = Screen(f":{told.readline().strip()}")
        manager = subprocess.Popen(["openbox"], env=found.environment, stdout=out, stderr=out)
        try:
            yield found
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait(timeout=10)
