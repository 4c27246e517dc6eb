"""Protocol 1 is frozen: bytes written once must open, and mean the same, in every later program.

A failure here is never mended by writing the vectors anew: it needs a new protocol number.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sync.batch import Batch, batch_digest, inspect_batch
from sync.beside import read_beside
from sync.canonical import digest, digest_of, encode
from sync.deed import deed_bytes
from sync.enrolment import Enrolment
from sync.envelope import envelope_digest, open_envelope, read_header
from sync.receipt import Outcome, Receipt
from sync.seal import TEST_ONLY, key_id, sealing_public, signing_public, verify_deed
from sync.trust import Trust
from tests.sync.signing import sign_raw

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors" / "protocol-1.json").read_text("utf-8"))
KEYS: dict[str, dict[str, str]] = VECTORS["keys"]
ENVELOPE = bytes.fromhex(VECTORS["envelope"]["bytes"])
BATCH = bytes.fromhex(VECTORS["batch"]["bytes"])
RECEIPT = bytes.fromhex(VECTORS["receipt"]["bytes"])


def private(name: str) -> bytes:
    return bytes.fromhex(KEYS[name]["private"])


def public(name: str) -> bytes:
    return bytes.fromhex(KEYS[name]["public"])


def test_public_keys_and_their_short_names_follow_from_the_private_ones() -> None:
    for name, key in KEYS.items():
        derive = sealing_public if name == "registry_sealing" else signing_public
        assert derive(private(name)).hex() == key["public"]
        assert key_id(public(name)) == key["key_id"]
        assert private(name).startswith(TEST_ONLY)


def test_card_and_enrolment_are_read_and_written_alike() -> None:
    card, enrolment = VECTORS["registry_card"].encode(), VECTORS["enrolment"].encode()

    assert Trust.from_bytes(card).to_bytes() == card
    assert Enrolment.from_bytes(enrolment).to_bytes() == enrolment


def test_deeds_are_the_same_bytes_and_the_same_signatures() -> None:
    for deed in VECTORS["deeds"]:
        message = deed_bytes(**deed["fields"])

        assert message.hex() == deed["bytes"]
        assert sign_raw(message, private(deed["key"])).hex() == deed["signature"]
        verify_deed(message, bytes.fromhex(deed["signature"]), public=public(deed["key"]))


def test_the_envelope_opens_to_the_same_survey() -> None:
    header, content = open_envelope(
        ENVELOPE, registry_private=private("registry_sealing"), machine_public=public("machine")
    )

    assert header.to_bytes().decode() == VECTORS["envelope"]["header"]
    assert digest(header.to_bytes()) == VECTORS["envelope"]["info"]
    assert read_header(ENVELOPE) == header
    assert envelope_digest(ENVELOPE) == VECTORS["envelope"]["digest"]
    survey = VECTORS["survey"]
    beside = read_beside(content.beside)
    assert content.instance.decode() == survey["instance"]
    assert encode(content.beside).decode() == encode(beside.to_json()).decode() == survey["beside"]
    assert digest(content.instance) == survey["instance_sha256"]
    assert digest_of(beside.score) == survey["score_sha256"]
    assert digest_of({**beside.to_json(), "deeds": []}) == survey["beside_sha256"]
    assert content.digest == survey["content_digest"]


def test_the_batch_is_frozen_to_the_same_bytes() -> None:
    batch = Batch.from_bytes(BATCH, machine_public=public("machine"))

    assert batch.envelopes == (ENVELOPE,)
    assert batch.manifest.to_bytes().decode() == VECTORS["batch"]["manifest"]
    assert batch.to_bytes(machine_private=private("machine")) == BATCH
    assert inspect_batch(BATCH, public("machine")).digest == batch_digest(BATCH) == VECTORS["batch"]["digest"]


def test_the_receipt_is_signed_to_the_same_bytes() -> None:
    receipt = Receipt.from_bytes(RECEIPT, receipt_public=public("registry_receipt"))

    assert receipt.verdicts[0].outcome is Outcome.ACCEPTED
    assert receipt.batch_digest == VECTORS["batch"]["digest"]
    assert receipt.to_bytes(receipt_private=private("registry_receipt")) == RECEIPT
    assert VECTORS["receipt"]["body"].encode() in RECEIPT
