from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.batch import batch_digest, read_manifest
from sync.errors import BadReceipt, BadSignature, SyncFault
from sync.receipt import Outcome, Receipt, Verdict
from sync.seal import new_sealing_key, new_signing_key
from sync.trust import Trust
from tests.sync.desk import AT, Desk

REGISTRY = new_signing_key()
BATCH = Desk(Trust("registry-test", new_sealing_key().public, REGISTRY.public)).batch_of(1, 2)
MANIFEST = read_manifest(BATCH)
RECEIPT = Receipt(
    registry="registry-test",
    machine=MANIFEST.machine,
    batch_number=1,
    batch_digest=batch_digest(BATCH),
    issued_at=AT,
    verdicts=tuple(
        Verdict(
            survey_number=entry.survey_number,
            revision=entry.revision,
            envelope_digest=entry.envelope_digest,
            outcome=outcome,
            code=code,
        )
        for entry, (outcome, code) in zip(
            MANIFEST.entries, [(Outcome.ACCEPTED, ""), (Outcome.REFUSED, "score_differs")], strict=True
        )
    ),
)
RAW = RECEIPT.to_bytes(receipt_private=REGISTRY.private)


def test_only_what_is_held_under_its_own_number_is_held() -> None:
    verdict = RECEIPT.verdicts[0]

    assert {outcome for outcome in Outcome if replace(verdict, outcome=outcome).is_held} == {
        Outcome.ACCEPTED,
        Outcome.ALREADY_HELD,
    }


def test_a_receipt_is_read_as_it_was_written() -> None:
    receipt = Receipt.from_bytes(RAW, receipt_public=REGISTRY.public)

    receipt.check_answers(MANIFEST, batch_digest(BATCH))
    assert receipt == RECEIPT
    assert [verdict.is_held for verdict in receipt.verdicts] == [True, False]


@given(position=st.integers(0, len(RAW) - 1), mask=st.integers(1, 255))
def test_no_flipped_byte_settles_anything(position: int, mask: int) -> None:
    damaged = bytearray(RAW)
    damaged[position] ^= mask

    with pytest.raises(SyncFault):
        Receipt.from_bytes(bytes(damaged), receipt_public=REGISTRY.public)


def test_a_receipt_of_an_impostor_settles_nothing() -> None:
    forged = RECEIPT.to_bytes(receipt_private=new_signing_key().private)

    with pytest.raises(BadSignature):
        Receipt.from_bytes(forged, receipt_public=REGISTRY.public)


@pytest.mark.parametrize(
    "other",
    [
        replace(RECEIPT, batch_number=2),
        replace(RECEIPT, batch_digest="0" * 64),
        replace(RECEIPT, machine="another"),
        replace(RECEIPT, verdicts=RECEIPT.verdicts[:1]),
        replace(RECEIPT, verdicts=RECEIPT.verdicts[::-1]),
    ],
    ids=["number", "digest", "machine", "fewer", "order"],
)
def test_a_receipt_for_something_else_settles_nothing(other: Receipt) -> None:
    with pytest.raises(BadReceipt):
        other.check_answers(MANIFEST, batch_digest(BATCH))
