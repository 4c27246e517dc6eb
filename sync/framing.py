"""The one container of the protocol: four letters that say what it is, then parts, each after its length.

::

    magic (4 octets) | length (4 octets, big-endian) part | length part | …

Nothing may follow the last part, so a sequence of parts has exactly one spelling.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from enum import Enum

from sync.errors import BadFormat

_LENGTH = struct.Struct(">I")


class Magic(bytes, Enum):
    """What a frame is; the digit is the version of the frame's own layout."""

    CONTENT = b"PSC1"
    ENVELOPE = b"PSE1"
    BATCH = b"PSB1"
    RECEIPT = b"PSR1"


def pack(magic: Magic, parts: Sequence[bytes]) -> bytes:
    """Write the parts in order."""
    return magic.value + b"".join(_LENGTH.pack(len(part)) + part for part in parts)


def unpack(raw: bytes, magic: Magic, fault: type[BadFormat]) -> tuple[bytes, ...]:
    """Read the parts in order, or raise `fault`; a length is checked against what is there before it is used."""
    if raw[: len(magic.value)] != magic.value:
        raise fault("frame", "other_magic")
    parts: list[bytes] = []
    at = len(magic.value)
    while at < len(raw):
        if at + _LENGTH.size > len(raw):
            raise fault("frame", "cut")
        (length,) = _LENGTH.unpack_from(raw, at)
        at += _LENGTH.size
        if at + length > len(raw):
            raise fault("frame", "cut")
        parts.append(raw[at : at + length])
        at += length
    return tuple(parts)
