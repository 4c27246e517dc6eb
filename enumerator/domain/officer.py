"""Officers: who signs in at the centre, and in which role."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Role(Enum):
    """What an officer is at the centre."""

    OFFICER = "data_entry_officer"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer of this desk.

    `code` is centre, dash, two digits ("0603017-04"); `signing_public` is the Ed25519 public key, 64 hex digits.
    """

    code: str
    name: str = field(repr=False)
    role: Role
    active: bool
    signing_public: str


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """An officer about to be given a key slot."""

    code: str
    name: str = field(repr=False)
    role: Role
    passphrase: str = field(repr=False)
