"""Commands of review: approve, return, withdraw, reopen."""

from __future__ import annotations

import argparse

from enumerator.commands.command import SIGNED_IN, Command, argument
from enumerator.commands.signed_in import signed_in
from enumerator.surroundings import Surroundings
from enumerator.workflow import review


def _approve(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        for number in words.numbers:
            world.say(f"{number}: {review.approve(desk, number, world.clock).state.value}")
    return 0


def _return(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        world.say(f"{words.number}: {review.return_survey(desk, words.number, words.reason, world.clock).state.value}")
    return 0


def _withdraw(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        world.say(f"{words.number}: {review.withdraw(desk, words.number, words.reason, world.clock).state.value}")
    return 0


def _reopen(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        draft = review.reopen(desk, words.number, world.clock)
        world.say(f"{draft.number}: revision {draft.revision} begun")
    return 0


_NUMBER = argument("number", "the survey's number")
_REASON = argument("--reason", "why; the author reads it", required=True)

COMMANDS = (
    Command(
        "approve",
        "approve finished surveys of other officers",
        (*SIGNED_IN, argument("numbers", "the surveys' numbers", nargs="+", metavar="NUMBER")),
        _approve,
    ),
    Command("return", "send a survey back to its author", (*SIGNED_IN, _NUMBER, _REASON), _return),
    Command(
        "withdraw",
        "take a survey, or an own draft, out for good; its row stays",
        (*SIGNED_IN, _NUMBER, _REASON),
        _withdraw,
    ),
    Command(
        "reopen", "begin the next revision of a returned, refused or registered survey", (*SIGNED_IN, _NUMBER), _reopen
    ),
)
