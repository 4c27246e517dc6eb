"""Editions of the questionnaire that were installed, the one in force, and drafts that moved from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils

_STATEMENTS = (
    """
    CREATE TABLE installed_editions (
        seq INTEGER PRIMARY KEY REFERENCES journal (seq),
        name TEXT NOT NULL,
        form TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER installed_editions_forbid_update BEFORE UPDATE ON installed_editions
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    """
    CREATE TRIGGER installed_editions_forbid_delete BEFORE DELETE ON installed_editions
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    # Files that were lost are installed again, under a line of their own; the form itself stays the same.
    """
    CREATE TRIGGER installed_editions_keep_their_form BEFORE INSERT ON installed_editions
    WHEN EXISTS (SELECT 1 FROM installed_editions WHERE seq = NEW.seq OR (name = NEW.name AND form <> NEW.form))
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    """
    CREATE TRIGGER installed_editions_are_installed_by_supervisors BEFORE INSERT ON installed_editions
    WHEN NOT EXISTS (SELECT 1 FROM officers WHERE code = signed_in() AND role = 'supervisor' AND active = 1)
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER installed_editions_leave_their_line BEFORE INSERT ON installed_editions
    WHEN NOT EXISTS (
        SELECT 1
        FROM journal
        WHERE seq = NEW.seq
            AND trace = 'edition_installed'
            AND json_extract(facts, '$.edition') = NEW.name
            AND seq = (SELECT MAX(seq) FROM journal)
    )
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    *(
        f"""
        CREATE TRIGGER settings_leave_a_line_of_the_edition_{deed.lower()} BEFORE {deed} ON settings
        WHEN NEW.name = 'edition'
            AND NOT EXISTS (
                SELECT 1
                FROM journal
                WHERE seq = (SELECT MAX(seq) FROM journal)
                    AND trace = 'put_in_force'
                    AND json_extract(facts, '$.edition') = NEW.value
            )
        BEGIN SELECT RAISE(ABORT, 'immutable'); END
        """  # noqa: S608 (constants)
        for deed in ("INSERT", "UPDATE")
    ),
    """
    CREATE TRIGGER surveys_change_editions_by_moving BEFORE UPDATE ON surveys
    WHEN NEW.edition <> OLD.edition
        AND (
            OLD.state <> 'draft'
            OR NEW.state <> 'draft'
            OR NEW.author <> signed_in()
            OR NOT EXISTS (
                SELECT 1
                FROM journal
                WHERE seq = (SELECT MAX(seq) FROM journal)
                    AND trace = 'moved'
                    AND number = NEW.number
                    AND json_extract(facts, '$.edition') = NEW.edition
            )
        )
    BEGIN SELECT RAISE(ABORT, 'immutable'); END
    """,
)


def editions(db: sqlite_utils.Database) -> None:
    """Know every installed edition for good; let the edition in force and a draft's own change only with their line."""
    for statement in _STATEMENTS:
        db.execute(statement)
