"""Reconciling finds whatever was changed by somebody who has the data key but not the hands that signed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from enumerator.domain.batch import BatchState
from enumerator.domain.lifecycle import SurveyState
from enumerator.workflow.interview import begin_interview
from enumerator.workflow.reconcile import Finding, reconcile
from enumerator.workflow.transfer import sync
from forms.identity import SurveyNumber
from sync.registry.admission import suspend
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.world import AT, World, take_down, unguarded

FIRST, SECOND, THIRD = (SurveyNumber("0603017", 1, serial).text for serial in (1, 2, 3))
OF_FIRST = f"WHERE number = '{FIRST}'"


@dataclass(frozen=True)
class Tampering:
    """What is done to an accepted day, and what must be found."""

    findings: set[Finding]
    statements: tuple[str, ...]


def tampering(*statements: str, **found: str) -> Tampering:
    """Name findings as ``survey="word"`` or ``batch="word word"``, several words apart."""
    where = {
        "survey": FIRST,
        "third": THIRD,
        "batch": "batch 1",
        "first": "serial 1",
        "last": "serial 3",
        "moved": "batch 2",
    }
    return Tampering(
        {Finding(where[name], word) for name, words in found.items() for word in words.split()}, statements
    )


TAMPERINGS = {
    "the answers": tampering(
        f"UPDATE revisions SET instance = (SELECT instance FROM revisions WHERE number = '{SECOND}') {OF_FIRST}",
        survey="answers_differ_from_hash",
    ),
    "the answers with their hash": tampering(
        f"""UPDATE revisions
            SET (instance, instance_sha256) =
                (SELECT instance, instance_sha256 FROM revisions WHERE number = '{SECOND}') {OF_FIRST}""",
        survey="finish_bad_signature approve_bad_signature",
    ),
    "what stands beside the answers": tampering(
        f"UPDATE revisions SET beside = (SELECT beside FROM revisions WHERE number = '{SECOND}') {OF_FIRST}",
        survey="score_differs_from_signed finish_bad_signature approve_bad_signature",
    ),
    "the author": tampering(f"UPDATE revisions SET author = '{USMAN.code}' {OF_FIRST}", survey="finish_bad_signature"),
    "the score's terms": tampering(f"UPDATE scores SET body = x'7b7d' {OF_FIRST}", survey="score_differs_from_signed"),
    "the score": tampering(f"UPDATE scores SET low = '1' {OF_FIRST}", survey="score_differs_from_signed"),
    "the score in the lists": tampering(
        f"UPDATE surveys SET score_low = '1' {OF_FIRST}", survey="score_differs_from_signed"
    ),
    "no score": tampering(f"DELETE FROM scores {OF_FIRST}", survey="score_differs_from_signed"),
    "no revision": tampering(f"DELETE FROM revisions {OF_FIRST}", survey="answers_missing"),
    "no approval": tampering(f"DELETE FROM decisions {OF_FIRST}", survey="state_differs_from_decisions"),
    "the author's approval": tampering(
        f"UPDATE decisions SET officer = '{BILAL.code}' {OF_FIRST}",
        survey="approve_bad_signature not_approved_by_another",
    ),
    "an approval by nobody": tampering(
        f"UPDATE decisions SET officer = '0603017-77' {OF_FIRST}", survey="approve_officer_unknown"
    ),
    "another time of approval": tampering(
        f"UPDATE decisions SET at = '2025-03-04T09:00:00+00:00' {OF_FIRST}", survey="approve_bad_signature"
    ),
    "another's approval": tampering(
        f"UPDATE decisions SET signature = (SELECT signature FROM decisions WHERE number = '{SECOND}') {OF_FIRST}",
        survey="approve_bad_signature",
    ),
    "an approval turned into a return": tampering(
        f"UPDATE decisions SET decision = 'return' {OF_FIRST}",
        survey="return_bad_signature state_differs_from_decisions",
    ),
    "an officer's key": tampering(
        f"UPDATE officers SET signing_public = '{'ab' * 32}' WHERE code = '{USMAN.code}'",
        third="finish_bad_signature",
    ),
    "a verdict": tampering(
        f"UPDATE verdicts SET outcome = 'refused' {OF_FIRST}",
        batch="verdicts_differ_from_receipt",
        survey="state_differs_from_verdict",
    ),
    "a verdict's reason": tampering(
        f"UPDATE verdicts SET code = 'score_differs' {OF_FIRST}", batch="verdicts_differ_from_receipt"
    ),
    "no verdict": tampering(
        f"DELETE FROM verdicts {OF_FIRST}", batch="verdicts_differ_from_receipt", survey="settled_without_verdict"
    ),
    "a receipt cut short": tampering(
        "UPDATE receipts SET body = CAST(SUBSTR(body, 1, LENGTH(body) - 1) AS BLOB)", batch="receipt_bad_receipt"
    ),
    "a receipt's last byte": tampering(
        """UPDATE receipts
           SET body = CAST(SUBSTR(body, 1, LENGTH(body) - 1)
               || CASE SUBSTR(body, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB)""",
        batch="receipt_bad_signature",
    ),
    "no receipt": tampering("DELETE FROM receipts", batch="settled_without_receipt"),
    "the frozen bytes": tampering(
        """UPDATE batches
           SET frozen = CAST(SUBSTR(frozen, 1, LENGTH(frozen) - 1)
               || CASE SUBSTR(frozen, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB)""",
        batch="bad_batch",
    ),
    "the batch's name": tampering(
        f"UPDATE batches SET digest = '{'0' * 64}'", batch="other_bytes_than_frozen receipt_bad_receipt"
    ),
    "the batch's number": tampering(
        *(f"UPDATE {table} SET batch = 2" for table in ("batch_surveys", "receipts", "verdicts")),
        "UPDATE batches SET number = 2",
        moved="does_not_follow_the_one_before receipt_without_card",
    ),
    "what was in the batch": tampering(
        f"DELETE FROM batch_surveys {OF_FIRST}", batch="surveys_differ_from_manifest", survey="in_no_batch"
    ),
    "the state set back": tampering(
        f"UPDATE surveys SET state = 'approved' {OF_FIRST}", survey="state_differs_from_verdict"
    ),
    "the state set back further": tampering(
        f"UPDATE surveys SET state = 'finished' {OF_FIRST}",
        survey="state_differs_from_verdict state_differs_from_decisions",
    ),
    "taken out without a word": tampering(
        f"UPDATE surveys SET state = 'withdrawn' {OF_FIRST}", survey="state_differs_from_decisions"
    ),
    "made a draft": tampering(f"UPDATE surveys SET state = 'draft' {OF_FIRST}", survey="answers_missing"),
    "set aside": tampering(f"UPDATE surveys SET state = 'set_aside' {OF_FIRST}", survey="state_differs_from_verdict"),
    "a lost survey": tampering(f"DELETE FROM surveys {OF_FIRST}", first="missing"),
    "the last survey lost": tampering("DELETE FROM surveys WHERE digits LIKE '060301701000003%'", last="missing"),
}


def findings(world: World) -> set[Finding]:
    with world.sign_in(SAIRA) as desk:
        return set(reconcile(desk).findings)


def about_the_rest(found: set[Finding]) -> set[Finding]:
    """What integrity checks say besides, of references that the tampering tore."""
    return {finding for finding in found if finding.where != "store"}


@pytest.mark.parametrize("stage", ["enrolled", "finished", "approved", "frozen", "accepted"])
def test_a_day_that_nobody_touched_has_no_findings_at_any_hour(stage: str, request: pytest.FixtureRequest) -> None:
    world: World = request.getfixturevalue(stage)
    assert findings(world) == set()


def test_the_account_counts_surveys_and_batches(accepted: World) -> None:
    with accepted.sign_in(BILAL) as desk:
        begin_interview(desk, accepted.clock)
        take_down(desk, 5, accepted.clock)
        seen: list[tuple[str, int, int]] = []
        account = reconcile(desk, lambda *step: seen.append(step))
    counted = {state: count for state, count in account.states.items() if count}
    assert counted == {SurveyState.ACCEPTED: 3, SurveyState.DRAFT: 1, SurveyState.FINISHED: 1}
    assert (account.batches, account.settled, account.findings) == (1, 1, ())
    assert seen == [("reconcile", done, 5) for done in range(1, 6)]


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_changed_row_is_found(accepted: World, name: str) -> None:
    done = TAMPERINGS[name]
    with accepted.sign_in(SAIRA) as desk:
        unguarded(desk, *done.statements)
        found = about_the_rest(set(reconcile(desk).findings))
    assert found == done.findings


def test_an_accepted_state_without_a_batch_is_found(approved: World) -> None:
    with approved.sign_in(SAIRA) as desk:
        unguarded(desk, f"UPDATE surveys SET state = 'accepted' {OF_FIRST}")
        found = set(reconcile(desk).findings)
    assert found == {Finding(FIRST, "in_no_batch"), Finding(FIRST, "settled_without_verdict")}


def test_a_survey_set_aside_that_is_called_accepted_is_found(frozen: World) -> None:
    with frozen.sign_in(SAIRA) as desk, InProcess(frozen.registry.folder) as transport:
        with Session(transport.engine) as session, session.begin():
            suspend(session, BILAL.code, machine=None, at=AT)
        sync(desk, transport, frozen.clock)
        assert reconcile(desk).findings == ()
        assert desk.batches.get(1).state is BatchState.SETTLED
        unguarded(desk, f"UPDATE surveys SET state = 'accepted' {OF_FIRST}")
        assert set(reconcile(desk).findings) == {Finding(FIRST, "state_differs_from_verdict")}


def test_an_edited_answer_in_the_log_is_found(accepted: World) -> None:
    with accepted.sign_in(SAIRA) as desk:
        unguarded(desk, "UPDATE answers SET new = 'forged' WHERE ref = '/data/basic/head_name'")
        words = [finding.what for finding in reconcile(desk).findings]
    assert words
    assert all(word.startswith("journal: line ") for word in words)
