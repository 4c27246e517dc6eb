"""A child process that asks one household and says each answer once it is kept.

Run as `python -m tests.enumerator.workflow.interviewing FOLDER FAMILY [NUMBER]`; without a number it begins a survey.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from enumerator.trial.respondent import answer_all
from enumerator.workflow.interview import begin_interview, resume_interview
from tests.enumerator.store.centre import BILAL
from tests.enumerator.workflow.world import World, household


def main(folder: str, family: str, *number: str) -> None:
    """Ask, and speak after each commit."""
    world = World(Path(folder))
    with world.sign_in(BILAL) as desk:
        asking = resume_interview(desk, number[0], world.clock) if number else begin_interview(desk, world.clock)
        say(asking.number, asking.at_ref)
        sample = household(int(family))
        for ref in answer_all(asking, sample):
            if sample.answer_to(ref):
                state = asking.interview.state(ref)
                say(ref, state.typed or state.value)


def say(*words: str) -> None:
    """One line, through to whoever listens."""
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
