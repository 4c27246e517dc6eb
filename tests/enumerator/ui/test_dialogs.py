"""Small windows over the page: they answer to their keys alone, and the last resort says what is safe."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enumerator.errors import DiskFull, InputFault
from enumerator.ui.desk_frame import EVERYWHERE
from enumerator.ui.dialogs.ask import Blocking, Confirm, Reason
from enumerator.ui.dialogs.keys_sheet import KeysSheet
from enumerator.ui.dialogs.last_resort import LastResort, LastResortDialog
from enumerator.ui.dialogs.not_opened import NotOpened
from enumerator.ui.interview.key_hints import ALL_KEYS
from enumerator.ui.telling import telling, tr
from enumerator.workflow.interview import MOST_LETTERS
from tests.enumerator.ui.noon import noon
from tests.enumerator.ui.walking import marked_wording, untold, words_on


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(800, 600)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_a_reason_is_asked_until_one_is_given(qtbot: QtBot, page: QWidget) -> None:
    given = list[str]()
    dialog = Reason(page, title="Why?", sentence="", done=given.append)
    dialog.open()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert given == []
    assert tr("dialog.reason_missing") in [text for _, text in words_on(dialog)]
    QTest.keyClicks(dialog.field, "roof rebuilt")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert given == ["roof rebuilt"]
    assert not dialog.isVisible()


def test_a_reason_is_never_longer_than_what_can_be_kept(qtbot: QtBot, page: QWidget) -> None:
    given = list[str]()
    dialog = Reason(page, title="Why?", sentence="", done=given.append)
    dialog.open()
    dialog.field.setText("x" * (MOST_LETTERS + 500))
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert given == ["x" * MOST_LETTERS]


def test_the_sheet_of_many_keys_fits_the_smallest_screen_in_urdu(page: QWidget) -> None:
    telling.language = "ur"
    sheet = KeysSheet(page, ALL_KEYS, EVERYWHERE)
    sheet.open()
    assert len(ALL_KEYS) > 15
    assert sheet.height() <= 690


def test_a_title_that_is_too_long_takes_two_lines(page: QWidget) -> None:
    short, long = (Confirm(page, title=title, sentence="", yes="Yes", done=lambda: None) for title in ("A", "A " * 60))
    short.open()
    long.open()
    assert long.height() > short.height()


def test_escape_goes_back(page: QWidget) -> None:
    done = list[str]()
    dialog = Reason(page, title="Why?", sentence="", done=done.append)
    dialog.open()
    QTest.keyClicks(dialog.field, "half")
    QTest.keyClick(dialog.field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert done == []


@pytest.mark.parametrize(("key", "answers"), [(Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)])
def test_whether_is_answered_by_enter_or_escape(page: QWidget, key: Qt.Key, answers: int) -> None:
    done = list[int]()
    dialog = Confirm(page, title="Remove?", sentence="", yes="Remove", done=lambda: done.append(1))
    dialog.open()
    QTest.keyClick(dialog, key)
    assert len(done) == answers
    assert not dialog.isVisible()


def test_a_flowing_typist_does_not_dismiss_a_blocking_message(page: QWidget) -> None:
    done = list[int]()
    dialog = Blocking(page, title="Already registered", sentence="", go="Open it", done=lambda: done.append(1))
    dialog.open()
    for key in (Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_1):
        QTest.keyClick(dialog, key)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert done == [1]
    assert not dialog.isVisible()


def test_a_typist_on_the_button_does_not_dismiss_it_either(page: QWidget) -> None:
    dialog = Blocking(page, title="Already registered", sentence="", go="Open it")
    dialog.open()
    for key in (Qt.Key.Key_A, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(dialog, key)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_F8)
    assert not dialog.isVisible()


class TestLastResort:
    """A bug does not close the desk."""

    def catch(self, page: QWidget, folder: Path) -> LastResort:
        last = LastResort(page, folder, noon)
        try:
            raise ValueError("Muhammad Akram 35302-1234567-1")
        except ValueError as fault:
            last.catch(ValueError, fault, fault.__traceback__)
        return last

    def test_the_note_holds_places_and_no_values(
        self, page: QWidget, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.catch(page, tmp_path / "notes")
        note = (tmp_path / "notes" / "unexpected.txt").read_text("utf-8")
        for text in (note, capsys.readouterr().err):
            assert "ValueError" in text
            assert "test_dialogs.py" in text
            assert "Akram" not in text
            assert "35302" not in text

    def test_what_is_safe_is_said_first_and_once(self, page: QWidget, tmp_path: Path) -> None:
        last = self.catch(page, tmp_path)
        [dialog] = page.findChildren(LastResortDialog)
        assert dialog.sentence.text() == tr("dialog.last_resort_safe")
        last.catch(KeyError, KeyError(), None)
        assert len(page.findChildren(LastResortDialog)) == 1
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert not dialog.isVisible()

    def test_a_disk_that_takes_no_note_brings_no_second_fault(self, page: QWidget, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        self.catch(page, tmp_path / "file")
        assert page.findChildren(LastResortDialog)

    def test_a_fault_of_the_world_that_nobody_caught_says_what_it_is(self, page: QWidget, tmp_path: Path) -> None:
        LastResort(page, tmp_path, noon).catch(DiskFull, DiskFull(), None)
        [dialog] = page.findChildren(LastResortDialog)
        assert dialog.windowTitle() == tr("dialog.not_done")
        assert dialog.sentence.text() == tr("disk_full")

    def test_python_gets_its_own_hook_back(self, page: QWidget, tmp_path: Path) -> None:
        before = sys.excepthook
        last = LastResort(page, tmp_path, noon)
        last.install()
        assert sys.excepthook == last.catch
        last.remove()
        assert sys.excepthook is sys.__excepthook__
        sys.excepthook = before


def test_why_the_desk_was_not_opened_is_said(qtbot: QtBot, page: QWidget) -> None:
    dialog = NotOpened(page, InputFault(part="trial_folder", finding="not_empty"))
    dialog.open()
    assert tr("input_fault", part="trial_folder", finding="not_empty") in [text for _, text in words_on(dialog)]
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_comes_from_the_wording(page: QWidget, language: str) -> None:
    telling.language = language
    with marked_wording():
        dialog = LastResortDialog(page, "")
        assert untold(dialog) == []
        reason = Reason(page, title=tr("dialog.reason"), sentence=tr("dialog.last_resort_safe"), done=print)
        assert untold(reason) == []
