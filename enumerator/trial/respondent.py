"""A sample household sits down at the desk: the interview asks, the household answers, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from enumerator.trial.household import MEMBER, SampleHousehold
from forms import Change, Interview, Missing

SOURCE_DATA = "source data"
"""Why a sample household's soft warnings are confirmed: nothing real is refused."""


class Asking(Protocol):
    """An interview that somebody leads; `enumerator.workflow.interview.HouseholdInterview` is one."""

    @property
    def interview(self) -> Interview:
        """The engine's interview."""
        ...

    @property
    def at_ref(self) -> str:
        """The question at which it stands."""
        ...

    def answer(self, ref: str, text: str) -> Change:
        """Answer one question."""
        ...

    def mark_missing(self, ref: str, missing: Missing) -> Change:
        """Write down that there is no answer, and why."""
        ...

    def add_member(self) -> Change:
        """Add a row to the roster, and go on with its first question."""
        ...

    def confirm(self, ref: str, rule: str, reason: str) -> Change:
        """Confirm a soft violation."""
        ...


def answer_all(asking: Asking, household: SampleHousehold, *, confirm_with: str = SOURCE_DATA) -> Iterator[str]:
    """Answer every question the form asks, in its order, adding a roster instance for each further member.

    Args:
        asking: the interview, standing at its first question or wherever it was left.
        household: what the family says.
        confirm_with: the reason with which soft warnings are confirmed; blank leaves them open.

    Yields: the ref of each question after its answer is committed, so that a caller can count, stop or be killed there.
    """
    ref = _or_next_member(asking, household, asking.at_ref)
    while ref is not None:
        _answer(asking, household, ref)
        yield ref
        ref = _or_next_member(asking, household, asking.interview.next_question(ref))
    for warning in asking.interview.violations() if confirm_with else ():
        if not warning.hard and not warning.confirmed:
            asking.confirm(warning.ref, warning.rule, confirm_with)
            yield warning.ref


def _answer(asking: Asking, household: SampleHousehold, ref: str) -> None:
    answer = household.answer_to(ref)
    if isinstance(answer, Missing):
        asking.mark_missing(ref, answer)
    elif answer:
        asking.answer(ref, answer)


def _or_next_member(asking: Asking, household: SampleHousehold, ref: str | None) -> str | None:
    """Before the roster is left for `ref`, add the next member of the family, if there is one, and go on there."""
    if asking.interview.instances(MEMBER) >= len(household.members) or _is_of_member(ref):
        return ref
    if not _is_of_member(asking.interview.previous_question(ref)):
        return ref
    asking.add_member()
    return asking.at_ref


def _is_of_member(ref: str | None) -> bool:
    return ref is not None and ref.startswith(f"{MEMBER}[")
