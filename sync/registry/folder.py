"""A registry's folder: its private keys, its public card, its database.

::

    keys.json       {"sealing_private", "receipt_private", "trial"}, readable by its owner alone
    registry.json   the public card that desks are given (`sync.trust.Trust`)
    registry.db     SQLite, for one laptop or one district

The folder holds people's answers in plain: it belongs on an encrypted disk, as any registry's database does.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sync.canonical import JSON, digest, encode, read_fields
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


def init(folder: Path, *, trial: bool = False) -> Trust:
    """Make a registry with fresh keys in an empty or new folder, or finish one that was cut off; gives its public card.

    A trial registry admits trial desks alone, and never becomes a real one: its keys say what it is.

    Raises:
        RegistryExists: there is a whole one.
        BadRegistryCard: the keys there are none.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / CARD_FILE).exists() and (folder / KEYS_FILE).exists():
        raise RegistryExists(file=KEYS_FILE)
    if not (folder / KEYS_FILE).exists():
        private: dict[str, JSON] = {
            "trial": trial,
            "sealing_private": new_sealing_key().private.hex(),
            "receipt_private": new_signing_key().private.hex(),
        }
        _write_whole(folder / KEYS_FILE, encode(private), mode=0o600)
    trust = _card(*_read_keys((folder / KEYS_FILE).read_bytes()))
    _write_whole(folder / CARD_FILE, trust.to_bytes() + b"\n", mode=0o644)
    return trust


def load(folder: Path) -> RegistryKeys:
    """Read the keys and check that they are the card's. Raises: RegistryMissing, BadRegistryCard."""
    try:
        keys_bytes, card = (folder / KEYS_FILE).read_bytes(), (folder / CARD_FILE).read_bytes()
    except FileNotFoundError as error:
        raise RegistryMissing(file=Path(error.filename).name) from error
    sealing_private, receipt_private, trial = _read_keys(keys_bytes)
    keys = RegistryKeys(Trust.from_bytes(card), sealing_private, receipt_private)
    if TEST_ONLY in (keys.sealing_private[: len(TEST_ONLY)], keys.receipt_private[: len(TEST_ONLY)]):
        raise BadRegistryCard("keys", "test_only")
    own = (sealing_public(keys.sealing_private), signing_public(keys.receipt_private), trial)
    if own != (keys.trust.sealing_public, keys.trust.receipt_public, keys.trust.trial):
        raise BadRegistryCard("keys", "other_keys")
    return keys


def database_url(folder: Path) -> str:
    """The SQLAlchemy address of the folder's own database."""
    return f"sqlite:///{folder / DATABASE_FILE}"


def _read_keys(raw: bytes) -> tuple[bytes, bytes, bool]:
    """The private keys, for sealing and for receipts, and whether they are a trial's."""
    fields = read_fields(raw, BadRegistryCard, "keys").only("sealing_private", "receipt_private", "trial")
    return (
        fields.raw("sealing_private", length=SEALING_PRIVATE_LENGTH),
        fields.raw("receipt_private", length=SIGNING_PRIVATE_LENGTH),
        fields.boolean("trial"),
    )


def _card(sealing_private: bytes, receipt_private: bytes, trial: bool) -> Trust:
    """All of the card follows from the keys, so that a lost one can be written again."""
    receipt_public = signing_public(receipt_private)
    return Trust(f"registry-{digest(receipt_public)[:16]}", sealing_public(sealing_private), receipt_public, trial)


def _write_whole(path: Path, content: bytes, *, mode: int) -> None:
    """Write beside and rename, so that a file is there as a whole or not at all."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)  # half of an earlier one
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new names last, where a folder can be opened (not on Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
