"""What a command of `enumerator` is: a name, what it does in one sentence, its arguments, and the deed behind it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from enumerator.surroundings import Surroundings
from forms.identity import fold_digits

Run = Callable[[argparse.Namespace, Surroundings], int]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its name as typed, what it says, and whatever else argparse is told."""

    name: str
    says: str
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table of commands.

    Attributes:
        name: the words typed after ``enumerator``, one or two: ``officers add``.
        says: what it does, one sentence without a full stop.
        arguments: in the order they are shown.
        run: does it; returns the exit status, 0 when done.
    """

    name: str
    says: str
    arguments: tuple[Argument, ...]
    run: Run


def argument(name: str, says: str, **more: Any) -> Argument:
    """Describe one argument."""
    return Argument(name, says, more)


def centre_code(text: str) -> str:
    """Take a centre's code: 7 digits."""
    return _matching(r"[0-9]{7}", text, "seven digits, as in 0603017")


def officer_code(text: str) -> str:
    """Take an officer's code: the centre's, a dash, two digits."""
    return _matching(r"[0-9]{7}-[0-9]{2}", text, "centre, dash and two digits, as in 0603017-04")


def _matching(pattern: str, text: str, wanted: str) -> str:
    folded = fold_digits(text.strip())
    if not re.fullmatch(pattern, folded):
        raise argparse.ArgumentTypeError(f"not {wanted}")
    return folded


STORE = argument(
    "--store", "folder of the desk's encrypted store (default: PSER_STORE or the data folder)", metavar="DIR"
)
OFFICER = argument("--officer", "code of the officer who signs in", metavar="CODE", required=True)
PASSPHRASE = argument(
    "--passphrase-file",
    "file whose first line is the passphrase; without it the passphrase is asked for",
    metavar="FILE",
)
SIGNED_IN = (STORE, OFFICER, PASSPHRASE)
"""The arguments of every command that somebody signs in for."""


def parser(commands: tuple[Command, ...]) -> argparse.ArgumentParser:
    """Build the command line out of the table."""
    top = argparse.ArgumentParser(
        prog="enumerator",
        description="Household surveys at a registration centre of the Punjab Socio-Economic Registry.",
        epilog="Every deed of the windows is a command. "
        "Exit status: 0 done, 1 not done (the reason is on standard error), 2 wrong words.",
    )
    top.add_argument("--language", choices=("en", "ur"), default="en", help="language of messages (default: en)")
    groups: dict[str, Any] = {"": top.add_subparsers(metavar="COMMAND", required=True)}
    for command in commands:
        group, _, last = command.name.rpartition(" ")
        if group not in groups:
            says = "; ".join(row.says for row in commands if row.name.startswith(f"{group} "))
            holder = groups[""].add_parser(group, help=says, description=says)
            groups[group] = holder.add_subparsers(metavar="COMMAND", required=True)
        words = groups[group].add_parser(last, help=command.says, description=f"{command.says}.")
        for each in command.arguments:
            words.add_argument(each.name, help=each.says, **each.more)
        words.set_defaults(run=command.run)
    return top
