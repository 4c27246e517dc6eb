"""A draft moves to the edition in force: seen before, done whole or not at all, and every loss in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from enumerator.domain.permissions import Deed, require
from enumerator.domain.survey import MovedAnswer
from enumerator.domain.trace import Trace
from enumerator.errors import NoNewerEdition
from enumerator.store import Desk
from enumerator.workflow.interview import is_in_grid, summary_of
from enumerator.workflow.ports import Clock
from enumerator.workflow.questionnaire import edition_of, name_in_force
from forms import Interview
from forms.migration import Migration, Moved, migrate

_TRACES: Mapping[str, Trace] = MappingProxyType(
    {"answer": Trace.ANSWERED, "missing": Trace.ANSWERED, "note": Trace.NOTED}
)
"""What the journal calls each part of what was said; any other part is the soft rule that an officer confirmed."""


def newer_edition(desk: Desk, number: str) -> str | None:
    """Name the edition in force, if this draft is on another one.

    Raises:
        SurveyUnknown: no draft of that number.
    """
    name = name_in_force(desk)
    desk.surveys.draft(number)
    return None if desk.surveys.row(number).edition == name else name


def preview_move(desk: Desk, number: str, clock: Clock) -> Migration:
    """Tell what would be kept, changed, lost and asked; nothing is changed. Keep the open interview first.

    Raises:
        SurveyUnknown: no draft of that number.
        NoNewerEdition: it is on the edition in force already.
        EditionUnknown, EditionChanged: one of the two editions cannot be read.
    """
    require(desk.officer, Deed.INTERVIEW)
    name = newer_edition(desk, number)
    before = desk.surveys.row(number).edition
    if name is None:
        raise NoNewerEdition(number=number, edition=before)
    old, new = edition_of(desk, before), edition_of(desk, name)
    return migrate(old.definition, new.definition, desk.surveys.draft(number).saved, clock=clock)


def move_draft(desk: Desk, number: str, clock: Clock) -> Migration:
    """Move the draft; one transaction, with a line of the journal for every answer that was changed or lost.

    An interview that was open on it must be resumed anew.

    Raises:
        As `preview_move`; NotPermitted: the draft is another officer's. DiskFull: the draft is as before.
    """
    with desk.transaction():
        migration = preview_move(desk, number, clock)
        desk.surveys.move_draft(
            number,
            edition=name_in_force(desk),
            saved=migration.after.serialise(),
            at_ref=_place(migration.after, desk.surveys.draft(number).at_ref),
            summary=summary_of(migration.after),
            changes=[_line(each) for each in (*migration.changed, *migration.lost)],
        )
    return migration


def _line(moved: Moved) -> MovedAnswer:
    """Write a line; of a confirmation the rule stands where it stands when one is given: `old`."""
    trace = _TRACES.get(moved.part, Trace.CONFIRMED)
    before = moved.part if trace is Trace.CONFIRMED else moved.before
    return MovedAnswer(trace, moved.to or moved.ref, before, moved.after)


def _place(interview: Interview, at_ref: str) -> str:
    """Stay at the question of before, where it is still asked."""
    if at_ref in interview.questions() or is_in_grid(at_ref):
        return at_ref
    return interview.first_unanswered() or interview.next_question(None) or ""
