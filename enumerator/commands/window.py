"""The command that opens the windows."""

from __future__ import annotations

import argparse

from enumerator.commands.command import STORE, Command, argument
from enumerator.surroundings import Surroundings, Windows
from resources.wording import LANGUAGES


def _window(words: argparse.Namespace, world: Surroundings) -> int:
    wanted = Windows(
        store=words.store,
        trial_folder=words.trial_folder,
        registry=words.registry,
        language=words.language,
        theme=words.theme,
    )
    return world.open_windows(wanted, world)


COMMANDS = (
    Command(
        "window",
        "open the windows: the desk that was set up, else a trial centre to learn on; no words at all do the same",
        (
            STORE,
            argument("--trial-folder", "folder of a trial centre, made there if it is new or empty", metavar="DIR"),
            argument("--registry", "the registry's address (default: PSER_REGISTRY)", metavar="URL"),
            argument(
                "--theme", "colours (default: light)", choices=("light", "dark", "high-contrast"), default="light"
            ),
            argument(
                "--language", "language of the windows (default: en)", choices=LANGUAGES, default=argparse.SUPPRESS
            ),
        ),
        _window,
    ),
)
