"""Whether a pack may be put in force: on its own days, and after a newer one only for a recorded reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from forms.pmt.errors import PackRefused


class Dated(Protocol):
    """A pack of any kind, as far as its life goes."""

    @property
    def id(self) -> str:
        """The pack, in all its versions."""
        ...

    @property
    def version(self) -> str:
        """Three numbers with dots: 1.10.0 is later than 1.9.3."""
        ...

    @property
    def valid_from(self) -> date:
        """Its first day."""
        ...

    @property
    def valid_to(self) -> date | None:
        """Its last day; None where none is named."""
        ...


def require_valid(pack: Dated, today: date) -> None:
    """Hold that today is one of the pack's days.

    Raises:
        PackRefused: `not_yet_valid` or `expired`.
    """
    if today < pack.valid_from:
        raise PackRefused("not_yet_valid", pack=pack.id, day=pack.valid_from.isoformat())
    if pack.valid_to is not None and today > pack.valid_to:
        raise PackRefused("expired", pack=pack.id, day=pack.valid_to.isoformat())


def require_no_rollback(pack: Dated, were_in_force: Iterable[tuple[str, str]], override: str = "") -> None:
    """Hold that no later version of the same pack was in force before.

    Args:
        pack: the one to be put in force.
        were_in_force: id and version of every pack that ever was.
        override: the reason why an older one shall be taken all the same; whoever gives it records it.

    Raises:
        PackRefused: `older`.
    """
    versions = [version for id, version in were_in_force if id == pack.id]
    latest = max(versions, key=_order, default=pack.version)
    if _order(pack.version) < _order(latest) and not override.strip():
        raise PackRefused("older", pack=pack.id, version=pack.version, latest=latest)


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
