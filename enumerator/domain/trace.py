"""Traces: what the store's journal remembers of every deed, in order and for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Trace(Enum):
    """The kind of a journal line."""

    STORE_CREATED = "store_created"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    OFFICER_ADDED = "officer_added"
    OFFICER_SUSPENDED = "officer_suspended"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105 (the name of a deed)
    SETTING_CHANGED = "setting_changed"
    REGISTRY_TRUSTED = "registry_trusted"
    EDITION_INSTALLED = "edition_installed"
    PUT_IN_FORCE = "put_in_force"
    PACK_INSTALLED = "pack_installed"
    PACK_IN_FORCE = "pack_in_force"
    STARTED = "started"
    ANSWERED = "answered"
    INSTANCE_ADDED = "instance_added"
    INSTANCE_REMOVED = "instance_removed"
    CONFIRMED = "confirmed"
    NOTED = "noted"
    PLACE_KEPT = "place_kept"
    FINISHED = "finished"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REOPENED = "reopened"
    MOVED = "moved"
    VIEWED = "viewed"
    SLIP_ISSUED = "slip_issued"
    BATCH_FROZEN = "batch_frozen"
    LEFT_OUT = "left_out"
    BATCH_SETTLED = "batch_settled"
    EXPORTED = "exported"
    SYNCED = "synced"
    CLOCK_WENT_BACK = "clock_went_back"
    KEYS_FELL_BACK = "keys_fell_back"


# The lines that carry a change to an interview: many a minute, and none of them a deed that others rely on.
ANSWER_TRACES = frozenset(
    {Trace.ANSWERED, Trace.INSTANCE_ADDED, Trace.INSTANCE_REMOVED, Trace.CONFIRMED, Trace.PLACE_KEPT}
)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the journal; `facts` never hold a name, a CNIC or an answer."""

    sequence: int
    at: datetime
    officer: str
    trace: Trace
    number: str
    revision: int
    facts: Mapping[str, str | int]
    digest: str
