"""The table of all commands; ARCHITECTURE.md shows it and a test compares."""

from __future__ import annotations

from enumerator.commands import centre, households, maintenance, packs, questionnaire, review, score, travel, window
from enumerator.commands.command import Command

COMMANDS: tuple[Command, ...] = (
    *window.COMMANDS,
    *centre.COMMANDS,
    *households.COMMANDS,
    *review.COMMANDS,
    *travel.COMMANDS,
    *questionnaire.COMMANDS,
    *score.COMMANDS,
    *packs.COMMANDS,
    *maintenance.COMMANDS,
)


def as_markdown() -> str:
    """Draw the table for ARCHITECTURE.md."""
    rows = [f"| `{command.name}` | {command.says} | `{command.run.__module__}` |" for command in COMMANDS]
    return "\n".join(("| command | what it does | where |", "|---|---|---|", *rows))
