"""A trial centre made once and copied for each test; every test begins in English, in the light theme."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from enumerator.ui.application import dress
from enumerator.ui.look import Theme, apply, current
from enumerator.ui.telling import telling
from enumerator.workflow.trial_centre import TrialCentre, open_or_make_trial
from resources.wording import sentence
from tests.enumerator.ui.noon import noon
from tests.enumerator.workflow.conftest import (
    accepted,
    accepted_stage,
    approved,
    approved_stage,
    enrolled,
    enrolled_stage,
    finished,
    finished_stage,
    frozen,
    frozen_stage,
    in_force,
    in_force_stage,
    installed,
    next_year,
)

__all__ = [
    "accepted",
    "accepted_stage",
    "approved",
    "approved_stage",
    "enrolled",
    "enrolled_stage",
    "finished",
    "finished_stage",
    "frozen",
    "frozen_stage",
    "in_force",
    "in_force_stage",
    "installed",
    "next_year",
]


@pytest.fixture(scope="session", autouse=True)
def running_qt(qapp: QApplication) -> QApplication:
    """Text is measured by a running Qt alone, in the desk's own fonts."""
    dress(qapp)
    return qapp


@pytest.fixture(autouse=True)
def english_by_day(running_qt: QApplication) -> Iterator[None]:
    """Leave no language or theme behind."""
    yield
    # What tests threw away is deleted by an event loop, and none runs between two tests.
    running_qt.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    telling.say_with(sentence)
    telling.language = "en"
    if current().theme is not Theme.LIGHT:
        apply(running_qt, Theme.LIGHT)


@pytest.fixture(scope="session")
def made_trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "trial"
    open_or_make_trial(folder, noon)
    return folder


@pytest.fixture
def trial(made_trial: Path, tmp_path: Path) -> TrialCentre:
    """A trial centre of the test's own, without a registry beside it."""
    shutil.copytree(made_trial, tmp_path / "trial")
    return open_or_make_trial(tmp_path / "trial", noon)
