"""The home page: what it shows of a real store, and where its keys lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.officer import NewOfficer
from enumerator.ui.at_desk import AtDesk, LinkWatch
from enumerator.ui.destinations import Destination, Finished, Interview, Officers, Questionnaires, Supervisor
from enumerator.ui.home import HomePage
from enumerator.ui.sync_watch import SyncWatch
from enumerator.ui.telling import telling
from enumerator.workflow.doorstep import APPLICANT_CNIC
from enumerator.workflow.interview import begin_interview, resume_interview
from enumerator.workflow.review import return_survey
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.ui.desks import at_desk, by
from tests.enumerator.ui.test_sync_watch import URL, Silent, come_back
from tests.enumerator.ui.walking import marked_wording, untold
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.world import World

FREE_CNIC = "3530212345671"
WORDS = "Sana and Bilal have the same B-form number."
At = Callable[..., HomePage]


@pytest.fixture
def open_home(qtbot: QtBot) -> Iterator[At]:
    """Opens the home page of whoever signs in, and closes every desk at the end."""
    opened = []

    def go(world: World, who: NewOfficer = BILAL, watch: Callable[[AtDesk], LinkWatch] | None = None) -> HomePage:
        desk = at_desk(world, who)
        at = desk.__enter__()
        opened.append(desk)
        if watch is not None:
            at = AtDesk(at.desk, at.clock, at.printer, at.runner, watch(at))
        page = HomePage(at)
        qtbot.addWidget(page)
        page.resize(1366, 676)
        page.show()
        page.enter()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow, timeout=30_000)
        page.start.field.setFocus()
        qtbot.waitUntil(lambda: not at.runner.busy, timeout=30_000)
        return page

    yield go
    for desk in opened:
        desk.__exit__(None, None, None)


def at_of(page: HomePage) -> AtDesk:
    return page._at


def gone_to(page: HomePage, qtbot: QtBot, deed: Callable[[], object]) -> Destination:
    with qtbot.waitSignal(page.left, timeout=30_000) as left:
        deed()
    assert left.args is not None
    destination: Destination = left.args[0]
    return destination


def type_cnic(page: HomePage, digits: str) -> None:
    page.start.field.clear()
    QTest.keyClicks(page.start.field, digits)


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def press_keys(page: HomePage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press where the hands are."""
    QTest.keyClick(page.focusWidget(), key, modifier)


def caps(page: HomePage) -> list[str]:
    hints = page.keys()
    return [hint.cap for hint in hints]


def counts(page: HomePage) -> list[int]:
    return [knot.count for knot in page.standing.states.knots]


# What it shows --------------------------------------------------------------------------------------------------------


def test_it_greets_the_officer_and_counts_todays_work(finished: World, open_home: At) -> None:
    page = open_home(finished)
    assert page.heading.greeting.text() == "Good morning, Bilal"
    assert page.heading.date.text() == "Monday 03/03/2025"
    assert page.heading.figures["finished"].number.text() == "2"


def test_the_thread_counts_the_surveys_of_the_whole_desk(finished: World, open_home: At) -> None:
    assert counts(open_home(finished)) == [3, 3, 0, 0]


def test_a_frozen_batch_is_named_and_has_no_receipt_yet(frozen: World, open_home: At) -> None:
    page = open_home(frozen)
    assert counts(page) == [3, 0, 3, 0]
    assert page.standing.states.knots[2].title == "In batch 1, no receipt yet"
    assert page.standing.states.knots[3].note == "none has come yet"


def test_only_a_receipt_is_counted_as_one(accepted: World, open_home: At) -> None:
    page = open_home(accepted)
    assert counts(page) == [3, 0, 0, 3]
    assert "03/03/2025" in page.standing.states.knots[3].note


def test_a_returned_survey_stands_first_with_the_supervisors_words(finished: World, open_home: At) -> None:
    with finished.sign_in(SAIRA) as desk:
        number = next(row.number for row in desk.surveys.all() if row.author == BILAL.code)
        return_survey(desk, number, WORDS, finished.clock)
    page = open_home(finished)
    (line,) = page.lines.lines
    assert (line.facts.number, line.facts.words) == (number, f"“{WORDS}”")
    assert line.facts.below.startswith("Saira Malik")


def test_a_draft_says_at_which_question_it_stands_and_how_far_it_is(enrolled: World, open_home: At) -> None:
    with enrolled.sign_in(BILAL) as desk:
        asking = begin_interview(desk, enrolled.clock)
        asking.answer(asking.at_ref, "OK")
    (line,) = open_home(enrolled).lines.lines
    assert line.facts.words.startswith("Do you agree")
    assert line.facts.progress is not None
    answered, asked = line.facts.progress
    assert 0 < answered < asked


def test_drafts_and_returned_surveys_of_others_are_left_out(finished: World, open_home: At) -> None:
    with finished.sign_in(BILAL) as desk:
        begin_interview(desk, finished.clock)
    assert open_home(finished, USMAN).lines.lines == ()


def test_a_scroll_bar_stands_outside_the_lines_and_does_not_move_them(
    enrolled: World, open_home: At, qtbot: QtBot
) -> None:
    with enrolled.sign_in(BILAL) as desk:
        for _ in range(4):
            begin_interview(desk, enrolled.clock)
    page = open_home(enrolled)
    bar, line = page.lines.verticalScrollBar(), page.lines.lines[0]
    ends = line.mapTo(page, line.rect().topRight()).x()
    assert bar.maximum() == 0

    page.resize(1366, 420)
    qtbot.waitUntil(lambda: bar.isVisible() and bar.width() < 20)

    qtbot.waitUntil(lambda: line.mapTo(page, line.rect().topRight()).x() == ends)
    assert bar.mapTo(page, bar.rect().topLeft()).x() > ends


def test_it_speaks_urdu_when_the_language_changes(finished: World, open_home: At) -> None:
    page = open_home(finished)
    telling.language = "ur"
    page.retell()
    assert "السلام" in page.heading.greeting.text()
    assert page.standing.states.knots[0].title == "اس مشین پر محفوظ"
    assert page.search.title.text() == "سروے تلاش کریں"


# The start ------------------------------------------------------------------------------------------------------------


def test_enter_with_nothing_typed_begins_nothing_and_says_what_does(enrolled: World, open_home: At) -> None:
    page = open_home(enrolled)
    # when the Enter of the page before is pressed once too often
    press(page.start.field, Qt.Key.Key_Return)
    # then no survey is begun and no number spent
    assert at_of(page).desk.surveys.counts()[SurveyState.DRAFT] == 0
    assert "Ctrl+N" in page.start.message.text()


def test_ctrl_n_begins_an_interview_without_a_cnic(enrolled: World, open_home: At, qtbot: QtBot) -> None:
    page = open_home(enrolled)
    where = gone_to(page, qtbot, lambda: press_keys(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier))
    assert isinstance(where, Interview)
    assert at_of(page).desk.surveys.row(where.number).state is SurveyState.DRAFT


def test_a_typed_cnic_is_answered_already_and_the_interview_begins_at_its_first_question(
    enrolled: World, open_home: At, qtbot: QtBot
) -> None:
    page = open_home(enrolled)
    type_cnic(page, FREE_CNIC)
    assert page.start.message.text() == "Not known at this desk. Enter begins the interview."
    where = gone_to(page, qtbot, lambda: press(page.start.field, Qt.Key.Key_Return))
    assert isinstance(where, Interview)
    asking = resume_interview(at_of(page).desk, where.number, enrolled.clock)
    assert asking.interview.state(APPLICANT_CNIC).value == FREE_CNIC
    assert asking.at_ref == asking.interview.next_question(None)


def test_urdu_digits_are_digits(enrolled: World, open_home: At) -> None:
    page = open_home(enrolled)
    page.start.field.insert("۳۵۳۰۲")
    assert page.start.field.digits == "35302"
    assert page.start.message.text().startswith("5 of 13 digits")


def test_half_a_cnic_begins_nothing_and_says_why(enrolled: World, open_home: At) -> None:
    page = open_home(enrolled)
    type_cnic(page, "35302")
    press(page.start.field, Qt.Key.Key_Return)
    assert page.start.message.text().startswith("5 of 13 digits. Type the others")
    assert at_of(page).desk.surveys.all() == ()


def test_a_number_that_is_no_cnic_begins_nothing(enrolled: World, open_home: At) -> None:
    page = open_home(enrolled)
    type_cnic(page, "0" + FREE_CNIC[1:])
    press(page.start.field, Qt.Key.Key_Return)
    assert "does not begin with 0" in page.start.message.text()
    assert at_of(page).desk.surveys.all() == ()


def test_a_known_family_is_named_and_enter_opens_its_survey(finished: World, open_home: At, qtbot: QtBot) -> None:
    page = open_home(finished)
    known = next(row for row in at_of(page).desk.surveys.all() if row.head_cnic)
    type_cnic(page, known.head_cnic)
    assert page.start.known.isVisible()
    assert known.number in page.start.known.sentence.text()
    assert gone_to(page, qtbot, lambda: press(page.start.field, Qt.Key.Key_Return)) == Finished(known.number)
    assert len(at_of(page).desk.surveys.all()) == 3


def test_another_survey_of_a_known_person_keeps_the_cnic_that_was_typed(
    finished: World, open_home: At, qtbot: QtBot
) -> None:
    page = open_home(finished)
    desk = at_of(page).desk
    known = next(row for row in desk.surveys.all() if row.head_cnic)
    type_cnic(page, known.head_cnic)
    ctrl = Qt.KeyboardModifier.ControlModifier
    where = gone_to(page, qtbot, lambda: press_keys(page, Qt.Key.Key_N, ctrl))
    assert isinstance(where, Interview)
    asking = resume_interview(desk, where.number, finished.clock)
    assert asking.interview.state(APPLICANT_CNIC).value == known.head_cnic


def test_a_second_enter_begins_no_second_interview(enrolled: World, open_home: At, qtbot: QtBot) -> None:
    page = open_home(enrolled)
    with qtbot.waitSignal(page.left, timeout=30_000):
        page.begin()
        page.begin()
    assert len(at_of(page).desk.surveys.all()) == 1


# Taking up ------------------------------------------------------------------------------------------------------------


def test_alt_and_a_digit_takes_a_returned_survey_up(finished: World, open_home: At, qtbot: QtBot) -> None:
    with finished.sign_in(SAIRA) as desk:
        number = next(row.number for row in desk.surveys.all() if row.author == BILAL.code)
        return_survey(desk, number, WORDS, finished.clock)
    page = open_home(finished)
    where = gone_to(page, qtbot, lambda: press_keys(page, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier))
    assert where == Interview(number)
    row = at_of(page).desk.surveys.row(number)
    assert (row.state, row.revision) == (SurveyState.DRAFT, 2)


def test_a_click_opens_a_draft(enrolled: World, open_home: At, qtbot: QtBot) -> None:
    with enrolled.sign_in(BILAL) as desk:
        number = begin_interview(desk, enrolled.clock).number
    page = open_home(enrolled)
    where = gone_to(page, qtbot, lambda: QTest.mouseClick(page.lines.lines[0], Qt.MouseButton.LeftButton))
    assert where == Interview(number)


def test_another_officers_draft_is_left_to_them(enrolled: World, open_home: At) -> None:
    with enrolled.sign_in(USMAN) as desk:
        number = begin_interview(desk, enrolled.clock).number
    page = open_home(enrolled)
    page.open_survey(number)
    assert page.trouble.isVisible()
    assert USMAN.code in page.trouble.heading.text()


def test_a_survey_that_is_not_there_is_a_fault_in_words(enrolled: World, open_home: At) -> None:
    page = open_home(enrolled)
    page.open_survey("0603-017-01-000099-0")
    assert page.trouble.heading.text().startswith("0603-017-01-000099-0 is not at this desk")


# The search -----------------------------------------------------------------------------------------------------------


def test_the_search_finds_by_number_cnic_and_name(finished: World, open_home: At) -> None:
    page = open_home(finished)
    row = next(row for row in at_of(page).desk.surveys.all() if row.head_cnic)
    page.open_search()
    assert page.search.model.rowCount() == 3
    for typed in (row.number, row.number.replace("-", ""), row.head_cnic, row.head_name.split()[0]):
        page.search.field.setText(typed)
        assert row in page.search.model.rows, typed
    page.search.field.setText("nobody of this name")
    assert page.search.model.rows == ()
    assert page.search.hint.text().startswith("Nothing found")


def test_enter_in_the_search_opens_what_the_arrows_chose(finished: World, open_home: At, qtbot: QtBot) -> None:
    page = open_home(finished)
    page.open_search()
    press(page.search.field, Qt.Key.Key_Down)
    chosen = page.search.chosen
    assert chosen == page.search.model.rows[1]
    assert gone_to(page, qtbot, lambda: press(page.search.field, Qt.Key.Key_Return)) == Finished(chosen.number)


def test_escape_closes_the_search_and_the_keys_follow(finished: World, open_home: At) -> None:
    page = open_home(finished)
    press_keys(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert caps(page) == ["↑ ↓", "Enter", "Ctrl+P", "Esc"]
    press(page.search.field, Qt.Key.Key_Escape)
    assert not page.is_searching
    assert page.keys()[0].cap == "0–9"


def test_a_slip_again_is_chosen_in_the_search(finished: World, open_home: At, qtbot: QtBot) -> None:
    page = open_home(finished)
    ctrl = Qt.KeyboardModifier.ControlModifier
    press_keys(page, Qt.Key.Key_P, ctrl)
    assert page.is_searching
    first = page.search.model.rows[0].number
    assert gone_to(page, qtbot, lambda: press_keys(page, Qt.Key.Key_P, ctrl)) == Finished(first)


def test_a_draft_has_no_slip_and_the_search_says_so(enrolled: World, open_home: At) -> None:
    with enrolled.sign_in(BILAL) as desk:
        begin_interview(desk, enrolled.clock)
    page = open_home(enrolled)
    page.open_search()
    page.search.go_to_slip()
    assert page.search.hint.text() == "A slip is there once the interview is finished."


# The link and the supervisor ------------------------------------------------------------------------------------------


def test_without_a_link_it_gives_reason_and_next_step(frozen: World, open_home: At, qtbot: QtBot) -> None:
    page = open_home(frozen, watch=lambda at: SyncWatch(at.desk, at.clock, lambda: URL, reach=lambda _url: Silent()))
    watch = at_of(page).sync_watch
    assert isinstance(watch, SyncWatch)
    watch.start()
    come_back(watch, qtbot)
    assert page.standing.title.text() == "No link since 09:00"
    assert page.standing.step.heading.text().startswith("Next try in")
    assert page.standing.step.sentence.text() == "The registry’s name is not found; this place has no internet."
    assert page.standing.states.knots[2].note == "leaves when the link is back"
    assert page.standing.parts["registry"][2].text() == "no answer"
    watch.stop()


def test_a_receipt_moves_the_counts_by_itself(frozen: World, open_home: At, qtbot: QtBot) -> None:
    with InProcess(frozen.registry.folder) as registry:
        page = open_home(
            frozen, watch=lambda at: SyncWatch(at.desk, at.clock, lambda: URL, reach=lambda _url: registry)
        )
        watch = at_of(page).sync_watch
        assert isinstance(watch, SyncWatch)
        watch.start()
        assert counts(page) == [3, 0, 3, 0]
        come_back(watch, qtbot)
        assert counts(page) == [3, 0, 0, 3]
        assert page.standing.said.text() == "3 accepted, 0 set aside."
        watch.stop()


@pytest.mark.parametrize(
    ("key", "where"),
    [(Qt.Key.Key_F6, Supervisor()), (Qt.Key.Key_F7, Officers()), (Qt.Key.Key_F8, Questionnaires())],
)
def test_a_supervisor_goes_on_to_what_only_supervisors_do(
    key: Qt.Key, where: Destination, finished: World, open_home: At, qtbot: QtBot
) -> None:
    page = open_home(finished, SAIRA)
    assert gone_to(page, qtbot, lambda: press_keys(page, key)) == where


def test_an_officer_is_not_shown_the_way_there(finished: World, open_home: At) -> None:
    page = open_home(finished)
    assert not page.standing.deciding.isVisible()
    assert "F6" not in caps(page)


def test_answers_that_come_after_leaving_find_nobody(enrolled: World, open_home: At, qtbot: QtBot) -> None:
    page = open_home(enrolled)
    page.begin()
    assert page.leave()
    with qtbot.assertNotEmitted(page.left):
        qtbot.waitUntil(lambda: not at_of(page).runner.busy, timeout=30_000)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_comes_from_the_wording_or_from_a_person(
    language: str, finished: World, open_home: At, qtbot: QtBot
) -> None:
    with finished.sign_in(SAIRA) as desk:
        return_survey(desk, by(desk, BILAL).number, WORDS, finished.clock)
    with finished.sign_in(BILAL) as desk:
        asking = begin_interview(desk, finished.clock)
        questions = [asking.interview.label(asking.at_ref, name) for name in asking.interview.definition.languages]
    page = open_home(finished)
    telling.language = language
    with marked_wording():
        page.retell()
        qtbot.waitUntil(lambda: not at_of(page).runner.busy, timeout=30_000)
        said = [part for row in at_of(page).desk.surveys.all() for part in (row.head_name, row.number)]
        told = (*said, *questions, WORDS, "Saira Malik", "Bilal")
        assert untold(page, told) == []
        page.open_search()
        assert untold(page, told) == []


def test_everything_that_takes_the_focus_has_a_name(finished: World, open_home: At) -> None:
    page = open_home(finished, SAIRA)
    takers = [widget for widget in page.findChildren(QWidget) if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    nameless = [widget for widget in takers if not widget.accessibleName() and widget.isVisibleTo(page)]
    assert nameless == []
