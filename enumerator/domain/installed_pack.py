"""A score pack as it was kept at a desk, with all its bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """What the store keeps of a pack, for as long as a score rests on it.

    Attributes:
        sha256: of its content, by which it is named.
        id, version: as the pack says.
        content, signature: the files as they came; no signature where it came with the program.
        signer: whose key signed it; blank where it came with the program.
        at: when it was kept; whoever signed it is judged by that day.
    """

    sha256: str
    id: str
    version: str
    content: bytes = field(repr=False)
    signature: bytes | None = field(repr=False)
    signer: str
    at: datetime
