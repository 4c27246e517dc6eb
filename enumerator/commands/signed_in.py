"""Signing in for a command: whose store, who, and the passphrase from a file or from the person."""

from __future__ import annotations

import argparse
from pathlib import Path

from enumerator.errors import InputFault
from enumerator.settings import store_folder
from enumerator.store import Desk
from enumerator.surroundings import Surroundings
from enumerator.workflow.sign_in import sign_in


def signed_in(words: argparse.Namespace, world: Surroundings) -> Desk:
    """Open the desk that the words name, and say what the officer should know at once."""
    passphrase = passphrase_from(words.passphrase_file, world, f"Passphrase of {words.officer}: ")
    desk = sign_in(store_folder(words.store), words.officer, passphrase, world.clock)
    for notice in desk.notices:
        world.tell(world.sentence(notice))
    return desk


def passphrase_from(file: str | None, world: Surroundings, question: str) -> str:
    """Read a passphrase: the file's first line, or what the person types."""
    if file is None:
        return world.ask_passphrase(question)
    try:
        lines = Path(file).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise InputFault(part="passphrase_file", finding="cannot_be_read") from fault
    if not lines or not lines[0]:
        raise InputFault(part="passphrase_file", finding="empty")
    return lines[0]
