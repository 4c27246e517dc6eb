"""The power goes in the middle of an interview: the next sign-in offers the draft, and nothing is lost."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from enumerator.workflow.interview import resume_interview
from enumerator.workflow.sign_in import sign_in
from forms import Interview
from tests.e2e.person import Sight, cut_power, program
from tests.e2e.screen import lacking, screen
from tests.e2e.taking_down import Expected, takes_down
from tests.e2e.test_day import OFFICER, family

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"not on this machine: {', '.join(lacking())}")

ITS_OWN = ("/data/start", "/data/end", "/data/today", "/data/username", "/data/deviceid", "/data/meta/instanceID")
STOPS_AT = "/data/roster/member[2]/name"


def answered(sight: Sight) -> set[str]:
    """The sections of the rail, with how much of each is answered."""
    return {part.name for part in sight.parts if part.called.startswith("section_")}


def kept(folder: Path) -> dict[str, str]:
    """Every answer in the store, but for what each interview says of itself."""
    people = {
        person["code"]: person["passphrase"] for person in json.loads((folder / "people.json").read_text("utf-8"))
    }
    with sign_in(folder / "desk", OFFICER, people[OFFICER], now) as desk:
        (draft,) = desk.surveys.recent(limit=2)
        return said(resume_interview(desk, draft.number, now).interview)


def said(interview: Interview) -> dict[str, str]:
    return {ref: value for ref, value in interview.answers().items() if ref not in ITS_OWN}


def now() -> datetime:
    return datetime.now().astimezone()


def test_an_interview_cut_off_by_the_power_goes_on_at_the_same_question(tmp_path: Path) -> None:
    expected = Expected(family(), "ur")
    with screen(tmp_path / "screen.log") as at:
        # given an officer in the middle of the second member, who has typed half a name
        with program(at, tmp_path / "trial", "ur") as (person, process):
            person.signs_in(OFFICER)
            person.waits_for("home.start")
            person.press("ctrl+n")
            takes_down(person, expected, until=STOPS_AT)
            words = expected.words(STOPS_AT)
            person.waits(words, lambda sight: (card := sight.part("card")) and card.name.endswith(words))
            before = answered(person.looks())
            person.type("Sak")
            # when the power goes
            cut_power(process)
        # then the draft stands on the home page of the next sign-in
        with program(at, tmp_path / "trial", "ur") as (person, again):
            person.signs_in(OFFICER)
            person.waits("the draft", lambda sight: any(part.called.startswith("survey_") for part in sight.parts))
            person.press("alt+1")
            # and opens at that very question, with every answer that was given before it
            person.waits(words, lambda now: (card := now.part("card")) and card.name.endswith(words))
            person.waits("what was answered", lambda now: answered(now) == before)
            person.press("ctrl+alt+l")
            person.waits("the lock", lambda now: now.part("another_officer"))
            cut_power(again)
    assert kept(tmp_path / "trial") == said(expected.interview)
