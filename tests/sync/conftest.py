"""A registry's folder with one admitted desk, and registry processes over it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from sync.registry import folder as registry_folder
from sync.registry.admission import admit
from sync.registry.intake import Intake
from sync.registry.tables import open_database
from sync.trust import Trust
from tests.sync.desk import AT, Desk, noon, trusting_recheck

_STARTING_SECONDS = 60


@dataclass
class World:
    """A registry's folder and the desk that it admitted."""

    folder: Path
    trust: Trust
    desk: Desk
    engine: Engine
    intake: Intake


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    folder = tmp_path / "registry"
    trust = registry_folder.init(folder)
    engine = open_database(registry_folder.database_url(folder))
    desk = Desk(trust)
    with Session(engine) as session, session.begin():
        admit(session, desk.enrolment(), at=AT)
    yield World(folder, trust, desk, engine, Intake(engine, registry_folder.load(folder), trusting_recheck, noon))
    engine.dispose()


@dataclass
class RegistryProcess:
    """A registry in a child process and the address it announced."""

    child: subprocess.Popen[str]
    url: str

    def kill(self) -> None:
        self.child.send_signal(signal.SIGKILL)
        self.wait()

    def stop(self) -> int:
        self.child.terminate()
        return self.wait()

    def wait(self) -> int:
        self.child.communicate(timeout=_STARTING_SECONDS)
        return self.child.returncode


StartRegistry = Callable[..., RegistryProcess]


@pytest.fixture
def start_registry() -> Iterator[StartRegistry]:
    """Starts `serve` over a folder, the real program when there is no kill point; all are ended with the test."""
    started: list[RegistryProcess] = []

    def start(folder: Path, kill_point: str | None = "never", *more: str) -> RegistryProcess:
        program = ["sync.registry"] if kill_point is None else ["tests.sync.registry_child", kill_point]
        child = subprocess.Popen(
            [sys.executable, "-m", *program, "serve", "--port", "0", "--folder", str(folder), *more],
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert child.stdout is not None
        process = RegistryProcess(child, json.loads(child.stdout.readline())["url"])
        started.append(process)
        return process

    yield start
    for process in started:
        if process.child.poll() is None:
            process.kill()
