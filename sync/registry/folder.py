"""A registry's folder: its private keys, its public card, its database.

::

    keys.json       {"sealing_private", "receipt_private"}, readable by its owner alone
    registry.json   the public card that desks are given (`sync.trust.Trust`)
    registry.db     SQLite, for one laptop or one district

The folder holds people's answers in plain: it belongs on an encrypted disk, as any registry's database does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sync.canonical import digest, encode, read_fields
from sync.errors import BadRegistryCard, SyncFault
from sync.seal import (
    SEALING_PRIVATE_LENGTH,
    SIGNING_PRIVATE_LENGTH,
    TEST_ONLY,
    new_sealing_key,
    new_signing_key,
    sealing_public,
    signing_public,
)
from sync.trust import Trust

KEYS_FILE = "keys.json"
CARD_FILE = "registry.json"
DATABASE_FILE = "registry.db"


class RegistryExists(SyncFault):
    """A folder that holds a registry already is never made anew: its keys would be lost."""

    code = "registry_exists"


class RegistryMissing(SyncFault):
    """No registry in this folder; facts: file."""

    code = "registry_missing"


@dataclass(frozen=True, slots=True, repr=False)
class RegistryKeys:
    """The private half of a registry, with the card that names it."""

    trust: Trust
    sealing_private: bytes
    receipt_private: bytes


def init(folder: Path) -> Trust:
    """Make a registry with fresh keys in an empty or new folder; gives its public card. Raises: RegistryExists."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / KEYS_FILE).exists():
        raise RegistryExists(file=KEYS_FILE)
    sealing, receipt = new_sealing_key(), new_signing_key()
    trust = Trust(f"registry-{digest(receipt.public)[:16]}", sealing.public, receipt.public)
    keys = encode({"sealing_private": sealing.private.hex(), "receipt_private": receipt.private.hex()})
    _write_once(folder / KEYS_FILE, keys, mode=0o600)
    _write_once(folder / CARD_FILE, trust.to_bytes() + b"\n", mode=0o644)
    _sync_folder(folder)
    return trust


def load(folder: Path) -> RegistryKeys:
    """Read the keys and check that they are the card's. Raises: RegistryMissing, BadRegistryCard."""
    try:
        keys_bytes, card = (folder / KEYS_FILE).read_bytes(), (folder / CARD_FILE).read_bytes()
    except FileNotFoundError as error:
        raise RegistryMissing(file=Path(error.filename).name) from error
    fields = read_fields(keys_bytes, BadRegistryCard, "keys").only("sealing_private", "receipt_private")
    keys = RegistryKeys(
        trust=Trust.from_bytes(card),
        sealing_private=fields.raw("sealing_private", length=SEALING_PRIVATE_LENGTH),
        receipt_private=fields.raw("receipt_private", length=SIGNING_PRIVATE_LENGTH),
    )
    if TEST_ONLY in (keys.sealing_private[: len(TEST_ONLY)], keys.receipt_private[: len(TEST_ONLY)]):
        raise BadRegistryCard("keys", "test_only")
    publics = (sealing_public(keys.sealing_private), signing_public(keys.receipt_private))
    if publics != (keys.trust.sealing_public, keys.trust.receipt_public):
        raise BadRegistryCard("keys", "other_keys")
    return keys


def database_url(folder: Path) -> str:
    """The SQLAlchemy address of the folder's own database."""
    return f"sqlite:///{folder / DATABASE_FILE}"


def _write_once(path: Path, content: bytes, *, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new names last, where a folder can be opened (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
