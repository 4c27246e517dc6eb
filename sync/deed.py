"""What an officer puts a hand to: finishing, approving, returning or withdrawing one revision of a survey.

The signed bytes bind the deed to the answers and to all that stands beside them (score, overrides, marks, events), so
that neither the machine nor anyone who holds the store's key can move an approval to anything else. Signing itself is
the key holder's, not this module's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sync.canonical import JSON, Fields, encode
from sync.seal import SIGNATURE_LENGTH

_CONTEXT = b"PSER deed 1\n"


class DeedKind(StrEnum):
    """The deeds that are signed."""

    FINISH = "finish"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Deed:
    """One signed deed as it travels beside the instance; `at` is ISO 8601 with offset, spelled as it was signed."""

    kind: DeedKind
    officer: str
    at: str
    reason: str
    signature: bytes

    def to_json(self) -> dict[str, JSON]:
        """The deed as the protocol writes it."""
        return {
            "deed": self.kind.value,
            "officer": self.officer,
            "at": self.at,
            "reason": self.reason,
            "signature": self.signature.hex(),
        }


def deed_bytes(
    *,
    deed: str,
    officer: str,
    at: str,
    reason: str,
    survey_number: str,
    revision: int,
    instance_sha256: str,
    beside_sha256: str,
) -> bytes:
    """The bytes that an officer's Ed25519 key signs.

    Args:
        deed: a DeedKind or its value.
        officer: the officer's code.
        at: ISO 8601 with offset from UTC.
        reason: the officer's reason, or "".
        survey_number: as it is printed.
        revision: 1 for the first.
        instance_sha256: `canonical.digest(instance bytes)`.
        beside_sha256: `Beside.signed_sha256`.
    """
    return _CONTEXT + encode(
        {
            "deed": DeedKind(deed).value,
            "officer": officer,
            "at": at,
            "reason": reason,
            "survey_number": survey_number,
            "revision": revision,
            "instance_sha256": instance_sha256,
            "beside_sha256": beside_sha256,
        }
    )


def read_deed(fields: Fields) -> Deed:
    """Parse one deed; a kind that this protocol does not have is the part's fault."""
    fields.only("deed", "officer", "at", "reason", "signature")
    return Deed(
        kind=fields.choice("deed", DeedKind),
        officer=fields.text("officer"),
        at=fields.moment("at"),
        reason=fields.text("reason"),
        signature=fields.raw("signature", length=SIGNATURE_LENGTH),
    )
