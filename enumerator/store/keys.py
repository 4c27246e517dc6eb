"""Keys: what opens the store, what an officer signs with, and the slot that keeps both under a passphrase.

    passphrase ──Argon2id──▶ slot key ──ChaCha20-Poly1305──▶ data key (the machine's) + signing key (the officer's)
    data key ──HKDF-SHA256──▶ database key, mark key

The data key is random and belongs to the store, not to a person, so that officers can share a desk. The associated
data of a slot binds the officer's code, the key generation, the Argon2id parameters and the public signing key: a slot
moved to another name, or weakened, does not open.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from enumerator.errors import WrongPassphrase

SLOT_FORMAT = 1
KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs. RFC 9106 names 64 MiB, 3 passes, 4 lanes its second recommended option."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """One officer's slot, as it stands in keys.json."""

    officer: str
    key_generation: int
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes
    signing_public: str


class OfficerSigner:
    """Signs deeds with the officer's own key while the officer is signed in."""

    __slots__ = ("_private", "public")

    def __init__(self, private: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)
        self.public: str = self._private.public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature, 64 bytes."""
        return self._private.sign(message)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot gives to whoever knows its passphrase."""

    data_key: bytes = field(repr=False)
    signing_private: bytes = field(repr=False)


def new_data_key() -> bytes:
    """A fresh key for a fresh store."""
    return secrets.token_bytes(KEY_BYTES)


def new_signing_private() -> bytes:
    """A fresh signing key for a fresh officer or a fresh machine."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def seal_slot(officer: str, passphrase: str, opened: Opened, *, key_generation: int, cost: Cost) -> Slot:
    """Put the data key and the officer's signing key under the passphrase."""
    salt = secrets.token_bytes(_SALT_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    public = OfficerSigner(opened.signing_private).public
    bound = _bound(officer, key_generation, cost, salt, public)
    cipher = ChaCha20Poly1305(_slot_key(passphrase, salt, cost))
    sealed = cipher.encrypt(nonce, opened.data_key + opened.signing_private, bound)
    return Slot(officer, key_generation, cost, salt, nonce, sealed, public)


def open_slot(slot: Slot, passphrase: str) -> Opened:
    """Take both keys out of the slot.

    Raises:
        WrongPassphrase: the slot stays shut. Damage to the slot's bytes is told apart before, by the key file's hash.
    """
    bound = _bound(slot.officer, slot.key_generation, slot.cost, slot.salt, slot.signing_public)
    cipher = ChaCha20Poly1305(_slot_key(passphrase, slot.salt, slot.cost))
    try:
        both = cipher.decrypt(slot.nonce, slot.sealed, bound)
    except InvalidTag:
        raise WrongPassphrase(officer=slot.officer) from None
    return Opened(data_key=both[:KEY_BYTES], signing_private=both[KEY_BYTES:])


def database_key(data_key: bytes) -> bytes:
    """The raw key of the SQLCipher database."""
    return _derive(data_key, b"PSER database 1")


def mark_key(data_key: bytes) -> bytes:
    """The HMAC key of the mark."""
    return _derive(data_key, b"PSER mark 1")


def _slot_key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # The same Urdu letter can be typed as one code point or as two; NFC makes both keyboards open the slot.
    typed = unicodedata.normalize("NFC", passphrase).encode()
    argon = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib)
    return argon.derive(typed)


def _bound(officer: str, key_generation: int, cost: Cost, salt: bytes, public: str) -> bytes:
    parts = [SLOT_FORMAT, officer, key_generation, cost.memory_kib, cost.passes, cost.lanes, salt.hex(), public]
    return b"PSER slot\n" + json.dumps(parts, separators=(",", ":")).encode()


def _derive(data_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(data_key)
