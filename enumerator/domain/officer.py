"""Officers: who signs in at the centre, and in which role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from enumerator.domain.centre import Centre
from enumerator.errors import InputFault

_WITHIN_CENTRE = re.compile(r"-[0-9]{2}")


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


def require_well_formed(new: NewOfficer, centre: Centre) -> None:
    """Let an officer be added at a centre; a slip says its officer in two digits, the centre's code says the rest.

    Raises:
        InputFault: the code is another centre's or none, or the passphrase is empty.
    """
    if not new.code.startswith(f"{centre.code}-"):
        raise InputFault(part="officer_code", finding="another_centre")
    if not _WITHIN_CENTRE.fullmatch(new.code.removeprefix(centre.code)):
        raise InputFault(part="officer_code", finding="not_two_digits")
    require_passphrase(new.passphrase)


def require_passphrase(passphrase: str) -> None:
    """Let a slot be put under this passphrase.

    Raises:
        InputFault: it is empty.
    """
    if not passphrase:
        raise InputFault(part="passphrase", finding="empty")
