from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.batch import MAX_ENVELOPES, Batch, batch_digest, inspect_batch, read_manifest
from sync.errors import BadBatch, BadSignature, SyncFault
from sync.framing import Magic, pack, unpack
from sync.seal import Signed, new_sealing_key, new_signing_key, verify
from sync.trust import Trust
from tests.sync.desk import AT, Desk, number_of

TRUST = Trust("registry-test", new_sealing_key().public, new_signing_key().public)
DESK = Desk(TRUST)
FIRST = DESK.batch_of(1, 2)
SECOND = DESK.batch_of(3)


def test_a_batch_is_opened_as_it_was_frozen() -> None:
    batch = Batch.from_bytes(SECOND, machine_public=DESK.machine.public)

    assert (batch.number, batch.previous_digest, len(batch.envelopes)) == (2, batch_digest(FIRST), 1)
    assert batch.to_bytes(machine_private=DESK.machine.private) == SECOND


def test_a_sealed_file_is_checked_without_any_private_key() -> None:
    summary = inspect_batch(FIRST, DESK.machine.public)

    assert [entry.survey_number for entry in summary.manifest.entries] == [number_of(1), number_of(2)]
    assert summary.digest == batch_digest(FIRST)
    assert summary.size_bytes == len(FIRST)
    assert summary.registry_keys == (TRUST.sealing_key,)


@given(position=st.integers(0, len(FIRST) - 1), mask=st.integers(1, 255))
def test_no_flipped_byte_passes(position: int, mask: int) -> None:
    damaged = bytearray(FIRST)
    damaged[position] ^= mask

    with pytest.raises(SyncFault):
        Batch.from_bytes(bytes(damaged), machine_public=DESK.machine.public)


@given(length=st.integers(0, len(FIRST) - 1))
def test_no_cut_batch_passes(length: int) -> None:
    with pytest.raises(SyncFault):
        Batch.from_bytes(FIRST[:length], machine_public=DESK.machine.public)


def test_another_machine_did_not_sign_it() -> None:
    with pytest.raises(BadSignature):
        inspect_batch(FIRST, new_signing_key().public)


def test_an_envelope_taken_out_is_missed() -> None:
    manifest, signature, *envelopes = unpack(FIRST, Magic.BATCH, BadBatch)

    with pytest.raises(BadBatch, match="digest_differs"):
        inspect_batch(pack(Magic.BATCH, (manifest, signature, envelopes[0])), DESK.machine.public)


def test_a_signature_over_a_batch_is_none_over_an_envelope() -> None:
    manifest, signature, *_ = unpack(FIRST, Magic.BATCH, BadBatch)

    verify(manifest, signature, what=Signed.BATCH, public=DESK.machine.public)
    with pytest.raises(BadSignature):
        verify(manifest, signature, what=Signed.ENVELOPE, public=DESK.machine.public)


def test_an_envelope_of_another_machine_does_not_pass_inspection() -> None:
    other = Desk(TRUST, name="0603017-desk-02")
    raw = Desk(TRUST, machine=DESK.machine).batch(other.envelope())

    with pytest.raises(BadSignature):
        inspect_batch(raw, DESK.machine.public)


@pytest.mark.parametrize("count", [0, MAX_ENVELOPES + 1])
def test_a_batch_holds_one_survey_to_five_hundred(count: int) -> None:
    batch = Batch(machine="m", number=1, previous_digest="", made_at=AT, envelopes=(DESK.envelope(),) * count)

    with pytest.raises(BadBatch, match="wrong_count"):
        batch.to_bytes(machine_private=DESK.machine.private)


def test_a_manifest_can_be_read_before_its_machine_is_known() -> None:
    assert read_manifest(FIRST).machine == DESK.name
