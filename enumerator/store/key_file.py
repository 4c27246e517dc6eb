"""keys.json: the officers' key slots in numbered generations, kept in two files that say the same.

The files hold officers' codes, no names. A SHA-256 over the content tells a damaged file from a wrong passphrase; it is
no protection against people (each slot protects itself). A damaged or missing first file falls back to its copy, and
says so. The copy is no older generation: that would let a suspended officer, or an old passphrase, open the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from enumerator.errors import DamagedStore, NewerStore, StoreMissing
from enumerator.store.folder import StoreFolder, replace_file
from enumerator.store.keys import SLOT_FORMAT, Cost, Slot


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All slots of one generation; `fell_back` when the first file could not be read."""

    generation: int
    slots: Mapping[str, Slot]
    fell_back: bool = False

    def with_slot(self, slot: Slot) -> KeyFile:
        """The next generation, with this officer's slot added or replaced."""
        return KeyFile(self.generation + 1, {**self.slots, slot.officer: slot})

    def only(self, officers: frozenset[str]) -> KeyFile:
        """The next generation, with nobody's slot but these officers'."""
        return KeyFile(self.generation + 1, {code: slot for code, slot in self.slots.items() if code in officers})


def read_keys(folder: StoreFolder) -> KeyFile:
    """What the first whole file of the two says.

    Raises:
        StoreMissing: the folder has no key file at all.
        NewerStore: written by a newer program.
        DamagedStore: neither file is whole.
    """
    candidates = [path for path in (folder.keys, folder.keys_copy) if path.exists()]
    if not candidates:
        if folder.database.exists():
            raise DamagedStore(part="keys", finding="missing")
        raise StoreMissing
    for path in candidates:
        found = _parse(path)
        if found is not None:
            return KeyFile(found.generation, found.slots, fell_back=path != folder.keys)
    raise DamagedStore(part="keys", finding="unreadable")


def write_keys(folder: StoreFolder, keys: KeyFile) -> None:
    """Put this generation into both files, the one that is read first before its copy.

    A crash between the two leaves an older copy, which the next sign-in makes anew (see `copies_agree`).
    """
    slots = [_slot_to_json(slot) for _, slot in sorted(keys.slots.items())]
    content = {"format": SLOT_FORMAT, "generation": keys.generation, "slots": slots}
    text = json.dumps({**content, "sha256": _content_hash(content)}, indent=1)
    for path in (folder.keys, folder.keys_copy):
        replace_file(path, text.encode())


def copies_agree(folder: StoreFolder) -> bool:
    """Whether both files are there and say the same."""
    both = (folder.keys, folder.keys_copy)
    return all(path.exists() for path in both) and len({path.read_bytes() for path in both}) == 1


def _parse(path: Path) -> KeyFile | None:
    try:
        read = json.loads(path.read_bytes())
    except ValueError:
        return None
    if not isinstance(read, dict) or "sha256" not in read:
        return None
    content = {name: value for name, value in read.items() if name != "sha256"}
    if _content_hash(content) != read["sha256"]:
        return None
    # Only a whole file is believed about its format: a flipped digit must not be told as "newer program".
    if content["format"] != SLOT_FORMAT:
        raise NewerStore(part="keys", found=int(content["format"]))
    slots = [_slot_from_json(slot) for slot in content["slots"]]
    return KeyFile(int(content["generation"]), {slot.officer: slot for slot in slots})


def _content_hash(content: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _slot_to_json(slot: Slot) -> dict[str, object]:
    return {
        "officer": slot.officer,
        "key_generation": slot.key_generation,
        "argon2id": {
            "memory_kib": slot.cost.memory_kib,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
            "salt": slot.salt.hex(),
        },
        "nonce": slot.nonce.hex(),
        "sealed": slot.sealed.hex(),
        "signing_public": slot.signing_public,
    }


def _slot_from_json(read: dict[str, object]) -> Slot:
    argon = cast("dict[str, object]", read["argon2id"])
    cost = Cost(*(int(cast("int", argon[name])) for name in ("memory_kib", "passes", "lanes")))
    return Slot(
        officer=str(read["officer"]),
        key_generation=int(cast("int", read["key_generation"])),
        cost=cost,
        salt=bytes.fromhex(str(argon["salt"])),
        nonce=bytes.fromhex(str(read["nonce"])),
        sealed=bytes.fromhex(str(read["sealed"])),
        signing_public=str(read["signing_public"]),
    )
