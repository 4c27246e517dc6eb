"""A person at the window: signs in, begins an interview by keys, the power goes, and nothing said is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from enumerator.domain.lifecycle import SurveyState
from enumerator.workflow.interview import resume_interview
from enumerator.workflow.sign_in import sign_in
from tests.e2e.screen import Screen, lacking, screen

pytestmark = pytest.mark.skipif(bool(lacking()), reason=f"not on this machine: {', '.join(lacking())}")

OFFICER = 1
"""The second person of the trial centre, Alt+2 on its sign-in page, enters data."""
REGISTRATION = "/data/registration"


@contextmanager
def program(at: Screen, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    words = [sys.executable, "-m", "enumerator", "window", "--trial-folder", str(folder), "--language", "en"]
    with (folder.parent / "window.log").open("ab") as log:
        process = subprocess.Popen(words, env=at.environment, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)


def enter(at: Screen) -> None:
    """Wait for the sign-in page, choose the officer (the trial fills the passphrase in), open."""
    at.wait(lambda title: title == "Punjab Socio-Economic Registry", "that it is open")
    at.settle()
    at.press(f"alt+{OFFICER + 1}")
    at.settle()
    at.press("Return")
    at.wait(lambda title: title.startswith("Home"), "Home")


def test_an_interview_cut_off_by_the_power_goes_on_at_the_same_question(tmp_path: Path) -> None:
    folder = tmp_path / "trial"
    with screen(tmp_path / "screen.log") as at:
        # given an officer who signs in and answers the first questions by keys
        with program(at, folder) as process:
            enter(at)
            at.press("ctrl+n")
            number = at.wait(lambda title: "Interview" in title, "Interview").split(" · ")[0]
            at.press("1")
            at.press("1")
            at.type("Allah Ditta")
            at.press("Return")
            at.type("3520212345671")
            at.press("Return")
            at.type("0300")
            # when the power goes in the middle of the mobile number
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=30)
        # then the next sign-in takes the draft up again by Alt+1
        with program(at, folder) as process:
            enter(at)
            at.press("alt+1")
            assert at.wait(lambda title: "Interview" in title, "Interview").split(" · ")[0] == number
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=30)
    # and the store has every answer that was given, at the question that was open
    person = json.loads((folder / "people.json").read_text("utf-8"))[OFFICER]
    with sign_in(folder / "desk", person["code"], person["passphrase"], lambda: datetime.now().astimezone()) as desk:
        assert desk.surveys.row(number).state is SurveyState.DRAFT
        kept = resume_interview(desk, number, lambda: datetime.now().astimezone())
        said = {name: kept.interview.state(f"{REGISTRATION}/{name}").value for name in ("consent", "applicant_name")}
        assert said == {"consent": "yes", "applicant_name": "Allah Ditta"}
        assert kept.interview.state(f"{REGISTRATION}/applicant_cnic").value == "3520212345671"
        assert kept.interview.state(f"{REGISTRATION}/applicant_mobile").value == ""
        assert kept.at_ref == f"{REGISTRATION}/applicant_mobile"
