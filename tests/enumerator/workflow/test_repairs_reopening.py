"""A household that comes back is asked as of the day it comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from enumerator.domain.lifecycle import SurveyState
from enumerator.errors import ForbiddenMove
from enumerator.trial.respondent import answer_all
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import MEMBER, HouseholdInterview, begin_interview, resume_interview
from enumerator.workflow.questionnaire import scoring_pack, shipped_edition
from enumerator.workflow.reconcile import reconcile
from enumerator.workflow.review import approve, reopen, return_survey
from enumerator.workflow.transfer import sync
from forms import Interview
from forms.pmt import Score, score
from sync.receipt import Outcome
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.world import World, household

LATER = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)


def reopened_later(world: World) -> HouseholdInterview:
    """The first survey, reopened by its author eighteen months on."""
    with world.sign_in(BILAL) as desk:
        number = desk.surveys.all()[0].number
    world.clock.now = LATER
    with world.sign_in(BILAL) as desk:
        draft = reopen(desk, number, world.clock)
        assert (draft.revision, draft.author) == (2, BILAL.code)
        return resume_interview(desk, number, world.clock)


def test_the_new_revision_is_of_the_day_it_is_begun(accepted: World) -> None:
    asking = reopened_later(accepted)
    assert asking.interview.state("/data/today").value == "2026-09-01"
    assert asking.interview.state("/data/username").value == BILAL.code
    assert asking.at_ref == asking.interview.next_question(None)


def test_everybody_is_as_old_as_on_that_day(accepted: World) -> None:
    with accepted.sign_in(BILAL) as desk:
        row = desk.surveys.all()[0]
        saved = desk.surveys.revision(row.number, 1).saved
        before = Interview.reopen(shipped_edition().definition, saved, clock=accepted.clock)
    asking = reopened_later(accepted)
    born = 0
    for position in range(1, asking.interview.instances(MEMBER) + 1):
        member = f"{MEMBER}[{position}]"
        asked = "/data/basic/head_birth_date" if position == 1 else f"{member}/birth_date"
        birth = asking.interview.state(asked).value
        if birth:
            born += 1
            age = completed_years(datetime.fromisoformat(birth).replace(tzinfo=UTC), LATER)
            assert asking.interview.state(f"{member}/age").value == str(age)
            assert age >= int(before.state(f"{member}/age").value)
    assert born


def test_a_child_born_since_is_added_and_counts_in_the_score(accepted: World) -> None:
    asking = reopened_later(accepted)
    before = score(asking.interview, scoring_pack(shipped_edition()))
    with accepted.sign_in(BILAL) as desk:
        asking = resume_interview(desk, asking.number, accepted.clock)
        asking.add_member()
        member = f"{MEMBER}[{asking.interview.instances(MEMBER)}]"
        for name, answer in {
            "relation": "CHILD",
            "name": "Noor",
            "gender": "F",
            "birth_date": "2026-05-01",
            "id_document": "NONE",
        }.items():
            asking.answer(f"{member}/{name}", answer)
        assert asking.interview.state(f"{member}/birth_date").violations == ()
        assert asking.interview.state(f"{member}/age").value == "0"
        after = score(asking.interview, scoring_pack(shipped_edition()))

    assert points_for_children(after) < points_for_children(before)


def test_the_new_revision_is_accepted_by_the_registry(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk:
        number = desk.surveys.all()[0].number
        return_survey(desk, number, "a member is missing", finished.clock)
    finished.clock.now = LATER
    with finished.sign_in(BILAL) as desk:
        reopen(desk, number, finished.clock)
        asking = resume_interview(desk, number, finished.clock)
        for violation in asking.interview.validate():
            assert not violation.hard, violation
            asking.confirm(violation.ref, violation.rule, "the family says so")
        finish(desk, asking, finished.clock)
    with finished.sign_in(SAIRA) as desk, InProcess(finished.registry.folder, clock=finished.clock) as transport:
        approve(desk, number, finished.clock)
        report = sync(desk, transport, finished.clock)
        assert (report.fault, report.count(Outcome.ACCEPTED)) == (None, 1), report.verdicts
        assert reconcile(desk).findings == ()


def test_only_what_is_settled_or_returned_is_reopened(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        number = begin_interview(desk, enrolled.clock).number
        with pytest.raises(ForbiddenMove):
            reopen(desk, number, enrolled.clock)
        asking = resume_interview(desk, number, enrolled.clock)
        for _ in answer_all(asking, household(5)):
            pass
        assert finish(desk, asking, enrolled.clock).state is SurveyState.FINISHED
        with pytest.raises(ForbiddenMove):
            reopen(desk, number, enrolled.clock)


def points_for_children(of: Score) -> Decimal:
    return next(term.low for term in of.terms if term.id == "children")


def completed_years(birth: datetime, today: datetime) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
