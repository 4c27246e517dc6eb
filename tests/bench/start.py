"""From the start of the process to the painted sign-in page, beside a bare window of PySide6."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from enumerator.domain.officer import NewOfficer, Role
from enumerator.workflow.sign_in import set_up_desk
from enumerator.workflow.trial_centre import CENTRE
from tests.bench.bench import Bench, Pair

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = os.environ.get("QT_QPA_PLATFORM") or ("" if os.environ.get("DISPLAY") else "offscreen")
"""Where the windows are shown; blank for the screen that the machine has."""


@contextmanager
def _ready() -> Iterator[Pair]:
    """A desk that was set up, as on any working day: nothing has to be made before it opens."""
    with TemporaryDirectory() as folder:
        desk = Path(folder) / "desk"
        supervisor = NewOfficer(f"{CENTRE.code}-01", "Rubina Tariq", Role.SUPERVISOR, "a passphrase for a bench")
        set_up_desk(desk, centre=CENTRE, desk=1, supervisor=supervisor, clock=lambda: datetime.now(UTC), trial=True)
        window = partial(_seconds_until_shown, "passphrase", "window", "--store", str(desk))
        yield Pair(program=window, yardstick=partial(_seconds_until_shown, "bare"))


def _seconds_until_shown(*words: str) -> float:
    environment = os.environ | ({"QT_QPA_PLATFORM": PLATFORM} if PLATFORM else {})
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.until_shown", *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        said = child.stdout.readline() if child.stdout else ""
        seconds = time.perf_counter() - began
    if said.strip() != "shown" or child.returncode != 0:
        raise RuntimeError(f"the window was not shown, or did not close: {words}, exit status {child.returncode}")
    return seconds


START = Bench("start", "the sign-in page of a desk that was set up", "a bare window of PySide6", _ready)
