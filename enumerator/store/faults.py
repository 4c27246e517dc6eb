"""What SQLCipher says, told as the world's faults. The one place where its error codes are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlcipher3 import dbapi2 as sqlcipher

from enumerator.errors import (
    AuthorCannotApprove,
    DamagedStore,
    DiskFull,
    ForbiddenMove,
    NotPermitted,
    StoreInUse,
    StoreReadOnly,
    WorldFault,
)

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26

_BY_CODE: Mapping[int, Callable[[], WorldFault]] = {
    _BUSY: StoreInUse,
    _LOCKED: StoreInUse,
    _READONLY: StoreReadOnly,
    _FULL: DiskFull,
    _IOERR: lambda: DamagedStore(part="database", finding="disk_error"),
    _CORRUPT: lambda: DamagedStore(part="database", finding="damaged_page"),
    _CANTOPEN: lambda: DamagedStore(part="database", finding="cannot_open"),
    _NOTADB: lambda: DamagedStore(part="database", finding="damaged_page"),
}

# The messages that the schema's triggers raise, see migrations. Those not named here can only come of a bug.
_BY_RULE: Mapping[str, Callable[[], WorldFault]] = {
    "author_cannot_approve": AuthorCannotApprove,
    "not_permitted": NotPermitted,
    "forbidden_move": ForbiddenMove,
}


@contextmanager
def translated() -> Iterator[None]:
    """Run statements; SQLCipher's errors come out as faults where they tell of the world, unchanged where of a bug."""
    try:
        yield
    except sqlcipher.DatabaseError as error:
        fault = _fault_of(error)
        if fault is None:
            raise
        raise fault from error


def _fault_of(error: sqlcipher.DatabaseError) -> WorldFault | None:
    make = _BY_RULE.get(str(error)) or _BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return make() if make else None
