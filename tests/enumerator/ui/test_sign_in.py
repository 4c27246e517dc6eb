"""Who is at the desk: chosen by key, let in by passphrase, told in words why not, counted down while waiting."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from enumerator.domain.officer import Officer, Role
from enumerator.errors import OfficerLocked, OfficerSuspended, WrongPassphrase
from enumerator.store import Desk
from enumerator.store.tries import FREE_TRIES
from enumerator.ui.passphrase_line import PassphraseLine
from enumerator.ui.person_card import PersonCard
from enumerator.ui.sign_in import Entrance
from enumerator.ui.telling import telling, tr
from enumerator.workflow.trial_centre import TrialCentre
from tests.enumerator.ui.noon import noon
from tests.enumerator.ui.walking import marked_wording, untold, words_on

OPENS_WITHIN = 20_000
Kind = TypeVar("Kind", bound=QWidget)


@pytest.fixture
def entrance(qtbot: QtBot, trial: TrialCentre) -> Iterator[Entrance]:
    """The trial's page, asking."""
    yield from shown(qtbot, Entrance(trial.desk_folder, noon, trial.people))


@pytest.fixture
def real(qtbot: QtBot, trial: TrialCentre) -> Iterator[Entrance]:
    """The page of a desk whose people are known by their codes alone."""
    yield from shown(qtbot, Entrance(trial.desk_folder, noon))


def shown(qtbot: QtBot, page: Entrance) -> Iterator[Entrance]:
    qtbot.addWidget(page)
    page.resize(1366, 744)
    page.ask()
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.finish()


def field(page: QWidget) -> QLineEdit:
    return found(page, QLineEdit, "passphrase")


def found(page: QWidget, kind: type[Kind], name: str) -> Kind:
    widget = page.findChild(kind, name)
    assert widget is not None
    return widget


def said(page: QWidget) -> str:
    return "\n".join(text for _, text in words_on(page))


def type_in(page: QWidget, passphrase: str) -> None:
    field(page).clear()
    QTest.keyClicks(field(page), passphrase)
    QTest.keyClick(field(page), Qt.Key.Key_Return)


def chosen(page: Entrance) -> PersonCard:
    [card] = [card for card in page.findChildren(PersonCard) if card.here]
    return card


def test_a_trial_shows_its_people_and_their_passphrases(entrance: Entrance, trial: TrialCentre) -> None:
    for person in trial.people:
        assert person.name in said(entrance)
        assert person.passphrase in said(entrance)


def test_a_real_desk_shows_codes_alone(real: Entrance, trial: TrialCentre) -> None:
    for person in trial.people:
        assert person.code in said(real)
        assert person.name not in said(real)
        assert person.passphrase not in said(real)
    assert field(real).text() == ""


def test_the_right_passphrase_opens_the_desk(qtbot: QtBot, real: Entrance, trial: TrialCentre) -> None:
    person = trial.people[0]
    with qtbot.waitSignal(real.opened, timeout=OPENS_WITHIN) as opened:
        type_in(real, person.passphrase)
    desk: Desk = opened.args[0]
    assert desk.officer.code == person.code
    assert field(real).text() == ""
    desk.close()


def test_keys_choose_a_person(entrance: Entrance, trial: TrialCentre) -> None:
    QTest.keyClick(field(entrance), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert chosen(entrance).facts.code == trial.people[1].code
    assert field(entrance).text() == trial.people[1].passphrase
    QTest.keyClick(field(entrance), Qt.Key.Key_Down)
    assert chosen(entrance).facts.code == trial.people[2].code
    QTest.keyClick(field(entrance), Qt.Key.Key_Up)
    assert chosen(entrance).facts.code == trial.people[1].code


def test_a_click_chooses_a_person(qtbot: QtBot, entrance: Entrance, trial: TrialCentre) -> None:
    card = found(entrance, PersonCard, f"person_{trial.people[2].code}")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert chosen(entrance) is card


def test_a_wrong_passphrase_says_how_many_tries_are_left(qtbot: QtBot, real: Entrance) -> None:
    type_in(real, "not it")
    qtbot.waitUntil(lambda: "4 tries left" in said(real), timeout=OPENS_WITHIN)
    assert found(real, QAbstractButton, "open").isEnabled()
    assert field(real).selectedText() != ""


def test_a_wait_is_counted_down_and_nothing_is_tried_meanwhile(
    qtbot: QtBot, real: Entrance, trial: TrialCentre
) -> None:
    person = trial.people[0]
    failures = {person.code: {"failed": FREE_TRIES + 1, "at_tick": time.monotonic() - 28}}
    (trial.desk_folder / "tries.json").write_text(json.dumps(failures))
    type_in(real, person.passphrase)
    qtbot.waitUntil(lambda: "Next try in" in said(real), timeout=OPENS_WITHIN)
    assert not found(real, QAbstractButton, "open").isEnabled()
    qtbot.waitUntil(lambda: found(real, QAbstractButton, "open").isEnabled(), timeout=5_000)
    with qtbot.waitSignal(real.opened, timeout=OPENS_WITHIN) as opened:
        type_in(real, person.passphrase)
    opened.args[0].close()


def test_an_empty_passphrase_is_not_tried(real: Entrance, trial: TrialCentre) -> None:
    QTest.keyClick(field(real), Qt.Key.Key_Return)
    assert json.loads((trial.desk_folder / "tries.json").read_text()) == {}
    assert "Type the passphrase" in said(real)


def test_a_desk_that_is_not_there_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    [page] = shown(qtbot, Entrance(tmp_path / "nowhere", noon))
    assert tr("store_missing") in said(page)


def test_what_is_typed_is_hidden_until_shown(entrance: Entrance) -> None:
    assert field(entrance).echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClick(field(entrance), Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert field(entrance).echoMode() is QLineEdit.EchoMode.Normal
    QTest.keyClick(field(entrance), Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert field(entrance).echoMode() is QLineEdit.EchoMode.Password


def test_caps_lock_is_noticed_by_a_capital_without_shift(real: Entrance) -> None:
    QTest.keyClick(field(real), "A")  # type: ignore[call-overload] # Qt's own typing leaves letters out
    assert "Caps Lock is on." in said(real)
    QTest.keyClick(field(real), Qt.Key.Key_CapsLock)
    assert "Caps Lock is on." not in said(real)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_comes_from_the_wording(entrance: Entrance, trial: TrialCentre, language: str) -> None:
    telling.language = language
    data = [text for each in trial.people for text in (each.name, each.code, each.passphrase)]
    with marked_wording():
        assert untold(entrance, told=data) == []


def test_a_switch_of_language_keeps_the_person(entrance: Entrance, trial: TrialCentre) -> None:
    QTest.keyClick(field(entrance), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    telling.switch()
    assert chosen(entrance).facts.code == trial.people[1].code
    assert any("آزمائشی" in label.text() for label in entrance.findChildren(QLabel))


class TestLocked:
    """The page before an open desk."""

    def officer(self, trial: TrialCentre) -> Officer:
        person = trial.person(Role.OFFICER)
        return Officer(person.code, person.name, person.role, active=True, signing_public="")

    def test_only_the_officer_behind_the_lock_is_asked(self, entrance: Entrance, trial: TrialCentre) -> None:
        entrance.lock(self.officer(trial), 5)
        [card] = [card for card in entrance.findChildren(PersonCard) if card.isVisibleTo(entrance)]
        assert card.facts.code == self.officer(trial).code
        assert trial.person(Role.OFFICER).passphrase not in said(entrance)
        assert "Locked after 5 minutes without a key" in said(entrance)
        assert field(entrance).text() == ""

    def test_the_right_passphrase_unlocks(self, qtbot: QtBot, entrance: Entrance, trial: TrialCentre) -> None:
        entrance.lock(self.officer(trial))
        with qtbot.waitSignal(entrance.unlocked, timeout=OPENS_WITHIN):
            type_in(entrance, trial.person(Role.OFFICER).passphrase)

    def test_somebody_elses_passphrase_does_not(self, qtbot: QtBot, entrance: Entrance, trial: TrialCentre) -> None:
        entrance.lock(self.officer(trial))
        with qtbot.assertNotEmitted(entrance.unlocked):
            type_in(entrance, trial.person(Role.SUPERVISOR).passphrase)
            qtbot.waitUntil(lambda: "tries left" in said(entrance), timeout=OPENS_WITHIN)

    def test_another_officer_may_sign_out_whoever_left(
        self, qtbot: QtBot, entrance: Entrance, trial: TrialCentre
    ) -> None:
        entrance.lock(self.officer(trial))
        with qtbot.waitSignal(entrance.signed_out):
            QTest.keyClick(field(entrance), Qt.Key.Key_F9)

    def test_nobody_is_signed_out_where_nobody_is_in(self, qtbot: QtBot, entrance: Entrance) -> None:
        with qtbot.assertNotEmitted(entrance.signed_out):
            QTest.keyClick(field(entrance), Qt.Key.Key_F9)


@pytest.mark.parametrize(
    "fault",
    [
        OfficerSuspended(officer="0603017-04"),
        OfficerLocked(officer="0603017-04", failed_tries=6, wait_seconds=60),
        WrongPassphrase(officer="0603017-04", failed_tries=2, wait_seconds=0),
    ],
    ids=lambda fault: fault.code,
)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_refusal_has_its_words(
    qtbot: QtBot, fault: OfficerSuspended | OfficerLocked | WrongPassphrase, language: str
) -> None:
    telling.language = language
    line = PassphraseLine()
    qtbot.addWidget(line)
    with marked_wording():
        line.begin("0603017-04")
        line.refuse(fault)
        assert untold(line) == []


def test_initials_are_two_letters_or_the_last_digits(entrance: Entrance) -> None:
    facts = chosen(entrance).facts
    assert facts.initials == "RT"
    assert replace(facts, title=facts.code).initials == "01"


class TestWaiting:
    """Too many wrong passphrases cost one officer some time, and nobody else."""

    def line(self, qtbot: QtBot) -> PassphraseLine:
        line = PassphraseLine()
        qtbot.addWidget(line)
        line.begin("04")
        line.refuse(OfficerLocked(officer="04", failed_tries=6, wait_seconds=60))
        return line

    def test_another_officer_may_try_with_the_mouse_too(self, qtbot: QtBot) -> None:
        line = self.line(qtbot)
        assert not line.open.isEnabled()
        line.begin("05")
        assert line.open.isEnabled()
        assert "Next try in" not in said(line)

    def test_whoever_waits_waits_on_after_somebody_else_was_chosen(self, qtbot: QtBot) -> None:
        line = self.line(qtbot)
        line.begin("05")
        line.begin("04", "typed")
        assert not line.open.isEnabled()
        assert "Next try in" in said(line)
        with qtbot.assertNotEmitted(line.given):
            QTest.keyClick(line.field, Qt.Key.Key_Return)

    def test_a_refusal_that_comes_late_is_not_said_to_somebody_else(self, qtbot: QtBot) -> None:
        line = self.line(qtbot)
        line.begin("05", "typed")
        line.work(True)
        line.refuse(WrongPassphrase(officer="04", failed_tries=2, wait_seconds=0))
        assert "Wrong passphrase" not in said(line)
        assert line.open.isEnabled()

    def test_the_language_changes_nothing_of_it(self, qtbot: QtBot, entrance: Entrance) -> None:
        code = chosen(entrance).facts.code
        entrance.findChild(PassphraseLine).refuse(OfficerLocked(officer=code, failed_tries=6, wait_seconds=60))  # type: ignore[union-attr]
        telling.switch()
        assert not found(entrance, QAbstractButton, "open").isEnabled()
        telling.switch()
        assert "Next try in" in said(entrance)


def test_a_second_enter_while_a_passphrase_is_tried_is_no_second_try(qtbot: QtBot) -> None:
    line = PassphraseLine()
    qtbot.addWidget(line)
    line.begin("04", "typed")
    given: list[str] = []
    line.given.connect(given.append)
    line.given.connect(lambda: line.work(True))
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    QTest.keyClick(line.field, Qt.Key.Key_Return)
    assert given == ["typed"]


def test_a_passphrase_that_was_shown_is_hidden_for_the_next_person(entrance: Entrance) -> None:
    QTest.keyClick(field(entrance), Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(field(entrance), Qt.Key.Key_Down)
    assert field(entrance).echoMode() is QLineEdit.EchoMode.Password
