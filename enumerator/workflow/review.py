"""A second officer looks at a finished survey: approves it, returns it with a reason, or takes it out for good."""

from __future__ import annotations

from enumerator.domain import permissions
from enumerator.domain.lifecycle import Event, SurveyState, advance
from enumerator.domain.permissions import require
from enumerator.domain.survey import Draft, SurveyRow
from enumerator.errors import ReasonMissing
from enumerator.store import Desk
from enumerator.workflow.enrol import machine_name
from enumerator.workflow.ports import Clock
from enumerator.workflow.questionnaire import edition_of
from enumerator.workflow.signing import beside_of, sign_deed
from enumerator.workflow.withdrawn_draft import withdraw_draft
from forms import Interview
from sync.deed import DeedKind

_PERMISSIONS = {
    DeedKind.APPROVE: permissions.Deed.APPROVE,
    DeedKind.RETURN: permissions.Deed.RETURN,
    DeedKind.WITHDRAW: permissions.Deed.WITHDRAW,
}


def approve(desk: Desk, number: str, clock: Clock) -> SurveyRow:
    """Approve the current revision.

    Raises:
        AuthorCannotApprove, NotPermitted, ForbiddenMove, SurveyUnknown: and nothing has changed.
    """
    return _decide(desk, number, DeedKind.APPROVE, "", clock)


def return_survey(desk: Desk, number: str, reason: str, clock: Clock) -> SurveyRow:
    """Send the survey back to its author, who reads the reason.

    Raises:
        ReasonMissing: a return without a reason helps nobody.
    """
    return _decide(desk, number, DeedKind.RETURN, _given(reason, "return"), clock)


def withdraw(desk: Desk, number: str, reason: str, clock: Clock) -> SurveyRow:
    """Take a survey out for good; its row stays. A draft's author may take it out, anything else is a supervisor's.

    Raises:
        ReasonMissing: nothing is taken out without a reason.
        ForbiddenMove: the registry holds it, or a batch carries it.
    """
    given = _given(reason, "withdraw")
    row = desk.surveys.row(number)
    if row.state is SurveyState.DRAFT:
        return withdraw_draft(desk, row, given, clock)
    return _decide(desk, number, DeedKind.WITHDRAW, given, clock)


def reopen(desk: Desk, number: str, clock: Clock) -> Draft:
    """Begin the next revision of a returned, refused or registered survey from the last one, as of today.

    Raises:
        ForbiddenMove: the survey stands elsewhere.
    """
    require(desk.officer, permissions.Deed.REOPEN)
    row = desk.surveys.row(number)
    advance(row.state, Event.REOPEN)
    interview = Interview.revise(
        edition_of(desk, row.edition).definition,
        desk.surveys.revision(number, row.revision).saved,
        clock=clock,
        officer=desk.officer.code,
        device=machine_name(desk),
    )
    with desk.transaction():
        return desk.surveys.reopen(number, saved=interview.serialise(), at_ref=interview.next_question(None) or "")


def _given(reason: str, deed: str) -> str:
    if not reason.strip():
        raise ReasonMissing(deed=deed)
    return reason.strip()


def _decide(desk: Desk, number: str, kind: DeedKind, reason: str, clock: Clock) -> SurveyRow:
    require(desk.officer, _PERMISSIONS[kind])
    row = desk.surveys.row(number)
    revision = desk.surveys.revision(number, row.revision)
    deed = sign_deed(
        desk,
        kind,
        number=number,
        revision=row.revision,
        instance_sha256=revision.instance_sha256,
        beside_sha256=beside_of(revision).signed_sha256,
        at=clock().isoformat(timespec="seconds"),
        reason=reason,
    )
    with desk.transaction():
        return desk.surveys.decide(number, row.revision, deed)
