"""Chooses the real clock, printer and terminal, does one command, and says faults in words."""

from __future__ import annotations

import getpass
import io
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from enumerator.commands.command import parser
from enumerator.commands.families import commands_for
from enumerator.errors import WorldFault
from enumerator.surroundings import Pictures, Surroundings, Windows
from enumerator.workflow.ports import SlipPrinter
from forms.errors import FormsFault
from forms.pmt import PackRefused
from resources.wording import sentence
from sync.errors import SyncFault


def run(arguments: Sequence[str]) -> int:
    """Do one command with the real world around it; no words at all open the windows.

    A fault of the world becomes a sentence on standard error and exit status 1; a bug keeps its traceback.
    """
    _speak_utf8()
    typed = arguments or ["window"]
    words = parser(commands_for(typed)).parse_args(typed)
    world = real_surroundings(words.language)
    try:
        status: int = words.run(words, world)
    except (WorldFault, SyncFault, PackRefused) as fault:
        world.tell(world.sentence(fault))
        return 1
    except FormsFault as fault:
        world.tell(str(fault))
        return 1
    return status


def _speak_utf8() -> None:
    """Say names in their own letters: a console or a pipe of Windows may have a code page without Urdu."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def real_surroundings(language: str = "en") -> Surroundings:
    """Take the computer's clock, its terminal and Qt's page painter."""
    return Surroundings(
        clock=_now,
        slip_printer=_slip_printer,
        ask_passphrase=getpass.getpass,
        language=language,
        out=sys.stdout,
        err=sys.stderr,
        open_windows=_open_windows,
        take_pictures=_take_pictures,
    )


def _now() -> datetime:
    return datetime.now().astimezone()


def _open_windows(wanted: Windows, world: Surroundings) -> int:
    if not _has_screen():
        world.tell(sentence("window.no_screen", world.language))
        return 1
    from enumerator.ui.application import run_windows  # as late as the printer, for the same reason

    return run_windows(wanted, world)


def _take_pictures(wanted: Pictures, world: Surroundings) -> int:
    from enumerator.ui.screenshots import take_pictures

    return take_pictures(wanted, world)


def _has_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether windows can be shown; Qt would end the program without a sentence."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _slip_printer() -> SlipPrinter:
    from enumerator.ui.slip_printer import QtSlipPrinter  # Qt takes half a second to load: only who prints waits for it

    return QtSlipPrinter(_now)
