"""Score packs that were installed, with their bytes, and the one in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils

_STATEMENTS = (
    """
    CREATE TABLE score_packs (
        seq INTEGER PRIMARY KEY REFERENCES journal (seq),
        sha256 TEXT NOT NULL UNIQUE,
        id TEXT NOT NULL,
        version TEXT NOT NULL,
        content BLOB NOT NULL,
        signature BLOB,
        signer TEXT NOT NULL,
        UNIQUE (id, version)
    ) STRICT
    """,
    """
    CREATE TRIGGER score_packs_forbid_update BEFORE UPDATE ON score_packs
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    """
    CREATE TRIGGER score_packs_forbid_delete BEFORE DELETE ON score_packs
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    # INSERT OR REPLACE would remove the row that is in its way without asking the trigger above.
    """
    CREATE TRIGGER score_packs_are_not_replaced BEFORE INSERT ON score_packs
    WHEN EXISTS (
        SELECT 1
        FROM score_packs
        WHERE seq = NEW.seq OR sha256 = NEW.sha256 OR (id = NEW.id AND version = NEW.version)
    )
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    """
    CREATE TRIGGER score_packs_are_installed_by_supervisors BEFORE INSERT ON score_packs
    WHEN NOT EXISTS (SELECT 1 FROM officers WHERE code = signed_in() AND role = 'supervisor' AND active = 1)
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER score_packs_leave_their_line BEFORE INSERT ON score_packs
    WHEN NOT EXISTS (
        SELECT 1
        FROM journal
        WHERE seq = NEW.seq
            AND trace = 'pack_installed'
            AND json_extract(facts, '$.sha256') = NEW.sha256
            AND seq = (SELECT MAX(seq) FROM journal)
    )
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    *(
        f"""
        CREATE TRIGGER settings_leave_a_line_of_the_pack_{deed.lower()} BEFORE {deed} ON settings
        WHEN NEW.name = 'pack'
            AND NOT EXISTS (
                SELECT 1
                FROM journal JOIN score_packs ON score_packs.sha256 = NEW.value
                WHERE journal.seq = (SELECT MAX(seq) FROM journal)
                    AND trace = 'pack_in_force'
                    AND json_extract(facts, '$.sha256') = NEW.value
            )
        BEGIN SELECT RAISE(ABORT, 'immutable'); END
        """  # noqa: S608 (constants)
        for deed in ("INSERT", "UPDATE")
    ),
)


def packs(db: sqlite_utils.Database) -> None:
    """Keep every installed pack for good; let the pack in force change only to one of them, and with its line."""
    for statement in _STATEMENTS:
        db.execute(statement)
