"""The top bar: what is never cut, however little room there is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from enumerator.ui.page import BarFacts
from enumerator.ui.telling import telling
from enumerator.ui.top_bar import TopBar
from enumerator.ui.widgets.chip import Chip, ChipFacts, Tone
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.words import Words

NUMBER = "0603-017-01-000013-7"


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("width", [1366, 1024, 911, 900])
def test_the_number_and_the_link_are_never_cut(qtbot: QtBot, language: str, width: int) -> None:
    # given a long name, a long place, and a link that has much to say
    window = QWidget()
    qtbot.addWidget(window)
    bar = TopBar(window)
    bar.make_small(width < 1200)
    bar.setGeometry(0, 0, width, bar.height())
    window.show()
    bar.show_desk("Trial centre, Depalpur", "Muhammad Nadeem Abbas Khan")
    bar.show_link(ChipFacts(Icon.NO_LINK, "رابطہ نہیں · 400 سیکنڈ", Tone.SOFT))
    facts = ("11 members", "Chak 254 RB, Mandi Bahauddin")
    chip = ChipFacts(Icon.INTERVIEW, "انٹرویو")
    bar.show_bar(BarFacts("Muhammad Nadeem Abbas", facts, NUMBER, chip, datetime(2025, 3, 3, 9, tzinfo=UTC)))
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    # when the windows change their language
    telling.language = "ur" if language == "en" else "en"
    telling.language = language
    QApplication.sendPostedEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    # then the number and the link have the room they want, and everything that stands there lies inside
    (number,) = (part for part in bar.findChildren(Words) if NUMBER in part.text())
    (link,) = (part for part in bar.findChildren(Chip) if "400" in part.facts.word)
    for part in (number, link):
        assert part.isVisible()
        assert part.width() >= part.sizeHint().width()
    shown = [part for part in bar.findChildren(QWidget) if part.isVisible() and part.parent() is bar]
    assert all(bar.rect().contains(part.geometry()) for part in shown)
