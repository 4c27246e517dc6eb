"""The window: who gets in goes to their page, pages come and go, the lock hides all and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from enumerator.domain.officer import Role
from enumerator.domain.slip import SlipContent
from enumerator.errors import DiskFull
from enumerator.store import Desk, Setting
from enumerator.ui.at_desk import AtDesk, LinkWatch
from enumerator.ui.destination_table import PAGES, landing
from enumerator.ui.destinations import Destination, Home, Interview, SignIn, Supervisor
from enumerator.ui.idle import IdleWatch
from enumerator.ui.main_window import MainWindow
from enumerator.ui.page import BarFacts, KeyHint, Page, Toast
from enumerator.ui.premises import FindRegistry, Premises
from enumerator.ui.sign_in import Entrance
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.bands import Banner, TrialBand
from enumerator.ui.widgets.chip import ChipFacts
from enumerator.ui.widgets.icons import Icon
from enumerator.ui.widgets.toast import ToastStrip
from enumerator.workflow.ports import Clock
from enumerator.workflow.sign_in import sign_in
from enumerator.workflow.trial_centre import TrialCentre
from tests.enumerator.ui.noon import noon
from tests.enumerator.ui.walking import marked_wording, untold, words_on

OPENS_WITHIN = 20_000
NUMBER = "0603-017-01-000001-2"


class Note(Page):
    """A page with one field, where somebody writes."""

    def __init__(self, at: AtDesk, destination: Destination) -> None:
        super().__init__()
        self.at, self.destination, self.lets_go = at, destination, True
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)
        self.retold = 0

    def enter(self) -> None:
        self.field.setFocus()

    def leave(self) -> bool:
        return self.lets_go

    def retell(self) -> None:
        self.retold += 1

    def keys(self) -> tuple[KeyHint, ...]:
        return (KeyHint("Enter", "sign_in.open"),)

    def bar(self) -> BarFacts:
        if isinstance(self.destination, Interview):
            return BarFacts("Muhammad Akram", ("Chak 18/GD",), self.destination.number, saved_at=noon())
        return BarFacts()


class Watch(QObject):
    """A link that is always the same."""

    changed = Signal()

    def __init__(self, desk: Desk, _clock: Clock, find: FindRegistry) -> None:
        super().__init__()
        self.desk, self.url, self.steps = desk, find(), list[str]()

    def chip(self) -> ChipFacts:
        return ChipFacts(Icon.LINK, tr("window.centre_code", code="1"))

    def start(self) -> None:
        self.steps.append("start")
        self.changed.emit()

    def hang_up(self) -> None:
        self.steps.append("hang up")

    def wait(self) -> None:
        self.steps.append("wait")


class NoPrinter:
    def render(self, _content: SlipContent) -> bytes:
        raise AssertionError("nothing is printed here")


def watch(desk: Desk, clock: Clock, find: FindRegistry) -> LinkWatch:
    return Watch(desk, clock, find)


@pytest.fixture
def window(qtbot: QtBot, trial: TrialCentre) -> Iterator[MainWindow]:
    premises = Premises(
        trial.desk_folder, noon, NoPrinter(), lambda: "http://127.0.0.1:9", make_watch=watch, people=trial.people
    )
    made = MainWindow(premises, Note)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    if isinstance(made.page, Note):
        made.page.lets_go = True
    made.close()


def enter(qtbot: QtBot, window: MainWindow, trial: TrialCentre, role: Role) -> Note:
    """Sign in as somebody of a role, with the keyboard alone."""
    person = trial.person(role)
    field = window.findChild(QLineEdit, "passphrase")
    assert field is not None
    place = trial.people.index(person)
    QTest.keyClick(field, Qt.Key(Qt.Key.Key_1.value + place), Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.at_desk is not None, timeout=OPENS_WITHIN)
    assert isinstance(window.page, Note)
    return window.page


def passphrase(window: MainWindow) -> QLineEdit:
    field = window.findChild(QLineEdit, "passphrase")
    assert field is not None
    return field


def closed(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the desk that was left is closed."""
    entrance = window.findChild(Entrance)
    assert entrance is not None
    qtbot.waitUntil(lambda: not entrance.is_closing, timeout=OPENS_WITHIN)


def said(widget: QWidget) -> str:
    return "\n".join(text for _, text in words_on(widget))


def test_an_officer_begins_at_home(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    page = enter(qtbot, window, trial, Role.OFFICER)
    assert page.destination == landing(Role.OFFICER) == Home()
    assert page.at.trial
    link = page.at.sync_watch
    assert isinstance(link, Watch)
    assert link.url == "http://127.0.0.1:9"
    assert "Nadia Saleem" in said(window)


def test_a_supervisor_begins_with_what_waits(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    assert enter(qtbot, window, trial, Role.SUPERVISOR).destination == Supervisor()


def test_a_page_goes_where_it_says(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    home = enter(qtbot, window, trial, Role.OFFICER)
    home.left.emit(Interview(NUMBER))
    assert isinstance(window.page, Note)
    assert window.page.destination == Interview(NUMBER)
    assert window.page.field.hasFocus()
    for shown in ("Muhammad Akram", NUMBER, "Chak 18/GD", "Saved 12:41"):
        assert shown in said(window)


def test_a_page_that_does_not_let_go_stays(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    home = enter(qtbot, window, trial, Role.OFFICER)
    home.lets_go = False
    assert not window.go(Interview(NUMBER))
    assert window.page is home
    assert not window.close()
    assert window.isVisible()


def test_signing_out_closes_the_store(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    page = enter(qtbot, window, trial, Role.OFFICER)
    link = page.at.sync_watch
    page.left.emit(SignIn())
    assert window.at_desk is None
    assert isinstance(link, Watch)
    closed(qtbot, window)
    assert link.steps == ["start", "hang up", "wait"]
    person = trial.people[0]
    sign_in(trial.desk_folder, person.code, person.passphrase, noon).close()


def test_closing_the_window_closes_the_store(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    enter(qtbot, window, trial, Role.OFFICER)
    assert window.close()
    person = trial.people[0]
    sign_in(trial.desk_folder, person.code, person.passphrase, noon).close()


def test_ctrl_l_turns_everything_round_in_place(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    page = enter(qtbot, window, trial, Role.OFFICER)
    QTest.keyClicks(page.field, "Muh")
    page.field.setCursorPosition(2)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert telling.language == "ur"
    assert page.retold == 1
    assert (page.field.text(), page.field.cursorPosition(), page.field.hasFocus()) == ("Muh", 2, True)
    assert "پنجاب سماجی و معاشی رجسٹری" in window.windowTitle()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert telling.language == "en"


class TestLock:
    """Ctrl+Alt+L, or minutes without a key."""

    def lock(self, window: MainWindow) -> None:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        QTest.keyClick(window, Qt.Key.Key_L, both)

    def test_the_lock_shows_nothing_of_the_page(self, qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
        enter(qtbot, window, trial, Role.OFFICER).left.emit(Interview(NUMBER))
        self.lock(window)
        assert window.locked
        assert "Muhammad Akram" not in said(window)
        assert NUMBER not in said(window)

    def test_the_passphrase_leads_back_to_the_same_letter(
        self, qtbot: QtBot, window: MainWindow, trial: TrialCentre
    ) -> None:
        page = enter(qtbot, window, trial, Role.OFFICER)
        QTest.keyClicks(page.field, "Muhammad")
        page.field.setCursorPosition(3)
        self.lock(window)
        assert passphrase(window).hasFocus()
        QTest.keyClicks(passphrase(window), trial.person(Role.OFFICER).passphrase)
        QTest.keyClick(passphrase(window), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.locked, timeout=OPENS_WITHIN)
        assert window.page is page
        assert (page.field.text(), page.field.cursorPosition(), page.field.hasFocus()) == ("Muhammad", 3, True)

    def test_f9_signs_out_for_another_officer(self, qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
        enter(qtbot, window, trial, Role.OFFICER)
        self.lock(window)
        QTest.keyClick(passphrase(window), Qt.Key.Key_F9)
        assert window.at_desk is None
        assert "Rubina Tariq" in said(window)

    def test_a_desk_left_alone_locks_itself(
        self, qtbot: QtBot, window: MainWindow, trial: TrialCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("enumerator.ui.idle.MILLISECONDS_A_MINUTE", 30)
        supervisor = trial.person(Role.SUPERVISOR)
        with sign_in(trial.desk_folder, supervisor.code, supervisor.passphrase, noon) as desk:
            desk.settings.put(Setting.IDLE_MINUTES, 3)
        enter(qtbot, window, trial, Role.OFFICER)
        qtbot.waitUntil(lambda: window.locked)
        assert "Locked after 3 minutes without a key" in said(window)

    def test_a_desk_in_use_does_not(
        self, qtbot: QtBot, window: MainWindow, trial: TrialCentre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("enumerator.ui.idle.MILLISECONDS_A_MINUTE", 60)  # five of them are 300 ms
        page = enter(qtbot, window, trial, Role.OFFICER)
        for _ in range(8):
            qtbot.wait(60)
            QTest.keyClicks(page.field, "a")
        assert not window.locked


def test_a_toast_can_be_undone_by_its_key(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    page, undone = enter(qtbot, window, trial, Role.OFFICER), list[str]()
    page.told.emit(Toast("Member 6 removed.", "Ctrl+Shift+U", "bring back", lambda: undone.append("6")))
    strip = window.findChild(ToastStrip)
    assert strip is not None
    assert strip.isVisible()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_U, both)
    QTest.keyClick(window, Qt.Key.Key_U, both)
    assert undone == ["6"]
    assert not strip.isVisible()


def test_the_banner_stays_until_it_is_no_longer_true(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    page, banner = enter(qtbot, window, trial, Role.OFFICER), window.findChild(Banner)
    assert banner is not None
    page.warned.emit(DiskFull())
    assert banner.isVisible()
    page.warned.emit(None)
    assert not banner.isVisible()


def test_a_trial_says_so_on_every_page(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    band = window.findChild(TrialBand)
    assert band is not None
    assert band.isVisible()
    enter(qtbot, window, trial, Role.OFFICER)
    assert band.isVisible()


def test_f1_shows_all_keys_and_closes_again(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    page = enter(qtbot, window, trial, Role.OFFICER)
    QTest.keyClick(page.field, Qt.Key.Key_F1)
    sheet = window.findChild(QDialog, "keys_sheet")
    assert sheet is not None
    for keys in ("window.say_lock", "window.say_language", "sign_in.open"):
        assert tr(keys) in said(sheet)
    QTest.keyClick(sheet, Qt.Key.Key_F1)
    assert not sheet.isVisible()


def test_alt_home_goes_to_the_first_page(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    enter(qtbot, window, trial, Role.OFFICER).left.emit(Interview(NUMBER))
    QTest.keyClick(window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert isinstance(window.page, Note)
    assert window.page.destination == Home()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_of_the_frame_comes_from_the_wording(
    qtbot: QtBot, window: MainWindow, trial: TrialCentre, language: str
) -> None:
    page = enter(qtbot, window, trial, Role.OFFICER)
    telling.language = language
    centre = page.at.desk.centre
    data = [trial.person(Role.OFFICER).name, centre.name_en, centre.name_ur]
    with marked_wording():
        assert untold(window, told=data) == []


def test_small_windows_have_small_bars(qtbot: QtBot, window: MainWindow, trial: TrialCentre) -> None:
    enter(qtbot, window, trial, Role.OFFICER)
    bar = window.findChild(QWidget, "top_bar")
    assert bar is not None
    assert bar.height() == 52
    window.resize(911, 512)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    assert bar.height() == 44


def test_every_destination_has_its_page() -> None:
    assert {destination for destination in Destination.__args__ if destination is not SignIn} == set(PAGES)


def test_a_computer_that_slept_locks_at_the_first_key_which_reaches_nobody(
    qtbot: QtBot, window: MainWindow, trial: TrialCentre
) -> None:
    now, told = [noon()], list[int]()
    watch = IdleWatch(lambda: now[0], window)
    watch.left_alone.connect(told.append)
    page = enter(qtbot, window, trial, Role.OFFICER)
    watch.begin(5)
    QTest.keyClicks(page.field, "a")
    now[0] += timedelta(minutes=4)
    QTest.keyClicks(page.field, "b")
    now[0] += timedelta(hours=3)
    QTest.keyClicks(page.field, "c")
    watch.end()
    assert told == [5]
    assert page.field.text() == "ab"
