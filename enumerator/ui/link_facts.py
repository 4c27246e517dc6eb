"""How the link to the registry is, and the chip that says so; nothing more than a receipt has said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from types import MappingProxyType

from enumerator.ui.telling import clock_time, tr
from enumerator.ui.widgets.chip import ChipFacts, Tone
from enumerator.ui.widgets.icons import Icon

__all__ = ["LinkFacts", "LinkState", "chip_of"]


class LinkState(Enum):
    """How the link is."""

    NOT_ENROLLED = auto()
    NO_ADDRESS = auto()
    IDLE = auto()
    SENDING = auto()
    NO_LINK = auto()
    STOPPED = auto()
    LINKED = auto()
    SETTLED = auto()
    CLOCK = auto()


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What the last going found.

    Attributes:
        state: NO_ADDRESS means that nobody told this desk where its registry is, or that the trial's does not run;
            NO_LINK passes by itself; STOPPED needs a person; LINKED means that the registry answered and nothing was
            there to send; SETTLED that a receipt came in the last going; CLOCK that the two clocks differ.
        since: when this state began; for SETTLED when the receipt came.
        fault: the code of what stopped the last going.
        facts: of that fault, or of the clocks.
        held: surveys that the receipts of the last going say the registry holds.
        set_aside: surveys that they say it does not.
        left_out: approved surveys that no envelope can carry; a supervisor looks at them.
    """

    state: LinkState
    since: datetime
    fault: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    held: int = 0
    set_aside: int = 0
    left_out: int = 0


_CHIPS: Mapping[LinkState, tuple[Icon, Tone]] = MappingProxyType(
    {
        LinkState.NOT_ENROLLED: (Icon.NO_LINK, Tone.PLAIN),
        LinkState.NO_ADDRESS: (Icon.NO_LINK, Tone.SOFT),
        LinkState.IDLE: (Icon.LINK, Tone.PLAIN),
        LinkState.SENDING: (Icon.SENDING, Tone.PLAIN),
        LinkState.NO_LINK: (Icon.NO_LINK, Tone.SOFT),
        LinkState.STOPPED: (Icon.HARD, Tone.HARD),
        LinkState.LINKED: (Icon.LINK_GOOD, Tone.DONE),
        LinkState.SETTLED: (Icon.LINK_GOOD, Tone.DONE),
        LinkState.CLOCK: (Icon.CLOCK, Tone.SOFT),
    }
)


def chip_of(facts: LinkFacts, next_try: int | None) -> ChipFacts:
    """Say the state of the link for the top bar, with the seconds to the next try."""
    icon, tone = _CHIPS[facts.state]
    key = f"link.chip_{facts.state.name.lower()}"
    return ChipFacts(icon, tr(key, seconds=next_try or 0, time=clock_time(facts.since)), tone)
