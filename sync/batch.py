"""A day's surveys tied together: numbered, chained to the batch before, signed by the machine.

The same bytes go over the wire and into the sealed file of the day's export. They are frozen before they are first
sent and never made anew: sending them again is always right, because number and digest make it the same batch.
"""

from __future__ import annotations

from dataclasses import dataclass

from sync.canonical import Fields, digest, encode, read_fields
from sync.envelope import PROTOCOL, check_envelope, read_header
from sync.errors import BadBatch, ProtocolUnknown
from sync.framing import Magic, pack, unpack
from sync.seal import Signed, sign, verify

MEDIA_TYPE = "application/vnd.pser.batch"
MAX_ENVELOPES = 500
MAX_BATCH_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the manifest: an envelope by name."""

    survey_number: str
    revision: int
    envelope_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a batch says of itself, signed: `number` counts a machine's batches from 1, `previous_digest` chains them.

    `made_at` is the desk's clock in ISO 8601 with its offset from UTC.
    """

    machine: str
    number: int
    previous_digest: str
    made_at: str
    entries: tuple[Entry, ...]
    protocol: int = PROTOCOL

    def to_bytes(self) -> bytes:
        """The canonical manifest."""
        return encode(
            {
                "protocol": self.protocol,
                "machine": self.machine,
                "number": self.number,
                "previous": self.previous_digest,
                "made_at": self.made_at,
                "envelopes": [
                    {"survey_number": entry.survey_number, "revision": entry.revision, "digest": entry.envelope_digest}
                    for entry in self.entries
                ],
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch before it is frozen, or after it was opened."""

    machine: str
    number: int
    previous_digest: str
    made_at: str
    envelopes: tuple[bytes, ...]

    @property
    def manifest(self) -> Manifest:
        """The manifest of these envelopes, in this order."""
        headers = [(read_header(envelope), digest(envelope)) for envelope in self.envelopes]
        return Manifest(
            machine=self.machine,
            number=self.number,
            previous_digest=self.previous_digest,
            made_at=self.made_at,
            entries=tuple(Entry(header.survey_number, header.revision, name) for header, name in headers),
        )

    def to_bytes(self, *, machine_private: bytes) -> bytes:
        """Freeze and sign. Raises: BadBatch: too many or too large; BadKey."""
        if not 1 <= len(self.envelopes) <= MAX_ENVELOPES:
            raise BadBatch("manifest", "wrong_count")
        manifest = self.manifest.to_bytes()
        signature = sign(manifest, what=Signed.BATCH, private=machine_private)
        raw = pack(Magic.BATCH, (manifest, signature, *self.envelopes))
        if len(raw) > MAX_BATCH_BYTES:
            raise BadBatch("frame", "too_large")
        return raw

    @classmethod
    def from_bytes(cls, raw: bytes, *, machine_public: bytes) -> Batch:
        """Open frozen bytes: the machine's signature and every envelope's digest are checked, seals stay closed.

        Raises: BadBatch, BadSignature, ProtocolUnknown.
        """
        manifest_bytes, signature, envelopes = _parts(raw)
        manifest = _parse_manifest(manifest_bytes)
        verify(manifest_bytes, signature, what=Signed.BATCH, public=machine_public)
        if [entry.envelope_digest for entry in manifest.entries] != [digest(envelope) for envelope in envelopes]:
            raise BadBatch("envelopes", "digest_differs")
        return cls(
            machine=manifest.machine,
            number=manifest.number,
            previous_digest=manifest.previous_digest,
            made_at=manifest.made_at,
            envelopes=envelopes,
        )


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """What can be said of a sealed file without any private key, after all that can be checked was checked."""

    manifest: Manifest
    digest: str
    size_bytes: int
    registry_keys: tuple[str, ...]


def batch_digest(raw: bytes) -> str:
    """The name of a batch in the next batch's manifest and in its receipt."""
    return digest(raw)


def read_manifest(raw: bytes) -> Manifest:
    """The manifest alone, believed by nobody yet: it says whose key to check. Raises: BadBatch, ProtocolUnknown."""
    return _parse_manifest(_parts(raw)[0])


def inspect_batch(raw: bytes, machine_public: bytes) -> BatchSummary:
    """Check a sealed file without any private key: signatures, every digest, manifest against headers.

    Raises: BadBatch, BadEnvelope, BadSignature, ProtocolUnknown.
    """
    batch = Batch.from_bytes(raw, machine_public=machine_public)
    headers = [check_envelope(envelope, machine_public=machine_public) for envelope in batch.envelopes]
    if any(header.machine != batch.machine for header in headers):
        raise BadBatch("envelopes", "other_machine")
    manifest = read_manifest(raw)
    if manifest != batch.manifest:
        raise BadBatch("manifest", "differs_from_headers")
    return BatchSummary(manifest, digest(raw), len(raw), tuple(sorted({header.registry_key for header in headers})))


def _parts(raw: bytes) -> tuple[bytes, bytes, tuple[bytes, ...]]:
    if len(raw) > MAX_BATCH_BYTES:
        raise BadBatch("frame", "too_large")
    parts = unpack(raw, Magic.BATCH, BadBatch)
    if len(parts) < 3:
        raise BadBatch("frame", "other_parts")
    manifest, signature, *envelopes = parts
    return manifest, signature, tuple(envelopes)


def _parse_manifest(raw: bytes) -> Manifest:
    fields = read_fields(raw, BadBatch, "manifest")
    protocol = fields.integer("protocol")
    if protocol != PROTOCOL:
        raise ProtocolUnknown(protocol=protocol)
    fields.only("protocol", "machine", "number", "previous", "made_at", "envelopes")
    entries = tuple(_parse_entry(entry) for entry in fields.objects("envelopes"))
    if not 1 <= len(entries) <= MAX_ENVELOPES:
        raise BadBatch("manifest", "wrong_count")
    return Manifest(
        protocol=protocol,
        machine=fields.text("machine"),
        number=fields.integer("number", least=1),
        previous_digest=fields.digest("previous", may_be_empty=True),
        made_at=fields.moment("made_at"),
        entries=entries,
    )


def _parse_entry(fields: Fields) -> Entry:
    fields.only("survey_number", "revision", "digest")
    return Entry(fields.text("survey_number"), fields.integer("revision", least=1), fields.digest("digest"))
