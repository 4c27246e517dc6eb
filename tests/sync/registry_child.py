"""A registry in a process of its own, as it is run for real, but with a form engine that agrees with everything.

It can be told to kill itself without warning (SIGKILL) at a point where no test could aim from outside.
Run as `python -m tests.sync.registry_child KILL_POINT COMMAND …`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping

from sqlalchemy import event
from sqlalchemy.orm import Session

from sync.refusals import SurveyRefusal
from sync.registry import commands
from sync.registry.judgement import OpenedSurvey, Recheck
from tests.sync.desk import trusting_recheck


def main() -> int:
    point, *arguments = sys.argv[1:]
    return commands.main(arguments, recheck=KILL_POINTS[point]())


def _never() -> Recheck:
    return trusting_recheck


def _in_mid_judging() -> Recheck:
    """With one survey judged and one not."""
    judged: list[str] = []

    def recheck(survey: OpenedSurvey) -> SurveyRefusal | None:
        judged.append(survey.header.survey_number)
        if len(judged) == 2:
            _die()
        return None

    return recheck


def _before_commit() -> Recheck:
    """With everything written and nothing committed."""

    def die(session: Session) -> None:
        session.flush()
        _die()

    event.listen(Session, "before_commit", die)
    return trusting_recheck


def _before_answer() -> Recheck:
    """With everything committed and nothing said."""
    event.listen(Session, "after_commit", lambda _session: _die())
    return trusting_recheck


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


KILL_POINTS: Mapping[str, Callable[[], Recheck]] = {
    "never": _never,
    "in_mid_judging": _in_mid_judging,
    "before_commit": _before_commit,
    "before_answer": _before_answer,
}

if __name__ == "__main__":
    sys.exit(main())
