"""The life of a survey: one table of moves from state to state.

There is no "sent" state. A survey in a batch stays `BATCHED` until a signed receipt names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from enumerator.errors import ForbiddenMove


class SurveyState(Enum):
    """Where the current revision of a survey stands."""

    DRAFT = "draft"
    FINISHED = "finished"
    RETURNED = "returned"
    APPROVED = "approved"
    BATCHED = "batched"
    ACCEPTED = "accepted"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"


class Event(Enum):
    """What happens to a survey."""

    FINISH = "finish"
    APPROVE = "approve"
    RETURN = "return"
    REOPEN = "reopen"
    BATCH = "batch"
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


# An accepted survey is reopened when a registered household comes back: a new revision, never a second household.
MOVES: Mapping[tuple[SurveyState, Event], SurveyState] = MappingProxyType(
    {
        (SurveyState.DRAFT, Event.FINISH): SurveyState.FINISHED,
        (SurveyState.DRAFT, Event.WITHDRAW): SurveyState.WITHDRAWN,
        (SurveyState.FINISHED, Event.APPROVE): SurveyState.APPROVED,
        (SurveyState.FINISHED, Event.RETURN): SurveyState.RETURNED,
        (SurveyState.FINISHED, Event.WITHDRAW): SurveyState.WITHDRAWN,
        (SurveyState.RETURNED, Event.REOPEN): SurveyState.DRAFT,
        (SurveyState.RETURNED, Event.WITHDRAW): SurveyState.WITHDRAWN,
        (SurveyState.APPROVED, Event.RETURN): SurveyState.RETURNED,
        (SurveyState.APPROVED, Event.BATCH): SurveyState.BATCHED,
        (SurveyState.APPROVED, Event.WITHDRAW): SurveyState.WITHDRAWN,
        (SurveyState.BATCHED, Event.ACCEPT): SurveyState.ACCEPTED,
        (SurveyState.BATCHED, Event.REFUSE): SurveyState.SET_ASIDE,
        (SurveyState.SET_ASIDE, Event.REOPEN): SurveyState.DRAFT,
        (SurveyState.SET_ASIDE, Event.WITHDRAW): SurveyState.WITHDRAWN,
        (SurveyState.ACCEPTED, Event.REOPEN): SurveyState.DRAFT,
    }
)


def advance(state: SurveyState, event: Event) -> SurveyState:
    """The state after the event.

    Raises:
        ForbiddenMove: the table has no such move.
    """
    try:
        return MOVES[state, event]
    except KeyError:
        raise ForbiddenMove(state=state.value, event=event.value) from None


def diagram() -> str:
    """The table drawn as a Mermaid state diagram, as it stands in ARCHITECTURE.md."""
    arrows = (f"    {state.value} --> {then.value}: {event.value}" for (state, event), then in MOVES.items())
    return "\n".join(["stateDiagram-v2", f"    [*] --> {SurveyState.DRAFT.value}", *arrows])
