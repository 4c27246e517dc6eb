"""What the supervisor reads about one survey, as lines: answers, changes, warnings, family, score, what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from enumerator.domain.decision import SignedDeed
from enumerator.domain.survey import SurveyRow
from enumerator.store import Desk
from enumerator.ui.programmes import programme_lines
from enumerator.ui.reading import Reading, corrections, read_revision
from enumerator.ui.score_terms import (
    found_in,
    stored_words,
    sum_line,
    term_label,
    term_number,
    term_points,
    widest_first,
)
from enumerator.ui.telling import clock_time, telling, tr
from enumerator.ui.widgets.lines import Kind, Line
from enumerator.workflow.ports import Clock
from enumerator.workflow.programmes import ProgrammesView, programmes
from enumerator.workflow.score_policy import Display, score_policy
from enumerator.workflow.score_view import ScoreView, score_of, score_view
from enumerator.workflow.signing import beside_of
from enumerator.workflow.waiting import earlier_score, span
from forms.pmt import Score, TermScore
from forms.policy import Answer

__all__ = ["TABS", "Account", "account_of"]


@dataclass(frozen=True, slots=True)
class Account:
    """One survey, ready to be decided on.

    Attributes:
        row: its line.
        place: where the family lives.
        author: the officer's name.
        score: as the supervisor may see it.
        earlier: the score of the revision before, where one was finished.
        tabs: the lines of each tab, in the order of `TABS`.
        counts: what stands beside each tab's name.
        terms: how the score adds up; empty where terms may not be shown.
    """

    row: SurveyRow
    place: str
    author: str
    reading: Reading
    score: ScoreView
    earlier: Score | None
    tabs: tuple[tuple[Line, ...], ...]
    counts: tuple[int, ...]
    terms: tuple[Line, ...]

    @property
    def answers(self) -> int:
        """How many questions have an answer, or a reason why there is none."""
        return self.counts[1]

    @property
    def was(self) -> str:
        """The earlier score, where it was another one."""
        shown, earlier = self.score.score, self.earlier
        if shown is None or earlier is None or (earlier.low, earlier.high) == (shown.low, shown.high):
            return ""
        return span(earlier.low, earlier.high)


@dataclass(frozen=True, slots=True)
class _Materials:
    desk: Desk
    row: SurveyRow
    reading: Reading
    view: ScoreView
    earlier: Score | None
    zone: tzinfo | None
    names: Mapping[str, str]
    programmes: ProgrammesView


def account_of(desk: Desk, row: SurveyRow, clock: Clock) -> Account:
    """Gather what there is to read about the current revision.

    Raises:
        SurveyUnknown: it is not finished.
    """
    reading = read_revision(desk, row.number, row.revision, clock, telling.language)
    display = score_policy(desk, reading.revision.edition).supervisors
    earlier = earlier_score(desk, row)
    made = _Materials(
        desk=desk,
        row=row,
        reading=reading,
        view=score_view(desk, row.number, row.revision, display),
        earlier=score_of(earlier) if earlier else None,
        zone=clock().tzinfo,
        names={officer.code: officer.name for officer in desk.officers.list()},
        programmes=programmes(desk, row.number, row.revision),
    )
    tabs = tuple(lines(made) for _, lines in _TABS)
    counts = tuple(sum(bool(line.lead) for line in lines) for lines in tabs)
    scored = sum(bool(line.answer) for line in tabs[0])
    considered = len(made.programmes.answered(Answer.MAY_BE_CONSIDERED, Answer.BY_EQUIVALENCE))
    return Account(
        row=row,
        place=reading.interview.state("/data/address/current/locality").value,
        author=made.names.get(row.author, row.author),
        reading=reading,
        score=made.view,
        earlier=made.earlier,
        tabs=(tabs[0] + _history(made), *tabs[1:]),
        counts=(scored, *counts[1:-1], considered),
        terms=_terms(made) if display is Display.TERMS else (),
    )


def _scored(made: _Materials) -> tuple[Line, ...]:
    score = made.view.score
    return tuple(_scored_line(made, term) for term in widest_first(score.terms)) if score else ()


def _scored_line(made: _Materials, term: TermScore) -> Line:
    found, was = found_in(term, made.reading, made.view.pack), _found_before(made, term)
    return Line(
        lead=term_number(term, made.view.pack, made.reading),
        says=term_label(term),
        answer=found,
        was=was,
        note=tr("score.changed") if was else "",
        kind=Kind.CHANGED if was else Kind.PLAIN,
    )


def _terms(made: _Materials) -> tuple[Line, ...]:
    score = made.view.score
    if score is None:
        return ()
    lines = [
        Line(
            says=term_label(term),
            answer=term_points(term),
            was=term_points(before) if before and term_points(before) != term_points(term) else "",
            kind=Kind.CHANGED if before and term_points(before) != term_points(term) else Kind.PLAIN,
        )
        for term in widest_first(score.terms)
        for before in (_before(made, term),)
    ]
    return (*lines, *sum_line(made.view))


def _all(made: _Materials) -> tuple[Line, ...]:
    lines: list[Line] = []
    for part in made.reading.parts():
        lines.append(Line(says=part.title, kind=Kind.HEADING))
        for said in part.said:
            note = tr(f"supervisor.missing_{said.missing.value}") if said.missing else ""
            lines.append(Line(said.number, said.question, said.answer, note))
            if said.note:
                lines.append(Line(says=tr("interview.noted", note=said.note)))
    return tuple(lines)


def _changes(made: _Materials) -> tuple[Line, ...]:
    return tuple(
        Line(
            lead=_time(each.at, made.zone),
            says=_joined(each.number, each.question, each.about),
            answer=each.now
            or (tr(f"supervisor.missing_{each.missing.value}") if each.missing else tr("supervisor.no_answer")),
            was=each.was or tr("supervisor.no_answer"),
            kind=Kind.CHANGED,
        )
        for each in corrections(made.desk, made.reading)
    )


def _warnings(made: _Materials) -> tuple[Line, ...]:
    reading, lines = made.reading, []
    for override in beside_of(reading.revision).overrides:
        message = reading.interview.message(override.ref, override.rule, reading.language)
        said = reading.said(override.ref)
        words = _joined(said.question, reading.about(override.ref))
        lines.append(Line(said.number, words, said.answer))
        lines.append(Line(says=message))
        lines.append(Line(says=tr("supervisor.reason_given", reason=override.reason), kind=Kind.HEADING))
    return tuple(lines)


def _family(made: _Materials) -> tuple[Line, ...]:
    reading = made.reading
    return tuple(
        Line(
            lead=str(place),
            says=reading.of_member(place, "full_name"),
            answer=reading.of_member(place, "relation"),
            note=tr("supervisor.age", age=reading.of_member(place, "age") or "–"),
        )
        for place in reading.family()
    )


def _programmes(made: _Materials) -> tuple[Line, ...]:
    return programme_lines(made.programmes, made.reading)


def _history(made: _Materials) -> tuple[Line, ...]:
    """Everything that happened to the survey, in order."""
    happened = [(made.row.created_at, tr("supervisor.event_began"))]
    for revision in range(1, made.row.revision + 1):
        finished = made.desk.surveys.revision(made.row.number, revision).finished
        happened.append(_event("finished", finished, made.names))
        happened += [
            _event(deed.deed, deed, made.names) for deed in made.desk.surveys.decisions(made.row.number, revision)
        ]
    for slip in made.desk.slips.of(made.row.number):
        happened.append((slip.at, tr("supervisor.event_slip", copy=slip.copy)))
    ordered = sorted(happened, key=lambda one: one[0])
    began = made.row.created_at.astimezone(made.zone).date()
    lines = (
        Line(lead=_time(at, made.zone), says=said, note="" if here.date() == began else f"{here:%d/%m/%Y}")
        for at, said in ordered
        for here in (at.astimezone(made.zone),)
    )
    return (Line(says=tr("supervisor.what_happened"), kind=Kind.HEADING), *lines)


def _event(kind: str, deed: SignedDeed, names: Mapping[str, str]) -> tuple[datetime, str]:
    officer = names.get(deed.officer, deed.officer)
    return datetime.fromisoformat(deed.at), tr(f"supervisor.event_{kind}", officer=officer, reason=deed.reason)


_TABS: tuple[tuple[str, Callable[[_Materials], tuple[Line, ...]]], ...] = (
    ("supervisor.tab_scored", _scored),
    ("supervisor.tab_all", _all),
    ("supervisor.tab_changes", _changes),
    ("supervisor.tab_warnings", _warnings),
    ("supervisor.tab_family", _family),
    ("programmes.title", _programmes),
)
TABS = tuple(key for key, _ in _TABS)
"""The wording's keys of the tabs' names."""


def _found_before(made: _Materials, term: TermScore) -> str:
    before = _before(made, term)
    if before is None or before.inputs == term.inputs:
        return ""
    if any(ref.startswith("/") for ref in before.inputs):
        return ", ".join(stored_words(made.reading, ref, value) for ref, value in before.inputs.items())
    return found_in(before, made.reading, made.view.pack)


def _before(made: _Materials, term: TermScore) -> TermScore | None:
    same_pack = made.earlier and made.view.score and made.earlier.pack_hash == made.view.score.pack_hash
    terms: Iterable[TermScore] = made.earlier.terms if made.earlier and same_pack else ()
    return next((each for each in terms if each.id == term.id), None)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _time(at: datetime, zone: tzinfo | None) -> str:
    return clock_time(at.astimezone(zone))
