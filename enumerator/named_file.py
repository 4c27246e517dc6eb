"""Files and folders that somebody named: what the system says of them becomes a fault of the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from enumerator.errors import InputFault

_FINDINGS: Mapping[type[OSError], str] = {
    FileNotFoundError: "not_found",
    NotADirectoryError: "not_found",
    IsADirectoryError: "a_folder",
    FileExistsError: "no_folder",
    PermissionError: "not_allowed",
}


@contextmanager
def named(part: str) -> Iterator[None]:
    """Read or write what somebody named.

    Args:
        part: what it was to be, in the words of the command: ``slip``, ``enrolment``.

    Raises:
        InputFault: the system does not give it or take it; never says the path, which may hold a name.
    """
    try:
        yield
    except OSError as fault:
        raise InputFault(part=part, finding=_FINDINGS.get(type(fault), "cannot_be_used")) from fault
