"""Chooses the real clock, printer and terminal, does one command, and says faults in words."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from datetime import datetime

from enumerator.commands.command import parser
from enumerator.commands.table import COMMANDS
from enumerator.errors import WorldFault
from enumerator.surroundings import Surroundings
from enumerator.workflow.ports import SlipPrinter
from forms.errors import FormsFault
from forms.pmt import PackRefused
from sync.errors import SyncFault


def run(arguments: Sequence[str]) -> int:
    """Do one command with the real world around it.

    A fault of the world becomes a sentence on standard error and exit status 1; a bug keeps its traceback.
    """
    words = parser(COMMANDS).parse_args(arguments)
    world = real_surroundings(words.language)
    try:
        status: int = words.run(words, world)
    except (WorldFault, SyncFault) as fault:
        world.tell(world.sentence(fault))
        return 1
    except (FormsFault, PackRefused) as fault:
        world.tell(str(fault))
        return 1
    return status


def real_surroundings(language: str = "en") -> Surroundings:
    """Take the computer's clock, its terminal and Qt's page painter."""
    return Surroundings(
        clock=_now,
        slip_printer=_slip_printer,
        ask_passphrase=getpass.getpass,
        language=language,
        out=sys.stdout,
        err=sys.stderr,
    )


def _now() -> datetime:
    return datetime.now().astimezone()


def _slip_printer() -> SlipPrinter:
    from enumerator.ui.slip_printer import QtSlipPrinter  # Qt takes half a second to load: only who prints waits for it

    return QtSlipPrinter(_now)
