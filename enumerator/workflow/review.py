"""A second officer looks at a finished survey: approves it, returns it with a reason, or takes it out for good."""

from __future__ import annotations

from enumerator.domain import permissions
from enumerator.domain.permissions import require
from enumerator.domain.survey import Draft, SurveyRow
from enumerator.errors import ReasonMissing
from enumerator.store import Desk
from enumerator.workflow.ports import Clock
from enumerator.workflow.signing import beside_of, sign_deed
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
    """Take a finished survey out for good; its row stays.

    Raises:
        ReasonMissing: nothing is taken out without a reason.
    """
    return _decide(desk, number, DeedKind.WITHDRAW, _given(reason, "withdraw"), clock)


def reopen(desk: Desk, number: str) -> Draft:
    """Begin the next revision of a returned, refused or registered survey from the last one."""
    require(desk.officer, permissions.Deed.REOPEN)
    return desk.surveys.reopen(number)


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
        score_sha256=beside_of(revision).score_sha256,
        at=clock().isoformat(timespec="seconds"),
        reason=reason,
    )
    with desk.transaction():
        return desk.surveys.decide(number, row.revision, deed)
