"""A desk is set up once; after that officers sign in and out of it."""

from __future__ import annotations

from pathlib import Path

from enumerator.domain.centre import Centre
from enumerator.domain.officer import NewOfficer
from enumerator.store import Desk, Setting, check_passphrase, create_store, officers_with_keys, open_store
from enumerator.workflow.ports import Clock

IDLE_MINUTES = 5


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
        InputFault: a code or the desk's number is malformed.
        StoreExists: something is in the folder.
        DiskFull, StoreReadOnly: nothing was made.
    """
    create_store(folder, centre=centre, desk=desk, first=supervisor, clock=clock, trial=trial)


def sign_in(folder: Path, officer: str, passphrase: str, clock: Clock) -> Desk:
    """Open the desk for one officer; leave it with `close` or as a context manager.

    Raises:
        SignInFault: wrong passphrase, locked, unknown or suspended.
        StoreFault: missing, in use, newer, damaged, or the disk.
    """
    return open_store(folder, officer=officer, passphrase=passphrase, clock=clock)


def officers_at(folder: Path) -> tuple[str, ...]:
    """Give the codes of those who may try to sign in; their names are behind the encryption.

    Raises:
        StoreFault: there is no store, a newer program wrote it, or its keys are damaged.
    """
    return officers_with_keys(folder)


def unlock(folder: Path, officer: str, passphrase: str) -> None:
    """Prove that the officer who is signed in has come back; wrong tries count as they do at sign-in.

    Raises:
        SignInFault: wrong passphrase or locked.
        StoreFault: the keys cannot be read.
    """
    check_passphrase(folder, officer=officer, passphrase=passphrase)


def idle_minutes(desk: Desk) -> int:
    """After how many minutes without a key or a click the windows lock themselves."""
    return desk.settings.whole(Setting.IDLE_MINUTES) or IDLE_MINUTES
