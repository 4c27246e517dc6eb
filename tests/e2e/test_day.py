"""A day at the trial centre on a real screen: a family is registered in Urdu, approved, sent, and accepted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from enumerator.trial import census
from enumerator.trial.household import SampleHousehold
from enumerator.trial.invention import complete
from enumerator.workflow.check_files import check_slip, read_enrolment
from forms.identity import SurveyNumber
from tests.e2e.person import Person, Sight, program
from tests.e2e.screen import lacking, screen
from tests.e2e.taking_down import Expected, takes_down

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"not on this machine: {', '.join(lacking())}")

SUPERVISOR, OFFICER = "0603017-01", "0603017-04"
SEED, FAMILY_OF_FOUR = 7, 5


def family() -> SampleHousehold:
    """A drawn family as it is today; the registry looks at the computer's clock, so the test cannot choose a day."""
    found = complete(census.family(SEED, FAMILY_OF_FOUR), SEED, datetime.now().astimezone().date())
    assert len(found.members) == 4
    return found


def saves_slip(person: Person, file: Path) -> None:
    """Save the slip that stands on the page through the system's dialog for files."""
    person.press("ctrl+s")
    person.waits("the dialog for files", lambda sight: sight.place and sight.place.called == "fileNameEdit")
    person.press("ctrl+a")
    person.type(str(file))
    person.press("Return")
    person.waits_for("finished.saved")


def test_a_family_is_registered_in_urdu_approved_sent_and_accepted(tmp_path: Path) -> None:
    slip = tmp_path / "slip.pdf"
    with screen(tmp_path / "screen.log") as at, program(at, tmp_path / "trial") as (person, _):
        # given an officer who signs in and turns the windows to Urdu
        person.signs_in(OFFICER)
        person.waits_for("home.start")
        person.press("ctrl+l")
        person.language = "ur"
        person.waits_for("home.start")
        # when the officer registers a family of four
        person.press("ctrl+n")
        takes_down(person, Expected(family(), "ur"))
        person.waits("the review, nothing against it", lambda sight: (part := sight.part("finish")) and part.able)
        person.press("Down")  # a key that shows that somebody looks at it
        person.press("F12")
        # then the band and the slip are seen, and the slip can be kept
        person.waits_for("score.provisional")
        person.waits_for("score.no_scale")
        number = _title(person.waits("the slip", lambda sight: sight.part("slip_preview")))
        saves_slip(person, slip)
        person.press("Return")
        person.waits_for("home.start")
        person.signs_out()
        # when the supervisor approves it by mouse and has the link tried
        person.signs_in(SUPERVISOR)
        person.waits("one survey in the queue", lambda sight: (part := sight.part("queue")) and len(part.rows) == 1)
        person.clicks("approve")
        person.waits_for("supervisor.approved_now", number=number)
        person.waits("an empty queue", lambda sight: (part := sight.part("queue")) and not part.rows)
        person.press("Escape")
        person.waits_for("home.start")
        person.press("F5")
        person.waits("the registry's receipt", lambda sight: _thread(sight, person.words("home.receipt"), 1))
        person.signs_out()
        # then the officer's home says that the registry has accepted it
        person.signs_in(OFFICER)
        person.waits("the registry's receipt", lambda sight: _thread(sight, person.words("home.receipt"), 1))
        person.press("ctrl+f")
        person.waits_for("survey.state_accepted")
    # and the slip on the disk is the family's own
    claim = check_slip(slip, read_enrolment(tmp_path / "trial" / "enrolment.json"))
    assert SurveyNumber.parse(claim.number).text == number


def _title(sight: Sight) -> str:
    window = sight.part("main_window")
    assert window is not None
    return window.name.split(" · ")[0]


def _thread(sight: Sight, knot: str, count: int) -> bool:
    """Whether the thread on the home page counts so many surveys at a knot."""
    thread = sight.part("thread")
    return thread is not None and f"{knot}: {count}." in thread.name
