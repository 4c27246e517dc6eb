"""Who may send and whose hand counts: machines and officers as the registry admitted them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.enrolment import EnrolledOfficer, Enrolment, Role
from sync.errors import SyncFault
from sync.registry.tables import MachineRow, OfficerRow


class MachineKeyDiffers(SyncFault):
    """A machine of this name was admitted with another key, or for another desk; facts: machine."""

    code = "machine_key_differs"


class TrialDiffers(SyncFault):
    """A trial desk at a real registry, or a real desk at a trial one; facts: machine."""

    code = "trial_differs"


class OfficerNotAdmitted(SyncFault):
    """No such officer at any desk, or at this one; facts: officer."""

    code = "officer_not_admitted"


@dataclass(frozen=True, slots=True)
class AdmittedOfficer:
    """An officer as the registry knows one."""

    code: str
    role: Role
    public: bytes
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class AdmittedMachine:
    """A machine as the registry knows one, with the officers of its desk by code."""

    name: str
    centre: str
    desk: int
    public: bytes
    officers: Mapping[str, AdmittedOfficer]


def admit(session: Session, enrolment: Enrolment, *, at: str, trial: bool = False) -> None:
    """Admit a desk; admitting it again adds officers and renews their roles and keys, and lifts no suspension.

    Args:
        session: within a transaction.
        enrolment: the desk's request.
        at: the registry's time.
        trial: whether this registry is a trial's, as its card says.

    Raises: TrialDiffers, MachineKeyDiffers.
    """
    if enrolment.trial != trial:
        raise TrialDiffers(machine=enrolment.machine)
    row = session.get(MachineRow, enrolment.machine)
    if row is None:
        row = MachineRow(
            name=enrolment.machine,
            centre=enrolment.centre,
            desk=enrolment.desk,
            public=enrolment.machine_public,
            admitted_at=at,
        )
        session.add(row)
    if (row.public, row.centre, row.desk) != (enrolment.machine_public, enrolment.centre, enrolment.desk):
        raise MachineKeyDiffers(machine=enrolment.machine)
    session.flush()
    for officer in enrolment.officers:
        _admit_officer(session, enrolment.machine, officer)


def suspend(session: Session, officer: str, *, machine: str | None, at: str) -> int:
    """Suspend an officer at one desk, or at all; gives the number of desks. Raises: OfficerNotAdmitted."""
    query = select(OfficerRow).where(OfficerRow.code == officer)
    if machine is not None:
        query = query.where(OfficerRow.machine == machine)
    rows = session.scalars(query).all()
    if not rows:
        raise OfficerNotAdmitted(officer=officer)
    for row in rows:
        row.suspended_at = row.suspended_at or at
    return len(rows)


def admitted(session: Session, name: str) -> AdmittedMachine | None:
    """The machine of this name, if it was ever admitted."""
    row = session.get(MachineRow, name)
    if row is None:
        return None
    officers = session.scalars(select(OfficerRow).where(OfficerRow.machine == name))
    return AdmittedMachine(
        name=row.name,
        centre=row.centre,
        desk=row.desk,
        public=row.public,
        officers={
            officer.code: AdmittedOfficer(
                officer.code, Role(officer.role), officer.public, officer.suspended_at is not None
            )
            for officer in officers
        },
    )


def _admit_officer(session: Session, machine: str, officer: EnrolledOfficer) -> None:
    row = session.get(OfficerRow, (machine, officer.code))
    if row is None:
        row = OfficerRow(machine=machine, code=officer.code, suspended_at=None)
        session.add(row)
    row.role, row.public = officer.role.value, officer.public
