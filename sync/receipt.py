"""The registry's signed word on one batch: a verdict for each survey in it.

Only a receipt settles a survey at the desk; an HTTP status settles nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sync.batch import Manifest
from sync.canonical import Fields, encode, read_fields
from sync.envelope import PROTOCOL
from sync.errors import BadReceipt, ProtocolUnknown
from sync.framing import Magic, pack, unpack
from sync.seal import Signed, sign, verify

MEDIA_TYPE = "application/vnd.pser.receipt"
MAX_RECEIPT_BYTES = 1 << 20


class Outcome(StrEnum):
    """What became of one survey; only ACCEPTED and ALREADY_HELD mean that the registry holds it."""

    ACCEPTED = "accepted"
    ALREADY_HELD = "already_held"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


_HELD = frozenset({Outcome.ACCEPTED, Outcome.ALREADY_HELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The registry's word on one survey: `code` says why it is refused, `of` which survey is held instead."""

    survey_number: str
    revision: int
    envelope_digest: str
    outcome: Outcome
    code: str = ""
    of: str = ""

    @property
    def is_held(self) -> bool:
        """Whether the registry has the survey, under this number, for good."""
        return self.outcome in _HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to one batch; `issued_at` is the registry's clock."""

    registry: str
    machine: str
    batch_number: int
    batch_digest: str
    issued_at: str
    verdicts: tuple[Verdict, ...]
    protocol: int = PROTOCOL

    def to_bytes(self, *, receipt_private: bytes) -> bytes:
        """Write and sign."""
        body = encode(
            {
                "protocol": self.protocol,
                "registry": self.registry,
                "machine": self.machine,
                "batch_number": self.batch_number,
                "batch_digest": self.batch_digest,
                "issued_at": self.issued_at,
                "verdicts": [_verdict_json(verdict) for verdict in self.verdicts],
            }
        )
        return pack(Magic.RECEIPT, (body, sign(body, what=Signed.RECEIPT, private=receipt_private)))

    @classmethod
    def from_bytes(cls, raw: bytes, *, receipt_public: bytes) -> Receipt:
        """Read and verify. Raises: BadReceipt, BadSignature, ProtocolUnknown."""
        if len(raw) > MAX_RECEIPT_BYTES:
            raise BadReceipt("frame", "too_large")
        parts = unpack(raw, Magic.RECEIPT, BadReceipt)
        if len(parts) != 2:
            raise BadReceipt("frame", "other_parts")
        body, signature = parts
        verify(body, signature, what=Signed.RECEIPT, public=receipt_public)
        return _parse(read_fields(body, BadReceipt, "receipt"))

    def check_answers(self, manifest: Manifest, digest: str) -> None:
        """Raise BadReceipt unless this is the answer to exactly this batch, envelope by envelope."""
        if (self.machine, self.batch_number, self.batch_digest) != (manifest.machine, manifest.number, digest):
            raise BadReceipt("receipt", "other_batch")
        answered = [(verdict.survey_number, verdict.revision, verdict.envelope_digest) for verdict in self.verdicts]
        if answered != [(entry.survey_number, entry.revision, entry.envelope_digest) for entry in manifest.entries]:
            raise BadReceipt("verdicts", "other_surveys")


def _verdict_json(verdict: Verdict) -> dict[str, str | int]:
    return {
        "survey_number": verdict.survey_number,
        "revision": verdict.revision,
        "envelope_digest": verdict.envelope_digest,
        "outcome": verdict.outcome.value,
        "code": verdict.code,
        "of": verdict.of,
    }


def _parse(fields: Fields) -> Receipt:
    protocol = fields.integer("protocol")
    if protocol != PROTOCOL:
        raise ProtocolUnknown(protocol=protocol)
    fields.only("protocol", "registry", "machine", "batch_number", "batch_digest", "issued_at", "verdicts")
    return Receipt(
        protocol=protocol,
        registry=fields.text("registry"),
        machine=fields.text("machine"),
        batch_number=fields.integer("batch_number", least=1),
        batch_digest=fields.digest("batch_digest"),
        issued_at=fields.moment("issued_at"),
        verdicts=tuple(_parse_verdict(verdict) for verdict in fields.objects("verdicts")),
    )


def _parse_verdict(fields: Fields) -> Verdict:
    fields.only("survey_number", "revision", "envelope_digest", "outcome", "code", "of")
    return Verdict(
        survey_number=fields.text("survey_number"),
        revision=fields.integer("revision", least=1),
        envelope_digest=fields.digest("envelope_digest"),
        outcome=fields.choice("outcome", Outcome),
        code=fields.text("code"),
        of=fields.text("of"),
    )
