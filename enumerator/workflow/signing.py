"""Putting an officer's hand to a deed, and checking that one did."""

from __future__ import annotations

import json

from enumerator.domain.decision import SignedDeed
from enumerator.domain.survey import Revision
from enumerator.store import Desk
from forms.values import printable
from sync.beside import Beside, read_beside
from sync.canonical import Fields, read_fields
from sync.deed import Deed, DeedKind, deed_bytes
from sync.errors import BadEnvelope
from sync.seal import verify_deed


def sign_deed(
    desk: Desk,
    kind: DeedKind,
    *,
    number: str,
    revision: int,
    instance_sha256: str,
    beside_sha256: str,
    at: str,
    reason: str = "",
) -> SignedDeed:
    """Sign a deed with the signed-in officer's own key; it is bound to these answers and all beside them."""
    reason = printable(reason)  # what canonical JSON cannot spell nobody could check again
    signed = deed_bytes(
        deed=kind,
        officer=desk.officer.code,
        at=at,
        reason=reason,
        survey_number=number,
        revision=revision,
        instance_sha256=instance_sha256,
        beside_sha256=beside_sha256,
    )
    return SignedDeed(kind.value, desk.officer.code, at, reason, desk.signer.sign(signed).hex())


def check_deed(deed: SignedDeed, revision: Revision, *, public: str) -> None:
    """Check that the officer with this key signed this deed on this revision.

    Raises:
        BadSignature: not this officer's hand, or other answers, something else beside them, another reason.
    """
    signed = deed_bytes(
        deed=deed.deed,
        officer=deed.officer,
        at=deed.at,
        reason=deed.reason,
        survey_number=revision.number,
        revision=revision.revision,
        instance_sha256=revision.instance_sha256,
        beside_sha256=beside_of(revision).signed_sha256,
    )
    verify_deed(signed, _signature(deed), public=bytes.fromhex(public))


def beside_of(revision: Revision) -> Beside:
    """Read what stands beside a stored revision's answers; its deeds are kept apart and empty here."""
    fields: Fields = read_fields(revision.beside, BadEnvelope, "beside")
    return read_beside(fields.value)


def count_confirmed(revision: Revision) -> int:
    """Count the warnings that were confirmed, for a list: whoever decides on a survey reads it with `beside_of`.

    What stands there was written by this store in its canonical spelling. To spell it again for every line, which is
    how `beside_of` makes sure, takes 5 ms; a queue of 500 would open after 2.5 s.
    """
    return len(json.loads(revision.beside)["overrides"])


def travelling(deed: SignedDeed) -> Deed:
    """Say a stored deed in the words of the protocol."""
    return Deed(
        kind=DeedKind(deed.deed),
        officer=deed.officer,
        at=deed.at,
        reason=deed.reason,
        signature=_signature(deed),
    )


def _signature(deed: SignedDeed) -> bytes:
    """Read the signature; what is no hexadecimal was never written by an officer's hand, and counts as no signature."""
    try:
        return bytes.fromhex(deed.signature)
    except ValueError:
        return b""
