"""Reconciling: the store is read anew, and every survey, batch and receipt must be accounted for by its signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from enumerator.domain.batch import BatchState, FrozenBatch
from enumerator.domain.decision import Decision
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.permissions import Deed, require
from enumerator.domain.survey import SurveyRow
from enumerator.store import Desk
from enumerator.workflow.enrol import machine_key, registry_trust
from enumerator.workflow.ports import Progress, silent
from enumerator.workflow.signing import check_deed
from forms.identity import SurveyNumber
from sync.batch import batch_digest, inspect_batch, read_manifest
from sync.canonical import digest
from sync.errors import SyncFault
from sync.receipt import Receipt

_NEED_APPROVAL = {SurveyState.APPROVED, SurveyState.BATCHED, SurveyState.ACCEPTED, SurveyState.SET_ASIDE}
_NEED_VERDICT = {SurveyState.ACCEPTED, SurveyState.SET_ASIDE}


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
    for batch in batches:
        findings.extend(_batch_findings(desk, batch))
    rows = desk.surveys.all()
    for done, row in enumerate(rows, start=1):
        findings.extend(_survey_findings(desk, row))
        progress("reconcile", done, len(rows))
    settled = sum(batch.state is BatchState.SETTLED for batch in batches)
    return Reconciliation(desk.surveys.counts(), len(batches), settled, (*findings, *_gaps(rows)))


def _batch_findings(desk: Desk, batch: FrozenBatch) -> Iterator[Finding]:
    where = f"batch {batch.number}"
    try:
        inspect_batch(batch.frozen, machine_key(desk).public)
    except SyncFault as fault:
        yield Finding(where, fault.code)
        return
    if batch_digest(batch.frozen) != batch.digest:
        yield Finding(where, "other_bytes_than_frozen")
    if batch.state is BatchState.SETTLED:
        yield from _receipt_findings(desk, batch, where)


def _receipt_findings(desk: Desk, batch: FrozenBatch, where: str) -> Iterator[Finding]:
    kept = desk.receipts.of_batch(batch.number)
    if kept is None:
        yield Finding(where, "settled_without_receipt")
        return
    try:
        receipt = Receipt.from_bytes(kept.body, receipt_public=registry_trust(desk).receipt_public)
        receipt.check_answers(read_manifest(batch.frozen), batch.digest)
    except SyncFault as fault:
        yield Finding(where, f"receipt_{fault.code}")
        return
    signed = sorted((word.survey_number, word.revision, word.outcome.value) for word in receipt.verdicts)
    if signed != sorted((word.number, word.revision, word.outcome.value) for word in kept.verdicts):
        yield Finding(where, "verdicts_differ_from_receipt")


def _survey_findings(desk: Desk, row: SurveyRow) -> Iterator[Finding]:
    if row.state in (SurveyState.DRAFT, SurveyState.WITHDRAWN):
        return
    revision = desk.surveys.revision(row.number, row.revision)
    if digest(revision.instance) != revision.instance_sha256:
        yield Finding(row.number, "answers_differ_from_hash")
    deeds = (revision.finished, *desk.surveys.decisions(row.number, row.revision))
    for deed in deeds:
        try:
            check_deed(deed, revision, public=desk.officers.get(deed.officer).signing_public)
        except SyncFault as fault:
            yield Finding(row.number, f"{deed.deed}_{fault.code}")
    approvers = {deed.officer for deed in deeds if deed.deed == Decision.APPROVE.value}
    if row.state in _NEED_APPROVAL and not approvers - {revision.author}:
        yield Finding(row.number, "not_approved_by_another")
    if row.state in _NEED_VERDICT and desk.receipts.verdict(row.number, row.revision) is None:
        yield Finding(row.number, "settled_without_verdict")


def _gaps(rows: tuple[SurveyRow, ...]) -> Iterator[Finding]:
    """Serial numbers run from 1 without a gap: a missing one is a survey that was lost."""
    serials = sorted(SurveyNumber.parse(row.number).serial for row in rows)
    missing = sorted(set(range(1, len(serials) + 1)) - set(serials))
    yield from (Finding(f"serial {serial}", "missing") for serial in missing)
