"""Next year's questionnaire on the pictures: its workbook examined once, installed and put in force, and taken back."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from enumerator.domain.officer import Role
from enumerator.trial.next_year import FAULTS, write_next_year
from enumerator.ui.destinations import Interview, Questionnaires
from enumerator.ui.questionnaires import QuestionnairesPage
from enumerator.ui.screenshots.stage import Stage
from enumerator.workflow.editions import install_questionnaire, put_in_force
from enumerator.workflow.questionnaire import SHIPPED_EDITION
from forms.workbook import Examination, examine

__all__ = ["move_seen", "newer_seen", "questionnaires", "read", "taken_back"]


def questionnaires(stage: Stage, *keys: str) -> None:
    """The page, with next year's edition installed."""
    _install(stage)
    stage.go(Questionnaires())
    stage.press(*keys)


def read(stage: Stage, *, faulty: bool) -> None:
    """A workbook has been read."""
    stage.go(Questionnaires())
    page = stage.page
    if isinstance(page, QuestionnairesPage):
        page.show_examination(_examined(faulty))
    stage.settle()


def newer_seen(stage: Stage) -> None:
    """An officer takes up a draft of before, once next year's edition is in force."""
    at = stage.window.at_desk
    if at is not None:
        put_in_force(at.desk, _install(stage))
    stage.enter(Role.OFFICER)
    stage.go(Interview(stage.day.asking, "/data/assets/toilet"))


def move_seen(stage: Stage) -> None:
    """And sees what would change."""
    newer_seen(stage)
    stage.press("Ctrl+M")


def taken_back(stage: Stage) -> None:
    """The edition of before is in force again, so that no picture depends on this one."""
    stage.enter(Role.SUPERVISOR)
    at = stage.window.at_desk
    if at is not None:
        put_in_force(at.desk, SHIPPED_EDITION)


def _install(stage: Stage) -> str:
    at = stage.window.at_desk
    return install_questionnaire(at.desk, _examined(False)) if at is not None else ""


@cache
def _examined(faulty: bool) -> Examination:
    with tempfile.TemporaryDirectory(prefix="pser-workbook-") as folder:
        return examine(write_next_year(Path(folder), FAULTS if faulty else {}))
