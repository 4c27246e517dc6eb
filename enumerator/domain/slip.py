"""The slip: the paper that a household takes home. Not a decision about any benefit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

CLAIM_FILE = "pser-slip.txt"
"""The attachment of a slip's PDF that holds the words of its QR code, so that a file can be checked like a scan."""


@dataclass(frozen=True, slots=True)
class SlipContent:
    """Everything that stands on one printed slip; `copy` is 1 for the first print."""

    number: str
    centre_code: str
    centre_name_en: str
    centre_name_ur: str
    officer_code: str
    taken_at: datetime
    head_name: str = field(repr=False)
    head_name_ur: str = field(repr=False)
    head_cnic_masked: str
    members: int
    address_en: str = field(repr=False)
    address_ur: str = field(repr=False)
    helpline: str
    edition: str
    revision: int
    copy: int
    trial: bool
    qr_text: str = field(repr=False)
    typed_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlipPrint:
    """A line of the slip log: which copy of which revision was issued, by whom and when."""

    number: str
    copy: int
    revision: int
    officer: str
    at: datetime
