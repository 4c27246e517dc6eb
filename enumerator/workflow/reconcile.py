"""Reconciling: the store is read anew, and every survey, batch and receipt must be accounted for by its signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from enumerator.domain.batch import BatchState, FrozenBatch, Outcome, SurveyVerdict
from enumerator.domain.decision import Decision
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.permissions import Deed, require
from enumerator.domain.survey import Revision, SurveyRow
from enumerator.errors import OfficerUnknown, SurveyUnknown
from enumerator.store import Desk, Setting
from enumerator.workflow.enrol import cards_of_receipts, machine_key
from enumerator.workflow.ports import Progress, silent
from enumerator.workflow.signing import beside_of, check_deed
from enumerator.workflow.withdrawn_draft import draft_findings, was_withdrawn_as_draft
from forms.identity import SurveyNumber
from sync.batch import Manifest, batch_digest, inspect_batch
from sync.canonical import digest, encode
from sync.errors import SyncFault
from sync.receipt import Receipt
from sync.trust import Trust

_LAST_DECISION: Mapping[SurveyState, Decision] = {
    SurveyState.RETURNED: Decision.RETURN,
    SurveyState.APPROVED: Decision.APPROVE,
    SurveyState.BATCHED: Decision.APPROVE,
    SurveyState.ACCEPTED: Decision.APPROVE,
    SurveyState.SET_ASIDE: Decision.APPROVE,
    SurveyState.WITHDRAWN: Decision.WITHDRAW,
}
_IN_A_BATCH = frozenset({SurveyState.BATCHED, SurveyState.ACCEPTED, SurveyState.SET_ASIDE})
_AFTER_VERDICT: Mapping[Outcome, SurveyState] = {
    Outcome.ACCEPTED: SurveyState.ACCEPTED,
    Outcome.ALREADY_HELD: SurveyState.ACCEPTED,
    Outcome.DUPLICATE: SurveyState.SET_ASIDE,
    Outcome.REFUSED: SurveyState.SET_ASIDE,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not accounted for: which survey or batch, and a stable word for what is wrong with it."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The account of one desk.

    Attributes:
        states: how many surveys stand in each state.
        batches: how many batches were frozen; `settled` of them have a receipt.
        findings: what is wrong; empty when everything is accounted for.
    """

    states: Mapping[SurveyState, int]
    batches: int
    settled: int
    findings: tuple[Finding, ...]


def reconcile(desk: Desk, progress: Progress = silent) -> Reconciliation:
    """Check every page, line, hash and signature of the store, and every survey against its batch and receipt."""
    require(desk.officer, Deed.VERIFY)
    batches = desk.batches.list()
    findings = [Finding("store", word) for word in desk.integrity_check()]
    cards, previous = cards_of_receipts(desk), ""
    for batch in batches:
        findings.extend(_batch_findings(desk, batch, previous, cards.get(batch.number)))
        previous = batch.digest
    sent = frozenset(survey for batch in batches for survey in batch.surveys)
    rows = desk.surveys.all()
    for done, row in enumerate(rows, start=1):
        findings.extend(_survey_findings(desk, row, sent))
        progress("reconcile", done, len(rows))
    settled = sum(batch.state is BatchState.SETTLED for batch in batches)
    return Reconciliation(desk.surveys.counts(), len(batches), settled, (*findings, *_gaps(desk, rows)))


def _batch_findings(desk: Desk, batch: FrozenBatch, previous: str, card: bytes | None) -> Iterator[Finding]:
    where = f"batch {batch.number}"
    try:
        manifest = inspect_batch(batch.frozen, machine_key(desk).public).manifest
    except SyncFault as fault:
        yield Finding(where, fault.code)
        return
    if batch_digest(batch.frozen) != batch.digest:
        yield Finding(where, "other_bytes_than_frozen")
    if (manifest.number, manifest.previous_digest) != (batch.number, previous):
        yield Finding(where, "does_not_follow_the_one_before")
    if sorted((entry.survey_number, entry.revision) for entry in manifest.entries) != sorted(batch.surveys):
        yield Finding(where, "surveys_differ_from_manifest")
    if batch.state is BatchState.SETTLED:
        yield from _receipt_findings(desk, batch, manifest, card)


def _receipt_findings(desk: Desk, batch: FrozenBatch, manifest: Manifest, card: bytes | None) -> Iterator[Finding]:
    where, kept = f"batch {batch.number}", desk.receipts.of_batch(batch.number)
    if kept is None:
        yield Finding(where, "settled_without_receipt")
        return
    if card is None:
        yield Finding(where, "receipt_without_card")
        return
    try:
        receipt = Receipt.from_bytes(kept.body, receipt_public=Trust.from_bytes(card).receipt_public)
        receipt.check_answers(manifest, batch.digest)
    except SyncFault as fault:
        yield Finding(where, f"receipt_{fault.code}")
        return
    signed = {
        SurveyVerdict(word.survey_number, word.revision, Outcome(word.outcome.value), word.code, word.of)
        for word in receipt.verdicts
    }
    if signed != set(kept.verdicts):
        yield Finding(where, "verdicts_differ_from_receipt")


def _survey_findings(desk: Desk, row: SurveyRow, sent: frozenset[tuple[str, int]]) -> Iterator[Finding]:
    if was_withdrawn_as_draft(desk, row):
        yield from (Finding(row.number, word) for word in draft_findings(desk, row))
        return
    try:
        if row.state is SurveyState.DRAFT:
            desk.surveys.draft(row.number)
            return
        revision = desk.surveys.revision(row.number, row.revision)
    except SurveyUnknown:
        yield Finding(row.number, "answers_missing")
        return
    yield from _revision_findings(desk, row, revision)
    yield from _decision_findings(desk, row, revision)
    if row.state in _IN_A_BATCH and (row.number, row.revision) not in sent:
        yield Finding(row.number, "in_no_batch")
    verdict = desk.receipts.verdict(row.number, row.revision)
    if row.state in _AFTER_VERDICT.values() and verdict is None:
        yield Finding(row.number, "settled_without_verdict")
    if verdict is not None and row.state not in (_AFTER_VERDICT[verdict.outcome], SurveyState.WITHDRAWN):
        yield Finding(row.number, "state_differs_from_verdict")


def _revision_findings(desk: Desk, row: SurveyRow, revision: Revision) -> Iterator[Finding]:
    if digest(revision.instance) != revision.instance_sha256:
        yield Finding(row.number, "answers_differ_from_hash")
    try:
        signed = encode(beside_of(revision).score)
    except SyncFault as fault:
        yield Finding(row.number, f"beside_{fault.code}")
        return
    scores = desk.surveys.scores(row.number, row.revision)
    shown = [(str(score.low), str(score.high)) for score in scores]
    if [score.body for score in scores] != [signed] or shown != [(str(row.score_low), str(row.score_high))]:
        yield Finding(row.number, "score_differs_from_signed")


def _decision_findings(desk: Desk, row: SurveyRow, revision: Revision) -> Iterator[Finding]:
    decisions = desk.surveys.decisions(row.number, row.revision)
    for deed in (revision.finished, *decisions):
        try:
            check_deed(deed, revision, public=desk.officers.get(deed.officer).signing_public)
        except (SyncFault, OfficerUnknown) as fault:
            yield Finding(row.number, f"{deed.deed}_{fault.code}")
    last, expected = (decisions[-1].deed if decisions else None), _LAST_DECISION.get(row.state)
    if last != (expected.value if expected else None):
        yield Finding(row.number, "state_differs_from_decisions")
    if expected is Decision.APPROVE and last == expected.value and decisions[-1].officer == revision.author:
        yield Finding(row.number, "not_approved_by_another")


def _gaps(desk: Desk, rows: tuple[SurveyRow, ...]) -> Iterator[Finding]:
    """Serial numbers run from 1 without a gap to the last one given: a missing one is a survey that was lost."""
    serials = {SurveyNumber.parse(row.number).serial for row in rows}
    last = max(desk.settings.whole(Setting.SERIAL) or 0, *serials, 0)
    yield from (Finding(f"serial {serial}", "missing") for serial in range(1, last + 1) if serial not in serials)
