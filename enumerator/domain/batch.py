"""Batches: numbered sets of surveys sent at once, and the registry's word on each survey."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class BatchState(Enum):
    """A batch waits for its receipt, then it is settled; nothing else happens to it."""

    PENDING = "pending"
    SETTLED = "settled"


class Outcome(Enum):
    """A receipt's verdict on one survey."""

    ACCEPTED = "accepted"
    ALREADY_HELD = "already_held"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFacts:
    """What there is to say of a batch; a hundred surveys weigh 0.8 MB, and who asks for a date needs none of them."""

    number: int
    previous_digest: str
    digest: str
    frozen_at: datetime
    state: BatchState
    surveys: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenBatch(BatchFacts):
    """A batch as frozen: these very bytes are sent, as often as needed, until a receipt settles it."""

    frozen: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SurveyVerdict:
    """The registry's word on one survey of a batch; `code` says why, `of` names the survey it doubles."""

    number: str
    revision: int
    outcome: Outcome
    code: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt as it arrived, byte for byte."""

    batch: int
    body: bytes = field(repr=False)
    received_at: datetime
    verdicts: tuple[SurveyVerdict, ...]
