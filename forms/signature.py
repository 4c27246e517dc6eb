"""Ed25519 signatures of what the authority sends to the centres: the only module here that knows `cryptography`.

A signature is always over bytes that begin with their purpose, so that what was signed as one thing can never be shown
as another.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


class BadKeyFile(ValueError):
    """The file is no private Ed25519 key, or its passphrase is another."""


def new_key(passphrase: bytes | None = None) -> bytes:
    """Make a private key, as the PEM file in which its owner keeps it."""
    sealing = NoEncryption() if passphrase is None else BestAvailableEncryption(passphrase)
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealing)


def public_half(key_file: bytes, passphrase: bytes | None = None) -> str:
    """Give the public key, in hex.

    Raises:
        BadKeyFile: it is none.
    """
    return _private(key_file, passphrase).public_key().public_bytes_raw().hex()


def sign(key_file: bytes, purpose: str, message: bytes, passphrase: bytes | None = None) -> str:
    """Sign a message for one purpose; the signature in hex.

    Raises:
        BadKeyFile: it is none.
    """
    return _private(key_file, passphrase).sign(_bound(purpose, message)).hex()


def is_signed(public: str, signature: str, purpose: str, message: bytes) -> bool:
    """Say whether the owner of a public key signed this message for this purpose; no key or signature is a no."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            bytes.fromhex(signature), _bound(purpose, message)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _bound(purpose: str, message: bytes) -> bytes:
    return b"pser-enumerator/" + purpose.encode("ascii") + b"\0" + message


def _private(key_file: bytes, passphrase: bytes | None) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(key_file, passphrase)
    except (ValueError, TypeError) as fault:  # TypeError: a passphrase too many, or one too few
        raise BadKeyFile("not a private key, or another passphrase") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKeyFile("not an Ed25519 key")
    return key
