"""The SQLCipher database of a store: opened with a raw key, guarded, its errors translated."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from enumerator.errors import DamagedStore, StoreReadOnly
from enumerator.store.faults import translated
from enumerator.store.guard import permits

if TYPE_CHECKING:
    import sqlite_utils

Value = str | int | bytes | None
Row = Mapping[str, Any]

_PAGE_BYTES: Final = 4096

_SETTINGS: Final = (
    "PRAGMA temp_store = MEMORY",
    # One program at a time (see lock.py); so the index of the write-ahead log lives in memory, not in a mapped file
    # that a full disk would turn into a bus error.
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # INSERT OR REPLACE deletes; without this its deletions would not fire the append-only triggers.
    "PRAGMA recursive_triggers = ON",
)


class Database:
    """One open connection. Statements of other threads wait until the running transaction is over."""

    def __init__(self, path: Path, key: bytes, *, signed_in: str) -> None:
        """Open the database, or make it when `path` does not exist.

        Args:
            path: the database file.
            key: 32 bytes.
            signed_in: the officer whose code the schema's triggers see.

        Raises:
            DamagedStore: not a database under this key.
        """
        self.lock = threading.RLock()
        self.damaged = False
        with translated():
            self._connection = sqlcipher.connect(
                str(path), isolation_level=None, check_same_thread=False, cached_statements=256
            )
        try:
            with translated():
                self._prepare(key, signed_in)
        except BaseException:
            self._connection.close()
            raise

    @classmethod
    def existing(cls, path: Path, key: bytes, *, signed_in: str) -> Database:
        """Open a database that must be there: SQLite would take an empty file for a fresh, healthy one.

        Raises:
            DamagedStore: missing, empty, or not a database under this key.
        """
        if not path.exists():
            raise DamagedStore(part="database", finding="missing")
        if path.stat().st_size < _PAGE_BYTES:
            raise DamagedStore(part="database", finding="empty")
        database = cls(path, key, signed_in=signed_in)
        if database.row("SELECT 1 FROM sqlite_master") is None:
            database.close()
            raise DamagedStore(part="database", finding="empty")
        return database

    def _prepare(self, key: bytes, signed_in: str) -> None:
        # As late as this: it looks for plug-ins among all that is installed, and the sign-in page needs none of it.
        import sqlite_utils

        execute = self._connection.execute
        # Before the key: a wrong page would otherwise be reported on standard error.
        execute("PRAGMA cipher_log_level = NONE")
        execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for setting in _SETTINGS:
            execute(setting)
        execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        self._connection.create_function("signed_in", 0, lambda: signed_in)
        self._connection.row_factory = sqlcipher.Row
        self.utils: sqlite_utils.Database = sqlite_utils.Database(self._connection)

    def guard(self) -> None:
        """From now on only harmless statements; see guard.py."""
        self._connection.set_authorizer(permits)

    def run(self, sql: str, **values: Value) -> int:
        """Run one statement; the number of rows it changed."""
        with self.lock, self._told():
            return int(self._connection.execute(sql, values).rowcount)

    def row(self, sql: str, **values: Value) -> Row | None:
        """The first row, if any."""
        with self.lock, self._told():
            found: Row | None = self._connection.execute(sql, values).fetchone()
            return found

    def rows(self, sql: str, **values: Value) -> list[Row]:
        """All rows."""
        with self.lock, self._told():
            return list(self._connection.execute(sql, values))

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return bool(self._connection.in_transaction)

    @property
    def changes(self) -> int:
        """How many rows this connection has changed so far."""
        return int(self._connection.total_changes)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """A transaction, or a savepoint within the running one."""
        with self.lock, self._told(), self.utils.atomic():
            yield

    @contextmanager
    def _told(self) -> Iterator[None]:
        # After a page that does not authenticate SQLCipher answers every write with "read-only".
        try:
            with translated():
                yield
        except DamagedStore:
            self.damaged = True
            raise
        except StoreReadOnly as fault:
            if self.damaged:
                raise DamagedStore(part="database", finding="damaged_page") from fault
            raise

    def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the database and empty the log."""
        self.row("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close; the write-ahead log goes with it."""
        with self.lock, self._told():
            self._connection.close()
