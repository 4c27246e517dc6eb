"""Decisions: deeds on a survey that an officer answers for with a signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from enumerator.domain.lifecycle import Event


class Decision(Enum):
    """What a second officer says about a finished survey."""

    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"


EVENTS: Mapping[Decision, Event] = MappingProxyType(
    {
        Decision.APPROVE: Event.APPROVE,
        Decision.RETURN: Event.RETURN,
        Decision.WITHDRAW: Event.WITHDRAW,
    }
)


@dataclass(frozen=True, slots=True)
class SignedDeed:
    """One deed as its officer signed it.

    `deed` is "finish" or a `Decision` value; `at` is the ISO time exactly as signed; `signature` is Ed25519 over the
    deed's canonical bytes, in hex.
    """

    deed: str
    officer: str
    at: str
    reason: str = field(repr=False)
    signature: str = field(repr=False)
