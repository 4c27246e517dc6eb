"""Finishing: nothing hard is open, the household is scored, the officer's hand is under it, and it stays so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from enumerator.domain.lifecycle import SurveyState
from enumerator.errors import BlockingViolations, ForbiddenMove, NotPermitted, SurveyUnknown, WorldFault
from enumerator.trial.respondent import answer_all
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.questionnaire import scoring_pack, shipped_edition
from enumerator.workflow.signing import beside_of, check_deed
from forms import Interview
from forms.pmt import score
from sync.errors import BadSignature
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.workflow.world import World, ask, household


def test_an_unfinished_interview_is_not_finished_and_the_draft_is_as_before(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        asking.answer("/data/basic/head_name", "Ghulam Rasool")
        before = (desk.surveys.draft(asking.number), desk.surveys.row(asking.number), desk.audit.head())

        with pytest.raises(BlockingViolations) as told:
            finish(desk, asking, enrolled.clock)

        open_violations = len(asking.interview.validate())
        assert told.value.facts == {"number": asking.number, "violations": open_violations}
        assert before == (desk.surveys.draft(asking.number), desk.surveys.row(asking.number), desk.audit.head())


def test_an_open_warning_blocks_until_it_has_a_reason(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        for _ in answer_all(asking, household(5)):
            pass
        asking.answer("/data/assets/members_stated", str(len(household(5).members) + 1))
        with pytest.raises(BlockingViolations):
            finish(desk, asking, enrolled.clock)
        for warning in asking.interview.validate():
            asking.confirm(warning.ref, warning.rule, "a guest was counted")
        row = finish(desk, asking, enrolled.clock)
        said = beside_of(desk.surveys.revision(row.number, 1)).overrides
        assert {each.reason for each in said if each.ref == "/data/assets/members_stated"} == {"a guest was counted"}


def test_a_finished_survey_is_scored_signed_and_complete(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        for row in desk.surveys.all():
            revision = desk.surveys.revision(row.number, 1)
            (scored,) = desk.surveys.scores(row.number, 1)
            interview = Interview.reopen(shipped_edition().definition, revision.instance, clock=finished.clock)

            assert row.state is SurveyState.FINISHED
            assert row.finished_at == finished.clock()
            assert (row.score_low, row.score_high) == (scored.low, scored.high)
            pack = scoring_pack(shipped_edition())
            assert (score(interview, pack).low, scored.pack_hash) == (scored.low, pack.hash)
            check_deed(revision.finished, revision, public=desk.officers.get(row.author).signing_public)
            with pytest.raises(SurveyUnknown):
                desk.surveys.draft(row.number)
        low, high = desk.surveys.all()[0].score_low, desk.surveys.all()[0].score_high
        assert low is not None
        assert high is not None
        assert Decimal(0) <= low < high <= Decimal(100)


def test_what_travels_beside_the_answers_tells_the_whole_interview(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        row = desk.surveys.all()[0]
        beside = beside_of(desk.surveys.revision(row.number, 1))
        events = desk.surveys.events(row.number, 1)
    assert (beside.survey.number, beside.survey.revision, beside.survey.author) == (row.number, 1, BILAL.code)
    assert [each["new"] for each in beside.events] == [event.new for event in events]
    assert beside.missing
    assert set(beside.missing.values()) <= {"dont_know", "refused", "not_applicable"}


def test_a_signature_is_bound_to_the_answers_and_to_the_hand(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        first, second, _ = (desk.surveys.revision(row.number, 1) for row in desk.surveys.all())
        own = desk.officers.get(BILAL.code).signing_public
        with pytest.raises(BadSignature):
            check_deed(first.finished, second, public=own)
        with pytest.raises(BadSignature):
            check_deed(first.finished, first, public=desk.officers.get(USMAN.code).signing_public)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE revisions SET instance = x'00'",
        "UPDATE revisions SET saved = x'00'",
        "UPDATE scores SET low = '0'",
        "DELETE FROM revisions",
        "DELETE FROM scores",
    ],
)
def test_a_revision_stays_as_it_was_finished(finished: World, sql: str) -> None:
    with finished.sign_in(SAIRA) as desk, pytest.raises((WorldFault, sqlcipher.DatabaseError)):
        desk._book.database.run(sql)


def test_nobody_finishes_anothers_interview(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
    with enrolled.sign_in(USMAN) as desk:
        with pytest.raises(NotPermitted):
            finish(desk, resume_interview(desk, asking.number, enrolled.clock), enrolled.clock)
        assert desk.surveys.row(asking.number).state is SurveyState.DRAFT


def test_a_finished_survey_is_not_finished_again(enrolled: World) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = ask(desk, 5, enrolled.clock)
        finish(desk, asking, enrolled.clock)
        with pytest.raises((ForbiddenMove, SurveyUnknown)):
            finish(desk, asking, enrolled.clock)
        with pytest.raises(SurveyUnknown):
            asking.answer("/data/basic/head_name", "Too Late")
