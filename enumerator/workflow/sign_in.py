"""A desk is set up once; after that officers sign in and out of it."""

from __future__ import annotations

from pathlib import Path

from enumerator.domain.centre import Centre
from enumerator.domain.officer import NewOfficer
from enumerator.store import Desk, create_store, open_store
from enumerator.workflow.enrol import make_machine_key
from enumerator.workflow.ports import Clock


def set_up_desk(folder: Path, *, centre: Centre, desk: int, supervisor: NewOfficer, clock: Clock, trial: bool) -> None:
    """Make a desk's store, its first supervisor and the machine's key.

    Args:
        folder: must be empty or not exist.
        centre: where the desk stands.
        desk: 1–99, its number within the centre.
        supervisor: signs in first and adds the others.
        clock: the time with its offset.
        trial: marks everything TRIAL; a trial desk never becomes a real one.

    Raises:
        StoreExists: something is in the folder.
        DiskFull, StoreReadOnly: nothing was made.
    """
    create_store(folder, centre=centre, desk=desk, first=supervisor, clock=clock, trial=trial)
    with sign_in(folder, supervisor.code, supervisor.passphrase, clock) as opened:
        make_machine_key(opened)


def sign_in(folder: Path, officer: str, passphrase: str, clock: Clock) -> Desk:
    """Open the desk for one officer; leave it with `close` or as a context manager.

    Raises:
        SignInFault: wrong passphrase, locked, unknown or suspended.
        StoreFault: missing, in use, newer, damaged, or the disk.
    """
    return open_store(folder, officer=officer, passphrase=passphrase, clock=clock)
