"""The registry's cards, every one that was ever trusted: a receipt is checked by the card that it came under."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils

_STATEMENTS = (
    """
    CREATE TABLE registry_cards (
        seq INTEGER PRIMARY KEY REFERENCES journal (seq),
        card BLOB NOT NULL
    ) STRICT
    """,
    # The one card that a store kept until now stood among the settings; its row there is read by nobody any more.
    """
    INSERT INTO registry_cards (seq, card)
    SELECT MAX(journal.seq), settings.value
    FROM settings JOIN journal ON trace = 'setting_changed' AND facts = '{"setting":"registry"}'
    WHERE name = 'registry'
    GROUP BY settings.name
    """,
    """
    CREATE TRIGGER registry_cards_forbid_update BEFORE UPDATE ON registry_cards
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    """
    CREATE TRIGGER registry_cards_forbid_delete BEFORE DELETE ON registry_cards
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    """
    CREATE TRIGGER registry_cards_are_trusted_by_supervisors BEFORE INSERT ON registry_cards
    WHEN NOT EXISTS (SELECT 1 FROM officers WHERE code = signed_in() AND role = 'supervisor' AND active = 1)
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER registry_cards_are_trusted_from_now_on BEFORE INSERT ON registry_cards
    WHEN NOT EXISTS (
        SELECT 1
        FROM journal
        WHERE seq = NEW.seq AND trace = 'registry_trusted' AND seq = (SELECT MAX(seq) FROM journal)
    )
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
)


def cards(db: sqlite_utils.Database) -> None:
    """Keep every card; take the one among the settings over."""
    for statement in _STATEMENTS:
        db.execute(statement)
