"""The registry's judgement of one envelope, before anything is stored: whose it is, who signed, what it says.

Each check is one question. The first that fails names the refusal; the other surveys of the batch are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sync.batch import Entry
from sync.beside import Beside, read_beside
from sync.canonical import digest
from sync.deed import Deed, DeedKind, deed_bytes
from sync.enrolment import Role
from sync.envelope import Content, Header, open_envelope
from sync.errors import BadEnvelope, BadSignature, ProtocolUnknown, SuiteUnknown
from sync.refusals import SurveyRefusal
from sync.registry.admission import AdmittedMachine, AdmittedOfficer
from sync.registry.folder import RegistryKeys
from sync.seal import verify_deed


@dataclass(frozen=True, slots=True)
class OpenedSurvey:
    """An envelope's content, opened and parsed, with the machine that sent it."""

    machine: AdmittedMachine
    header: Header
    content: Content
    beside: Beside

    @property
    def approver(self) -> str:
        """The code of the officer who approved."""
        return _the_deed(self, DeedKind.APPROVE).officer


@dataclass(frozen=True, slots=True)
class Judged:
    """One envelope of a batch after judging: either a survey fit to be held, or a refusal."""

    entry: Entry
    survey: OpenedSurvey | None
    refusal: SurveyRefusal | None


_DEEDS = frozenset({DeedKind.FINISH, DeedKind.APPROVE})
"""What a survey that is fit to be held was through, each once."""

Recheck = Callable[[OpenedSurvey], SurveyRefusal | None]
"""Opens the instance in its edition again, validates and scores it; gives the refusal, or None when all agrees."""


class SurveyRefused(Exception):
    """Ends the judging of one survey."""

    def __init__(self, refusal: SurveyRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def judge(raw: bytes, entry: Entry, *, machine: AdmittedMachine, keys: RegistryKeys, recheck: Recheck) -> Judged:
    """Judge one envelope of a batch whose manifest is already believed."""
    try:
        survey = _open(raw, machine, keys)
        _check_same_survey(entry, survey)
        _check_deeds(survey)
    except SurveyRefused as refused:
        return Judged(entry, None, refused.refusal)
    refusal = recheck(survey)
    return Judged(entry, survey if refusal is None else None, refusal)


def _open(raw: bytes, machine: AdmittedMachine, keys: RegistryKeys) -> OpenedSurvey:
    try:
        header, content = open_envelope(raw, registry_private=keys.sealing_private, machine_public=machine.public)
    except tuple(_OPENING) as error:
        raise SurveyRefused(_OPENING[type(error)]) from error
    try:
        return OpenedSurvey(machine, header, content, read_beside(content.beside))
    except BadEnvelope as error:
        raise SurveyRefused(SurveyRefusal.BAD_CONTENT) from error


_OPENING: dict[type[BaseException], SurveyRefusal] = {
    BadEnvelope: SurveyRefusal.BAD_ENVELOPE,
    BadSignature: SurveyRefusal.BAD_SIGNATURE,
    ProtocolUnknown: SurveyRefusal.PROTOCOL_UNKNOWN,
    SuiteUnknown: SurveyRefusal.SUITE_UNKNOWN,
}


def _check_same_survey(entry: Entry, survey: OpenedSurvey) -> None:
    named = (entry.survey_number, entry.revision)
    in_header = (survey.header.survey_number, survey.header.revision)
    inside = (survey.beside.survey.number, survey.beside.survey.revision)
    if not named == in_header == inside or survey.header.machine != survey.machine.name:
        raise SurveyRefused(SurveyRefusal.HEADER_DIFFERS)


def _check_deeds(survey: OpenedSurvey) -> None:
    for refusal, holds in _DEED_CHECKS:
        if not holds(survey):
            raise SurveyRefused(refusal)


def _has_each_deed(survey: OpenedSurvey) -> bool:
    return {deed.kind for deed in survey.beside.deeds} >= _DEEDS


def _has_no_other_deed(survey: OpenedSurvey) -> bool:
    """A return or a withdrawal takes an approval back, and of two approvals nobody knows which one counts."""
    return len(survey.beside.deeds) == len(_DEEDS)


def _knows_the_officers(survey: OpenedSurvey) -> bool:
    return all(deed.officer in survey.machine.officers for deed in survey.beside.deeds)


def _suspended_nobody(survey: OpenedSurvey) -> bool:
    return not any(officer.is_suspended for _, officer in _hands(survey))


def _was_finished_by_its_author(survey: OpenedSurvey) -> bool:
    return _the_deed(survey, DeedKind.FINISH).officer == survey.beside.survey.author


def _was_finished_when_it_says(survey: OpenedSurvey) -> bool:
    """The rules are asked about that day, so it must be the day that the author signed."""
    return _the_deed(survey, DeedKind.FINISH).at == survey.beside.survey.finished_at


def _was_approved_by_another(survey: OpenedSurvey) -> bool:
    return survey.approver != survey.beside.survey.author


def _was_approved_by_another_hand(survey: OpenedSurvey) -> bool:
    """One person under two codes would still need two keys."""
    officers = survey.machine.officers
    return officers[survey.approver].public != officers[survey.beside.survey.author].public


def _was_approved_by_a_supervisor(survey: OpenedSurvey) -> bool:
    return survey.machine.officers[survey.approver].role is Role.SUPERVISOR


def _is_signed_by_its_officers(survey: OpenedSurvey) -> bool:
    return all(_is_signed(survey, deed, officer) for deed, officer in _hands(survey))


_DEED_CHECKS: tuple[tuple[SurveyRefusal, Callable[[OpenedSurvey], bool]], ...] = (
    (SurveyRefusal.DEED_MISSING, _has_each_deed),
    (SurveyRefusal.DEED_UNFIT, _has_no_other_deed),
    (SurveyRefusal.OFFICER_UNKNOWN, _knows_the_officers),
    (SurveyRefusal.OFFICER_SUSPENDED, _suspended_nobody),
    (SurveyRefusal.DEED_MISSING, _was_finished_by_its_author),
    (SurveyRefusal.AUTHOR_IS_APPROVER, _was_approved_by_another),
    (SurveyRefusal.AUTHOR_IS_APPROVER, _was_approved_by_another_hand),
    (SurveyRefusal.APPROVER_NOT_SUPERVISOR, _was_approved_by_a_supervisor),
    (SurveyRefusal.DEED_SIGNATURE_WRONG, _is_signed_by_its_officers),
    (SurveyRefusal.BESIDE_DIFFERS, _was_finished_when_it_says),
)


def _hands(survey: OpenedSurvey) -> Iterator[tuple[Deed, AdmittedOfficer]]:
    return ((deed, survey.machine.officers[deed.officer]) for deed in survey.beside.deeds)


def _the_deed(survey: OpenedSurvey, kind: DeedKind) -> Deed:
    return next(deed for deed in survey.beside.deeds if deed.kind is kind)


def _is_signed(survey: OpenedSurvey, deed: Deed, officer: AdmittedOfficer) -> bool:
    message = deed_bytes(
        deed=deed.kind,
        officer=deed.officer,
        at=deed.at,
        reason=deed.reason,
        survey_number=survey.header.survey_number,
        revision=survey.header.revision,
        instance_sha256=digest(survey.content.instance),
        beside_sha256=survey.beside.signed_sha256,
    )
    try:
        verify_deed(message, deed.signature, public=officer.public)
    except BadSignature:
        return False
    return True
