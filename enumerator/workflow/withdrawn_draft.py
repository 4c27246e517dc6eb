"""A draft that is taken out before it was finished: signed like any withdrawal, but over no answers and no score."""

from __future__ import annotations

from collections.abc import Iterator

from enumerator.domain.batch import Outcome
from enumerator.domain.decision import Decision
from enumerator.domain.lifecycle import Event, SurveyState
from enumerator.domain.permissions import Deed, require
from enumerator.domain.survey import SurveyRow
from enumerator.errors import ForbiddenMove, OfficerUnknown, SurveyUnknown
from enumerator.store import Desk
from enumerator.workflow.ports import Clock
from enumerator.workflow.signing import sign_deed, travelling
from sync.deed import DeedKind, deed_bytes
from sync.errors import SyncFault
from sync.seal import verify_deed

_HELD = frozenset({Outcome.ACCEPTED, Outcome.ALREADY_HELD})
_NOTHING = ""
"""Stands for the digests of answers and score, which a draft has not."""


def withdraw_draft(desk: Desk, row: SurveyRow, reason: str, clock: Clock) -> SurveyRow:
    """Take a draft out for good: its author's right, or a supervisor's.

    Raises:
        NotPermitted: the draft is another officer's.
        ForbiddenMove: the registry holds an earlier revision; a household that is registered is not taken out here.
    """
    require(desk.officer, Deed.WITHDRAW_DRAFT if row.author == desk.officer.code else Deed.WITHDRAW)
    earlier = (desk.receipts.verdict(row.number, revision) for revision in range(1, row.revision))
    if any(verdict is not None and verdict.outcome in _HELD for verdict in earlier):
        raise ForbiddenMove(state=row.state.value, event=Event.WITHDRAW.value)
    deed = sign_deed(
        desk,
        DeedKind.WITHDRAW,
        number=row.number,
        revision=row.revision,
        instance_sha256=_NOTHING,
        beside_sha256=_NOTHING,
        at=clock().isoformat(timespec="seconds"),
        reason=reason,
    )
    with desk.transaction():
        return desk.surveys.decide(row.number, row.revision, deed)


def was_withdrawn_as_draft(desk: Desk, row: SurveyRow) -> bool:
    """Whether this survey was taken out before its current revision was finished."""
    if row.state is not SurveyState.WITHDRAWN:
        return False
    try:
        desk.surveys.revision(row.number, row.revision)
    except SurveyUnknown:
        return True
    return False


def draft_findings(desk: Desk, row: SurveyRow) -> Iterator[str]:
    """Check a draft's withdrawal; gives stable words for what is wrong with it."""
    decisions = desk.surveys.decisions(row.number, row.revision)
    if [deed.deed for deed in decisions] != [Decision.WITHDRAW.value]:
        yield "state_differs_from_decisions"
        return
    (deed,) = decisions
    signed = deed_bytes(
        deed=deed.deed,
        officer=deed.officer,
        at=deed.at,
        reason=deed.reason,
        survey_number=row.number,
        revision=row.revision,
        instance_sha256=_NOTHING,
        beside_sha256=_NOTHING,
    )
    try:
        public = bytes.fromhex(desk.officers.get(deed.officer).signing_public)
        verify_deed(signed, travelling(deed).signature, public=public)
    except (SyncFault, OfficerUnknown) as fault:
        yield f"{deed.deed}_{fault.code}"
