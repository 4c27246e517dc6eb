"""A family at the desk: is it known here already? If not, its interview begins with the CNIC just typed."""

from __future__ import annotations

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.survey import SurveyRow
from enumerator.store import Desk
from enumerator.workflow.interview import begin_interview
from enumerator.workflow.ports import Clock
from enumerator.workflow.review import reopen

APPLICANT_CNIC = "/data/registration/applicant_cnic"


def known_here(desk: Desk, cnic: str) -> tuple[SurveyRow, ...]:
    """Find surveys with a person of this CNIC (13 digits), withdrawn ones left out, the last changed first."""
    return tuple(row for row in desk.surveys.with_cnic(cnic) if row.state is not SurveyState.WITHDRAWN)


def begin_with(desk: Desk, cnic: str, clock: Clock) -> str:
    """Begin a survey with the applicant's CNIC answered already; it opens at its first question all the same.

    Args:
        desk: the signed-in officer's.
        cnic: 13 digits, or blank where there is none.
        clock: for the interview.

    Returns: the survey's number.
    """
    with desk.transaction():
        asking = begin_interview(desk, clock)
        if cnic:
            first = asking.at_ref
            asking.answer(APPLICANT_CNIC, cnic)
            desk.surveys.keep_place(asking.number, first, asking.interview.serialise())
    return asking.number


def take_up(desk: Desk, number: str, clock: Clock) -> SurveyRow:
    """Make an own returned survey a draft again; any other stays as it is.

    Returns: the survey as it stands now.
    """
    row = desk.surveys.row(number)
    if row.state is SurveyState.RETURNED and row.author == desk.officer.code:
        reopen(desk, number, clock)
        return desk.surveys.row(number)
    return row
