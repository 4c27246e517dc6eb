"""A draft that leads nowhere is taken out by who began it, with a reason and a signature."""

from __future__ import annotations

import pytest

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.trace import Trace
from enumerator.errors import ForbiddenMove, NotPermitted, ReasonMissing, SurveyUnknown
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.reconcile import Finding, reconcile
from enumerator.workflow.review import reopen, return_survey, withdraw
from enumerator.workflow.transfer import sync
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.world import World, unguarded


def begun(world: World) -> str:
    with world.sign_in(BILAL) as desk:
        asking = begin_interview(desk, world.clock)
        asking.answer("/data/basic/head_name", "Ghulam Rasool")
        return asking.number


def test_its_author_withdraws_a_draft(enrolled: World) -> None:
    number = begun(enrolled)
    with enrolled.sign_in(BILAL) as desk:
        assert withdraw(desk, number, " the family left ", enrolled.clock).state is SurveyState.WITHDRAWN
        (deed,) = desk.surveys.decisions(number, 1)
        assert (deed.deed, deed.officer, deed.reason) == ("withdraw", BILAL.code, "the family left")
        assert [line.number for line in desk.audit.lines() if line.trace is Trace.WITHDRAWN] == [number]
        with pytest.raises(SurveyUnknown):
            resume_interview(desk, number, enrolled.clock)
        with pytest.raises(ForbiddenMove):
            reopen(desk, number, enrolled.clock)
    with enrolled.sign_in(SAIRA) as desk, InProcess(enrolled.registry.folder) as transport:
        assert reconcile(desk).findings == ()
        assert sync(desk, transport, enrolled.clock).fault is None


def test_another_officer_does_not_but_a_supervisor_may(enrolled: World) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        number = begin_interview(desk, enrolled.clock).number
    with enrolled.sign_in(BILAL) as desk, pytest.raises(NotPermitted):
        withdraw(desk, number, "not mine", enrolled.clock)
    with enrolled.sign_in(USMAN) as desk:
        assert withdraw(desk, number, "she was called away", enrolled.clock).state is SurveyState.WITHDRAWN
        assert reconcile(desk).findings == ()


def test_a_draft_is_not_withdrawn_without_a_reason(enrolled: World) -> None:
    number = begun(enrolled)
    with enrolled.sign_in(BILAL) as desk:
        with pytest.raises(ReasonMissing):
            withdraw(desk, number, "  ", enrolled.clock)
        assert desk.surveys.draft(number).revision == 1


def test_the_second_draft_of_a_returned_survey_can_be_withdrawn(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk:
        number = desk.surveys.all()[0].number
        return_survey(desk, number, "the wrong village", finished.clock)
    with finished.sign_in(BILAL) as desk:
        reopen(desk, number, finished.clock)
        assert withdraw(desk, number, "it was the wrong family", finished.clock).state is SurveyState.WITHDRAWN
        assert desk.surveys.revision(number, 1).author == BILAL.code
        assert reconcile(desk).findings == ()


def test_what_the_registry_holds_is_not_withdrawn_by_way_of_a_draft(accepted: World) -> None:
    with accepted.sign_in(BILAL) as desk:
        number = desk.surveys.all()[0].number
        reopen(desk, number, accepted.clock)
        with pytest.raises(ForbiddenMove):
            withdraw(desk, number, "opened by mistake", accepted.clock)
        assert desk.surveys.row(number).state is SurveyState.DRAFT


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("UPDATE decisions SET reason = 'another'", "withdraw_bad_signature"),
        ("UPDATE decisions SET signature = 'none'", "withdraw_bad_signature"),
        ("DELETE FROM decisions", "state_differs_from_decisions"),
    ],
)
def test_a_forged_withdrawal_of_a_draft_is_found(enrolled: World, statement: str, word: str) -> None:
    number = begun(enrolled)
    with enrolled.sign_in(BILAL) as desk:
        withdraw(desk, number, "the family left", enrolled.clock)
        unguarded(desk, statement)
        assert Finding(number, word) in reconcile(desk).findings
