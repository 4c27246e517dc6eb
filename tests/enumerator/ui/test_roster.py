"""The family's page: rows, the sheet, adding, taking out and bringing back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from enumerator.ui.at_desk import AtDesk
from enumerator.ui.interview.conduct import FAMILY
from enumerator.ui.interview.family import counts, members
from enumerator.ui.interview.roster import RosterModel
from enumerator.ui.page import Toast
from tests.enumerator.trial.families import drawn, interviewed
from tests.enumerator.ui.interviewing import Key, asked, at_a_desk, press, sit_down, write

ENGLISH = "English (en)"
SCHOOL = "/data/roster/member[2]/education/school_status"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[AtDesk]:
    with at_a_desk(tmp_path) as desk:
        yield desk


def test_the_model_keeps_qts_rules_while_the_family_changes(qtbot: QtBot) -> None:
    interview = interviewed(drawn(5))
    model = RosterModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_members(members(interview, ENGLISH))
    interview.answer("/data/roster/member[2]/name", "Zainab")
    model.show_members(members(interview, ENGLISH))
    interview.remove_repeat("/data/roster/member[2]")
    model.show_members(members(interview, ENGLISH))
    assert model.rowCount() == interview.instances("/data/roster/member") + 1
    assert tester.failureReportingMode() is QAbstractItemModelTester.FailureReportingMode.Fatal


def test_the_foot_counts_the_family() -> None:
    family = members(interviewed(drawn(5)), ENGLISH)
    counted = counts(family)
    assert counted.total == len(family)
    assert counted.male + counted.female == counted.total


def test_f3_adds_a_member_and_opens_their_first_question(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, SCHOOL)
    press(Key.Key_F7)
    assert page.conduct.place == FAMILY
    assert page.family.position == 2
    press(Key.Key_F3)
    assert page.conduct.at == "/data/roster/member[5]/relation"
    write("3")
    assert page.conduct.at == "/data/roster/member[5]/name"


def test_f4_takes_a_member_out_and_undo_brings_everything_back(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, SCHOOL)
    before = {member.name: member for member in members(page.conduct.interview, ENGLISH)}
    toasts: list[Toast] = []
    page.told.connect(toasts.append)
    press(Key.Key_F7)
    press(Key.Key_F4)
    assert page.conduct.count() == 3
    assert "2" in toasts[-1].said
    assert not any(name in toasts[-1].said for name in before)
    toasts[-1].undo()
    after = {member.name: member for member in members(page.conduct.interview, ENGLISH)}
    assert after.keys() == before.keys()
    gone = next(member for member in before.values() if member.position == 2)
    back = after[gone.name]
    assert (back.position, back.age, back.number, back.schooling, back.work) == (
        4,
        gone.age,
        gone.number,
        gone.schooling,
        gone.work,
    )


def test_the_head_is_not_taken_out(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, "/data/roster/member[1]/relation")
    press(Key.Key_F7)
    press(Key.Key_F4)
    assert page.conduct.count() == 4


def test_enter_opens_the_member_of_the_row_and_the_sheet_follows_it(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, SCHOOL)
    press(Key.Key_F7)
    press(Key.Key_Down)
    assert page.family.position == 3
    press(Key.Key_Return)
    assert page.conduct.at == "/data/roster/member[3]/relation"
