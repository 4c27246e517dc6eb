"""An officer takes a family down by keys alone, on a real store and the real questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from enumerator.errors import DiskFull
from enumerator.store import Desk
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.interview.outline import Standing
from enumerator.ui.telling import telling
from enumerator.workflow.interview import resume_interview
from forms import Missing
from tests.enumerator.ui.interviewing import (
    FAMILY_OF_FOUR,
    Key,
    answer,
    ask_everything,
    asked,
    at_a_desk,
    begin,
    give_reason,
    press,
    sit_down,
    write,
)
from tests.enumerator.workflow.world import household

METADATA = ("/data/start", "/data/end", "/data/today", "/data/username", "/data/deviceid", "/data/meta/instanceID")
ROOMS, TOILET, CNIC = "/data/assets/rooms", "/data/assets/toilet", "/data/basic/head_cnic"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[AtDesk]:
    with at_a_desk(tmp_path) as desk:
        yield desk


def said(at: AtDesk, number: str) -> dict[str, str]:
    answers = resume_interview(at.desk, number, at.clock).interview.answers()
    return {ref: value for ref, value in answers.items() if ref not in METADATA}


def test_a_family_of_four_is_taken_down_in_urdu_by_keys_alone(qtbot: QtBot, at: AtDesk) -> None:
    # given a family, and what the engine makes of its answers without any window
    family = household(FAMILY_OF_FOUR)
    assert len(family.members) == 4
    by_engine = said(at, asked(at).number)
    # when an officer takes it down in Urdu
    telling.language = "ur"
    number = begin(at)
    ask_everything(sit_down(qtbot, at, number), family)
    # then every answer in the store is the same
    assert said(at, number) == by_engine


def test_a_draft_opens_at_the_question_where_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    # given an officer who answered four questions, and a computer that was switched off
    with at_a_desk(tmp_path) as at:
        number = begin(at)
        page = sit_down(qtbot, at, number)
        for text in ("OK", "yes", "Muhammad Akram"):
            answer(page, text)
        stood_at = page.conduct.at
    # when the draft is opened again
    with at_a_desk(tmp_path) as at:
        page = sit_down(qtbot, at, number)
        # then the card stands at the very question, with the answers before it
        assert page.conduct.at == stood_at == "/data/registration/applicant_cnic"
        assert [line.line.answer for line in page.register.lines[1:3]] == ["Yes", "Muhammad Akram"]


def test_a_broken_rule_is_pointed_out_once_and_stays_beside_its_line(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, ROOMS)
    # when an unlikely number is typed
    write("99")
    press(Key.Key_Return)
    # then the card stays, with the warning in the margin
    assert page.conduct.at == ROOMS
    assert "20 rooms" in page.register.margin.notes[-1].accessibleName()
    # and the second Enter goes on: the note stands beside the line now
    press(Key.Key_Return)
    assert page.conduct.at != ROOMS
    shown = next(line for line in page.register.lines if line.line.ref == ROOMS)
    assert shown.line.standing is Standing.SOFT
    assert any("20 rooms" in note.accessibleName() for note in page.register.notes)


def test_f2_asks_for_a_reason_and_lets_the_answer_stand(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, ROOMS)
    write("6")
    press(Key.Key_Return)
    press(Key.Key_F2)
    give_reason(qtbot, "two brothers share the house")
    found = page.conduct.interview.state(ROOMS).violations
    assert [each.confirmed for each in found] == [True]
    assert page.conduct.interview.overrides()[-1].reason == "two brothers share the house"
    assert page.register.margin.notes == ()


def test_f9_and_a_number_say_why_there_is_no_answer(qtbot: QtBot, at: AtDesk) -> None:
    number = asked(at).number
    page = sit_down(qtbot, at, number, TOILET)
    press(Key.Key_F9)
    press(Key.Key_2)
    assert page.conduct.at != TOILET
    again = resume_interview(at.desk, number, at.clock).interview
    assert again.state(TOILET).missing is Missing.DONT_KNOW


def test_a_reason_that_the_questionnaire_does_not_allow_changes_nothing(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    before = page.conduct.said(TOILET)
    press(Key.Key_F9)
    press(Key.Key_3)
    assert (page.conduct.at, page.conduct.said(TOILET)) == (TOILET, before)


def test_letters_find_a_choice_and_enter_takes_it(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    write("bucket")
    press(Key.Key_Return)
    assert page.conduct.interview.state(TOILET).value == "41"


def test_the_language_changes_in_place_and_what_is_typed_stays(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    write("pit")
    telling.language = "ur"
    page.retell()
    assert page.conduct.at == TOILET
    assert page.card.editor is not None
    field = page.card.editor.field
    assert isinstance(field, QLineEdit)
    assert field.text() == "pit"
    assert page.card.question.text() == page.conduct.interview.label(TOILET, "Urdu (ur)")


def test_a_key_press_moves_the_card_and_makes_no_line_anew(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, "/data/assets/has_freezer")
    before = {line.line.ref: line for line in page.register.lines}
    assert len(before) > 30
    for _ in range(3):
        write("1")
    after = {line.line.ref: line for line in page.register.lines}
    assert all(after[ref] is line for ref, line in before.items() if ref in after)
    assert len([field for field in page.card.findChildren(QLineEdit) if field.isVisible()]) == 1


def test_sections_are_turned_and_the_first_open_question_is_found(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, begin(at))
    press(Key.Key_PageDown)
    assert page.conduct.at == "/data/basic/head_name"
    press(Key.Key_PageUp)
    assert page.conduct.at == "/data/registration/declaration"
    answer(page, "OK")
    press(Key.Key_PageDown)
    press(Key.Key_F10)
    assert page.conduct.at == "/data/registration/consent"


def test_tab_and_its_back_key_go_from_question_to_question(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    following = page.conduct.interview.next_question(TOILET)
    press(Key.Key_Tab)
    assert page.conduct.at == following
    press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert page.conduct.at == TOILET


def test_f11_goes_to_the_next_broken_rule(qtbot: QtBot, at: AtDesk) -> None:
    asking = asked(at)
    asking.answer(ROOMS, "99")
    page = sit_down(qtbot, at, asking.number, "/data/registration/consent")
    press(Key.Key_F11)
    assert page.conduct.at == ROOMS


def test_a_full_number_goes_on_by_itself(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, CNIC)
    write("3530212345671")
    assert page.conduct.interview.state(CNIC).value == "3530212345671"


def test_a_full_disk_is_said_and_the_interview_goes_on(
    qtbot: QtBot, at: AtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sit_down(qtbot, at, begin(at))
    told: list[object] = []
    page.warned.connect(told.append)

    def full(_desk: Desk) -> None:
        raise DiskFull

    with monkeypatch.context() as patched:
        patched.setattr(Desk, "transaction", full)
        write("1")
        assert page.conduct.at == "/data/registration/consent"
        assert told[-1]
        assert not page.leave()
    # and with room again, leaving keeps everything
    assert page.leave()
    assert told[-1] is None
    assert said(at, page.conduct.asking.number)["/data/registration/declaration"] == "OK"


def test_every_part_has_a_name_for_a_screen_reader(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, TOILET)
    assert page.card.accessibleName().endswith("toilet does the household use?")
    assert page.card.editor is not None
    assert page.card.editor.field.accessibleName()
    assert all(line.accessibleName() for line in page.register.lines)
    assert all(item.accessibleName() for item in page.surface.rail.items)
