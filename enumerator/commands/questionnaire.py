"""Commands about the questionnaire: its workbook, examined and installed, and the edition that is asked."""

from __future__ import annotations

import argparse
from pathlib import Path

from enumerator.commands.command import SIGNED_IN, Command, argument
from enumerator.commands.signed_in import signed_in
from enumerator.named_file import named
from enumerator.surroundings import Surroundings
from enumerator.workflow.editions import EditionStanding, install_questionnaire, put_in_force, standing_editions
from enumerator.workflow.questionnaire import shipped_edition
from forms import editions
from forms.workbook import Examination, describe, examine
from forms.xlsform import write_workbook


def _write(words: argparse.Namespace, world: Surroundings) -> int:
    with named("workbook"):
        write_workbook(shipped_edition().folder, Path(words.file))
    world.say(words.file)
    return 0


def _check(words: argparse.Namespace, world: Surroundings) -> int:
    return 0 if _examined(words, world).accepted else 1


def _install(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        name = install_questionnaire(desk, _examined(words, world))
        world.say(f"{name} is installed. Ask new households in it with: questionnaire put-in-force {name}")
    return 0


def _list(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        for standing in standing_editions(desk):
            world.say(_line(standing))
    return 0


def _put_in_force(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        put_in_force(desk, words.name)
        world.say(f"New households are asked in {words.name}; drafts stay on theirs.")
        if words.name not in editions():
            world.say("The registry refuses its surveys until it has this edition too: sync.registry serve --editions")
    return 0


def _examined(words: argparse.Namespace, world: Surroundings) -> Examination:
    examination = examine(Path(words.book))
    for finding in examination.findings:
        world.say(describe(finding, words.language))
    identity = examination.identity
    if examination.accepted and identity is not None:
        form = f"{identity.form_id} {identity.version}".strip()
        world.say(f"{examination.path.name}: accepted as {form}, {identity.questions} questions")
    else:
        world.say(f"{examination.path.name}: refused")
    return examination


def _line(standing: EditionStanding) -> str:
    told = {
        "in force": standing.in_force,
        "came with the program": standing.shipped,
        "its files were changed": not standing.whole,
    }
    marks = ", ".join(words for words, holds in told.items() if holds)
    drafts = f"{standing.questions} questions, {standing.drafts} drafts"
    return f"{standing.name}  {standing.version}  {drafts}  {standing.title}  {marks}".rstrip()


_BOOK = argument("book", "the workbook; lists from files lie beside it", metavar="BOOK.xlsx")

COMMANDS = (
    Command(
        "questionnaire write",
        "write the questionnaire that came with the program as a workbook for survey managers",
        (argument("file", "the workbook to write", metavar="FILE.xlsx"),),
        _write,
    ),
    Command(
        "questionnaire check",
        "say every fault of a survey manager's workbook, with its row and column",
        (_BOOK,),
        _check,
    ),
    Command(
        "questionnaire install",
        "make an edition of a workbook without faults; it is not in force by that",
        (*SIGNED_IN, _BOOK),
        _install,
    ),
    Command("questionnaire list", "list the editions of this desk, and which is in force", SIGNED_IN, _list),
    Command(
        "questionnaire put-in-force",
        "ask new households in this edition, once its golden households come out right",
        (*SIGNED_IN, argument("name", "the edition's name: pser/2025", metavar="NAME")),
        _put_in_force,
    ),
)
