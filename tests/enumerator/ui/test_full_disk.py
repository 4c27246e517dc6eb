"""A disk that takes nothing while an interview is led or reviewed: it is said, nothing is lost, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from enumerator.errors import AnswersWait, DiskFull
from enumerator.store import Desk
from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.review import ReviewPage
from enumerator.ui.telling import tr
from tests.enumerator.ui.interviewing import Key, asked, at_a_desk, begin, give_reason, press, show, sit_down, write

ROOMS = "/data/assets/rooms"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[AtDesk]:
    with at_a_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def disk() -> Iterator[pytest.MonkeyPatch]:
    """Fills the disk by `full`; there is room again after `undo`."""
    patch = pytest.MonkeyPatch()
    yield patch
    patch.undo()


def full(disk: pytest.MonkeyPatch) -> None:
    def no_room(_desk: Desk) -> None:
        raise DiskFull

    disk.setattr(Desk, "transaction", no_room)


def unusual(qtbot: QtBot, at: AtDesk) -> ReviewPage:
    """The review of a family with one warning that has no reason yet."""
    asking = asked(at)
    asking.answer(ROOMS, "6")
    page = ReviewPage(at, destinations.Review(asking.number))
    show(qtbot, page)
    return page


def test_a_confirmation_that_the_disk_did_not_take_is_said_and_waited_for(
    qtbot: QtBot, at: AtDesk, disk: pytest.MonkeyPatch
) -> None:
    page = unusual(qtbot, at)
    told: list[object] = []
    page.warned.connect(told.append)
    # given a warning that is confirmed while the disk is full
    full(disk)
    press(Key.Key_F2)
    give_reason(qtbot, "seen by the officer")
    # then it is said, and the page is not left
    assert isinstance(told[-1], DiskFull)
    assert page.unkept() == 1
    assert not page.leave()
    # and with room again the page is left, and the reason is in the draft
    disk.undo()
    assert page.leave()
    assert told[-1:] == [None]
    again = ReviewPage(at, destinations.Review(page.conduct.asking.number))
    show(qtbot, again)
    assert again.finish_button.isEnabled()


def test_the_interviews_own_sentence_tells_nobody_to_answer_again(
    qtbot: QtBot, at: AtDesk, disk: pytest.MonkeyPatch
) -> None:
    page = sit_down(qtbot, at, begin(at))
    told: list[object] = []
    page.warned.connect(told.append)
    full(disk)
    write("1")
    assert isinstance(told[-1], AnswersWait)
    assert tr(told[-1].code) != tr(DiskFull.code)


def test_a_place_that_the_disk_did_not_take_is_no_answer_to_repeat(
    qtbot: QtBot, at: AtDesk, disk: pytest.MonkeyPatch
) -> None:
    page = sit_down(qtbot, at, asked(at).number, "/data/registration/consent")
    page.leading.go_to(ROOMS)

    def no_room(*_: object, **__: object) -> None:
        raise DiskFull

    disk.setattr(at.desk.surveys, "keep_place", no_room)
    assert page.leave()
    assert isinstance(page.conduct.fault, AnswersWait)


def test_nothing_is_called_saved_while_an_answer_waits(qtbot: QtBot, at: AtDesk, disk: pytest.MonkeyPatch) -> None:
    page = sit_down(qtbot, at, begin(at))
    assert page.bar().saved_at is not None
    full(disk)
    write("1")
    assert page.bar().saved_at is None
    disk.undo()
    assert page.leave()
    assert page.bar().saved_at is not None


def test_a_fault_at_finishing_outlives_another_language(
    qtbot: QtBot, at: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ReviewPage(at, destinations.Review(asked(at).number))
    show(qtbot, page)
    told: list[object] = []
    page.warned.connect(told.append)
    page.warned.emit(DiskFull())
    page.retell()
    assert isinstance(told[-1], DiskFull)
