"""The command that scores real households, for whoever wants to check the card against data of their own."""

from __future__ import annotations

import argparse
from pathlib import Path

from enumerator.commands.command import Command, argument
from enumerator.errors import InputFault
from enumerator.named_file import named
from enumerator.store.folder import replace_file, require_replaceable
from enumerator.surroundings import Surroundings
from enumerator.trial.pslm import real_households
from enumerator.trial.scoring import as_table, score_all
from enumerator.workflow.questionnaire import read_pack, scoring_pack, shipped_edition
from forms.edition import Edition
from forms.pmt import ScorePack


def _score(words: argparse.Namespace, world: Surroundings) -> int:
    edition = shipped_edition()
    pack = _pack(words.pack, edition) if words.pack else scoring_pack(edition)
    out = Path(words.out)
    with named("out"):
        require_replaceable(out)  # the work of minutes must not end at a folder that is not there
    families = real_households(Path(words.source))
    scored = []
    for done, each in enumerate(score_all(families, pack, edition.definition, world.clock), start=1):
        scored.append(each)
        world.progress("score", done, len(families))
    with named("out"):
        replace_file(out, as_table(scored, pack).encode("utf-8"))
    intervals = sum(not found.exact for _, found in scored)
    world.say(f"{len(scored)} households by {pack.id} {pack.version}, {intervals} of them intervals: {out}")
    return 0


def _pack(name: str, edition: Edition) -> ScorePack:
    for pack in map(read_pack, edition.packs):
        if pack.id == name:
            return pack
    raise InputFault(part="pack", finding="not_found")


COMMANDS = (
    Command(
        "score",
        "score every household of a folder of survey data through the form, with no store and nothing invented",
        (
            argument(
                "--from",
                "the folder with households.csv.gz and members.csv.gz",
                dest="source",
                required=True,
                metavar="DIR",
            ),
            argument(
                "--pack",
                "id of a pack that came with the program (default: the one that a new desk begins with)",
                metavar="ID",
            ),
            argument("--out", "the table to write: a line for each household", metavar="FILE.csv", required=True),
        ),
        _score,
    ),
)
