"""A survey that was withdrawn has perhaps no finished answers: every window says so and none tries to open it."""

from __future__ import annotations

from datetime import UTC

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from enumerator.domain.lifecycle import SurveyState
from enumerator.ui.destinations import Supervisor
from enumerator.ui.home import HomePage
from enumerator.ui.supervisor.page import SupervisorPage
from enumerator.ui.telling import telling
from enumerator.workflow.interview import begin_interview
from enumerator.workflow.review import reopen, return_survey, withdraw
from enumerator.workflow.waiting import day_of, waiting
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.ui.desks import at_desk, by, shown
from tests.enumerator.ui.walking import marked_wording, untold
from tests.enumerator.workflow.world import World

REASON = "the family left"


def draft_withdrawn(world: World) -> str:
    """Bilal begins an interview and takes it out again."""
    with world.sign_in(BILAL) as desk:
        asking = begin_interview(desk, world.clock)
        asking.answer("/data/basic/head_name", "Ghulam Rasool")
        withdraw(desk, asking.number, REASON, world.clock)
        return asking.number


def finished_withdrawn(world: World) -> str:
    """Saira takes out what Bilal finished."""
    with world.sign_in(SAIRA) as desk:
        number = by(desk, BILAL).number
        withdraw(desk, number, REASON, world.clock)
        return number


def second_draft_withdrawn(world: World) -> str:
    """Bilal's finished survey is returned, taken up again, and taken out as a draft."""
    with world.sign_in(SAIRA) as desk:
        number = by(desk, BILAL).number
        return_survey(desk, number, "the wrong village", world.clock)
    with world.sign_in(BILAL) as desk:
        reopen(desk, number, world.clock)
        withdraw(desk, number, REASON, world.clock)
    return number


WAYS = {
    "a draft": (draft_withdrawn, "withdrawn by Bilal Ahmed on 03/03/2025 before it was finished"),
    "a second draft": (second_draft_withdrawn, "withdrawn by Bilal Ahmed on 03/03/2025 before it was finished"),
    "a finished one": (finished_withdrawn, "withdrawn by Saira Malik on 03/03/2025:"),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_search_finds_it_and_opening_it_tells_who_withdrew_it_and_why(
    finished: World, qtbot: QtBot, way: str
) -> None:
    make, said = WAYS[way]
    number = make(finished)
    with at_desk(finished, BILAL) as at:
        page = HomePage(at)
        shown(qtbot, page)
        page.open_search()
        QTest.keyClicks(page.search.field, number)
        assert [row.state for row in page.search.model.rows] == [SurveyState.WITHDRAWN]

        with qtbot.assertNotEmitted(page.left):
            QTest.keyClick(page.search.field, Qt.Key.Key_Return)

        told = page.trouble.accessibleName()
        assert said in told
        assert REASON in told
        assert page.trouble.isVisible()


@pytest.mark.parametrize("make", [draft_withdrawn, second_draft_withdrawn, finished_withdrawn])
def test_it_waits_for_nobody_and_counts_for_no_day(finished: World, make: object) -> None:
    assert callable(make)
    number = make(finished)
    with finished.sign_in(SAIRA) as desk:
        day = day_of(desk, finished.clock().date(), UTC)
        waits = [each.row.number for each in waiting(desk)]
    assert number not in waits
    assert day.finished == day.to_decide == len(waits)
    assert sum(day.by_hour.values()) == day.finished


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_supervisor_who_asks_for_it_reads_that_it_does_not_wait(finished: World, qtbot: QtBot, language: str) -> None:
    number = draft_withdrawn(finished)
    telling.language = language
    with at_desk(finished, SAIRA) as at:
        page = SupervisorPage(at, Supervisor(number))
        shown(qtbot, page)
        news = page.decision.news
        assert number in news
        assert news.endswith({"en": "Withdrawn.", "ur": "منسوخ۔"}[language])


def test_what_the_home_says_of_it_is_of_the_wording(enrolled: World, qtbot: QtBot) -> None:
    number = draft_withdrawn(enrolled)
    telling.language = "ur"
    with at_desk(enrolled, BILAL) as at, marked_wording():
        page = HomePage(at)
        shown(qtbot, page)
        page.open_survey(number)
        assert untold(page.trouble, {"Bilal Ahmed", REASON, number}) == []
