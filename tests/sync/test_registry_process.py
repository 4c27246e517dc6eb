"""A real registry process over real sockets: served, killed, started again."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.batch import MAX_BATCH_BYTES, MEDIA_TYPE, batch_digest
from sync.errors import RegistryRefused, RegistryUnreachable
from sync.receipt import Outcome
from sync.registry.tables import SurveyRow, VerdictRow
from sync.session import DrainReport, drain
from sync.transport import HttpTransport
from tests.sync.conftest import RegistryProcess, StartRegistry, World
from tests.sync.desk import MemoryOutbox, noon, number_of

SURVEYS_A_BATCH = 20
TIMED_KILLS = 5


def go(world: World, registry: RegistryProcess, outbox: MemoryOutbox) -> DrainReport:
    with HttpTransport(registry.url, clock=noon) as transport:
        return drain(outbox, transport, world.trust, noon)


def assert_each_is_held_once(world: World, serials: range) -> None:
    with Session(world.engine) as session:
        numbers = session.scalars(select(SurveyRow.survey_number).order_by(SurveyRow.survey_number)).all()
        verdicts = session.scalar(select(func.count()).select_from(VerdictRow))
    assert numbers == [number_of(serial) for serial in serials]
    assert verdicts == len(serials)


def test_surveys_travel_over_a_real_wire(world: World, start_registry: StartRegistry) -> None:
    registry = start_registry(world.folder)
    outbox = MemoryOutbox([world.desk.batch_of(1, 2, 3)])

    report = go(world, registry, outbox)

    assert (report.count(Outcome.ACCEPTED), report.fault) == (3, None)
    assert registry.stop() == 0


@pytest.mark.parametrize(("kill_point", "held"), [("in_mid_judging", 0), ("before_commit", 0), ("before_answer", 3)])
def test_a_registry_killed_at_its_worst_moment_loses_and_doubles_nothing(
    world: World, start_registry: StartRegistry, kill_point: str, held: int
) -> None:
    outbox = MemoryOutbox([world.desk.batch_of(1, 2, 3)])

    # when it dies on the batch
    dying = start_registry(world.folder, kill_point)
    report = go(world, dying, outbox)
    assert isinstance(report.fault, RegistryUnreachable)
    assert dying.wait() < 0
    with Session(world.engine) as session:
        assert session.scalar(select(func.count()).select_from(SurveyRow)) == held

    # then the next one takes the same bytes, and each survey is there once
    report = go(world, start_registry(world.folder), outbox)
    assert (report.count(Outcome.ACCEPTED), report.fault) == (3, None)
    assert_each_is_held_once(world, range(1, 4))


def test_a_registry_killed_again_and_again_loses_and_doubles_nothing(
    world: World, start_registry: StartRegistry
) -> None:
    batches = TIMED_KILLS + 1
    outbox = MemoryOutbox(
        [world.desk.batch_of(*range(1 + at * SURVEYS_A_BATCH, 1 + (at + 1) * SURVEYS_A_BATCH)) for at in range(batches)]
    )
    for kill in range(TIMED_KILLS):
        registry = start_registry(world.folder)
        timer = threading.Timer(0.005 + 0.02 * kill, registry.kill)
        timer.start()
        go(world, registry, outbox)
        timer.join()

    report = go(world, start_registry(world.folder), outbox)

    assert report.fault is None
    assert sorted(outbox.receipts) == list(range(1, batches + 1))
    assert outbox.settled_again == 0
    assert_each_is_held_once(world, range(1, 1 + batches * SURVEYS_A_BATCH))


def test_work_goes_on_while_the_registry_is_stopped_and_drains_when_it_is_back(
    world: World, start_registry: StartRegistry
) -> None:
    registry = start_registry(world.folder)
    registry.stop()
    outbox = MemoryOutbox([world.desk.batch_of(1)])
    assert isinstance(go(world, registry, outbox).fault, RegistryUnreachable)
    outbox.batches.append(world.desk.batch_of(2))

    report = go(world, start_registry(world.folder), outbox)

    assert (report.batches, report.fault) == (2, None)


def test_every_no_of_the_registry_has_a_code(world: World, start_registry: StartRegistry) -> None:
    registry = start_registry(world.folder)
    lost = world.desk.batch_of(1)
    ahead = world.desk.batch_of(2)

    with HttpTransport(registry.url) as transport:
        transport.send_batch(lost)
        world.desk.last_number = 7
        with pytest.raises(RegistryRefused) as caught:
            transport.send_batch(world.desk.batch_of(3))
        transport.send_batch(ahead)
    assert caught.value.facts == {
        "refusal": "batch_out_of_order",
        "status": 409,
        "last_number": 1,
        "last_digest": batch_digest(lost),
    }

    answers = [
        requests.get(registry.url + "/", timeout=10),
        requests.get(registry.url + "/v1/batches", timeout=10),
        requests.post(registry.url + "/v1/batches", b"x", headers={"Content-Type": "text/plain"}, timeout=10),
        requests.post(registry.url + "/v1/batches", b"x", headers={"Content-Type": MEDIA_TYPE}, timeout=10),
        requests.post(
            registry.url + "/v1/batches",
            b"x" * (MAX_BATCH_BYTES + 1),
            headers={"Content-Type": MEDIA_TYPE},
            timeout=30,
        ),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (404, "path_unknown"),
        (405, "method_unknown"),
        (415, "media_type_unknown"),
        (400, "bad_batch"),
        (413, "body_too_large"),
    ]


def test_a_desk_that_hangs_up_inside_its_batch_disturbs_nobody(world: World, start_registry: StartRegistry) -> None:
    registry = start_registry(world.folder)
    raw = world.desk.batch_of(1)
    host, port = registry.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(
            b"POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Type: "
            + MEDIA_TYPE.encode()
            + f"\r\nContent-Length: {len(raw)}\r\n\r\n".encode()
            + raw[: len(raw) // 2]
        )

    report = go(world, registry, MemoryOutbox([raw]))

    assert report.count(Outcome.ACCEPTED) == 1
    assert registry.stop() == 0


def test_the_real_program_makes_a_registry_and_says_its_public_card(tmp_path: Path) -> None:
    folder = tmp_path / "made"

    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "sync.registry", "init", "--folder", str(folder)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        timeout=60,
        check=True,
    )

    assert json.loads(done.stdout) == json.loads((folder / "registry.json").read_text())
    assert (folder / "keys.json").stat().st_mode & 0o077 == 0
