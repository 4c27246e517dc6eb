"""SIGKILL in mid-sync, at the desk or at the registry: nothing is lost and nothing is doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

from enumerator.domain.lifecycle import SurveyState
from enumerator.trial.comparison import differences
from enumerator.workflow.questionnaire import shipped_edition
from enumerator.workflow.reconcile import reconcile
from enumerator.workflow.transfer import sync
from sync.errors import RegistryUnreachable
from sync.transport import HttpTransport
from tests.enumerator.store.centre import SAIRA
from tests.enumerator.workflow.world import World, present
from tests.sync.conftest import StartRegistry

HOUSE = Path(__file__).parents[3]
KILLED_AT = (
    # where, surveys frozen afterwards, accepted at the desk, held by the registry
    ("sealed, nothing frozen", 0, 0, 0),
    ("frozen, nothing sent", 3, 0, 0),
    ("sent, nothing settled", 3, 0, 1),
    ("in the settling transaction", 3, 0, 1),
    ("one settled, the next not sent", 2, 1, 1),
)


def killed_at(world: World, url: str, point: str) -> None:
    child = subprocess.run(
        [sys.executable, "-m", "tests.enumerator.workflow.syncing", str(world.folder), url, point],
        cwd=HOUSE,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (child.returncode, child.stderr) == (-signal.SIGKILL, b"")


def assert_everything_is_held_once(world: World) -> None:
    with world.sign_in(SAIRA) as desk:
        numbers = [(row.number, row.revision) for row in desk.surveys.all()]
        assert {row.state for row in desk.surveys.all()} == {SurveyState.ACCEPTED}
        assert desk.batches.pending() == ()
        assert reconcile(desk).findings == ()
        held = world.registry.holdings()
        assert [(each["survey_number"], each["revision"]) for each in held] == numbers
        assert list(differences(desk, held, shipped_edition().definition, world.clock)) == []


def test_a_desk_killed_at_every_step_of_a_sync_loses_and_doubles_nothing(approved: World) -> None:
    with approved.registry.serving() as url:
        for point, frozen, accepted, held in KILLED_AT:
            killed_at(approved, url, point)

            with approved.sign_in(SAIRA) as desk:
                counts = desk.surveys.counts()
                assert (counts[SurveyState.BATCHED], counts[SurveyState.ACCEPTED]) == (frozen, accepted), point
                assert counts[SurveyState.APPROVED] == 3 - frozen - accepted
                assert desk.integrity_check() == ()
            assert len(approved.registry.holdings()) == held

        with approved.sign_in(SAIRA) as desk, HttpTransport(url) as transport:
            assert sync(desk, transport, present).fault is None
    assert_everything_is_held_once(approved)


def test_a_registry_killed_at_its_worst_moments_loses_and_doubles_nothing(
    frozen: World, start_registry: StartRegistry
) -> None:
    for point, held in (("in_mid_judging", 0), ("before_commit", 0), ("before_answer", 3)):
        dying = start_registry(frozen.registry.folder, point)
        with frozen.sign_in(SAIRA) as desk, HttpTransport(dying.url) as transport:
            assert isinstance(sync(desk, transport, present).fault, RegistryUnreachable)
            assert len(desk.batches.pending()) == 1
        assert dying.wait() == -signal.SIGKILL
        assert len(frozen.registry.holdings()) == held

    with frozen.registry.serving() as url, frozen.sign_in(SAIRA) as desk, HttpTransport(url) as transport:
        assert sync(desk, transport, present).fault is None
    assert_everything_is_held_once(frozen)


def test_the_real_registry_killed_at_any_moment_loses_and_doubles_nothing(
    frozen: World, start_registry: StartRegistry
) -> None:
    for seconds in (0.2, 0.9, 1.3):
        registry = start_registry(frozen.registry.folder, None)
        timer = threading.Timer(seconds, registry.kill)
        timer.start()
        with frozen.sign_in(SAIRA) as desk, HttpTransport(registry.url) as transport:
            fault = sync(desk, transport, present).fault
            assert fault is None or isinstance(fault, RegistryUnreachable)
        timer.join()

    with frozen.registry.serving() as url, frozen.sign_in(SAIRA) as desk, HttpTransport(url) as transport:
        assert sync(desk, transport, present).fault is None
    assert_everything_is_held_once(frozen)
