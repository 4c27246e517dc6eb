"""F5: what one member or question is like is copied; who somebody is never is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from enumerator.ui.at_desk import AtDesk
from tests.enumerator.ui.interviewing import Key, asked, at_a_desk, press, sit_down

MEMBER = "/data/roster/member"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[AtDesk]:
    with at_a_desk(tmp_path) as desk:
        yield desk


@pytest.mark.parametrize("question", ["name", "birth_date", "cnic"])
def test_nobody_is_given_the_name_birth_date_or_number_of_another(qtbot: QtBot, at: AtDesk, question: str) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[4]/{question}")
    ref = page.conduct.at
    assert ref.endswith(question)
    before = page.conduct.said(ref)
    assert page.conduct.copied() == ""
    press(Key.Key_F5)
    assert (page.conduct.at, page.conduct.said(ref)) == (ref, before)


def test_a_member_is_not_made_twice_by_one_key(qtbot: QtBot, at: AtDesk) -> None:
    page = sit_down(qtbot, at, asked(at).number, f"{MEMBER}[4]/relation")
    press(Key.Key_F3)
    added = f"{MEMBER}[5]/"
    for _ in range(40):
        if page.conduct.at.startswith(added):
            press(Key.Key_F5)
    state = page.conduct.interview.state
    assert page.conduct.at == f"{added}name"
    assert state(f"{added}relation").value
    assert state(f"{added}name").value == ""
