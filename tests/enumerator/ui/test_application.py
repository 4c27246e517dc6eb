"""Opening the windows: what stands in the way is said before there is a window, and no registry holds anybody up."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enumerator.errors import InputFault
from enumerator.surroundings import Surroundings, Windows
from enumerator.ui.application import open_premises, run_windows
from enumerator.ui.dialogs.not_opened import NotOpened
from enumerator.ui.slip_printer import QtSlipPrinter
from enumerator.ui.telling import telling, tr
from enumerator.workflow.trial_centre import TrialCentre
from tests.enumerator.ui.noon import noon
from tests.enumerator.ui.walking import words_on

WORLD = Surroundings(noon, lambda: QtSlipPrinter(noon), str, "en", io.StringIO(), io.StringIO())


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_trial_that_cannot_be_made_is_said_to_whoever_sees_no_terminal(
    tmp_path: Path, qtbot: QtBot, language: str
) -> None:
    (tmp_path / "letters.txt").write_text("kept")
    read: list[str] = []

    def answer() -> None:
        [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, NotOpened) and each.isVisible()]
        read.extend(text for _, text in words_on(dialog))
        dialog.accept()

    QTimer.singleShot(200, answer)
    with pytest.raises(InputFault):
        run_windows(Windows(trial_folder=str(tmp_path), language=language), WORLD)
    assert telling.language == language
    assert tr("input_fault", part="trial_folder", finding="not_empty") in read
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == []


def test_a_registry_that_does_not_start_is_none(trial: TrialCentre) -> None:
    (trial.folder / "registry").mkdir()
    with open_premises(Windows(trial_folder=str(trial.folder)), WORLD) as premises:
        assert premises.registry_url() is None
        assert premises.registry_url() is None
