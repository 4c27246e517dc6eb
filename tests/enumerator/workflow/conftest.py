"""One day at a desk, stage by stage, made once; each test works on a copy of the stage it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from enumerator.workflow.batch import freeze_batches
from enumerator.workflow.review import approve
from enumerator.workflow.transfer import sync
from tests.enumerator.store.centre import SAIRA
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.world import FAMILIES, World, make_enrolled, take_down
from tests.sync.conftest import start_registry

__all__ = ["start_registry"]


@pytest.fixture(scope="session")
def enrolled_stage(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_enrolled(tmp_path_factory.mktemp("stages") / "enrolled")


@pytest.fixture(scope="session")
def finished_stage(enrolled_stage: World) -> World:
    world = enrolled_stage.copied(enrolled_stage.folder.with_name("finished"))
    for index, officer in FAMILIES:
        with world.sign_in(officer) as desk:
            take_down(desk, index, world.clock)
    return world


@pytest.fixture(scope="session")
def approved_stage(finished_stage: World) -> World:
    world = finished_stage.copied(finished_stage.folder.with_name("approved"))
    with world.sign_in(SAIRA) as desk:
        for row in desk.surveys.all():
            approve(desk, row.number, world.clock)
    return world


@pytest.fixture(scope="session")
def frozen_stage(approved_stage: World) -> World:
    world = approved_stage.copied(approved_stage.folder.with_name("frozen"))
    with world.sign_in(SAIRA) as desk:
        freeze_batches(desk, world.clock)
    return world


@pytest.fixture(scope="session")
def accepted_stage(frozen_stage: World) -> World:
    world = frozen_stage.copied(frozen_stage.folder.with_name("accepted"))
    with world.sign_in(SAIRA) as desk, InProcess(world.registry.folder) as transport:
        assert sync(desk, transport, world.clock).fault is None
    return world


@pytest.fixture
def enrolled(enrolled_stage: World, tmp_path: Path) -> World:
    """Nobody was asked yet."""
    return enrolled_stage.copied(tmp_path / "world")


@pytest.fixture
def finished(finished_stage: World, tmp_path: Path) -> World:
    """Three households were asked and wait for approval."""
    return finished_stage.copied(tmp_path / "world")


@pytest.fixture
def approved(approved_stage: World, tmp_path: Path) -> World:
    """All three are approved."""
    return approved_stage.copied(tmp_path / "world")


@pytest.fixture
def frozen(frozen_stage: World, tmp_path: Path) -> World:
    """All three are in a batch that was not sent."""
    return frozen_stage.copied(tmp_path / "world")


@pytest.fixture
def accepted(accepted_stage: World, tmp_path: Path) -> World:
    """All three are accepted by the registry."""
    return accepted_stage.copied(tmp_path / "world")
