from __future__ import annotations

from dataclasses import replace

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.canonical import digest, encode
from sync.envelope import (
    MAX_CONTENT_BYTES,
    Content,
    check_envelope,
    envelope_digest,
    open_envelope,
    read_header,
    seal_survey,
)
from sync.errors import BadEnvelope, BadSignature, ProtocolUnknown, SuiteUnknown, SyncFault
from sync.framing import Magic, pack, unpack
from sync.seal import KeyPair, Signed, new_sealing_key, new_signing_key, seal, sign
from sync.trust import Trust
from tests.sync.desk import Desk, instance_of, number_of

REGISTRY = new_sealing_key()
TRUST = Trust("registry-test", REGISTRY.public, new_signing_key().public)
DESK = Desk(TRUST)
ENVELOPE = DESK.envelope()


def reopen(raw: bytes, *, registry: KeyPair = REGISTRY, machine: bytes = DESK.machine.public) -> Content:
    return open_envelope(raw, registry_private=registry.private, machine_public=machine)[1]


def forge(head: bytes, plain: bytes, *, level: int = 3, packed: bytes | None = None) -> bytes:
    """An envelope whose seal and signature are right and whose inside is what the test wants."""
    inside = zstandard.ZstdCompressor(level=level).compress(plain) if packed is None else packed
    sealed = seal(inside, suite=1, public=REGISTRY.public, info=bytes.fromhex(digest(head)))
    signature = sign(bytes.fromhex(digest(head) + digest(sealed)), what=Signed.ENVELOPE, private=DESK.machine.private)
    return pack(Magic.ENVELOPE, (head, sealed, signature))


@given(instance=st.binary(max_size=4096), note=st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_what_is_sealed_is_what_is_opened(instance: bytes, note: str) -> None:
    content = Content(instance, {"note": note, "score": {"low": "41"}})

    raw = seal_survey(content, DESK.header(), registry_public=REGISTRY.public, machine_private=DESK.machine.private)

    assert open_envelope(raw, registry_private=REGISTRY.private, machine_public=DESK.machine.public) == (
        DESK.header(),
        content,
    )


def test_an_envelope_shows_no_answer() -> None:
    assert "ساجدہ".encode() not in ENVELOPE
    assert b"head_name" not in ENVELOPE


def test_two_seals_of_one_survey_differ_and_their_contents_do_not() -> None:
    other = DESK.envelope()

    assert envelope_digest(other) != envelope_digest(ENVELOPE)
    assert reopen(other).digest == reopen(ENVELOPE).digest


@given(position=st.integers(0, len(ENVELOPE) - 1), mask=st.integers(1, 255))
def test_no_flipped_byte_is_opened(position: int, mask: int) -> None:
    damaged = bytearray(ENVELOPE)
    damaged[position] ^= mask

    with pytest.raises(SyncFault):
        reopen(bytes(damaged))


@given(length=st.integers(0, len(ENVELOPE) - 1))
def test_no_cut_envelope_is_opened(length: int) -> None:
    with pytest.raises(SyncFault):
        reopen(ENVELOPE[:length])


def test_nothing_may_follow_an_envelope() -> None:
    with pytest.raises(BadEnvelope):
        reopen(ENVELOPE + b"\0\0\0\0")


def test_another_machine_did_not_sign_it() -> None:
    with pytest.raises(BadSignature):
        check_envelope(ENVELOPE, machine_public=new_signing_key().public)


def test_another_registry_does_not_open_it() -> None:
    with pytest.raises(BadEnvelope, match="other_registry_key"):
        reopen(ENVELOPE, registry=new_sealing_key())


def test_a_header_cannot_be_changed_even_by_the_machine_that_signs() -> None:
    # given the same seal under another header, signed anew with the machine's own key
    _, sealed, _ = unpack(ENVELOPE, Magic.ENVELOPE, BadEnvelope)
    head = DESK.header(number_of(2)).to_bytes()
    signature = sign(bytes.fromhex(digest(head) + digest(sealed)), what=Signed.ENVELOPE, private=DESK.machine.private)

    with pytest.raises(BadEnvelope, match="does_not_open"):
        reopen(pack(Magic.ENVELOPE, (head, sealed, signature)))


def test_the_header_inside_must_be_the_header_outside() -> None:
    plain = pack(Magic.CONTENT, (DESK.header(number_of(2)).to_bytes(), encode({}), b"<data/>"))

    with pytest.raises(BadEnvelope, match="header_differs"):
        reopen(forge(DESK.header().to_bytes(), plain))


def test_a_content_that_claims_to_unpack_to_a_gigabyte_is_not_unpacked() -> None:
    bomb = zstandard.ZstdCompressor(level=1).compress(b"\0" * (MAX_CONTENT_BYTES + 1))

    with pytest.raises(BadEnvelope, match="too_large"):
        reopen(forge(DESK.header().to_bytes(), b"", packed=bomb))


def test_a_content_that_hides_its_size_is_not_unpacked() -> None:
    stream = zstandard.ZstdCompressor(level=1, write_content_size=False).compress(b"\0" * 100)

    with pytest.raises(BadEnvelope):
        reopen(forge(DESK.header().to_bytes(), b"", packed=stream))


def test_a_content_too_large_for_the_protocol_is_not_sealed() -> None:
    content = Content(b" " * MAX_CONTENT_BYTES, {})

    with pytest.raises(BadEnvelope, match="too_large"):
        seal_survey(content, DESK.header(), registry_public=REGISTRY.public, machine_private=DESK.machine.private)


def test_a_later_protocol_is_named_and_not_guessed() -> None:
    header = replace(DESK.header(), protocol=2)
    raw = forge(header.to_bytes(), b"")

    with pytest.raises(ProtocolUnknown) as caught:
        read_header(raw)
    assert caught.value.facts == {"protocol": 2}


def test_an_unknown_suite_is_named_and_not_guessed() -> None:
    header = replace(DESK.header(), suite=99)
    plain = pack(Magic.CONTENT, (header.to_bytes(), encode({}), instance_of("1")))

    with pytest.raises(SuiteUnknown):
        reopen(forge(header.to_bytes(), plain))


def test_a_header_that_is_not_canonical_is_refused() -> None:
    spaced = DESK.header().to_bytes().replace(b",", b", ", 1)

    with pytest.raises(BadEnvelope, match="not_canonical"):
        read_header(forge(spaced, b""))


def test_a_key_pair_does_not_print_its_private_half() -> None:
    assert REGISTRY.private.hex()[:16] not in repr(REGISTRY)
    assert "registry" not in repr(new_signing_key())
