"""Reading a policy pack: trusted, well formed, and at one with itself."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from forms.pmt.errors import PackRefused
from forms.pmt.loading import fault_of_shape, trusted_document
from forms.policy.document import policy_of
from forms.policy.pack import PolicyPack
from forms.policy.verification import verify

_TRUSTED = Path(__file__).with_name("trusted.json")
_SCHEMA = Path(__file__).with_name("policy.schema.json")


def load_policy(source: Path | bytes, *, trusted: Collection[str] | None = None) -> PolicyPack:
    """Read and verify a policy, as far as that needs no form; `forms.policy.prove_policy` does the rest.

    Args:
        source: the file, or its bytes.
        trusted: SHA-256 of the packs to accept, in hex; by default those of forms/policy/trusted.json, which ship with
            the program. For one that came later, that of its `forms.pmt.Trust`.

    Raises:
        PackRefused: with the first reason found; see there.
        OSError: the file cannot be read.
    """
    document, digest = trusted_document(source, shipped_policies() if trusted is None else trusted)
    fault = fault_of_shape(document, _SCHEMA)
    if fault is not None:
        raise fault
    try:
        pack = policy_of(document, digest)
    except ValueError as broken:  # 31 February, or a last day before the first: no schema sees these
        raise PackRefused("shape") from broken
    verify(pack)
    return pack


def shipped_policies() -> frozenset[str]:
    """Give the SHA-256 of every policy that this program ships with."""
    return frozenset(json.loads(_TRUSTED.read_bytes()).values())
