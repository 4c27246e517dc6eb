"""One day at a desk, stage by stage, made once; each test works on a copy of the stage it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from enumerator.workflow.batch import freeze_batches
from enumerator.workflow.editions import install_questionnaire, put_in_force
from enumerator.workflow.review import approve
from enumerator.workflow.transfer import sync
from forms.workbook import Examination
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.workbooks import NEXT, next_questionnaire
from tests.enumerator.workflow.world import FAMILIES, World, ask, make_enrolled, take_down
from tests.sync.conftest import start_registry

__all__ = ["start_registry"]

DRAFT = 5
"""The drawn family whose draft is on the edition of before."""


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


@pytest.fixture(scope="session")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> Examination:
    """The workbook of the next edition, examined."""
    return next_questionnaire(tmp_path_factory.mktemp("next-year"))


@pytest.fixture(scope="session")
def in_force_stage(enrolled_stage: World, next_year: Examination) -> World:
    world = enrolled_stage.copied(enrolled_stage.folder.with_name("in-force"))
    with world.sign_in(BILAL) as desk:
        ask(desk, DRAFT, world.clock)
    with world.sign_in(SAIRA) as desk:
        install_questionnaire(desk, next_year)
        put_in_force(desk, NEXT)
    return world


@pytest.fixture
def installed(enrolled: World, next_year: Examination) -> World:
    """Nobody was asked yet; the next edition is installed, and not in force."""
    with enrolled.sign_in(SAIRA) as desk:
        install_questionnaire(desk, next_year)
    return enrolled


@pytest.fixture
def in_force(in_force_stage: World, tmp_path: Path) -> World:
    """Bilal has a draft on the edition of before, all asked; the next edition is in force."""
    return in_force_stage.copied(tmp_path / "world")
