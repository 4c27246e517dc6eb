"""The language of the windows: one place, both directions, nothing said from anywhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import enumerator.ui
from enumerator.ui.telling import clock_time, day, form_language, is_urdu, telling, tr, weekday
from enumerator.workflow.questionnaire import shipped_edition
from resources.wording import keys
from tests.enumerator.ui.noon import noon
from tests.enumerator.ui.walking import marked_wording, untold

UI = Path(enumerator.ui.__file__).parent
#: tr("family.entry") with the whole key written out.
ASKED = re.compile(r"""\b(?:tr|telling\.other)\(\s*"([a-z_0-9]+\.[a-z_0-9]+)\"""")


def test_switching_turns_the_windows_round(qtbot: QtBot) -> None:
    with qtbot.waitSignal(telling.changed):
        telling.switch()
    assert is_urdu()
    assert QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    telling.switch()
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_language_nobody_speaks_here_is_a_bug() -> None:
    with pytest.raises(ValueError, match="fr"):
        telling.language = "fr"


def test_every_key_asked_for_is_in_the_wording() -> None:
    asked = {key for file in UI.rglob("*.py") for key in ASKED.findall(file.read_text("utf-8"))}
    assert len(asked) > 20
    assert asked - set(keys()) == set()


def test_the_questionnaire_is_asked_in_the_same_language() -> None:
    definition = shipped_edition().definition
    assert form_language(definition) == "English (en)"
    telling.language = "ur"
    assert form_language(definition) == "Urdu (ur)"


def test_times_and_dates_keep_their_order_in_urdu() -> None:
    assert (clock_time(noon()), day(noon()), weekday(noon())) == ("12:41", "23/11/2026", "Monday")
    telling.language = "ur"
    assert clock_time(noon()) == "\u206612:41\u2069"
    assert day(noon()) == "\u206623/11/2026\u2069"


def test_the_other_language_is_one_glance_away() -> None:
    english = tr("window.registry")
    telling.language = "ur"
    assert telling.other("window.registry") == english


def test_a_string_that_goes_round_the_wording_is_found(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    with marked_wording():
        QLabel(f"{tr('window.saved', time='12:41')} · 42", page)
        QLabel("Nadia Saleem", page)
        assert untold(page, told=["Nadia Saleem"]) == []
        QLabel("Hello", page).setObjectName("stray")
        assert untold(page, told=["Nadia Saleem"]) == ["QLabel stray: Hello"]
