"""Somebody at the windows: sees what stands on the screen, presses keys, clicks, and waits until it answers."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resources.wording import sentence
from tests.e2e.screen import Screen

_PATIENCE_SECONDS = 60.0
_GLANCE_SECONDS = 0.03


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a window, as it is read aloud.

    Attributes:
        called: the name by which the program's tests know it.
        name: what it says, or what it is for.
        value: what was typed into it.
        rows: of a list, its cells.
        able: whether it can be pressed or typed into.
        ticked: whether its box is ticked.
        middle: where to click.
        height: on the screen.
    """

    called: str
    name: str
    value: str
    rows: tuple[str, ...]
    able: bool
    ticked: bool
    middle: tuple[int, int]
    height: int


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands on the screen at one moment."""

    parts: tuple[Part, ...]
    place: Part | None

    def part(self, called: str) -> Part | None:
        """The part that is called so, if it stands there."""
        return next((part for part in self.parts if part.called == called), None)

    def words(self) -> list[str]:
        """Everything that is to be read, for a test that fails."""
        return sorted({said for part in self.parts for said in (part.name, part.value, *part.rows) if said})

    def says(self, words: str) -> bool:
        """Whether these words are to be read anywhere."""
        return any(words in said for said in self.words())


class Person:
    """Works one running program."""

    def __init__(self, at: Screen, voice: Path, language: str) -> None:
        self._at, self._voice = at, voice
        self.language = language
        self.press, self.type = at.press, at.type

    def looks(self) -> Sight:
        """Look at the screen; nothing stands there before the program has started."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(str(self._voice))
                with line.makefile(encoding="utf-8") as told:
                    read = json.loads(told.read() or '{"parts": [], "place": null}')
        except (FileNotFoundError, ConnectionRefusedError):
            return Sight((), None)
        return Sight(tuple(map(_part, read["parts"])), _part(read["place"]) if read["place"] else None)

    def waits(self, for_what: str, is_so: Callable[[Sight], object]) -> Sight:
        """Look again and again until something is so.

        Raises:
            AssertionError: it is not so after a minute.
        """
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until:
            sight = self.looks()
            if is_so(sight):
                return sight
            time.sleep(_GLANCE_SECONDS)
        raise AssertionError(f"never seen: {for_what}; seen: {sight.words()}")

    def waits_for(self, key: str, **facts: str | int) -> Sight:
        """Wait for a sentence of the wording, in the language of the windows."""
        words = self.words(key, **facts)
        return self.waits(words, lambda sight: sight.says(words))

    def words(self, key: str, **facts: str | int) -> str:
        """A sentence of the wording, in the language of the windows."""
        return sentence(key, self.language, **facts)

    def clicks(self, called: str) -> None:
        """Click a part."""
        part = self.waits(called, lambda sight: sight.part(called)).part(called)
        assert part is not None
        self._at.click(*part.middle)

    def signs_in(self, code: str) -> None:
        """Click one's card on the trial's sign-in page, which fills the passphrase in, and open the desk."""
        self._finds_rest()
        self.clicks(f"person_{code}")
        self.waits("the passphrase beside one's name", lambda sight: _stands_on(sight, f"person_{code}"))
        self.press("Return")

    def _finds_rest(self) -> None:
        """Wait until the entrance stands and the window manager moves it no more."""
        before: Part | None = None

        def is_at_rest(sight: Sight) -> bool:
            nonlocal before
            now, before = before, sight.part("entrance")
            return now is not None and now == before

        self.waits("the entrance", is_at_rest)

    def signs_out(self) -> None:
        """Lock the desk and leave it to somebody else."""
        self.press("ctrl+alt+l")
        self.waits("the lock", lambda sight: sight.part("another_officer"))
        self.press("F9")
        self.waits("the entrance", lambda sight: not sight.part("another_officer") and sight.part("passphrase"))


@contextmanager
def program(at: Screen, folder: Path, language: str = "en") -> Iterator[tuple[Person, subprocess.Popen[bytes]]]:
    """Start the real program on a trial centre; whatever still runs at the end is killed."""
    voice = folder.parent / f"voice-{time.monotonic_ns()}"
    words = [sys.executable, "-m", "tests.e2e.aloud", str(voice)]
    words += ["window", "--trial-folder", str(folder), "--language", language]
    with (folder.parent / "window.log").open("ab") as log:
        process = subprocess.Popen(words, env=at.environment, stdout=log, stderr=log, start_new_session=True)
    try:
        yield Person(at, voice, language), process
    finally:
        if process.poll() is None:
            cut_power(process)


def cut_power(process: subprocess.Popen[bytes]) -> None:
    """Kill the program and whatever it started, with no word of warning."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


def _part(read: Mapping[str, Any]) -> Part:
    return Part(**{**read, "rows": tuple(read["rows"]), "middle": tuple(read["middle"])})


def _stands_on(sight: Sight, card: str) -> bool:
    """Whether the caret is on that card."""
    place, around = sight.part("passphrase"), sight.part(card)
    return bool(place and around and abs(place.middle[1] - around.middle[1]) < around.height / 2 and sight.place)
