"""A desk and its registry at some stage of a day, in one folder that can be copied for a test of its own."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from enumerator.domain.officer import NewOfficer
from enumerator.domain.survey import SurveyRow
from enumerator.store import Desk
from enumerator.store.folder import replace_file
from enumerator.trial import census
from enumerator.trial.household import SampleHousehold
from enumerator.trial.invention import complete
from enumerator.trial.registry import TrialRegistry
from enumerator.trial.respondent import answer_all
from enumerator.workflow.enrol import enrolment_request, trust_registry
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import HouseholdInterview, begin_interview
from forms import Missing
from sync.enrolment import Enrolment
from sync.registry import folder as registry_folder
from sync.registry.admission import admit
from sync.registry.tables import open_database
from tests.enumerator.store import centre
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN, Clock

SEED = 7
FAMILIES: Sequence[tuple[int, NewOfficer]] = ((5, BILAL), (4, BILAL), (2, USMAN))
"""Which drawn family is asked by whom; Saira, a supervisor, approves all. Every score is an interval."""
AT = "2025-03-03T09:00:00+00:00"


@dataclass(frozen=True)
class World:
    """The folder of one desk with its registry, and the clock that hangs between them."""

    folder: Path
    clock: Clock = field(default_factory=Clock)

    @property
    def store(self) -> Path:
        return self.folder / "desk"

    @property
    def registry(self) -> TrialRegistry:
        return TrialRegistry(self.folder / "registry")

    @property
    def enrolment_file(self) -> Path:
        return self.folder / "enrolment.json"

    @property
    def enrolment(self) -> Enrolment:
        return Enrolment.from_bytes(self.enrolment_file.read_bytes())

    def sign_in(self, who: NewOfficer) -> Desk:
        return centre.sign_in(self.store, who, self.clock)

    def copied(self, to: Path) -> World:
        shutil.copytree(self.folder, to)
        return World(to)


def make_enrolled(folder: Path) -> World:
    """A desk with three officers and a registry that has admitted it; nobody was asked anything yet."""
    world = World(folder)
    folder.mkdir()
    centre.make(world.store, world.clock)
    registry_folder.init(world.registry.folder, trial=True)
    with world.sign_in(SAIRA) as desk:
        trust_registry(desk, world.registry.card.read_bytes())
        replace_file(world.enrolment_file, enrolment_request(desk).to_bytes())
    engine = open_database(registry_folder.database_url(world.registry.folder))
    with Session(engine) as session, session.begin():
        admit(session, world.enrolment, at=AT, trial=True)
    engine.dispose()
    return world


def household(index: int) -> SampleHousehold:
    """One drawn family, every question answered; the same each time, and one thing that nobody knows."""
    family = complete(census.family(SEED, index), SEED, Clock().now.date())
    family.answers["/data/assets/has_laptop"] = Missing.DONT_KNOW
    return family


def ask(desk: Desk, index: int, clock: Clock) -> HouseholdInterview:
    """Ask that family everything."""
    asking = begin_interview(desk, clock)
    for _ in answer_all(asking, household(index)):
        pass
    return asking


def take_down(desk: Desk, index: int, clock: Clock) -> SurveyRow:
    """Ask that family everything and finish."""
    return finish(desk, ask(desk, index, clock), clock)


def unguarded(desk: Desk, *statements: str) -> None:
    """What somebody does who has the data key and another program: no triggers, no guard, no references."""
    connection = desk._book.database._connection
    connection.set_authorizer(None)
    connection.execute("PRAGMA foreign_keys = OFF")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    for statement in statements:
        connection.execute(statement)


def present() -> datetime:
    """The registry's process has the computer's clock; a desk that agrees with it has no warning."""
    return datetime.now(UTC)
