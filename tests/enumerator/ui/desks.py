"""A desk for the windows' tests: signed in at a copied world, with a runner that is waited for at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from enumerator.domain.officer import NewOfficer
from enumerator.domain.survey import SurveyRow
from enumerator.store import Desk
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Runner
from enumerator.ui.page import Page
from enumerator.ui.slip_printer import QtSlipPrinter
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import resume_interview
from enumerator.workflow.review import reopen, return_survey
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.world import World

LAPTOP = "/data/assets/has_laptop"


@contextmanager
def at_desk(world: World, who: NewOfficer) -> Iterator[AtDesk]:
    """Sign in and out again."""
    with world.sign_in(who) as desk:
        runner = Runner()
        yield AtDesk(desk=desk, clock=world.clock, printer=QtSlipPrinter(world.clock), runner=runner)
        runner.finish()


def shown(qtbot: QtBot, page: Page) -> None:
    """Show a page as the window does, with the keyboard on it."""
    qtbot.addWidget(page)
    page.resize(1366, 676)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.enter()


def by(desk: Desk, who: NewOfficer) -> SurveyRow:
    """The first survey that this officer wrote."""
    return next(row for row in desk.surveys.all() if row.author == who.code)


def answered_again(world: World) -> str:
    """Bilal's first survey, returned by Saira, its laptop changed from not known to no, and finished again."""
    with world.sign_in(SAIRA) as desk:
        number = by(desk, BILAL).number
        return_survey(desk, number, "Please ask about the laptop", world.clock)
    world.clock.move(minutes=10)
    with world.sign_in(BILAL) as desk:
        reopen(desk, number, world.clock)
        asking = resume_interview(desk, number, world.clock)
        asking.answer(LAPTOP, "yes")
        world.clock.move(minutes=2)
        asking.answer(LAPTOP, "no")
        finish(desk, asking, world.clock)
    return number
