"""Signing in for a command: whose store, who, and the passphrase from a file or from the person."""

from __future__ import annotations

import argparse
from pathlib import Path

from enumerator.errors import InputFault
from enumerator.named_file import named
from enumerator.settings import store_folder
from enumerator.store import Desk
from enumerator.surroundings import Surroundings
from enumerator.workflow.sign_in import sign_in


def signed_in(words: argparse.Namespace, world: Surroundings) -> Desk:
    """Open the desk that the words name, and say what the officer should know at once."""
    return signed_in_with(own_passphrase(words, world), words, world)


def own_passphrase(words: argparse.Namespace, world: Surroundings) -> str:
    """Take the passphrase of the officer who signs in."""
    return passphrase_from(words.passphrase_file, world, f"Passphrase of {words.officer}: ")


def signed_in_with(passphrase: str, words: argparse.Namespace, world: Surroundings) -> Desk:
    """Open the desk with a passphrase already taken."""
    desk = sign_in(store_folder(words.store), words.officer, passphrase, world.clock)
    for notice in desk.notices:
        world.tell(world.sentence(notice))
    return desk


def passphrase_from(file: str | None, world: Surroundings, question: str) -> str:
    """Read a passphrase: the file's first line, or what the person types; a blank one is none.

    Raises:
        InputFault: the file cannot be read, or the passphrase is blank.
    """
    passphrase = world.ask_passphrase(question) if file is None else _first_line(Path(file))
    if not passphrase:
        raise InputFault(part="passphrase", finding="empty")
    return passphrase


def _first_line(file: Path) -> str:
    try:
        with named("passphrase_file"):
            return next(iter(file.read_text("utf-8-sig").splitlines()), "")
    except UnicodeDecodeError as fault:
        raise InputFault(part="passphrase_file", finding="not_text") from fault
