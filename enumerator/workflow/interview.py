"""An interview at the desk: every answer goes through the engine and is committed before the next question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from enumerator.domain.permissions import Deed, require
from enumerator.domain.survey import Person, Summary
from enumerator.domain.trace import Trace
from enumerator.errors import AnswerTooLong, DraftMoved
from enumerator.store import Desk
from enumerator.workflow.enrol import machine_name
from enumerator.workflow.ports import Clock
from enumerator.workflow.questionnaire import current_edition, edition_of
from forms import Change, Interview, Missing
from forms.identity import SurveyNumber

ROSTER = "/data/roster"
MEMBER = f"{ROSTER}/member"
MOST_LETTERS = 2000
"""A page of notes. More is a slip of the clipboard, and would stay in the events of the survey for ever."""
_SHOWN_IN_LISTS = ("/data/basic/head_", "/name", "/cnic", "/id_document", "/relation", "/gender")
_ROSTER_TRACES = (Trace.INSTANCE_ADDED, Trace.INSTANCE_REMOVED)
_ROW = re.compile(re.escape(MEMBER) + r"\[\d+\]")
_OF_MEMBER = re.compile(re.escape(MEMBER) + r"\[(\d+)\](/.+)")


@dataclass(frozen=True, slots=True)
class _Unkept:
    """A change that the engine has and the store has not yet."""

    ref: str
    old: str = field(repr=False)
    new: str = field(repr=False)
    missing: str
    trace: Trace


class HouseholdInterview:
    """One officer's interview with one household.

    If a commit fails (a full disk), the fault is raised, the answer stays in `interview`, and it is kept together with
    the next change that can be committed: nothing said is lost while the program runs.

    Attributes:
        number: the survey's number.
        interview: the engine's interview, for everything that only reads.
        at_ref: the question at which the interview stands, or a row of the family's grid; whoever leads sets it.
        edition: the name of the edition it is asked in; once its draft is on another one, nothing more is kept.
    """

    def __init__(self, desk: Desk, number: str, interview: Interview, at_ref: str, edition: str) -> None:
        self.number = number
        self.edition = edition
        self.interview = interview
        self.at_ref = at_ref
        self._desk = desk
        self._unkept: list[_Unkept] = []
        self._kept_at = at_ref

    @property
    def has_unkept_changes(self) -> bool:
        """Whether something said is not on the disk yet."""
        return bool(self._unkept)

    @property
    def unkept_changes(self) -> int:
        """How many changes are not on the disk yet."""
        return len(self._unkept)

    def answer(self, ref: str, text: str) -> Change:
        """Answer one question and commit it; blank text takes the answer back.

        Raises:
            AnswerTooLong: of more than MOST_LETTERS; the answer before stands.
            DiskFull: the answer is in the interview, not on the disk; see the class.
        """
        _require_short(text)
        old = self._said(ref)
        change = self.interview.answer(ref, text)
        self._keep(_Unkept(ref, old, self._said(ref), "", Trace.ANSWERED), at_ref=self._after(ref))
        return change

    def mark_missing(self, ref: str, missing: Missing) -> Change:
        """Write down that there is no answer, and why."""
        old = self._said(ref)
        change = self.interview.mark_missing(ref, missing)
        self._keep(_Unkept(ref, old, "", missing.value, Trace.ANSWERED), at_ref=self._after(ref))
        return change

    def add_member(self) -> Change:
        """Add a row to the roster; the interview goes on with its first question."""
        change = self.interview.add_repeat(MEMBER)
        added = f"{MEMBER}[{self.interview.instances(MEMBER)}]"
        first = next(ref for ref in self.interview.questions() if ref.startswith(f"{added}/"))
        self._keep(_Unkept(added, "", "", "", Trace.INSTANCE_ADDED), at_ref=first)
        return change

    def remove_member(self, position: int) -> Change:
        """Take a row, counted from 1, out of the roster; the interview stays with the person it stands at."""
        ref = f"{MEMBER}[{position}]"
        change = self.interview.remove_repeat(ref)
        moved_up = _moved_up(self.at_ref, position)
        still_there = moved_up in self.interview.questions() or is_in_grid(moved_up)
        at_ref = moved_up if still_there else self.interview.first_unanswered() or ""
        self._keep(_Unkept(ref, "", "", "", Trace.INSTANCE_REMOVED), at_ref=at_ref)
        return change

    def confirm(self, ref: str, rule: str, reason: str) -> Change:
        """Confirm a soft violation, with the reason why it is right all the same.

        Raises:
            AnswerTooLong: a reason of more than MOST_LETTERS.
        """
        _require_short(reason)
        change = self.interview.confirm(ref, rule, reason, self._desk.officer.code)
        self._keep(_Unkept(ref, rule, reason, "", Trace.CONFIRMED), at_ref=self.at_ref)
        return change

    def note(self, ref: str, text: str) -> Change:
        """Write something down beside a question, for the supervisor; blank takes it back.

        Raises:
            AnswerTooLong: of more than MOST_LETTERS; the note before stands.
        """
        _require_short(text)
        old = self.interview.state(ref).note
        change = self.interview.note(ref, text)
        self._keep(_Unkept(ref, old, self.interview.state(ref).note, "", Trace.NOTED), at_ref=self.at_ref)
        return change

    def keep(self) -> None:
        """Commit what a full disk has not taken yet; nothing to do as a rule.

        Raises:
            DiskFull: there is still no room; see the class.
            DraftMoved: the draft is on another edition by now; what waited is given up.
        """
        if not self._unkept:
            return
        saved = self.interview.serialise()
        with self._unless_moved(), self._desk.transaction():
            for each in self._unkept:
                self._desk.surveys.save_answer(
                    self.number,
                    each.ref,
                    each.old,
                    each.new,
                    each.missing,
                    saved,
                    self.at_ref,
                    trace=each.trace,
                    summary=self._summary_after(each),
                    edition=self.edition,
                )
        self._unkept.clear()
        self._kept_at = self.at_ref

    def keep_place(self) -> None:
        """Commit where the officer stands, though nothing was said there; nothing to do where that is kept already.

        Raises:
            DiskFull: the place is not kept; everything said is.
            DraftMoved: the draft is on another edition by now.
        """
        self.keep()
        if self.at_ref == self._kept_at:
            return
        with self._unless_moved():
            self._desk.surveys.keep_place(self.number, self.at_ref, self.interview.serialise(), edition=self.edition)
        self._kept_at = self.at_ref

    @contextmanager
    def _unless_moved(self) -> Iterator[None]:
        """Told once, the officer can leave: nothing said here could ever be kept."""
        try:
            yield
        except DraftMoved:
            self._unkept.clear()
            self._kept_at = self.at_ref
            raise

    def _said(self, ref: str) -> str:
        """Read the answer, or what was typed though it is none."""
        state = self.interview.state(ref)
        return state.typed or state.value

    def _after(self, ref: str) -> str:
        """Find where the officer goes on after this question."""
        return self.interview.next_question(ref) or ref

    def _keep(self, change: _Unkept, *, at_ref: str) -> None:
        self._unkept.append(change)
        self.at_ref = at_ref
        self.keep()

    def _summary_after(self, change: _Unkept) -> Summary | None:
        is_shown = change.trace in _ROSTER_TRACES or any(part in change.ref for part in _SHOWN_IN_LISTS)
        return summary_of(self.interview) if is_shown else None


def _require_short(text: str) -> None:
    if len(text) > MOST_LETTERS:
        raise AnswerTooLong(letters=len(text), most=MOST_LETTERS)


def begin_interview(desk: Desk, clock: Clock) -> HouseholdInterview:
    """Begin a new household: the next survey number of this desk and an empty draft, committed together."""
    require(desk.officer, Deed.INTERVIEW)
    edition = current_edition(desk)
    interview = Interview.start(edition.definition, clock=clock, officer=desk.officer.code, device=machine_name(desk))
    with desk.transaction():
        number = SurveyNumber(desk.centre.code, desk.desk, desk.surveys.next_serial()).text
        at_ref = interview.next_question(None) or ""
        desk.surveys.new_draft(number, edition=edition.name, saved=interview.serialise(), at_ref=at_ref)
    return HouseholdInterview(desk, number, interview, at_ref, edition.name)


def resume_interview(desk: Desk, number: str, clock: Clock) -> HouseholdInterview:
    """Take up a draft at the very question where it was left, on the edition it began with.

    A survey that was reopened begins at its first question again.

    Raises:
        SurveyUnknown: no draft of that number.
    """
    require(desk.officer, Deed.INTERVIEW)
    draft = desk.surveys.draft(number)
    edition = edition_of(desk, desk.surveys.row(number).edition)
    interview = Interview.reopen(edition.definition, draft.saved, clock=clock)
    at_ref = draft.at_ref or interview.next_question(None) or ""
    return HouseholdInterview(desk, number, interview, at_ref, edition.name)


def summary_of(interview: Interview) -> Summary:
    """Read what lists and searches know of a household."""
    count = interview.instances(MEMBER)
    people = tuple(
        Person(
            interview.state(f"{MEMBER}[{position}]/full_name").value,
            interview.state(f"{MEMBER}[{position}]/id_number").value,
        )
        for position in range(1, count + 1)
    )
    head = Person(
        interview.state("/data/basic/head_name").value,
        next((person.cnic for person in people[:1]), ""),
    )
    return Summary(head.name, head.cnic, count, people or (head,))


def is_in_grid(ref: str) -> bool:
    """Whether a place is the family's grid: a row of it, or the row of the next member (the roster itself)."""
    return ref == ROSTER or _ROW.fullmatch(ref) is not None


def _moved_up(ref: str, removed: int) -> str:
    """Follow a question of a member whose row moves up when an earlier one is removed."""
    of_member = _OF_MEMBER.fullmatch(ref)
    if of_member is None or int(of_member[1]) <= removed:
        return ref
    return f"{MEMBER}[{int(of_member[1]) - 1}]{of_member[2]}"
