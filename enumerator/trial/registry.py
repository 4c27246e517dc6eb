"""A registry beside the trial: the real server in a process of its own, reached over HTTP like any other."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from enumerator.store.folder import StoreFolder
from enumerator.workflow.trial_centre import DESK

_ENDS_WITHIN_SECONDS = 20


class RegistryDidNotStart(RuntimeError):
    """The server ended before it said its address."""


class TrialRegistry:
    """One registry's folder and the commands of the server that keeps it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @staticmethod
    def available() -> bool:
        """Whether this machine has what a registry needs; a frozen desk does not."""
        return not getattr(sys, "frozen", False) and find_spec("uvicorn") is not None

    @property
    def card(self) -> Path:
        """The public half, as the authority would hand it to a desk."""
        return self.folder / "registry.json"

    def make(self) -> None:
        """Make its keys; it admits trial desks alone."""
        self._do("init", "--trial")

    def admit(self, enrolment: Path) -> None:
        """Let a desk in."""
        self._do("admit", str(enrolment))

    def holdings(self) -> list[Mapping[str, Any]]:
        """Everything it holds, one mapping a revision, as its keeper would dump it."""
        return [json.loads(line) for line in self._do("dump").splitlines()]

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Run the server; gives its address. It is told to stop at the end, and must."""
        with (self.folder / "registry.log").open("ab") as log:
            words = self._words("serve", "--port", "0", *self._editions_of_the_desk())
            server = subprocess.Popen(  # noqa: S603 - our own words
                words, stdout=subprocess.PIPE, stderr=log, encoding="utf-8", env=_environment()
            )
        try:
            line = server.stdout.readline() if server.stdout else ""
            if not line:
                raise RegistryDidNotStart(f"the registry did not start; see {self.folder / 'registry.log'}")
            yield json.loads(line)["url"]
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=_ENDS_WITHIN_SECONDS)

    def _editions_of_the_desk(self) -> tuple[str, ...]:
        """Let the server check surveys of what was installed at the desk beside it, if anything was."""
        folder = StoreFolder(self.folder.with_name(DESK)).editions
        return ("--editions", str(folder)) if folder.is_dir() else ()

    def _do(self, *words: str) -> str:
        command = self._words(*words)
        done = subprocess.run(  # noqa: S603 - our own words
            command, check=True, capture_output=True, encoding="utf-8", env=_environment()
        )
        return done.stdout

    def _words(self, command: str, *words: str) -> list[str]:
        return [sys.executable, "-m", "sync.registry", command, "--folder", str(self.folder), *words]


def _environment() -> Mapping[str, str]:
    """Let the child write UTF-8 wherever it runs; a Windows code page has no Urdu."""
    return {**os.environ, "PYTHONUTF8": "1"}
