"""Score packs that came later, as the registry has them: a folder of packs with their signatures beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from forms.edition import editions, load_edition
from forms.pmt import PackRefused, Revocations, ScorePack, load_pack, shipped_roots, trust_of
from sync.errors import SyncFault


class PackNotBelieved(SyncFault):
    """A pack in the registry's folder is refused; facts: file, reason (a code of `forms.pmt.REFUSALS`)."""

    code = "pack_not_believed"


def shipped_packs() -> Mapping[str, ScorePack]:
    """Give the packs of every edition that came with the program, by their SHA-256."""
    files = (file for name in editions() for file in load_edition(name).packs)
    return by_hash(load_pack(file) for file in files)


def read_packs(folder: Path, today: date, *, trial: bool) -> Mapping[str, ScorePack]:
    """Verify the packs of a folder as a desk does before it installs one, by their SHA-256.

    Raises:
        PackNotBelieved: one of them is refused. A pack left out would refuse every survey that it scored.
    """
    return by_hash(_read(file, today, trial) for file in sorted(folder.glob("*.json")))


def _read(file: Path, today: date, trial: bool) -> ScorePack:
    content, beside = file.read_bytes(), file.with_name(f"{file.name}.sig")
    signature = beside.read_bytes() if beside.exists() else None
    try:
        trust = trust_of(content, signature, shipped_roots(), Revocations(), today, trial=trial)
        return load_pack(content, trusted={trust.sha256})
    except PackRefused as refused:
        raise PackNotBelieved(file=file.name, reason=refused.code) from refused


def by_hash(packs: Iterable[ScorePack]) -> Mapping[str, ScorePack]:
    """Name packs as scores name them."""
    return {pack.hash: pack for pack in packs}
