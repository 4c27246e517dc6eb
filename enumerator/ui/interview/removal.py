"""A member taken out of the family, remembered with all that was said, so that a slip of the hand costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from enumerator.ui.interview.outline import MEMBER, ROSTER, Place, questions_at
from enumerator.workflow.interview import HouseholdInterview
from forms import Change, Interview, Missing

__all__ = ["Removed", "bring_back", "remember"]


@dataclass(frozen=True, slots=True)
class Removed:
    """One member: paths below the member, and what was said."""

    answers: tuple[tuple[str, str | Missing], ...] = field(repr=False)
    confirmed: tuple[tuple[str, str, str], ...] = field(repr=False)
    notes: tuple[tuple[str, str], ...] = field(repr=False)


def remember(interview: Interview, position: int) -> Removed:
    """Write down a member before they are taken out."""
    instance = f"{MEMBER}[{position}]/"
    return Removed(
        tuple(
            (ref.removeprefix(instance), interview.state(ref).missing or _said(interview, ref))
            for ref in questions_at(interview, Place(ROSTER, position))
        ),
        tuple(
            (each.ref.removeprefix(instance), each.rule, each.reason)
            for each in interview.overrides()
            if each.ref.startswith(instance)
        ),
        tuple(
            (ref.removeprefix(instance), interview.state(ref).note)
            for ref in questions_at(interview, Place(ROSTER, position))
            if interview.state(ref).note
        ),
    )


def bring_back(
    asking: HouseholdInterview, removed: Removed, do: Callable[[Callable[[], Change | None]], object]
) -> None:
    """Put a member back, as the last row, with everything that was said of them.

    Args:
        asking: the interview at the desk.
        removed: the member.
        do: does one deed, and knows what to do where the disk does not take it.
    """
    interview = asking.interview
    do(asking.add_member)
    position = interview.instances(MEMBER)
    instance, answers = f"{MEMBER}[{position}]/", dict(removed.answers)
    ref: str | None = questions_at(interview, Place(ROSTER, position))[0]
    while ref is not None and ref.startswith(instance):
        deed = _said_again(asking, ref, answers.get(ref.removeprefix(instance), ""))
        if deed is not None:
            do(deed)
        ref = interview.next_question(ref)
    for tail, text in removed.notes:
        do(lambda ref=f"{instance}{tail}", text=text: asking.note(ref, text))  # type: ignore[misc]
    for tail, rule, reason in removed.confirmed:
        do(lambda ref=f"{instance}{tail}", rule=rule, reason=reason: asking.confirm(ref, rule, reason))  # type: ignore[misc]


def _said(interview: Interview, ref: str) -> str:
    state = interview.state(ref)
    return state.typed or state.value


def _said_again(asking: HouseholdInterview, ref: str, said: str | Missing) -> Callable[[], Change] | None:
    if isinstance(said, Missing):
        return lambda: asking.mark_missing(ref, said)
    if said and said != _said(asking.interview, ref):
        return lambda: asking.answer(ref, said)
    return None
