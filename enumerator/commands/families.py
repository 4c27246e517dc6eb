"""Which module holds a command: only what was typed is loaded, so that the windows wait for no other deed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import cast

from enumerator.commands.command import Command

#: a command's first word: its module in this package
MODULES: Mapping[str, str] = MappingProxyType(
    {
        "window": "window",
        "screenshots": "window",
        "set-up": "centre",
        "officers": "centre",
        "enrol": "centre",
        "households": "households",
        "approve": "review",
        "return": "review",
        "withdraw": "review",
        "reopen": "review",
        "slip": "travel",
        "sync": "travel",
        "export": "travel",
        "reconcile": "travel",
        "verify": "maintenance",
        "self-check": "maintenance",
        "questionnaire": "questionnaire",
        "pack": "packs",
        "score": "score",
        "main-job": "maintenance",
    }
)


def commands_for(words: Sequence[str]) -> tuple[Command, ...]:
    """Give the rows that these words may mean: one module's where they begin with a command, else the whole table."""
    module = MODULES.get(words[0]) if words else None
    loaded = import_module(f"{__package__}.{module or 'table'}")
    return cast("tuple[Command, ...]", loaded.COMMANDS)
