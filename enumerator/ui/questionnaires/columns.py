"""What the tables of the page say of an edition, and of a finding in a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from enumerator.ui.look import Role
from enumerator.ui.models.rows import Column
from enumerator.ui.telling import is_urdu, isolate, telling, tr
from enumerator.ui.widgets.icons import Icon
from enumerator.workflow.editions import EditionStanding
from forms.workbook import Finding, Severity, describe, sentence

__all__ = ["EDITION_COLUMNS", "EDITION_WIDTHS", "FINDING_COLUMNS", "FINDING_WIDTHS", "told_finding", "worst_first"]

_NOTHING = "–"
_SEVERITIES: Mapping[Severity, tuple[str, tuple[Icon, Role]]] = MappingProxyType(
    {
        Severity.ERROR: ("interview.must_be_corrected", (Icon.HARD, Role.HARD)),
        Severity.WARNING: ("interview.please_check", (Icon.SOFT, Role.SOFT)),
        Severity.NOTE: ("questionnaires.worth_knowing", (Icon.INFORMATION, Role.INK_2)),
    }
)
"""Gravest first."""


def told_finding(found: Finding) -> str:
    """One finding as a line of text: how grave, where, what."""
    return describe(found, telling.language)


def worst_first(findings: tuple[Finding, ...]) -> list[Finding]:
    """The gravest first; those of one kind as they stand in the workbook."""
    return sorted(findings, key=lambda found: list(_SEVERITIES).index(found.severity))


def _state(edition: EditionStanding) -> str:
    in_force = tr("questionnaires.in_force" if edition.in_force else "questionnaires.not_in_force")
    if edition.whole:
        return in_force
    damaged = tr("questionnaires.damaged")
    return f"{in_force} · {damaged}" if edition.in_force else damaged


def _state_sign(edition: EditionStanding) -> tuple[Icon, Role]:
    if not edition.whole:
        return Icon.HARD, Role.HARD
    return (Icon.COMPLETE, Role.DONE) if edition.in_force else (Icon.NOT_ASKED, Role.INK_3)


def _languages(edition: EditionStanding) -> str:
    return ("، " if is_urdu() else ", ").join(map(_plain, edition.languages)) or _NOTHING


def _column(found: Finding) -> str:
    heading = dict(found.facts).get("heading")
    return _plain(f"{found.column} ({heading})" if heading else found.column)


def _plain(text: str) -> str:
    """Data of a form, in its own order inside Urdu."""
    return (isolate(text) if is_urdu() else text) or _NOTHING


EDITION_COLUMNS: tuple[Column[EditionStanding], ...] = (
    Column("questionnaires.name", lambda edition: _plain(edition.name)),
    Column("questionnaires.version", lambda edition: _plain(edition.version)),
    Column("questionnaires.questions", lambda edition: str(edition.questions or _NOTHING)),
    Column("questionnaires.languages", _languages),
    Column("questionnaires.drafts", lambda edition: str(edition.drafts)),
    Column(
        "questionnaires.origin",
        lambda edition: tr("questionnaires.with_program" if edition.shipped else "questionnaires.installed_here"),
    ),
    Column("questionnaires.state", _state, _state_sign),
)
EDITION_WIDTHS = {1: 110, 2: 100, 4: 120, 5: 190, 6: 260}

FINDING_COLUMNS: tuple[Column[Finding], ...] = (
    Column(
        "questionnaires.severity",
        lambda found: tr(_SEVERITIES[found.severity][0]),
        lambda found: _SEVERITIES[found.severity][1],
    ),
    Column("questionnaires.sheet", lambda found: _plain(found.sheet)),
    Column("questionnaires.row", lambda found: str(found.row or _NOTHING)),
    Column("questionnaires.column", _column),
    Column("questionnaires.finding", lambda found: sentence(found, telling.language)),
)
FINDING_WIDTHS = {0: 190, 1: 110, 2: 70, 3: 190}
