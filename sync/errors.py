"""Everything that can go wrong while surveys travel, sorted by what to do next.

::

    SyncFault                        a fault of the world, never a bug; `code` is stable, `facts` hold no personal data
    ├── RegistryUnreachable          nothing answered, or the answer was cut: try again later
    ├── RegistryAnswersNonsense      something answered, but not in our protocol (a captive portal, a wrong address)
    ├── RegistryRefused              the registry said no to the whole request; `refusal` is its own code
    ├── WrongRegistry                a registry answered, but not the one that this desk is enrolled with
    ├── ProtocolUnknown              the two ends share no protocol version: one of them must be updated
    ├── SuiteUnknown                 sealed with a suite of algorithms that this program does not have
    ├── PlainHttpForbidden           an address without TLS that is not this very machine
    ├── BadAddress                   what was given as the registry's address is none
    ├── ClockSkew                    desk's and registry's clocks differ much (reported; surveys travel all the same)
    ├── BadSignature                 well formed, but not signed by the key that must have signed it
    ├── BadKey                       key material of a wrong length or kind
    └── BadFormat                    bytes that are not what they should be; `part` and `reason` say where
        ├── BadEnvelope              … one sealed survey
        ├── BadBatch                 … a batch or a sealed day file
        ├── BadReceipt               … a receipt, or a receipt for something else
        ├── BadRegistryCard          … the public half of a registry (registry.json)
        ├── BadEnrolment             … a desk's request to be admitted
        ├── BadEdition               … an edition of the questionnaire at the registry
        └── BadSlip                  … the text of a slip's QR code

Sentences in both languages are made from `code` and `facts` by the window or command that shows them.
"""

from __future__ import annotations

from typing import ClassVar

Fact = str | int

TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
"""HTTP answers after which the same bytes may well be taken later."""


class SyncFault(Exception):
    """A fault of the world on the way between desk and registry."""

    code: ClassVar[str] = "sync_fault"

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code, facts)
        self.facts: dict[str, Fact] = facts

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.facts.items())])

    @property
    def is_transient(self) -> bool:
        """Whether trying again with the same bytes, later, makes sense without anybody doing anything."""
        return False


class RegistryUnreachable(SyncFault):
    """Nothing answered; `reason` is one of name, refused, tls, proxy, timeout, cut."""

    code = "registry_unreachable"

    @property
    def is_transient(self) -> bool:
        """A link comes back by itself; a certificate does not, but it may be the network's and not the registry's."""
        return True


class RegistryAnswersNonsense(SyncFault):
    """An answer that no registry of ours gives; facts: status, content_type, reason."""

    code = "registry_answers_nonsense"

    @property
    def is_transient(self) -> bool:
        """Captive portals and gateways go away by themselves."""
        return True


class RegistryRefused(SyncFault):
    """The registry's own no to a whole request; facts: refusal, status and what the registry adds."""

    code = "registry_refused"

    def __init__(self, refusal: str, *, status: int, **facts: Fact) -> None:
        super().__init__(refusal=refusal, status=status, **facts)
        self.refusal = refusal
        self.status = status

    @property
    def is_transient(self) -> bool:
        """Only answers that mean 'not now'."""
        return self.status in TRANSIENT_STATUSES


class WrongRegistry(SyncFault):
    """Another registry than the one enrolled with; facts: expected, answered."""

    code = "wrong_registry"


class ProtocolUnknown(SyncFault):
    """No protocol version in common; facts: protocol."""

    code = "protocol_unknown"


class SuiteUnknown(SyncFault):
    """A sealing suite that this program does not have; facts: suite."""

    code = "suite_unknown"


class PlainHttpForbidden(SyncFault):
    """Plain HTTP is for the loopback address alone; facts: host."""

    code = "plain_http_forbidden"


class BadAddress(SyncFault):
    """Not the address of a registry; facts: reason. The address itself may hold a password and is not told."""

    code = "bad_address"


class ClockSkew(SyncFault):
    """The desk's clock minus the registry's; facts: seconds."""

    code = "clock_skew"


class BadSignature(SyncFault):
    """Not signed by the key that must have signed it; facts: what (envelope, batch, receipt, deed)."""

    code = "bad_signature"


class BadKey(SyncFault):
    """Key material of a wrong length or kind; facts: kind."""

    code = "bad_key"


class BadFormat(SyncFault):
    """Bytes that are not what they should be."""

    code = "bad_format"

    def __init__(self, part: str, reason: str) -> None:
        super().__init__(part=part, reason=reason)
        self.part = part
        self.reason = reason


class BadEnvelope(BadFormat):
    """Not a sealed survey, damaged, or sealed for somebody else."""

    code = "bad_envelope"


class BadBatch(BadFormat):
    """Not a batch, or damaged on the way."""

    code = "bad_batch"


class BadReceipt(BadFormat):
    """Not a receipt, or a receipt for another batch."""

    code = "bad_receipt"


class BadRegistryCard(BadFormat):
    """Not the public half of a registry."""

    code = "bad_registry_card"


class BadEnrolment(BadFormat):
    """Not a desk's request to be admitted."""

    code = "bad_enrolment"


class BadEdition(BadFormat):
    """An edition at the registry that was changed, or is not whole. Facts: part, its name; reason."""

    code = "bad_edition"


class BadSlip(BadFormat):
    """Not the text of a slip."""

    code = "bad_slip"
