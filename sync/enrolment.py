"""A desk's request to be admitted: its machine's key, and its officers' keys and roles.

Canonical JSON, one object:
`{"protocol", "machine", "centre", "desk", "trial", "machine_public", "officers": [{"code", "role", "public"}]}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sync.canonical import Fields, encode, read_fields
from sync.envelope import PROTOCOL
from sync.errors import BadEnrolment
from sync.seal import SIGNING_PUBLIC_LENGTH

_MACHINE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_CENTRE = re.compile(r"[0-9]{7}")
_MAX_DESK = 99


class Role(StrEnum):
    """The roles that the registry tells apart."""

    OFFICER = "data_entry_officer"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class EnrolledOfficer:
    """One officer at one desk; another desk of the same centre holds another key of the same officer."""

    code: str
    role: Role
    public: bytes


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the registry must know of a desk before it takes anything from it.

    A `trial` desk holds invented households and is admitted by trial registries alone.
    """

    machine: str
    centre: str
    desk: int
    machine_public: bytes
    officers: tuple[EnrolledOfficer, ...]
    trial: bool = False

    def to_bytes(self) -> bytes:
        """The enrolment file, canonical."""
        return encode(
            {
                "protocol": PROTOCOL,
                "machine": self.machine,
                "centre": self.centre,
                "desk": self.desk,
                "trial": self.trial,
                "machine_public": self.machine_public.hex(),
                "officers": [
                    {"code": officer.code, "role": officer.role.value, "public": officer.public.hex()}
                    for officer in self.officers
                ],
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Enrolment:
        """Read an enrolment file; a final line end is allowed. Raises: BadEnrolment."""
        fields = read_fields(raw.rstrip(b"\r\n"), BadEnrolment, "enrolment")
        fields.only("protocol", "machine", "centre", "desk", "trial", "machine_public", "officers")
        officers = tuple(_read_officer(officer) for officer in fields.objects("officers"))
        enrolment = cls(
            machine=fields.text("machine"),
            centre=fields.text("centre"),
            desk=fields.integer("desk", least=1),
            machine_public=fields.raw("machine_public", length=SIGNING_PUBLIC_LENGTH),
            officers=officers,
            trial=fields.boolean("trial"),
        )
        _check(enrolment, fields.integer("protocol"))
        return enrolment


def _check(enrolment: Enrolment, protocol: int) -> None:
    codes = [officer.code for officer in enrolment.officers]
    checks = {
        "wrong_protocol": protocol == PROTOCOL,
        "wrong_machine": _MACHINE.fullmatch(enrolment.machine) is not None,
        "wrong_centre": _CENTRE.fullmatch(enrolment.centre) is not None,
        "wrong_desk": enrolment.desk <= _MAX_DESK,
        "officer_twice": len(codes) == len(set(codes)),
    }
    for reason, holds in checks.items():
        if not holds:
            raise BadEnrolment("enrolment", reason)


def _read_officer(fields: Fields) -> EnrolledOfficer:
    fields.only("code", "role", "public")
    return EnrolledOfficer(
        fields.text("code"), fields.choice("role", Role), fields.raw("public", length=SIGNING_PUBLIC_LENGTH)
    )
