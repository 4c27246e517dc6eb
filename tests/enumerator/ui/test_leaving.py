"""Coming and going when the machine does not play along: nothing said is lost, and nobody is held for ever."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.officer import NewOfficer, Role
from enumerator.errors import DamagedStore, DiskFull, SurveyUnknown
from enumerator.store import Desk
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.destination_table import make_page
from enumerator.ui.destinations import Destination, Finished, Home, Interview, Officers, SignIn, Supervisor
from enumerator.ui.dialogs.ask import Confirm
from enumerator.ui.home import HomePage
from enumerator.ui.main_window import MainWindow
from enumerator.ui.officers import OfficersPage
from enumerator.ui.page import Page
from enumerator.ui.premises import FindRegistry
from enumerator.ui.supervisor import SupervisorPage
from enumerator.ui.sync_watch import SyncWatch
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.bands import Banner
from enumerator.workflow.ports import Clock
from sync.canonical import JSON
from sync.errors import RegistryUnreachable
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.ui.interviewing import Key, press, write
from tests.enumerator.ui.walking import words_on
from tests.enumerator.ui.windows import desk_closed, dialogs_seen, entrance_of, let_in, window_at
from tests.enumerator.workflow.world import World, ask

HEAD = "/data/basic/head_name"
FAMILY_OF_FOUR = 5


@pytest.fixture
def window(finished: World, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_at(finished, qtbot) as made:
        yield made


def at_head(window: MainWindow, world: World) -> Desk:
    """Bilal at the head's name of a family that has answered everything."""
    desk = let_in(window, world, BILAL)
    window.go(Interview(ask(desk, FAMILY_OF_FOUR, world.clock).number, HEAD))
    return desk


def full(*_: object, **__: object) -> None:
    raise DiskFull


def damaged(*_: object, **__: object) -> None:
    raise DamagedStore(part="database", finding="damaged_page")


def banner(window: MainWindow) -> str:
    found = window.findChild(Banner)
    assert found is not None
    return found.words.text() if found.isVisible() else ""


def said(widget: QWidget) -> str:
    return "\n".join(text for _, text in words_on(widget))


class TestClosing:
    """The window goes when everything is kept."""

    def test_a_bug_on_the_way_out_does_not_close_the_window(
        self, window: MainWindow, finished: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        let_in(window, finished, BILAL)
        assert isinstance(window.page, HomePage)
        with monkeypatch.context() as broken:
            broken.setattr(window.page, "leave", lambda: 1 // 0)
            with pytest.raises(ZeroDivisionError):
                window.close()
        assert window.isVisible()
        assert window.at_desk is not None
        assert window.close()

    def test_a_bug_that_comes_again_holds_nobody(
        self, window: MainWindow, finished: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        let_in(window, finished, BILAL)
        assert window.page is not None
        with monkeypatch.context() as broken:
            broken.setattr(window.page, "leave", lambda: 1 // 0)
            for seen in (0, 1):
                with pytest.raises(ZeroDivisionError):
                    window.close()
                assert len(dialogs_seen()) == seen
        [dialog] = dialogs_seen()
        assert tr("window.leave_maybe_lost") in said(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert not window.isVisible()

    def test_a_store_that_takes_nothing_any_more_holds_nobody(
        self, window: MainWindow, finished: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = at_head(window, finished)
        with monkeypatch.context() as broken:
            broken.setattr(desk.surveys, "save_answer", damaged)
            write("Zainab")
            press(Key.Key_Return)
            assert not window.close()
            assert dialogs_seen() == []
            assert not window.close()
            [dialog] = dialogs_seen()
            assert isinstance(dialog, Confirm)
            assert tr("window.leave_lost", count=1) in said(dialog)
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            assert window.isVisible()
            assert not window.close()
            QTest.keyClick(dialogs_seen()[0], Qt.Key.Key_Return)
        assert not window.isVisible()

    def test_leaving_without_goes_where_somebody_wanted_to_go(
        self, window: MainWindow, finished: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = at_head(window, finished)
        with monkeypatch.context() as broken:
            broken.setattr(desk.surveys, "save_answer", damaged)
            write("Zainab")
            press(Key.Key_Return)
            assert not window.go(Home())
            assert not window.go(Home())
            QTest.keyClick(dialogs_seen()[0], Qt.Key.Key_Return)
        assert isinstance(window.page, HomePage)

    def test_once_there_is_room_again_everything_is_kept_and_nothing_asked(
        self, window: MainWindow, finished: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = at_head(window, finished)
        with monkeypatch.context() as no_room:
            no_room.setattr(desk.surveys, "save_answer", full)
            write("Zainab")
            press(Key.Key_Return)
            assert not window.go(Home())
        assert window.go(Home())
        assert isinstance(window.page, HomePage)
        assert dialogs_seen() == []


class TestSigningOut:
    """The entrance is there at once; the desk is closed beside it."""

    def test_a_full_disk_at_sign_out_is_said_where_the_next_one_signs_in(
        self, window: MainWindow, finished: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = let_in(window, finished, BILAL)
        with monkeypatch.context() as no_room:
            no_room.setattr(desk.audit, "note", full)
            window.go(SignIn())
            assert window.at_desk is None
            assert entrance_of(window).isVisible()
            desk_closed(window, qtbot)
        assert tr("disk_full") in said(window)
        let_in(window, finished, SAIRA)
        assert window.at_desk is not None

    def test_a_silent_registry_holds_nobody_up(self, enrolled: World, qtbot: QtBot) -> None:
        silent = Silent()

        def make_watch(desk: Desk, clock: Clock, find: FindRegistry) -> SyncWatch:
            return SyncWatch(desk, clock, lambda: "https://registry.example", reach=lambda _url: silent)

        with window_at(enrolled, qtbot, make_watch=make_watch) as window:
            let_in(window, enrolled, BILAL)
            assert silent.asked.wait(10)
            begun = time.monotonic()
            window.go(SignIn())
            assert time.monotonic() - begun < 1
            assert tr("sign_in.closing") in said(window)
            desk_closed(window, qtbot)
            assert time.monotonic() - begun < 5
            assert tr("sign_in.closing") not in said(window)
            let_in(window, enrolled, SAIRA)

    def test_a_desk_nobody_could_stand_at_is_closed_again(self, finished: World, qtbot: QtBot) -> None:
        def no_watch(desk: Desk, clock: Clock, find: FindRegistry) -> SyncWatch:
            raise ZeroDivisionError

        with window_at(finished, qtbot, make_watch=no_watch) as window:
            with qtbot.captureExceptions() as caught:
                let_in(window, finished, BILAL)
            assert [kind for kind, *_ in caught] == [ZeroDivisionError]
            finished.sign_in(BILAL).close()


class Silent:
    """A registry that says nothing until the line is cut."""

    def __init__(self) -> None:
        self.asked, self._cut = threading.Event(), threading.Event()

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def hello(self) -> dict[str, JSON]:
        self.asked.set()
        self._cut.wait(20)
        raise RegistryUnreachable(reason="cut")

    def send_batch(self, raw: bytes) -> bytes:
        raise AssertionError(len(raw))

    def hang_up(self) -> None:
        self._cut.set()


class TestPagesThatCannotOpen:
    """No window is ever blank."""

    @staticmethod
    def broken(*kinds: type) -> object:
        def make(at: AtDesk, destination: Destination) -> Page:
            if isinstance(destination, kinds):
                raise DamagedStore(part="database", finding="damaged_page")
            return make_page(at, destination)

        return make

    def test_the_page_before_stays_and_the_banner_says_why(self, finished: World, qtbot: QtBot) -> None:
        with window_at(finished, qtbot, make=self.broken(Finished)) as window:  # type: ignore[arg-type]
            let_in(window, finished, BILAL)
            before, title = window.page, window.windowTitle()
            assert not window.go(Finished("0603-017-01-000001-2"))
            assert window.page is before
            assert window.windowTitle() == title
            assert tr("damaged_store", part="database", finding="") in banner(window)

    def test_a_page_that_cannot_be_entered_gives_its_place_back(
        self, window: MainWindow, finished: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        let_in(window, finished, SAIRA)
        before, title = window.page, window.windowTitle()
        with monkeypatch.context() as broken:
            broken.setattr(OfficersPage, "enter", damaged)
            assert not window.go(Officers())
        assert before is not None
        assert window.page is before
        assert before.isVisible()
        assert window.windowTitle() == title
        assert window.go(Officers())
        assert banner(window) == ""

    def test_where_not_even_the_first_page_opens_the_entrance_says_why(self, finished: World, qtbot: QtBot) -> None:
        with window_at(finished, qtbot, make=self.broken(Home)) as window:  # type: ignore[arg-type]
            let_in(window, finished, BILAL)
            assert window.at_desk is None
            assert tr("damaged_store", part="database", finding="") in said(window)
            desk_closed(window, qtbot)
            let_in(window, finished, SAIRA)
            assert isinstance(window.page, SupervisorPage)


class TestBanner:
    """What is wrong with the machine, for as long as it is."""

    def test_a_fault_goes_with_the_page_that_met_it(self, window: MainWindow, finished: World) -> None:
        let_in(window, finished, BILAL)
        assert window.page is not None
        window.page.warned.emit(DiskFull())
        assert banner(window) == tr("disk_full")
        window.go(Home())
        assert banner(window) == ""

    def test_what_the_desk_found_at_sign_in_stays_on_every_page(self, window: MainWindow, finished: World) -> None:
        finished.clock.move(days=-2)
        desk = let_in(window, finished, BILAL)
        [notice] = desk.notices
        clock = tr(notice.code, **notice.facts)
        assert banner(window) == clock
        window.go(Interview(ask(desk, FAMILY_OF_FOUR, finished.clock).number))
        assert banner(window) == clock
        assert window.page is not None
        window.page.warned.emit(DiskFull())
        assert banner(window) == f"{clock} {tr('disk_full')}"
        window.page.warned.emit(None)
        assert banner(window) == clock

    def test_it_is_said_again_in_the_other_language(self, window: MainWindow, finished: World) -> None:
        let_in(window, finished, BILAL)
        assert window.page is not None
        window.page.warned.emit(DiskFull())
        english = banner(window)
        telling.switch()
        assert banner(window) == tr("disk_full") != english


class TestDeedsUnderWay:
    """Somebody goes on while a deed is being done beside the windows."""

    def test_an_officer_is_added_though_the_page_was_left(
        self, window: MainWindow, finished: World, qtbot: QtBot
    ) -> None:
        desk = let_in(window, finished, SAIRA)
        window.go(Officers())
        assert isinstance(window.page, OfficersPage)
        gate = hold_up(window)
        window.page.add(NewOfficer("0603017-09", "Nadia Saleem", Role.OFFICER, "some long passphrase 1"))
        leave_for(window, qtbot, Supervisor())
        gate.set()
        idle(window, qtbot)
        assert "0603017-09" in [officer.code for officer in desk.officers.list()]

    def test_an_export_ends_well_though_the_page_was_left(self, approved: World, qtbot: QtBot, tmp_path: Path) -> None:
        (stick := tmp_path / "stick").mkdir()

        def make(at: AtDesk, destination: Destination) -> Page:
            if isinstance(destination, Supervisor):
                return SupervisorPage(at, destination, choose_folder=lambda _parent: str(stick))
            return make_page(at, destination)

        with window_at(approved, qtbot, make) as window:
            desk = let_in(window, approved, SAIRA)
            assert isinstance(window.page, SupervisorPage)
            gate = hold_up(window)
            window.page.export()
            leave_for(window, qtbot, Home())
            gate.set()
            idle(window, qtbot)
            assert list(stick.iterdir())
            assert {row.state for row in desk.surveys.all()} == {SurveyState.BATCHED}


def hold_up(window: MainWindow) -> threading.Event:
    """Let the deeds that follow wait behind one that ends when the event is set."""
    at, gate = window.at_desk, threading.Event()
    assert at is not None
    at.runner.run(lambda: gate.wait(20), lambda _: None, lambda _: None, owner=window)
    return gate


def leave_for(window: MainWindow, qtbot: QtBot, destination: Destination) -> None:
    """Go on, and wait until the page that was left is gone."""
    assert window.page is not None
    with qtbot.waitSignal(window.page.destroyed):
        window.go(destination)


def idle(window: MainWindow, qtbot: QtBot) -> None:
    at = window.at_desk
    assert at is not None
    qtbot.waitUntil(lambda: not at.runner.busy, timeout=20_000)


def test_a_key_that_is_held_does_a_deed_once(window: MainWindow, finished: World) -> None:
    desk = let_in(window, finished, BILAL)
    number = ask(desk, FAMILY_OF_FOUR, finished.clock).number
    window.go(Interview(number, "/data/roster/member[2]/relation"))
    for key in ("F3", "F4", "F5", "F12", "Ctrl+N"):
        assert not repeats(window, key), key
    for key in ("Tab", "Shift+Tab", "PgUp", "PgDown"):
        assert repeats(window, key), key


def repeats(window: MainWindow, keys: str) -> bool:
    assert window.page is not None
    [found] = [each for each in window.page.findChildren(QShortcut) if each.key() == QKeySequence(keys)]
    return bool(found.autoRepeat())


def test_enter_on_a_button_does_what_that_button_says(window: MainWindow) -> None:
    done: list[int] = []
    dialog = Confirm(window, title="Suspend?", sentence="", yes="Suspend", done=lambda: done.append(1))
    dialog.open()
    back = dialog.findChild(QAbstractButton, "back")
    assert back is not None
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Return)
    assert done == []
    assert not dialog.isVisible()


def test_an_unknown_survey_is_said_and_nobody_is_sent_into_nothing(window: MainWindow, finished: World) -> None:
    let_in(window, finished, BILAL)
    before = window.page
    assert not window.go(Interview("0603-017-01-009999-9"))
    assert window.page is before
    assert banner(window) == tr(SurveyUnknown.code, number="0603-017-01-009999-9", revision=0)


def test_a_desk_whose_closing_still_waits_is_closed_with_the_windows(window: MainWindow, finished: World) -> None:
    # given a desk that is open, and another deed of the entrance that takes its time
    let_in(window, finished, BILAL)
    entrance_of(window).close_desk(partial(time.sleep, 0.3))
    # when the windows close before the desk's own closing could begin
    assert window.close()
    # then the store is free for the next start
    finished.sign_in(BILAL).close()


def test_a_desk_that_opens_while_the_windows_close_does_not_stay_open(window: MainWindow, finished: World) -> None:
    # given a passphrase that is being tried
    field = entrance_of(window).findChild(QLineEdit, "passphrase")
    assert field is not None
    field.setText(BILAL.passphrase)
    QTest.keyClick(field, Qt.Key.Key_Return)
    # when the windows close before it was found right
    assert window.close()
    # then the store is free for the next start
    finished.sign_in(BILAL).close()
