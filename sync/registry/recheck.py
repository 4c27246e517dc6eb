"""The registry's own opinion of a survey: the same form, the same rules, the same score, worked out again.

Only this module and `packs` of `sync` know the form engine. The clock of the reopened interview stands at the moment
the survey was finished, so that a rule about today is asked about the same day as at the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType

from forms.edition import Edition, editions, load_edition
from forms.errors import FormsFault, NotSoft
from forms.identity import BadIdentity, SurveyNumber
from forms.interview import Interview
from forms.pmt import PackRefused, ScorePack, Unscorable, load_pack, score, score_to_json
from sync.canonical import JSON, digest_of
from sync.errors import BadEdition
from sync.refusals import SurveyRefusal
from sync.registry.judgement import OpenedSurvey, SurveyRefused
from sync.registry.packs import by_hash, shipped_packs

NO_PACKS: Mapping[str, ScorePack] = MappingProxyType({})


def recheck(
    survey: OpenedSurvey, installed: Path | None = None, packs: Mapping[str, ScorePack] = NO_PACKS
) -> SurveyRefusal | None:
    """Check number, answers and score; gives the first refusal, or None when all agrees.

    Args:
        survey: as it was opened.
        installed: the folder of editions that survey managers made, beside those that the program ships with.
        packs: score packs that came later, by their SHA-256.
    """
    try:
        _check_number(survey)
        edition = _edition(survey.beside.survey.edition, installed)
        interview = _reopen(survey, edition)
        _check_answers(survey, interview)
        _check_score(survey, interview, {**_beside(edition.packs), **_shipped(), **packs})
    except SurveyRefused as refused:
        return refused.refusal
    return None


def _check_number(survey: OpenedSurvey) -> None:
    try:
        number = SurveyNumber.parse(survey.header.survey_number)
    except BadIdentity as error:
        raise SurveyRefused(SurveyRefusal.NUMBER_NOT_OF_DESK) from error
    of_desk = (number.centre, number.desk) == (survey.machine.centre, survey.machine.desk)
    if not of_desk or number.text != survey.header.survey_number:
        raise SurveyRefused(SurveyRefusal.NUMBER_NOT_OF_DESK)


def verify_editions(installed: Path | None) -> None:
    """Read every edition with its packs, before a batch needs one.

    Raises: BadEdition: one of them is not whole.
    """
    for name in editions(installed):
        try:
            _edition(name, installed)
        except SurveyRefused as refused:
            raise BadEdition(name, str(refused.__cause__)) from refused


@cache
def _edition(name: str, installed: Path | None) -> Edition:
    """An edition, read once in a process: never changed. One that is not there or not whole is looked at again."""
    if name not in editions(installed):
        raise SurveyRefused(SurveyRefusal.EDITION_UNKNOWN)
    try:
        edition = load_edition(name, installed=installed)
        _beside(edition.packs)
    except (FormsFault, PackRefused, OSError) as fault:
        raise SurveyRefused(SurveyRefusal.EDITION_UNKNOWN) from fault
    return edition


def _reopen(survey: OpenedSurvey, edition: Edition) -> Interview:
    finished_at = datetime.fromisoformat(survey.beside.survey.finished_at)
    try:
        interview = Interview.reopen(edition.definition, survey.content.instance, clock=lambda: finished_at)
        for override in survey.beside.overrides:
            with suppress(NotSoft):  # an override of what breaks no rule excuses nothing
                interview.confirm(override.ref, override.rule, override.reason, override.officer)
    except FormsFault as error:
        raise SurveyRefused(SurveyRefusal.INSTANCE_UNREADABLE) from error
    return interview


def _check_answers(survey: OpenedSurvey, interview: Interview) -> None:
    """All calculations were just done anew, so equal bytes mean that the desk's were right."""
    if interview.submission() != survey.content.instance:
        raise SurveyRefused(SurveyRefusal.INSTANCE_UNREADABLE)
    if {ref: mark.value for ref, mark in interview.missing().items()} != survey.beside.missing:
        raise SurveyRefused(SurveyRefusal.BESIDE_DIFFERS)
    if interview.validate():
        raise SurveyRefused(SurveyRefusal.VIOLATIONS_OPEN)


def _check_score(survey: OpenedSurvey, interview: Interview, packs: Mapping[str, ScorePack]) -> None:
    named = survey.beside.score.get("pack")
    pack = packs.get(str(named.get("sha256"))) if isinstance(named, Mapping) else None
    if pack is None:
        raise SurveyRefused(SurveyRefusal.PACK_UNKNOWN)
    try:
        ours: JSON = score_to_json(score(interview, pack))
    except (FormsFault, Unscorable) as error:
        raise SurveyRefused(SurveyRefusal.SCORE_DIFFERS) from error
    if digest_of(ours) != survey.beside.score_sha256:
        raise SurveyRefused(SurveyRefusal.SCORE_DIFFERS)


@cache
def _beside(files: tuple[Path, ...]) -> Mapping[str, ScorePack]:
    """An edition's own packs, read once in a process."""
    return by_hash(map(load_pack, files))


@cache
def _shipped() -> Mapping[str, ScorePack]:
    """The packs that came with the program; any of them may be in force at a desk, whatever it asks."""
    return shipped_packs()
