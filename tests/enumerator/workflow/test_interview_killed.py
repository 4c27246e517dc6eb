"""SIGKILL in mid-interview: the draft reopens at the same question with every answer that was acknowledged."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from enumerator.store import Desk
from enumerator.trial.respondent import answer_all
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import HouseholdInterview, resume_interview
from tests.enumerator.store.centre import BILAL
from tests.enumerator.workflow.world import World, ask, household

FAMILY = 5
KILLED_AFTER = (2, 31, 17, 46)
"""How many answers each child is let say before it is killed; the next one goes on with the same survey."""
HOUSE = Path(__file__).parents[3]


def killed_after(world: World, answers: int, moment: float, *number: str) -> list[tuple[str, str]]:
    """Let a child ask, and kill it; gives what it had said, the number of the survey first."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.enumerator.workflow.interviewing", str(world.folder), str(FAMILY), *number],
        stdout=subprocess.PIPE,
        cwd=HOUSE,
    )
    assert child.stdout is not None
    heard = [child.stdout.readline() for _ in range(1 + answers)]
    time.sleep(moment)
    child.kill()
    heard += child.stdout.readlines()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    return [(first, second) for first, second in map(json.loads, heard)]


def test_a_kill_at_any_moment_loses_no_acknowledged_answer_and_no_place(enrolled: World) -> None:
    moments = random.Random(11)
    acknowledged: list[tuple[str, str]] = []
    number: list[str] = []
    stood_at = ""
    for spoken in KILLED_AFTER:
        (began, at_ref), *said = killed_after(enrolled, spoken, moments.uniform(0, 0.01), *number)

        # the child stood where the one before it was killed
        with enrolled.sign_in(BILAL) as desk:
            if number:
                assert (began, at_ref) == (number[0], stood_at)
            number = [began]
            acknowledged += said
            asking = resume_interview(desk, began, enrolled.clock)
            acknowledged += assert_nothing_is_lost(desk, asking, acknowledged)
            stood_at = asking.at_ref

    # then the last one ends the interview as if nobody had been killed
    with enrolled.sign_in(BILAL) as desk:
        asking = resume_interview(desk, number[0], enrolled.clock)
        for _ in answer_all(asking, household(FAMILY)):
            pass
        undisturbed = ask(desk, FAMILY, enrolled.clock)
        assert answers(asking) == answers(undisturbed)
        assert finish(desk, asking, enrolled.clock).member_count == len(household(FAMILY).members)
        assert desk.integrity_check() == ()


def answers(asking: HouseholdInterview) -> dict[str, str]:
    """Everything but the instance's own random name."""
    return {ref: value for ref, value in asking.interview.answers().items() if ref != "/data/meta/instanceID"}


def assert_nothing_is_lost(
    desk: Desk, asking: HouseholdInterview, acknowledged: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Every acknowledged answer is in the draft and the log; gives the one answer kept but not yet acknowledged."""
    events = [event for event in desk.surveys.events(asking.number) if event.trace == "answered"]
    kept = [(event.ref, event.new) for event in events]
    assert kept[: len(acknowledged)] == [
        (ref, "" if event.missing else said) for (ref, said), event in zip(acknowledged, events, strict=False)
    ]
    assert len(kept) - len(acknowledged) in (0, 1)
    for event in events:
        state = asking.interview.state(event.ref)
        assert (state.typed or state.value) == event.new
        assert (state.missing.value if state.missing else "") == event.missing
    last = desk.surveys.events(asking.number)[-1]
    if last.trace == "answered":
        assert asking.at_ref == asking.interview.next_question(last.ref)
    else:
        assert asking.at_ref.startswith(f"{last.ref}/")
    return kept[len(acknowledged) :]
