"""Migrations: how the schema came to be, step by step. A released step is never edited; a change is a new step.

Each module here holds the steps of one release, imported in order. A step writes its values out in full: it must do
the same in ten years, whatever the program has become.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from enumerator.errors import NewerStore
from enumerator.store.database import Database
from enumerator.store.faults import translated
from enumerator.store.migrations import first_layout, installed_editions, kept_cards, score_packs

if TYPE_CHECKING:
    import sqlite_utils

SET_NAME = "enumerator"

# The names are written into every store; the order is the order of applying.
STEPS: Mapping[str, Callable[[sqlite_utils.Database], None]] = MappingProxyType(
    {
        "first_tables": first_layout.tables,
        "first_indexes": first_layout.indexes,
        "first_triggers": first_layout.triggers,
        "kept_cards": kept_cards.cards,
        "installed_editions": installed_editions.editions,
        "score_packs": score_packs.packs,
    }
)


def migrate(database: Database) -> None:
    """Bring the schema up to this program.

    Raises:
        NewerStore: the store has steps that this program does not know.
    """
    from sqlite_utils.migrations import Migrations  # as late as in database.py, for the same reason

    migrations = Migrations(SET_NAME)
    for name, step in STEPS.items():
        migrations(name=name)(step)
    with translated():
        applied = {step.name for step in migrations.applied(database.utils)}
        unknown = sorted(applied - STEPS.keys())
        if unknown:
            raise NewerStore(part="database", found=unknown[-1])
        if applied != STEPS.keys():
            migrations.apply(database.utils)
