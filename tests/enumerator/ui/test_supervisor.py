"""The supervisor's page on a real store: reading, deciding, exporting; nobody decides on their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from enumerator.domain.lifecycle import SurveyState
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.destinations import Home, Officers, Questionnaires, Supervisor
from enumerator.ui.supervisor.page import SupervisorPage
from enumerator.ui.supervisor.queue import QueueModel, flag_words
from enumerator.ui.telling import telling
from enumerator.ui.widgets.lines import Kind, Line, LinesModel
from enumerator.ui.widgets.words import Words
from enumerator.workflow.waiting import waiting
from forms.pmt.terms import Cases
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.ui.desks import answered_again, at_desk, by, shown
from tests.enumerator.ui.walking import marked_wording, untold
from tests.enumerator.workflow.world import World

CONTROL = Qt.KeyboardModifier.ControlModifier
REASON = "Please ring the family: is there a laptop that works?"


def open_page(qtbot: QtBot, at: AtDesk, number: str = "", folder: str = "") -> SupervisorPage:
    page = SupervisorPage(at, Supervisor(number), choose_folder=lambda _: folder)
    shown(qtbot, page)
    return page


def standing(page: SupervisorPage) -> str:
    current = page.queue.current()
    return current.row.number if current else ""


def said(page: SupervisorPage) -> str:
    return " ".join(words.text() for words in page.findChildren(Words) if words.isVisible())


def test_the_models_keep_qts_rules(finished: World, qtbot: QtBot) -> None:
    queue, lines = QueueModel(), LinesModel()
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal) for model in (queue, lines)
    ]
    with finished.sign_in(SAIRA) as desk:
        queue.show_waiting(waiting(desk), {}, finished.clock())
    lines.show_lines([Line("1.1", "Consent", "yes"), Line(says="Family", kind=Kind.HEADING)])
    assert (queue.rowCount(), lines.rowCount(), lines.columnCount()) == (3, 2, 4)
    queue.show_waiting((), {}, finished.clock())
    lines.show_lines(())
    assert (queue.rowCount(), lines.rowCount()) == (0, 0)
    assert len(testers) == 2


def test_the_queue_shows_what_waits_and_the_first_stands_open(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        assert page.queue.queue.rowCount() == 3
        row = by(at.desk, BILAL)
        assert (standing(page), row.head_name in said(page)) == (row.number, True)
        assert [line.answer for line in page.terms.lines.lines][-1] == f"{row.score_low}–{row.score_high}"
        assert page.queue.hasFocus()


def test_a_survey_asked_for_stands_open(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        wanted = by(at.desk, USMAN).number
        assert standing(open_page(qtbot, at, wanted)) == wanted


def test_arrows_walk_the_queue(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        before = standing(page)
        qtbot.keyClick(page.queue, Qt.Key.Key_Down)
        assert standing(page) != before
        assert standing(page) in said(page)


def test_every_answer_stands_there_under_its_section(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        qtbot.keyClick(page.queue, Qt.Key.Key_2, CONTROL)
        lines = page.lines.lines.lines
        assert page.tabs.current == 1
        headings = [line.says for line in lines if line.kind is Kind.HEADING]
        assert headings[0] == "Registration and declaration"
        assert by(at.desk, BILAL).head_name in headings
        laptop = next(line for line in lines if line.says.startswith("Does the household have a laptop"))
        assert (laptop.answer, laptop.note) == ("", "don’t know")


def test_a_change_after_the_score_was_seen_is_struck_out_beside_what_stands_now(finished: World, qtbot: QtBot) -> None:
    number = answered_again(finished)
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        assert standing(page) == number
        assert "Score was seen as 35.9–38.4, now 35.9" in flag_words(page.queue.queue.waiting[0])
        (scored,) = [line for line in page.lines.lines.lines if line.kind is Kind.CHANGED]
        assert (scored.says, scored.was, scored.answer) == ("Laptop", "don’t know", "No")
        (term,) = [line for line in page.terms.lines.lines if line.kind is Kind.CHANGED]
        assert (term.was, term.answer) == ("0.0–2.5", "0.0")
        page.tabs.choose(2)
        assert [(line.was, line.answer) for line in page.lines.lines.lines] == [("no answer", "Yes"), ("Yes", "No")]
        page.tabs.choose(0)
        history = [line.says for line in page.lines.lines.lines if line.lead.count(":") == 1]
        assert history[0] == "Interview begins"
        assert "Returned by Saira Malik: “Please ask about the laptop”" in history


def test_the_family_is_listed(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        page.tabs.choose(4)
        row = by(at.desk, BILAL)
        lines = page.lines.lines.lines
        assert (len(lines), lines[0].says, lines[0].answer) == (row.member_count, row.head_name, "Head")


def test_control_enter_approves_and_the_next_stands_open(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        number = standing(page)
        qtbot.keyClick(page.queue, Qt.Key.Key_Return, CONTROL)
        assert at.desk.surveys.row(number).state is SurveyState.APPROVED
        assert f"{number} is approved." in said(page)
        assert standing(page) not in ("", number)
        assert page.queue.queue.rowCount() == 2


def test_the_next_survey_is_not_decided_by_a_key_pressed_once_too_often(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        # when Ctrl+Enter and Ctrl+R come again before anybody can have read the next survey
        qtbot.keyClick(page.queue, Qt.Key.Key_Return, CONTROL)
        qtbot.keyClick(page.queue, Qt.Key.Key_Return, CONTROL)
        qtbot.keyClick(page.queue, Qt.Key.Key_R, CONTROL)
        # then it still waits, and the decision opens again by itself
        assert at.desk.surveys.counts()[SurveyState.APPROVED] == 1
        assert at.desk.surveys.counts()[SurveyState.FINISHED] == 2
        qtbot.waitUntil(lambda: page.decision.is_open)
        qtbot.keyClick(page.queue, Qt.Key.Key_Return, CONTROL)
        assert at.desk.surveys.counts()[SurveyState.APPROVED] == 2


def test_a_return_wants_a_reason_and_takes_it(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        number = standing(page)
        qtbot.keyClick(page.queue, Qt.Key.Key_R, CONTROL)
        assert at.desk.surveys.row(number).state is SurveyState.FINISHED
        assert page.decision.reason.hasFocus()

        qtbot.keyClicks(page.decision.reason, REASON)
        qtbot.keyClick(page.decision.reason, Qt.Key.Key_R, CONTROL)
        (deed,) = at.desk.surveys.decisions(number, 1)
        assert (deed.deed, deed.reason) == ("return", REASON)
        assert page.decision.reason.text() == ""


def test_a_half_written_reason_outlives_the_language(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        page.decision.reason.setText("Please")
        telling.language = "ur"
        page.retell()
        assert page.decision.reason.text() == "Please"


def test_an_author_reads_that_another_one_decides(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, USMAN) as at:
        number = by(at.desk, USMAN).number
        page = open_page(qtbot, at, number)
        assert "You entered this survey. Another supervisor decides." in said(page)
        assert not page.decision.is_open
        qtbot.keyClick(page.queue, Qt.Key.Key_Return, CONTROL)
        page.return_current(REASON)  # past the window: the deed itself refuses, and the page says why
        assert at.desk.surveys.row(number).state is SurveyState.FINISHED
        assert "supervisor" in page.decision._news.text()


def test_an_empty_queue_says_so(approved: World, qtbot: QtBot) -> None:
    with at_desk(approved, SAIRA) as at:
        page = open_page(qtbot, at)
        assert "Nothing waits for you." in said(page)
        assert not page.decision.is_open
        assert "Batch 1 · 3 approved, not sealed yet" in said(page)


def test_the_day_is_exported_from_the_keyboard(approved: World, qtbot: QtBot, tmp_path: Path) -> None:
    with at_desk(approved, SAIRA) as at:
        page = open_page(qtbot, at, folder=str(tmp_path / "stick"))
        qtbot.keyClick(page.queue, Qt.Key.Key_E, CONTROL)
        assert not page.strip.export.isEnabled()
        qtbot.waitUntil(page.strip.export.isEnabled, timeout=20_000)
        assert "Batch 1 is in the folder, 3 surveys" in said(page)
        assert at.desk.batches.list()[0].surveys
    assert sorted(file.suffix for file in (tmp_path / "stick").iterdir()) == [".csv", ".sealed", ".xlsx"]


def test_control_e_exports_while_a_reason_is_being_written(finished: World, qtbot: QtBot) -> None:
    asked: list[QWidget] = []

    def think_better(parent: QWidget) -> str:
        asked.append(parent)
        return ""

    with at_desk(finished, SAIRA) as at:
        page = SupervisorPage(at, Supervisor(), choose_folder=think_better)
        shown(qtbot, page)
        page.decision.reason.setFocus()
        qtbot.keyClick(page.decision.reason, Qt.Key.Key_E, CONTROL)
    assert asked == [page]


def test_a_desk_that_knows_no_registry_says_why_nothing_is_exported(approved: World, qtbot: QtBot) -> None:
    with at_desk(approved, SAIRA) as at:
        at.desk.registry_cards.trust(b"")
        page = open_page(qtbot, at, folder=str(approved.folder / "stick"))
        page.export()
        qtbot.waitUntil(page.strip.export.isEnabled, timeout=20_000)
        assert at.desk.batches.list() == ()
        assert page.strip.last_batch.text() != ""


def test_one_goes_home_and_to_the_officers(finished: World, qtbot: QtBot) -> None:
    with at_desk(finished, SAIRA) as at:
        page = open_page(qtbot, at)
        for key, modifier, destination in (
            (Qt.Key.Key_O, CONTROL, Officers()),
            (Qt.Key.Key_B, CONTROL, Questionnaires()),
            (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, Home()),
        ):
            with qtbot.waitSignal(page.left) as left:
                qtbot.keyClick(page.queue, key, modifier)
            assert left.args == [destination]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_of_the_page_is_of_the_wording(finished: World, qtbot: QtBot, language: str) -> None:
    answered_again(finished)
    telling.language = language
    with at_desk(finished, USMAN) as at:
        page = open_page(qtbot, at)
        with marked_wording():
            page.retell()
            account = page.detail.account
            assert account is not None
            told = {row.row.head_name for row in page.queue.queue.waiting} | {account.place}
            told |= {officer.name for officer in at.desk.officers.list()}
            told |= {term.label_en for term in account.score.score.terms} if account.score.score else set()
            told |= {term.label_ur for term in account.score.score.terms} if account.score.score else set()
            assert account.score.pack is not None
            pack = account.score.pack
            told |= {pack.title.en, pack.title.ur, pack.caution.en, pack.caution.ur}
            told |= {words for found in pack.accuracy for words in (found.group.en, found.group.ur)}
            told |= {
                text
                for term in account.score.pack.terms
                if isinstance(term, Cases)
                for case in term.cases
                for text in (case.label.en, case.label.ur)
            }
            reading = account.reading
            told |= {each.answer for part in reading.parts() for each in part.said}
            told.add(at.desk.surveys.decisions(account.row.number, 1)[0].reason)
            assert untold(page, told) == []
