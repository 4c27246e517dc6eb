"""Keys, seals and signatures of the protocol: the only module of `sync` that knows the cryptographic library.

Suites are numbered for good. Suite 1 is HPKE (RFC 9180, base mode) with the hybrid KEM of ML-KEM-768 and X25519,
HKDF-SHA-256 and ChaCha20-Poly1305. A new suite is a new line of the table; an old line stays readable.

Raw keys, as they lie in files and in `registry.json`:

=================  ======  ==========================================================
signing, private       32  Ed25519 seed
signing, public        32  Ed25519 point
sealing, private       96  ML-KEM-768 seed (64), X25519 private key (32)
sealing, public      1216  ML-KEM-768 public key (1184), X25519 public key (32)
=================  ======  ==========================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from sync.canonical import digest
from sync.errors import BadEnvelope, BadKey, BadSignature, SuiteUnknown

SIGNATURE_LENGTH = 64
SIGNING_PUBLIC_LENGTH = 32
SIGNING_PRIVATE_LENGTH = 32
SEALING_PUBLIC_LENGTH = 1216
SEALING_PRIVATE_LENGTH = 96
CURRENT_SUITE = 1

_MLKEM_SEED = 64
_MLKEM_PUBLIC = 1184
_SUITES: Mapping[int, hpke.Suite] = {
    1: hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305),
}


TEST_ONLY = b"TEST ONLY"
"""How the published private keys of the test vectors begin; no program takes such a key for its own."""


class Signed(Enum):
    """What a signature is over: put before the signed bytes, so that none can be passed off as one of another kind."""

    ENVELOPE = b"PSER envelope 1\n"
    BATCH = b"PSER batch 1\n"
    RECEIPT = b"PSER receipt 1\n"
    SLIP = b"PSER slip 1\n"


class KeyPair(NamedTuple):
    """A private key and its public half, both raw."""

    private: bytes
    public: bytes

    def __repr__(self) -> str:
        """Names the public half only: a key pair may end up in a traceback."""
        return f"KeyPair({key_id(self.public)})"


def suites() -> tuple[int, ...]:
    """The numbers of the suites that this program can open."""
    return tuple(sorted(_SUITES))


def key_id(public: bytes) -> str:
    """The short name of a public key: the first 16 hexadecimal digits of its SHA-256."""
    return digest(public)[:16]


def new_signing_key() -> KeyPair:
    """A fresh Ed25519 key."""
    private = Ed25519PrivateKey.generate()
    return KeyPair(private.private_bytes_raw(), private.public_key().public_bytes_raw())


def new_sealing_key() -> KeyPair:
    """A fresh hybrid key of suite 1."""
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    return KeyPair(
        lattice.private_bytes_raw() + curve.private_bytes_raw(),
        lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw(),
    )


def signing_public(private: bytes) -> bytes:
    """The public half of an Ed25519 key."""
    return _ed25519(private).public_key().public_bytes_raw()


def sealing_public(private: bytes) -> bytes:
    """The public half of a hybrid key."""
    lattice, curve = _hybrid_parts(private)
    return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def sign(message: bytes, *, what: Signed, private: bytes) -> bytes:
    """Sign a message of the protocol with a machine's or the registry's key."""
    return _ed25519(private).sign(what.value + message)


def verify(message: bytes, signature: bytes, *, what: Signed, public: bytes) -> None:
    """Raise BadSignature unless `public` signed this message as one of this kind."""
    if not _is_signed(what.value + message, signature, public):
        raise BadSignature(what=what.name.lower())


def verify_deed(message: bytes, signature: bytes, *, public: bytes) -> None:
    """Raise BadSignature unless the officer's key signed exactly these bytes (see `sync.deed.deed_bytes`)."""
    if not _is_signed(message, signature, public):
        raise BadSignature(what="deed")


def seal(plain: bytes, *, suite: int, public: bytes, info: bytes) -> bytes:
    """Encrypt to the registry's sealing key; `info` binds the seal to its header."""
    if len(public) != SEALING_PUBLIC_LENGTH:
        raise BadKey(kind="sealing_public")
    try:
        key = hpke.MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC]),
            X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:]),
        )
        return _suite(suite).encrypt(plain, key, info=info)
    except ValueError as error:
        raise BadKey(kind="sealing_public") from error


def open_seal(sealed: bytes, *, suite: int, private: bytes, info: bytes) -> bytes:
    """Decrypt with the registry's sealing key; the header must be the one it was sealed with."""
    key = hpke.MLKEM768X25519PrivateKey(*_hybrid_parts(private))
    try:
        return _suite(suite).decrypt(sealed, key, info=info)
    except (InvalidTag, ValueError) as error:
        raise BadEnvelope("seal", "does_not_open") from error


def _is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    except ValueError as error:
        raise BadKey(kind="signing_public") from error
    return True


def _ed25519(private: bytes) -> Ed25519PrivateKey:
    if len(private) != SIGNING_PRIVATE_LENGTH:
        raise BadKey(kind="signing_private")
    return Ed25519PrivateKey.from_private_bytes(private)


def _hybrid_parts(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    if len(private) != SEALING_PRIVATE_LENGTH:
        raise BadKey(kind="sealing_private")
    return (
        MLKEM768PrivateKey.from_seed_bytes(private[:_MLKEM_SEED]),
        X25519PrivateKey.from_private_bytes(private[_MLKEM_SEED:]),
    )


def _suite(number: int) -> hpke.Suite:
    if number not in _SUITES:
        raise SuiteUnknown(suite=number)
    return _SUITES[number]
