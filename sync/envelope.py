"""One survey under seal: readable by the registry alone, signed by the machine that sends it.

The header is in clear, since the registry must know whose key to check before it opens anything; it names no person.
It is bound to the seal twice: its digest is HPKE's `info`, and it is repeated inside and compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import zstandard

from sync.canonical import JSON, digest, encode, read_fields
from sync.errors import BadEnvelope, ProtocolUnknown
from sync.framing import Magic, pack, unpack
from sync.seal import CURRENT_SUITE, Signed, key_id, open_seal, seal, sealing_public, sign, verify

PROTOCOL = 1
MAX_ENVELOPE_BYTES = 1 << 20
MAX_CONTENT_BYTES = 8 << 20
"""A household of 200 members with every answer changed ten times stays below 4 MiB; more is an attack or a bug."""

_COMPRESSION_LEVEL = 12
_ROOM_BYTES = 16 << 10
"""For what a survey gets after it is finished: header, approval, seal and signature take about 3 KiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Which survey this is, from which machine, for which key.

    `previous` is the digest of the envelope of this survey's newest revision that was sent before, or "".
    """

    registry_key: str
    machine: str
    survey_number: str
    revision: int
    previous: str = ""
    suite: int = CURRENT_SUITE
    protocol: int = PROTOCOL

    def to_bytes(self) -> bytes:
        """The canonical header."""
        return encode(
            {
                "protocol": self.protocol,
                "suite": self.suite,
                "registry_key": self.registry_key,
                "machine": self.machine,
                "survey_number": self.survey_number,
                "revision": self.revision,
                "previous": self.previous,
            }
        )


@dataclass(frozen=True, slots=True)
class Content:
    """The two canonical parts of a survey: its XForm instance (C14N) and what stands beside it (see `sync.beside`)."""

    instance: bytes
    beside: Mapping[str, JSON]

    @property
    def digest(self) -> str:
        """Tells two contents apart without their seals, which differ each time."""
        return digest(pack(Magic.CONTENT, (encode(self.beside), self.instance)))


def require_carried(content: Content) -> None:
    """Find out whether a survey that is about to be finished can be sealed one day.

    Raises: BadEnvelope: the content is larger than the protocol carries.
    """
    plain = pack(Magic.CONTENT, (encode(content.beside), content.instance))
    if len(plain) + _ROOM_BYTES > MAX_CONTENT_BYTES:
        raise BadEnvelope("content", "too_large")
    if len(_compress(plain)) + _ROOM_BYTES > MAX_ENVELOPE_BYTES:
        raise BadEnvelope("frame", "too_large")


def seal_survey(content: Content, header: Header, *, registry_public: bytes, machine_private: bytes) -> bytes:
    """Seal one survey to the registry and sign it as the machine; never twice the same bytes, so keep what it gives.

    Raises: BadKey; SuiteUnknown; BadEnvelope: the content is larger than the protocol carries.
    """
    head = header.to_bytes()
    plain = pack(Magic.CONTENT, (head, encode(content.beside), content.instance))
    if len(plain) > MAX_CONTENT_BYTES:
        raise BadEnvelope("content", "too_large")
    sealed = seal(_compress(plain), suite=header.suite, public=registry_public, info=_info(head))
    signature = sign(_signed_bytes(head, sealed), what=Signed.ENVELOPE, private=machine_private)
    envelope = pack(Magic.ENVELOPE, (head, sealed, signature))
    if len(envelope) > MAX_ENVELOPE_BYTES:
        raise BadEnvelope("frame", "too_large")
    return envelope


def read_header(raw: bytes) -> Header:
    """The header alone, believed by nobody yet."""
    return _parse_header(_parts(raw)[0])


def check_envelope(raw: bytes, *, machine_public: bytes) -> Header:
    """Check the machine's signature without opening the seal. Raises: BadEnvelope, BadSignature, ProtocolUnknown."""
    head, sealed, signature = _parts(raw)
    header = _parse_header(head)
    verify(_signed_bytes(head, sealed), signature, what=Signed.ENVELOPE, public=machine_public)
    return header


def open_envelope(raw: bytes, *, registry_private: bytes, machine_public: bytes) -> tuple[Header, Content]:
    """Check the signature, open the seal and compare the headers.

    Raises: BadEnvelope, BadSignature, ProtocolUnknown, SuiteUnknown, BadKey.
    """
    header = check_envelope(raw, machine_public=machine_public)
    if header.registry_key != key_id(sealing_public(registry_private)):
        raise BadEnvelope("header", "other_registry_key")
    head, sealed, _ = _parts(raw)
    packed = open_seal(sealed, suite=header.suite, private=registry_private, info=_info(head))
    parts = unpack(_decompress(packed), Magic.CONTENT, BadEnvelope)
    if len(parts) != 3:
        raise BadEnvelope("content", "other_parts")
    inner_head, beside, instance = parts
    if inner_head != head:
        raise BadEnvelope("content", "header_differs")
    return header, Content(instance, read_fields(beside, BadEnvelope, "beside").value)


def envelope_digest(raw: bytes) -> str:
    """The name of an envelope in manifests, receipts and later headers."""
    return digest(raw)


def _parts(raw: bytes) -> tuple[bytes, bytes, bytes]:
    if len(raw) > MAX_ENVELOPE_BYTES:
        raise BadEnvelope("frame", "too_large")
    parts = unpack(raw, Magic.ENVELOPE, BadEnvelope)
    if len(parts) != 3:
        raise BadEnvelope("frame", "other_parts")
    head, sealed, signature = parts
    return head, sealed, signature


def _parse_header(head: bytes) -> Header:
    fields = read_fields(head, BadEnvelope, "header")
    protocol = fields.integer("protocol")
    if protocol != PROTOCOL:
        raise ProtocolUnknown(protocol=protocol)
    fields.only("protocol", "suite", "registry_key", "machine", "survey_number", "revision", "previous")
    return Header(
        protocol=protocol,
        suite=fields.integer("suite"),
        registry_key=fields.text("registry_key"),
        machine=fields.text("machine"),
        survey_number=fields.text("survey_number"),
        revision=fields.integer("revision", least=1),
        previous=fields.digest("previous", may_be_empty=True),
    )


def _info(head: bytes) -> bytes:
    return bytes.fromhex(digest(head))


def _signed_bytes(head: bytes, sealed: bytes) -> bytes:
    return bytes.fromhex(digest(head) + digest(sealed))


def _compress(plain: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=_COMPRESSION_LEVEL).compress(plain)


def _decompress(packed: bytes) -> bytes:
    """Unpack no more than the protocol carries: the size is read and judged before a single byte is unpacked."""
    try:
        size = zstandard.frame_content_size(packed)
        if not 0 <= size <= MAX_CONTENT_BYTES:
            raise BadEnvelope("content", "too_large")
        return zstandard.ZstdDecompressor().decompress(packed, max_output_size=size, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise BadEnvelope("content", "does_not_unpack") from error
