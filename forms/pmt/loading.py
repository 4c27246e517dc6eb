"""Reading a score pack: trusted, well formed, without gaps, and at one with itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from forms.pmt.document import pack_of
from forms.pmt.errors import PackRefused
from forms.pmt.exact_json import read_exact
from forms.pmt.pack import ScorePack
from forms.pmt.verification import verify

_TRUSTED = Path(__file__).with_name("trusted.json")
_SCHEMA = Path(__file__).with_name("pack.schema.json")


def load_pack(source: Path | bytes, *, trusted: Collection[str] | None = None) -> ScorePack:
    """Read and verify a pack, as far as that needs no form; `forms.pmt.prove` does the rest.

    Args:
        source: the file, or its bytes.
        trusted: SHA-256 of the packs to accept, in hex; by default those of forms/pmt/trusted.json, which name
            the packs shipped with the program. For one that came later, that of its `Trust`.

    Raises:
        PackRefused: with the first reason found; see there.
        OSError: the file cannot be read.
    """
    document, digest = trusted_document(source, shipped_packs() if trusted is None else trusted)
    _require_shape(document)
    try:
        pack = pack_of(document, digest)
    except ValueError as fault:  # 31 February, or a least that is more than the most: no schema sees these
        raise PackRefused("shape") from fault
    verify(pack)
    return pack


def shipped_packs() -> frozenset[str]:
    """Give the SHA-256 of every pack that this program ships with."""
    return frozenset(json.loads(_TRUSTED.read_bytes()).values())


def trusted_document(source: Path | bytes, trusted: Collection[str]) -> tuple[Any, str]:
    """Read a pack of any kind: its JSON, and the SHA-256 by which it is believed.

    Raises:
        PackRefused: `untrusted` or `unreadable`.
        OSError: the file cannot be read.
    """
    written = source.read_bytes() if isinstance(source, Path) else source
    digest = hashlib.sha256(written).hexdigest()
    if digest not in trusted:
        raise PackRefused("untrusted", sha256=digest)
    return read_exact(written), digest


def fault_of_shape(document: Any, schema: Path) -> PackRefused | None:
    """Say where a document breaks its schema; None where it does not."""
    # Imported here: it costs a tenth of a second, which starting the program need not wait for.
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    broken = best_match(Draft202012Validator(json.loads(schema.read_bytes())).iter_errors(document))
    return None if broken is None else PackRefused("shape", at=broken.json_path, breaks=str(broken.validator))


def _require_shape(document: Any) -> None:
    fault = fault_of_shape(document, _SCHEMA)
    if fault is None:
        return
    if term := _term_with_null(document):
        raise PackRefused("null_points", term=term)
    raise fault


def _term_with_null(document: Any) -> str | None:
    """Find the term that says nothing where points should stand: the one slip that must never be read as nought."""
    terms = document.get("terms") if isinstance(document, Mapping) else None
    for number, term in enumerate(terms if isinstance(terms, list) else [], start=1):
        if _holds_null(term):
            return str(term.get("id", number)) if isinstance(term, Mapping) else str(number)
    return None


def _holds_null(written: Any) -> bool:
    if isinstance(written, Mapping):
        return any(map(_holds_null, written.values()))
    return any(map(_holds_null, written)) if isinstance(written, list) else written is None
