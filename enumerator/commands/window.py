"""The commands that open the windows and take pictures of them."""

from __future__ import annotations

import argparse

from enumerator.commands.command import STORE, Command, argument
from enumerator.surroundings import Pictures, Surroundings, Windows
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


def _screenshots(words: argparse.Namespace, world: Surroundings) -> int:
    wanted = Pictures(folder=words.folder, language=words.pictured, theme=words.theme, only=tuple(words.only))
    return world.take_pictures(wanted, world)


_THEME = argument("--theme", "colours (default: light)", choices=("light", "dark", "high-contrast"), default="light")

COMMANDS = (
    Command(
        "window",
        "open the windows: the desk that was set up, else a trial centre to learn on; no words at all do the same",
        (
            STORE,
            argument("--trial-folder", "folder of a trial centre, made there if it is new or empty", metavar="DIR"),
            argument("--registry", "the registry's address (default: PSER_REGISTRY)", metavar="URL"),
            _THEME,
            argument(
                "--language", "language of the windows (default: en)", choices=LANGUAGES, default=argparse.SUPPRESS
            ),
        ),
        _window,
    ),
    Command(
        "screenshots",
        "take a picture of every page of the windows at a trial centre, in both languages; needs no screen",
        (
            argument("folder", "where the pictures go; made if it is not there", metavar="DIR"),
            argument("--language", "pictures in one language alone", dest="pictured", choices=LANGUAGES),
            _THEME,
            argument(
                "--only",
                "the pictures of this page (home, review …) and no others; may be said again",
                metavar="PAGE",
                action="append",
                default=[],
            ),
        ),
        _screenshots,
    ),
)
