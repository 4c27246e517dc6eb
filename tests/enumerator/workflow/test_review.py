"""A second officer decides: never the author, neither by the deeds nor by SQL, nor by a forged row."""

from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from enumerator.domain.lifecycle import SurveyState
from enumerator.errors import (
    AuthorCannotApprove,
    ForbiddenMove,
    NotPermitted,
    ReasonMissing,
    SurveyUnknown,
    WorldFault,
)
from enumerator.workflow.batch import freeze_batches
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import resume_interview
from enumerator.workflow.questionnaire import shipped_edition
from enumerator.workflow.reconcile import Finding, reconcile
from enumerator.workflow.review import approve, reopen, return_survey, withdraw
from enumerator.workflow.signing import check_deed
from enumerator.workflow.transfer import sync
from forms import Interview
from sync.batch import read_manifest
from sync.receipt import Outcome
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.store.test_authorship import APPROVE, DECISION, FORGERIES, REFUSED
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.world import World

NOTE = "/data/closing/officer_note"


def of_usman(world: World) -> str:
    """The survey that a supervisor took down."""
    with world.sign_in(USMAN) as desk:
        return next(row.number for row in desk.surveys.all() if row.author == USMAN.code)


def answered(interview: Interview) -> dict[str, str]:
    """What was said, without the id that every revision has of its own."""
    return {ref: value for ref, value in interview.answers().items() if "/meta/" not in ref}


def test_another_supervisor_approves_with_a_signature(finished: World) -> None:
    number = of_usman(finished)
    with finished.sign_in(SAIRA) as desk:
        row = approve(desk, number, finished.clock)
        (deed,) = desk.surveys.decisions(number, 1)
        check_deed(deed, desk.surveys.revision(number, 1), public=desk.signer.public)
    assert (row.state, deed.deed, deed.officer) == (SurveyState.APPROVED, "approve", SAIRA.code)


def test_an_author_approves_nothing_of_their_own(finished: World) -> None:
    number = of_usman(finished)
    with finished.sign_in(USMAN) as desk:
        with pytest.raises(AuthorCannotApprove):
            approve(desk, number, finished.clock)
        with pytest.raises(AuthorCannotApprove):
            return_survey(desk, number, "wrong village", finished.clock)
        assert desk.surveys.row(number).state is SurveyState.FINISHED
        assert desk.surveys.decisions(number, 1) == ()


def test_a_data_entry_officer_decides_nothing(finished: World) -> None:
    number = of_usman(finished)
    with finished.sign_in(BILAL) as desk:
        with pytest.raises(NotPermitted):
            approve(desk, number, finished.clock)
        for deed in (return_survey, withdraw):
            with pytest.raises(NotPermitted):
                deed(desk, number, "why", finished.clock)


def test_an_author_cannot_approve_by_sql_through_the_programs_own_connection(finished: World) -> None:
    number = of_usman(finished)
    with finished.sign_in(USMAN) as desk:
        for forgery in FORGERIES.values():
            # Saira stands in the forgeries for the author, Usman for the other one.
            mine = forgery.replace(SAIRA.code, "AUTHOR").replace(USMAN.code, SAIRA.code).replace("AUTHOR", USMAN.code)
            with pytest.raises(REFUSED):
                desk._book.database.run(mine.replace("0603-017-01-000001-2", number))
        with pytest.raises((WorldFault, sqlcipher.DatabaseError)):
            desk._book.database.run(f"{APPROVE} WHERE number = '{number}'")
        assert desk.surveys.row(number).state is SurveyState.FINISHED
        assert reconcile(desk).findings == ()


@pytest.mark.parametrize("signature", ["ab" * 64, "", "ab", "no hex at all"])
def test_a_forged_approval_is_found_here_and_refused_there_and_blocks_nobody(finished: World, signature: str) -> None:
    forged = of_usman(finished)
    with finished.sign_in(SAIRA) as desk:
        # a supervisor's own row by SQL: the triggers let it in, but the signature is nobody's
        for row in desk.surveys.all():
            if row.number != forged:
                approve(desk, row.number, finished.clock)
        forgery = DECISION.format(how="", officer=SAIRA.code).replace("VALUES (1,", "VALUES (99,")
        forgery = forgery.replace("0603-017-01-000001-2", forged).replace("'ab'", f"'{signature}'")
        desk._book.database.run(forgery)
        desk._book.database.run(f"{APPROVE} WHERE number = '{forged}'")

        assert Finding(forged, "approve_bad_signature") in reconcile(desk).findings

        with InProcess(finished.registry.folder) as transport:
            report = sync(desk, transport, finished.clock)
        assert report.fault is None
        assert [verdict.survey_number for verdict in report.refused] == [forged]
        assert report.refused[0].code in ("deed_signature_wrong", "bad_content")
        assert report.count(Outcome.ACCEPTED) == 2
        assert desk.surveys.row(forged).state is SurveyState.SET_ASIDE


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_return_and_a_withdrawal_say_why(finished: World, reason: str) -> None:
    with finished.sign_in(SAIRA) as desk:
        number = desk.surveys.all()[0].number
        for deed, word in ((return_survey, "return"), (withdraw, "withdraw")):
            with pytest.raises(ReasonMissing) as told:
                deed(desk, number, reason, finished.clock)
            assert told.value.facts == {"deed": word}
        assert desk.surveys.row(number).state is SurveyState.FINISHED


def test_a_returned_survey_is_reopened_at_its_first_question_with_every_answer(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk:
        number = desk.surveys.all()[0].number
        assert return_survey(desk, number, " the wrong village ", finished.clock).state is SurveyState.RETURNED
        (deed,) = desk.surveys.decisions(number, 1)
        assert deed.reason == "the wrong village"
        with pytest.raises(ForbiddenMove):
            approve(desk, number, finished.clock)

    with finished.sign_in(BILAL) as desk:
        before = desk.surveys.revision(number, 1)
        reopen(desk, number, finished.clock)
        asking = resume_interview(desk, number, finished.clock)

        assert asking.at_ref == asking.interview.next_question(None)
        last = Interview.reopen(shipped_edition().definition, before.saved, clock=finished.clock)
        assert answered(asking.interview) == answered(last)
        row = finish(desk, asking, finished.clock)
        assert (row.revision, row.state) == (2, SurveyState.FINISHED)
        assert desk.surveys.revision(number, 1) == before
    with finished.sign_in(SAIRA) as desk:
        approve(desk, number, finished.clock)
        assert reconcile(desk).findings == ()


def test_an_approved_survey_can_still_be_returned_and_then_does_not_travel(approved: World) -> None:
    with approved.sign_in(SAIRA) as desk:
        number = desk.surveys.all()[0].number
        return_survey(desk, number, "a member is missing", approved.clock)
        (batch,) = freeze_batches(desk, approved.clock).batches
        assert number not in [each for each, _ in batch.surveys]
        assert reconcile(desk).findings == ()


def test_a_withdrawn_survey_stays_and_goes_nowhere(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk:
        number = desk.surveys.all()[0].number
        assert withdraw(desk, number, "asked twice", finished.clock).state is SurveyState.WITHDRAWN
        for deed in (approve, reopen):
            with pytest.raises(ForbiddenMove):
                deed(desk, number, finished.clock)
        assert desk.surveys.row(number).head_name
        assert reconcile(desk).findings == ()


def test_nobody_decides_on_what_is_not_there(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk, pytest.raises(SurveyUnknown):
        approve(desk, "0603-017-01-000999-9", finished.clock)


def test_an_accepted_survey_is_reopened_and_its_second_revision_is_accepted_after_the_first(accepted: World) -> None:
    with accepted.sign_in(BILAL) as desk:
        number = desk.surveys.all()[0].number
        reopen(desk, number, accepted.clock)
        asking = resume_interview(desk, number, accepted.clock)
        asking.answer(NOTE, "the family moved to the next street")
        finish(desk, asking, accepted.clock)
    with accepted.sign_in(SAIRA) as desk, InProcess(accepted.registry.folder) as transport:
        approve(desk, number, accepted.clock)
        report = sync(desk, transport, accepted.clock)

        first, second = desk.batches.list()
        assert (report.fault, report.count(Outcome.ACCEPTED)) == (None, 1)
        assert second.previous_digest == first.digest
        assert desk.surveys.row(number).state is SurveyState.ACCEPTED
        assert reconcile(desk).findings == ()
    of_survey = {
        entry.revision: entry
        for batch in (first, second)
        for entry in read_manifest(batch.frozen).entries
        if entry.survey_number == number
    }
    held = [each for each in accepted.registry.holdings() if each["survey_number"] == number]
    assert [(each["revision"], each["envelope_digest"]) for each in held] == [
        (revision, of_survey[revision].envelope_digest) for revision in (1, 2)
    ]
    assert ["the next street" in each["instance"] for each in held] == [False, True]
