"""What the desk checks beyond the form is shown like the form's own rules, wherever an officer looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from enumerator.domain.lifecycle import SurveyState
from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.interview.outline import SectionState, Standing
from enumerator.ui.telling import telling
from enumerator.workflow.desk_checks import IBAN
from resources.wording import sentence
from tests.enumerator.ui.interviewing import Key, answer, asked, at_a_desk, press, sit_down, write
from tests.enumerator.ui.test_review import review

RIGHT, WRONG = "PK36SCBL0000001123456702", "PK37SCBL0000001123456702"


@pytest.fixture
def at(tmp_path: Path) -> Iterator[AtDesk]:
    with at_a_desk(tmp_path) as desk:
        yield desk


def with_an_iban_to_ask(at: AtDesk) -> str:
    """A draft that is whole but for its IBAN."""
    asking = asked(at)
    for name, said in {"account": "bank", "bank": "SCBL", "iban_known": "yes"}.items():
        asking.answer(f"/data/livelihood/{name}", said)
    for violation in asking.interview.validate():
        if not violation.hard:
            asking.confirm(violation.ref, violation.rule, "as in the cheque book")
    return asking.number


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_wrong_iban_is_told_where_it_is_typed_and_stops_the_finish_by_name(
    qtbot: QtBot, at: AtDesk, language: str
) -> None:
    telling.language = language
    number, told = with_an_iban_to_ask(at), sentence("violation.iban_check", language)
    page = sit_down(qtbot, at, number, IBAN)
    # when a digit is wrong
    write(WRONG)
    press(Key.Key_Return)
    # then the card stays, and the margin says why
    assert page.conduct.at == IBAN
    assert told in page.register.margin.notes[-1].accessibleName()
    # and when the officer goes on and looks back, the note stands beside the line; rail and line count it
    press(Key.Key_Return)
    press(Key.Key_PageUp)
    assert page.conduct.at != IBAN
    assert any(told in note.accessibleName() for note in page.register.notes)
    assert next(line.line for line in page.register.lines if line.line.ref == IBAN).standing is Standing.HARD
    rail = {section.path: section.tally for section in page.conduct.sections}
    assert rail["/data/livelihood"].hard == 1
    assert rail["/data/livelihood"].state is SectionState.PROBLEM
    # and F11 finds it
    press(Key.Key_F11)
    assert page.conduct.at == IBAN
    page.hide()
    # and the review lists it first, says what stands against finishing, and leads there
    before = review(qtbot, at, number)
    assert before.list.current is not None
    assert before.list.current.ref == IBAN
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_F12)
    assert at.desk.surveys.row(number).state is SurveyState.DRAFT
    assert before.list.current.label in before.stands.text()
    with qtbot.waitSignal(before.left) as going:
        press(Key.Key_Return)
    assert going.args == [destinations.Interview(number, IBAN)]
    before.hide()
    # and with the right digits it is finished
    page = sit_down(qtbot, at, number, IBAN)
    answer(page, RIGHT)
    page.hide()
    after = review(qtbot, at, number)
    press(Key.Key_Down)
    with qtbot.waitSignal(after.left):
        press(Key.Key_F12)
    assert at.desk.surveys.row(number).state is SurveyState.FINISHED
