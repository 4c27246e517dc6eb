"""Whom a pack that came later is believed by: a key for packs of its kind, certified by the authority's root.

Three files speak: the pack; `NAME.json.sig` beside it, with the key's certificate; and the authority's list of what it
took back. Certificates and lists are *statements*: a body, the root that says it, and the root's signature.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from forms.pmt.errors import PackRefused
from forms.pmt.exact_json import canonical, read_exact
from forms.pmt.loading import shipped_packs

SCORE_PACK, POLICY_PACK = PURPOSES = ("score-pack", "policy-pack")
SIGNATURE_FORMAT, CERTIFICATE, REVOCATIONS = "pser-signature/1", "certificate", "revocations"

_ROOTS = Path(__file__).with_name("roots.json")


@dataclass(frozen=True, slots=True)
class Root:
    """One key of the authority that certifies others; a `test_only` one is believed in a trial alone."""

    name: str
    key: str
    test_only: bool = False


@dataclass(frozen=True, slots=True)
class Revocations:
    """What the authority took back: keys by their public half, packs by their SHA-256.

    Attributes:
        number: of the list; it only grows, and whoever keeps lists keeps the greatest.
    """

    number: int = 0
    keys: frozenset[str] = frozenset()
    packs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Trust:
    """Why a pack is believed.

    Attributes:
        sha256: of the pack's bytes, which `load_pack(…, trusted={…})` takes.
        signer, key: whose key signed it; blank for a pack that ships with the program.
        root: who certified that key.
    """

    sha256: str
    signer: str = ""
    key: str = ""
    root: str = ""


@dataclass(frozen=True, slots=True)
class _Key:
    key: str
    name: str
    purposes: tuple[str, ...]
    valid_from: date
    valid_to: date


def shipped_roots() -> tuple[Root, ...]:
    """Give the roots that this build believes."""
    return tuple(Root(each["name"], each["key"], each["test_only"]) for each in json.loads(_ROOTS.read_bytes()))


def trust_of(
    content: bytes,
    signature: bytes | None,
    roots: Collection[Root],
    revocations: Revocations,
    today: date,
    *,
    purpose: str = SCORE_PACK,
    shipped: Collection[str] | None = None,
    trial: bool = False,
) -> Trust:
    """Say why a pack is believed.

    Args:
        content: the pack's bytes.
        signature: those of its detached signature; None where none came with it.
        roots: whom to believe; `shipped_roots()`.
        revocations: what was taken back.
        today: keys are valid for a time.
        purpose: the kind of pack.
        shipped: SHA-256 of the packs that need no signature; by default those that ship with the program.
        trial: whether roots for tests are believed.

    Raises:
        PackRefused: with the first reason why not.
    """
    digest = hashlib.sha256(content).hexdigest()
    if digest in revocations.packs:
        raise PackRefused("revoked", sha256=digest)
    if digest in (shipped_packs() if shipped is None else shipped):
        return Trust(digest)
    if signature is None:
        raise PackRefused("untrusted", sha256=digest)
    signed = _of_format(read_exact(signature), "purpose", "sha256", "certificate", "signature")
    if signed["sha256"] != digest:
        raise PackRefused("altered", sha256=digest)
    root = _require_said_by_root(signed["certificate"], CERTIFICATE, roots, trial)
    key = _certified(signed["certificate"]["body"], root)
    _require_may_sign(key, purpose, today, revocations)
    if signed["purpose"] != purpose or not _is_signed(key.key, signed["signature"], purpose, signed_bytes(content)):
        raise PackRefused("signature", signer=key.name)
    return Trust(digest, key.name, key.key, root.name)


def read_revocations(
    written: bytes, roots: Collection[Root], known: Revocations | None = None, *, trial: bool = False
) -> Revocations:
    """Read a list of what was taken back.

    Args:
        written: the file.
        roots: whom to believe.
        known: the list kept so far.
        trial: whether roots for tests are believed.

    Raises:
        PackRefused: it is no list of a known root, or older than the one that is kept.
    """
    statement = read_exact(written)
    _require_said_by_root(statement, REVOCATIONS, roots, trial)
    body = statement["body"]
    if not (_is_texts(body.get("keys")) and _is_texts(body.get("packs")) and type(body.get("number")) is int):
        raise PackRefused("signature", signer=str(statement["root"]))
    if known is not None and body["number"] < known.number:
        raise PackRefused("revocations_older", number=str(body["number"]), known=str(known.number))
    return Revocations(body["number"], frozenset(body["keys"]), frozenset(body["packs"]))


def signed_bytes(content: bytes) -> bytes:
    """Give what the signer of a pack signs: the SHA-256 of its bytes, then its canonical JSON.

    The hash is signed too, since packs are taken back by it: another spelling of the same JSON is not the pack.
    """
    return hashlib.sha256(content).digest() + canonical(read_exact(content))


def _require_said_by_root(statement: Any, kind: str, roots: Collection[Root], trial: bool) -> Root:
    """Hold that a root that is believed here said this, as a statement of this kind."""
    if not (isinstance(statement, Mapping) and statement.keys() == {"body", "root", "signature"}):
        raise PackRefused("signature", signer="")
    said_by, body, signature = statement["root"], statement["body"], statement["signature"]
    root = next((each for each in roots if each.key == said_by), None)
    if root is None:
        raise PackRefused("root", root=str(said_by))
    if root.test_only and not trial:
        raise PackRefused("test_key", root=root.name)
    well_formed = isinstance(body, Mapping) and isinstance(signature, str)
    if not (well_formed and _is_signed(root.key, signature, kind, canonical(body))):
        raise PackRefused("signature", signer=root.name)
    return root


def _certified(body: Mapping[str, Any], root: Root) -> _Key:
    try:
        days = date.fromisoformat(body["valid_from"]), date.fromisoformat(body["valid_to"])
        return _Key(str(body["key"]), str(body["name"]), tuple(body["purposes"]), *days)
    except (KeyError, TypeError, ValueError) as fault:
        raise PackRefused("signature", signer=root.name) from fault


def _require_may_sign(key: _Key, purpose: str, today: date, revocations: Revocations) -> None:
    if purpose not in key.purposes:
        raise PackRefused("purpose", signer=key.name, purpose=purpose)
    if today < key.valid_from:
        raise PackRefused("key_not_yet_valid", signer=key.name, day=key.valid_from.isoformat())
    if today > key.valid_to:
        raise PackRefused("key_expired", signer=key.name, day=key.valid_to.isoformat())
    if key.key in revocations.keys:
        raise PackRefused("revoked", signer=key.name)


def _of_format(document: Any, *names: str) -> Mapping[str, Any]:
    if not (isinstance(document, Mapping) and document.keys() == {"format", *names}):
        raise PackRefused("signature", signer="")
    texts = (document["format"], document["purpose"], document["sha256"], document["signature"])
    if document["format"] != SIGNATURE_FORMAT or not all(isinstance(text, str) for text in texts):
        raise PackRefused("signature", signer="")
    return document


def _is_signed(public: str, signature: str, purpose: str, message: bytes) -> bool:
    from forms.signature import is_signed  # here: whoever reads shipped packs alone waits for no cryptography

    return is_signed(public, signature, purpose, message)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
