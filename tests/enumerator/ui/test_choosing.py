"""Choosing from a list by keys: numbers as on paper, ticks that stay, letters that fit nothing, a key held down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from enumerator.ui.at_desk import AtDesk
from enumerator.ui.interview.page import InterviewPage
from enumerator.ui.questions.choices import ChoiceButton
from enumerator.ui.questions.type_in import TypeIn
from enumerator.ui.telling import telling
from enumerator.ui.widgets.words import Words
from enumerator.workflow.interview import resume_interview
from resources.wording import sentence
from tests.enumerator.ui.interviewing import Key, asked, at_a_desk, begin, place, press, sit_down, write

TOILET = "/data/assets/toilet"
SEVERAL, HAS = "/data/registration/documents_seen", "/data/assets/has_freezer"
CONSENT = "/data/registration/consent"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[AtDesk]:
    with at_a_desk(tmp_path) as desk:
        yield desk


def found(page: InterviewPage, name: str) -> str:
    """The reference of the first question that is asked under that name."""
    return next(ref for ref in page.conduct.interview.questions() if ref.rsplit("/", 1)[-1] == name)


def open_at(qtbot: QtBot, at: AtDesk, name: str) -> InterviewPage:
    """A family that has answered everything, the question of that name open."""
    page = sit_down(qtbot, at, asked(at).number, CONSENT)
    page.leading.go_to(found(page, name))
    return page


def value(page: InterviewPage, ref: str) -> str:
    return page.conduct.interview.state(ref).value


def field(page: InterviewPage) -> QLineEdit:
    assert page.card.editor is not None
    assert isinstance(page.card.editor.field, QLineEdit)
    return page.card.editor.field


def buttons(page: InterviewPage) -> list[ChoiceButton]:
    return [button for button in page.card.findChildren(ChoiceButton) if button.isVisible()]


def caps(page: InterviewPage) -> list[str]:
    """The keys of the key bar."""
    hints = page.keys()
    return [hint.cap for hint in hints]


def told(page: InterviewPage) -> list[str]:
    return [words.text() for words in page.findChildren(Words) if words.isVisible()]


def hold(letter: str, times: int = 30) -> None:
    """Press a key and keep it down: the keyboard repeats it."""
    none = Qt.KeyboardModifier.NoModifier
    key = Qt.Key(ord(letter.upper()))
    for turn in range(times):
        QApplication.sendEvent(place(), QKeyEvent(QEvent.Type.KeyPress, key, none, letter, turn > 0))
        if turn:
            QApplication.sendEvent(place(), QKeyEvent(QEvent.Type.KeyRelease, key, none, letter, True))
    QApplication.sendEvent(place(), QKeyEvent(QEvent.Type.KeyRelease, key, none, letter))


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_class_five_is_written_down_as_class_five(qtbot: QtBot, at: AtDesk) -> None:
    page = open_at(qtbot, at, "education_level")
    ref = page.conduct.at
    # when the number of the class is typed, the card stays until Enter
    write("5")
    assert page.conduct.at == ref
    press(Key.Key_Return)
    # then it is that class
    assert value(page, ref) == "05"


@pytest.mark.parametrize("typed", ["22", "۲۲"])
def test_a_whole_code_goes_on_by_itself(qtbot: QtBot, at: AtDesk, typed: str) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    write(typed)
    assert page.conduct.at != TOILET
    assert value(page, TOILET) == "22"


def test_a_code_of_the_paper_answers_one_question_only(qtbot: QtBot, at: AtDesk) -> None:
    page = open_at(qtbot, at, "walls")
    ref = page.conduct.at
    following = page.conduct.interview.next_question(ref)
    assert following is not None
    before = value(page, following)
    write("21")
    assert (value(page, ref), page.conduct.at, value(page, following)) == ("21", following, before)


def test_digits_that_are_no_code_choose_nothing_and_are_pointed_out(qtbot: QtBot, at: AtDesk) -> None:
    page = open_at(qtbot, at, "education_level")
    ref = page.conduct.at
    before = value(page, ref)
    write("15")
    press(Key.Key_Return)
    # then the card stays, says so, and the next key writes over what fitted nothing
    assert page.conduct.at == ref
    assert sentence("interview.chooses_none", "en", typed="15") in told(page)
    assert page.conduct.said(ref) == before
    write("12")
    assert value(page, ref) == "12"


def test_half_a_code_is_pointed_out_and_the_other_half_may_follow(qtbot: QtBot, at: AtDesk) -> None:
    page = open_at(qtbot, at, "walls")
    ref = page.conduct.at
    write("2")
    press(Key.Key_Return)
    assert page.conduct.at == ref
    assert sentence("interview.chooses_none", "en", typed="2") in told(page)
    write("4")
    assert value(page, ref) == "24"


def test_caps_names_line_and_keys_say_the_same_number(qtbot: QtBot, at: AtDesk) -> None:
    page = open_at(qtbot, at, "education_level")
    codes = [choice.value for choice in page.conduct.interview.choices(page.conduct.at)]
    assert [button.accessibleName().split(" ")[0] for button in buttons(page)][:6] == codes[:6]
    assert "00–18" in caps(page)
    write("5")
    line = page.card.findChild(TypeIn)
    assert isinstance(line, TypeIn)
    assert line.words()[-1] == sentence("interview.takes", "en", number="05")


def test_a_choice_without_a_number_is_named_by_its_words(qtbot: QtBot, at: AtDesk) -> None:
    page = open_at(qtbot, at, "education_level")
    write("hifz")
    line = page.card.findChild(TypeIn)
    assert isinstance(line, TypeIn)
    assert "Hifz" in line.words()[-1]
    taken = next(button for button in buttons(page) if "Hifz" in button.text())
    assert taken.accessibleName() == taken.text()


def test_where_codes_are_words_the_number_is_the_place(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, HAS)
    assert "1–2" in caps(page)
    write("2")
    assert value(page, HAS) == "no"


# ── letters that fit nothing ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Up, Key.Key_PageDown])
def test_a_stray_letter_takes_no_tick_away(qtbot: QtBot, at: AtDesk, key: Qt.Key) -> None:
    page = sit_down(qtbot, at, asked(at).number, SEVERAL)
    ticked = value(page, SEVERAL)
    assert ticked
    write("z")
    press(key)
    # then the officer is stopped once, and told
    assert page.conduct.at == SEVERAL
    assert sentence("interview.chooses_none", "en", typed="z") in told(page)
    press(key)
    assert page.conduct.at != SEVERAL
    assert (value(page, SEVERAL), page.conduct.said(SEVERAL)) == (ticked, ticked)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_letters_that_fit_no_choice_leave_the_answer_as_it_was(qtbot: QtBot, at: AtDesk, language: str) -> None:
    telling.language = language
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    before = value(page, TOILET)
    write("zzz")
    press(Key.Key_Return)
    assert page.conduct.at == TOILET
    assert sentence("interview.chooses_none", language, typed="zzz") in told(page)
    assert value(page, TOILET) == before
    # and the letters stand there to be corrected
    assert (field(page).text(), field(page).selectedText()) == ("zzz", "zzz")
    write("pit")
    press(Key.Key_Return)
    assert value(page, TOILET) != before


def test_a_draft_is_left_only_after_the_stray_letters_were_told(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, SEVERAL)
    number, ticked = page.conduct.asking.number, value(page, SEVERAL)
    write("z")
    assert not page.leave()
    assert page.leave()
    assert resume_interview(at.desk, number, at.clock).interview.state(SEVERAL).value == ticked


def test_escape_takes_stray_letters_away(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, SEVERAL)
    write("z")
    press(Key.Key_Escape)
    assert (page.conduct.at, field(page).text()) == (SEVERAL, "")
    assert page.leave()


def test_a_choice_that_was_typed_and_not_ticked_yet_is_ticked_on_going_away(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, SEVERAL)
    page.conduct.take("cnic")
    page.leading.show()
    write("utility")
    press(Key.Key_PageDown)
    assert value(page, SEVERAL) == "cnic utility_bills"


# ── a key held down ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_held_digit_answers_one_question(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, begin(at))
    hold("1")
    assert page.conduct.at == CONSENT
    assert value(page, CONSENT) == ""


def test_a_held_digit_ticks_once(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, SEVERAL)
    page.conduct.take("")
    page.leading.show()
    hold("1", times=4)
    assert page.card.text() == "cnic"


def test_a_key_that_was_struck_at_the_question_before_writes_nothing(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, begin(at))
    write("1")
    hold("1")
    assert page.conduct.at == "/data/registration/applicant_name"
    assert field(page).text() == ""
    # and one that was struck here repeats itself
    hold("x", times=3)
    assert field(page).text() == "xxx"
