"""An officer with a keyboard: opens pages on a real store and answers what they ask, by keys only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from enumerator.domain.slip import SlipContent
from enumerator.trial.household import SampleHousehold
from enumerator.ui import destinations
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.background import Runner
from enumerator.ui.dialogs.ask import Reason
from enumerator.ui.interview.conduct import FAMILY
from enumerator.ui.interview.margin import WAYS
from enumerator.ui.interview.matching import keys_for
from enumerator.ui.interview.page import InterviewPage
from enumerator.ui.interview.spoken import question_of
from enumerator.ui.page import Page
from enumerator.ui.questions.shapes import digits_of, shape_of
from enumerator.workflow.interview import HouseholdInterview, begin_interview
from forms import Missing
from forms.definition import Kind
from tests.enumerator.store import centre
from tests.enumerator.store.centre import BILAL, Clock
from tests.enumerator.workflow.world import ask

Key = Qt.Key
FAMILY_OF_FOUR = 5


class NoPrinter:
    """Nobody prints here."""

    def render(self, content: SlipContent) -> bytes:
        raise AssertionError(content.number)


@contextmanager
def at_a_desk(folder: Path, clock: Clock | None = None) -> Iterator[AtDesk]:
    """Bilal, signed in at a new desk."""
    clock = clock or Clock()
    if not (folder / "desk").exists():
        centre.make(folder / "desk", clock)
    runner = Runner()
    with centre.sign_in(folder / "desk", BILAL, clock) as desk:
        yield AtDesk(desk, clock, NoPrinter(), runner)
    runner.finish()


def asked(at: AtDesk, family: int = FAMILY_OF_FOUR) -> HouseholdInterview:
    """A draft in which that drawn family has answered everything, and confirmed what is unusual."""
    return ask(at.desk, family, cast(Clock, at.clock))


def begin(at: AtDesk) -> str:
    """A new draft."""
    return begin_interview(at.desk, at.clock).number


def show(qtbot: QtBot, page: Page) -> None:
    """Show a page as the main window does."""
    qtbot.addWidget(page)
    page.resize(1366, 676)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.enter()


def sit_down(qtbot: QtBot, at: AtDesk, number: str, ref: str = "") -> InterviewPage:
    """Open a draft."""
    page = InterviewPage(at, destinations.Interview(number, ref))
    show(qtbot, page)
    return page


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the caret is."""
    QTest.keyClick(place(), key, modifiers)


def write(text: str) -> None:
    """Type letters of any script where the caret is."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(place(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def place() -> QWidget:
    """The widget with the caret."""
    widget = QApplication.focusWidget()
    assert widget is not None, "the caret is nowhere"
    return widget


def give_reason(qtbot: QtBot, reason: str) -> None:
    """Write a reason into the dialog that asks for one, and answer it."""
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Reason) and each.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.field)
    write(reason)
    # The page outlives its dialog as it does in the main window; a test may end at once and take the page with it.
    with qtbot.waitSignal(dialog.destroyed):
        press(Key.Key_Return)


def answer(page: InterviewPage, said: str | Missing | None) -> None:
    """Answer the open question and go on; what is pointed out is seen and passed."""
    ref = page.conduct.at
    if isinstance(said, Missing):
        press(Key.Key_F9)
        press(Qt.Key(int(Key.Key_1) + WAYS.index(said)))
    else:
        _write_answer(page, ref, said or "")
    while page.conduct.at == ref and page.conduct.place != FAMILY:
        press(Key.Key_Return)


def ask_everything(page: InterviewPage, family: SampleHousehold) -> None:
    """Take down a whole family: Enter for the next member, PgDn after the last."""
    went: list[object] = []
    page.left.connect(went.append)
    while not went:
        if page.conduct.place == FAMILY:
            more = page.conduct.count() < len(family.members)
            press(Key.Key_Return if more else Key.Key_PageDown)
        elif page.conduct.interview.next_question(page.conduct.at) is None:
            press(Key.Key_F12)
        else:
            answer(page, family.answer_to(page.conduct.at))
    assert isinstance(went[0], destinations.Review)


def _write_answer(page: InterviewPage, ref: str, said: str) -> None:
    interview = page.conduct.interview
    question = question_of(interview, ref)
    if question.kind is Kind.ACKNOWLEDGE:
        write("1" if said else "")
    elif question.kind.chooses:
        choices = interview.choices(ref, page.conduct.language)
        for code in said.split() if question.kind is Kind.SELECT_MULTIPLE else [said] if said else []:
            keys = keys_for(code, choices)
            write(keys)
            if page.conduct.at == ref and keys == page.card.editor.field.text():  # type: ignore[union-attr]
                press(Key.Key_Return)
    else:
        shape = shape_of(question)
        write(digits_of(shape, said) if shape else said)
