"""The slip that a family takes home: drawn from the finished revision, counted, signed by the machine."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from enumerator.domain.permissions import Deed, require
from enumerator.domain.slip import SlipContent
from enumerator.domain.survey import Revision
from enumerator.domain.trace import Trace
from enumerator.named_file import named
from enumerator.store import Desk, Setting
from enumerator.store.folder import replace_file, require_replaceable
from enumerator.workflow.enrol import machine_key
from enumerator.workflow.interview import summary_of
from enumerator.workflow.ports import Clock, SlipPrinter
from enumerator.workflow.questionnaire import edition_of, policy_of
from forms import Interview
from forms.identity import SurveyNumber, mask_cnic
from sync.slip import SlipClaim, hand_code, sign_slip

ADDRESS = "/data/address/current"


def issue_slip(desk: Desk, number: str, printer: SlipPrinter, clock: Clock) -> bytes:
    """Draw the slip of the survey's current revision; a second one is marked as a copy.

    The copy is counted before the page is drawn: a slip that exists is always in the log.

    Returns: a PDF page, never written to disk here.

    Raises:
        SurveyUnknown: the survey is not finished.
    """
    return printer.render(count_slip(desk, number, clock))


def count_slip(desk: Desk, number: str, clock: Clock) -> SlipContent:
    """Count one more slip of the survey's current revision, and say what is to be drawn.

    Raises:
        SurveyUnknown: the survey is not finished.
        DiskFull: it was not counted, and must not be drawn.
    """
    require(desk.officer, Deed.ISSUE_SLIP)
    revision = _current(desk, number)
    copy = desk.slips.issue(number, revision.revision)
    return slip_content(desk, revision, copy, clock)


def slip_to_come(desk: Desk, number: str, clock: Clock) -> SlipContent:
    """Say what the next slip would show, for a look at it before it is issued; nothing is counted.

    Raises:
        SurveyUnknown: the survey is not finished.
    """
    return slip_content(desk, _current(desk, number), len(desk.slips.of(number)) + 1, clock)


def save_slip(desk: Desk, number: str, file: Path, printer: SlipPrinter, clock: Clock) -> None:
    """Issue a slip as a PDF file, whole or not at all: it shows a name, and the log says that it left the store.

    Raises:
        SurveyUnknown: the survey is not finished.
        InputFault: the folder cannot be written; then nothing was counted.
        DiskFull: no room, here or there.
    """
    with named("slip"):
        require_replaceable(file)
        replace_file(file, issue_slip(desk, number, printer, clock))
    desk.audit.note(Trace.EXPORTED, number=number, slips=1)


def slip_content(desk: Desk, revision: Revision, copy: int, clock: Clock) -> SlipContent:
    """Gather what the slip says: all of it from the answers that the officer signed, nothing from the lists."""
    edition = edition_of(desk, revision.edition)
    interview = Interview.reopen(edition.definition, revision.instance, clock=clock)
    finished_at = datetime.fromisoformat(revision.finished.at)
    household = summary_of(interview)
    qr_text = slip_text(desk, revision, household.member_count)
    return SlipContent(
        number=revision.number,
        centre_code=desk.centre.code,
        centre_name_en=desk.centre.name_en,
        centre_name_ur=desk.centre.name_ur,
        officer_code=revision.author,
        taken_at=finished_at,
        head_name=household.head_name,
        head_name_ur=interview.state("/data/basic/head_name_ur").value,
        head_cnic_masked=mask_cnic(household.head_cnic) if household.head_cnic else "",
        members=household.member_count,
        address_en=_address(interview, "en"),
        address_ur=_address(interview, "ur"),
        helpline=desk.settings.text(Setting.HELPLINE) or policy_of(edition).helpline.number,
        edition=revision.edition,
        revision=revision.revision,
        copy=copy,
        trial=desk.trial,
        qr_text=qr_text,
        typed_code=hand_code(qr_text),
    )


def slip_text(desk: Desk, revision: Revision, members: int) -> str:
    """Write the signed words of the slip's QR code; the same for every copy of one revision."""
    claim = SlipClaim(
        number=SurveyNumber.parse(revision.number).text.replace("-", ""),
        revision=revision.revision,
        day=datetime.fromisoformat(revision.finished.at).date(),
        officer=revision.author[-2:],
        members=members,
    )
    return sign_slip(claim, machine_private=machine_key(desk).private)


def _current(desk: Desk, number: str) -> Revision:
    return desk.surveys.revision(number, desk.surveys.row(number).revision)


def _address(interview: Interview, code: str) -> str:
    place = _choice_label(interview, f"{ADDRESS}/tehsil", code) or interview.state(f"{ADDRESS}/other_district").value
    parts = (interview.state(f"{ADDRESS}/locality").value, place)
    return ("، " if code == "ur" else ", ").join(part for part in parts if part)


def _choice_label(interview: Interview, ref: str, code: str) -> str:
    value = interview.state(ref).value
    choices = interview.choices(ref, interview.definition.language_for(code)) if value else ()
    return next((choice.label for choice in choices if choice.value == value), "")
