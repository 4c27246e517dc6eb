"""The guard: which SQL the program's own connection may run once the store is open.

The triggers of the schema hold the rules (nobody approves their own survey, what is written stays written). The guard
keeps the triggers: no statement of this connection may drop or shadow them, change the schema, or switch off what they
rely on. It is asked when a statement is compiled, so it costs nothing per row.
"""

from __future__ import annotations

from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

APPEND_ONLY: Final = frozenset(
    {
        "answers",
        "batch_surveys",
        "decisions",
        "installed_editions",
        "journal",
        "receipts",
        "registry_cards",
        "revisions",
        "score_packs",
        "scores",
        "slips",
        "verdicts",
    }
)
FIXED: Final = frozenset({"moves", "_sqlite_migrations"})
NEVER_DELETED: Final = frozenset({"batches", "officers", "settings", "surveys"})

_HARMLESS_PRAGMAS: Final = frozenset(
    {
        "cipher_integrity_check",
        "data_version",
        "foreign_key_check",
        "freelist_count",
        "integrity_check",
        "page_count",
        "quick_check",
        "wal_checkpoint",
    }
)

_READING: Final = frozenset({sqlcipher.SQLITE_READ, sqlcipher.SQLITE_SELECT, sqlcipher.SQLITE_RECURSIVE})
_BRACKETS: Final = frozenset({sqlcipher.SQLITE_TRANSACTION, sqlcipher.SQLITE_SAVEPOINT})


def permits(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """SQLite's question, answered: what is not named here is denied."""
    return sqlcipher.SQLITE_OK if _permitted(action, first or "", second or "") else sqlcipher.SQLITE_DENY  # type: ignore[no-any-return]


def _permitted(action: int, first: str, second: str) -> bool:
    if action in _READING or action in _BRACKETS:
        return True
    if action == sqlcipher.SQLITE_FUNCTION:
        return second != "load_extension"
    if action == sqlcipher.SQLITE_PRAGMA:
        return first in _HARMLESS_PRAGMAS
    if first.startswith("sqlite_"):
        return False
    if action == sqlcipher.SQLITE_INSERT:
        return first not in FIXED
    if action == sqlcipher.SQLITE_UPDATE:
        return first not in FIXED | APPEND_ONLY
    if action == sqlcipher.SQLITE_DELETE:
        return first not in FIXED | APPEND_ONLY | NEVER_DELETED
    return False
