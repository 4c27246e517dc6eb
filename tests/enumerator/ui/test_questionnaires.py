"""The questionnaires' page on a real store: a workbook read, told, installed and put in force, by keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from enumerator.store import Desk
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.destinations import Questionnaires, Supervisor
from enumerator.ui.dialogs.ask import Confirm
from enumerator.ui.dialogs.departures_panel import DeparturesPanel
from enumerator.ui.models.rows import RowsModel
from enumerator.ui.questionnaires import QuestionnairesPage
from enumerator.ui.questionnaires.columns import EDITION_COLUMNS, FINDING_COLUMNS, worst_first
from enumerator.ui.questionnaires.reading import Examine
from enumerator.ui.telling import telling
from enumerator.ui.widgets.words import Words
from enumerator.workflow.editions import standing_editions
from enumerator.workflow.questionnaire import SHIPPED_EDITION, name_in_force, shipped_edition
from forms.installed import folder_hash
from forms.workbook import Examination, Severity, describe, examine, install
from forms.workbook.findings import finding
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.ui.desks import at_desk, shown
from tests.enumerator.ui.walking import marked_wording, untold
from tests.enumerator.workflow.workbooks import NEXT
from tests.enumerator.workflow.world import World

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
SOON = 20_000
FAULTY = Examination(
    Path("household.xlsx"),
    (
        finding("engines_round", Severity.NOTE, "survey", 180, "N", heading="calculation", rows="180"),
        finding("unknown_list", Severity.ERROR, "survey", 140, "A", heading="type", name="yesno", nearest="yes_no"),
        finding("translation_missing", Severity.WARNING, "survey", 148, "D", count=1, language="Urdu (ur)", rows="148"),
    ),
)


def reads(found: Examination) -> Examine:
    """Tells two of its steps, and comes back with what a test has made."""

    def examine_it(path: Path, *, stage: Callable[[str], object], stopped: Event) -> Examination:
        stage("checking")
        stage("asking")
        return found

    return examine_it


def never_ends(path: Path, *, stage: Callable[[str], object], stopped: Event) -> Examination:
    """A workbook that takes until somebody thinks better of it."""
    assert stopped.wait(SOON)
    return Examination(path, ())


def open_page(
    qtbot: QtBot, at: AtDesk, examine_it: Examine = examine, book: str = "household.xlsx"
) -> QuestionnairesPage:
    page = QuestionnairesPage(at, Questionnaires(), choose=lambda _: book, examine=examine_it)
    shown(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.editions.rows), timeout=SOON)
    return page


def read(qtbot: QtBot, page: QuestionnairesPage) -> None:
    """F3, and wait until it is over."""
    qtbot.keyClick(page.table, Key.Key_F3)
    qtbot.waitUntil(page.read_button.isEnabled, timeout=SOON)


def stand_on(page: QuestionnairesPage, name: str) -> None:
    page.table.stand_on([edition.name for edition in page.editions.rows].index(name))


def said(page: QWidget) -> str:
    return " ".join(words.text() for words in page.findChildren(Words) if words.isVisible())


def cells(page: QuestionnairesPage, column: int) -> list[object]:
    model = page.workbook.findings
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def asking(kind: type[QWidget]) -> QWidget:
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return dialog


def test_the_models_keep_qts_rules(installed: World, qtbot: QtBot) -> None:
    editions, findings = RowsModel(EDITION_COLUMNS), RowsModel(FINDING_COLUMNS)
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, strict) for model in (editions, findings)]
    with installed.sign_in(SAIRA) as desk:
        editions.show_rows(standing_editions(desk))
    findings.show_rows(FAULTY.findings)
    assert (editions.rowCount(), editions.columnCount(), findings.rowCount()) == (2, 7, 3)
    telling.switch()
    findings.show_rows(())
    assert len(testers) == 2


def test_a_workbook_is_read_installed_and_put_in_force_by_keys(
    enrolled: World, next_year: Examination, qtbot: QtBot
) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, reads(next_year))
        read(qtbot, page)
        assert "version 2025.2: 169 questions, English (en), Urdu (ur)." in said(page)
        assert "Opens in" in said(page)
        qtbot.keyClick(page.workbook.table, Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: len(page.editions.rows) == 2, timeout=SOON)
        assert f"{NEXT} is installed" in said(page)
        assert name_in_force(at.desk) == SHIPPED_EDITION

        assert page.editions.rows[page.table.currentIndex().row()].name == NEXT
        qtbot.keyClick(page.table, Key.Key_F2)
        question = asking(Confirm)
        assert "New households are asked in it from now on. Drafts stay" in said(question)
        assert name_in_force(at.desk) == SHIPPED_EDITION
        qtbot.keyClick(question, Key.Key_Return)
        qtbot.waitUntil(lambda: f"{NEXT} is in force" in said(page), timeout=SOON)
        qtbot.waitUntil(lambda: page.editions.rows[-1].in_force, timeout=SOON)
        assert name_in_force(at.desk) == NEXT


def test_faults_stand_worst_first_each_with_its_place_in_the_language_of_the_window(
    enrolled: World, qtbot: QtBot
) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, reads(FAULTY))
        read(qtbot, page)
        assert cells(page, 0) == ["Must be corrected", "Please check", "Worth knowing"]
        assert cells(page, 2) == ["140", "148", "180"]
        assert cells(page, 3)[0] == "A (type)"
        assert str(cells(page, 4)[0]).startswith("There is no list “yesno”")
        telling.language = "ur"
        page.retell()
        assert "فہرست" in str(cells(page, 4)[0])


def test_a_finding_is_copied_as_one_line(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, reads(FAULTY))
        read(qtbot, page)
        assert QApplication.focusWidget() is page.workbook.table
        qtbot.keyClick(page.workbook.table, Key.Key_Down)
        qtbot.keyClick(page.workbook.table, Key.Key_C, CONTROL)
        assert QGuiApplication.clipboard().text() == describe(worst_first(FAULTY.findings)[1])
        assert "Copied." in said(page)


@pytest.mark.parametrize("missing", [(), ("jr://file-csv/banks.csv",)])
def test_what_may_not_be_installed_is_not_and_the_page_says_what_to_do(
    enrolled: World, next_year: Examination, qtbot: QtBot, missing: tuple[str, ...]
) -> None:
    found = Examination(next_year.path, (), next_year.identity, missing=missing) if missing else FAULTY
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, reads(found))
        read(qtbot, page)
        assert not page.workbook.install.isEnabled()
        assert ("banks.csv" if missing else "Correct in the workbook what is marked") in said(page)
        page.install()
        assert len(standing_editions(at.desk)) == 1


def test_a_file_that_is_no_workbook_is_really_examined_and_told(enrolled: World, qtbot: QtBot, tmp_path: Path) -> None:
    book = tmp_path / "letter.xlsx"
    book.write_bytes(b"Dear survey manager")
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, book=str(book))
        read(qtbot, page)
        assert cells(page, 0) == ["Must be corrected"]
        assert "letter.xlsx" in said(page)


def test_the_steps_are_told_while_a_workbook_is_read_and_escape_stops_it(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, never_ends)
        went: list[object] = []
        page.left.connect(went.append)
        qtbot.keyClick(page.table, Key.Key_F3)
        assert "Step 1 of 5" in said(page)
        assert "Nothing is installed by it." in said(page)
        at.runner.progressed.emit("converting", 3, 5)
        at.runner.progressed.emit("freeze", 1, 2)  # of a day's export, begun before
        assert "Step 3 of 5" in said(page)
        hints = page.keys()
        assert "stop" in [telling.say(hint.says) for hint in hints]
        qtbot.keyClick(page.table, Key.Key_Escape)
        qtbot.waitUntil(page.read_button.isEnabled, timeout=SOON)
        assert "Stopped. Nothing was installed." in said(page)
        assert not went


def test_leaving_ends_the_examination(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, never_ends)
        qtbot.keyClick(page.table, Key.Key_F3)
        assert page.leave()
        qtbot.waitUntil(lambda: not at.runner.busy, timeout=SOON)


def test_a_chosen_file_that_was_thought_better_of_changes_nothing(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, never_ends, book="")
        qtbot.keyClick(page.table, Key.Key_F3)
        assert not page.reading.under_way


def test_another_form_of_the_same_name_is_told_and_not_installed(
    installed: World, next_year: Examination, qtbot: QtBot
) -> None:
    assert next_year.identity is not None
    other = replace(next_year, identity=replace(next_year.identity, content_hash="0" * 64))
    with at_desk(installed, SAIRA) as at:
        page = open_page(qtbot, at, reads(other))
        read(qtbot, page)
        page.install()
        qtbot.waitUntil(page.workbook.install.isEnabled, timeout=SOON)
        assert "give this one a new version" in said(page)


def test_the_edition_in_force_is_not_put_in_force_again(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        qtbot.keyClick(page.table, Key.Key_F2)
        assert f"{SHIPPED_EDITION} is in force already." in said(page)


def test_golden_households_that_depart_are_shown_question_by_question(
    enrolled: World, next_year: Examination, qtbot: QtBot
) -> None:
    with enrolled.sign_in(SAIRA) as desk:
        ref, before = install_with_a_departure(desk, next_year)
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        stand_on(page, NEXT)
        qtbot.keyClick(page.table, Key.Key_F2)
        qtbot.keyClick(asking(Confirm), Key.Key_Return)
        qtbot.waitUntil(page.force_button.isEnabled, timeout=SOON)
        panel = asking(DeparturesPanel)
        assert isinstance(panel, DeparturesPanel)
        told = [panel.rows.data(panel.rows.index(0, column)) for column in range(4)]
        assert told[1] == shipped_edition().definition.nodes[ref].label.by_language["English (en)"][0]  # type: ignore[union-attr]
        assert told[2:] == ["never", before]
        assert "Nothing was changed." in said(panel)
        qtbot.keyClick(panel, Key.Key_Return)
        assert name_in_force(at.desk) == SHIPPED_EDITION


def test_an_edition_whose_files_were_changed_is_shown_as_damaged(in_force: World, qtbot: QtBot) -> None:
    form = in_force.store / "editions" / NEXT / "form.xml"
    form.write_bytes(form.read_bytes() + b"\n")
    with at_desk(in_force, SAIRA) as at:
        page = open_page(qtbot, at)
        states = [page.editions.data(page.editions.index(row, 6)) for row in range(2)]
        assert states == ["not in force", "in force · damaged, install it again"]
        stand_on(page, SHIPPED_EDITION)
        qtbot.keyClick(page.table, Key.Key_F2)
        assert "1 on other" not in said(asking(Confirm))  # the draft is on the edition that is to be in force
        asking(Confirm).close()


def test_an_officer_may_do_neither_and_reads_why(installed: World, qtbot: QtBot) -> None:
    with at_desk(installed, BILAL) as at:
        page = open_page(qtbot, at, never_ends)
        assert "A supervisor installs questionnaires" in said(page)
        stand_on(page, NEXT)
        for key in (Key.Key_F3, Key.Key_F2):
            qtbot.keyClick(page.table, key)
        assert not page.reading.under_way
        assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, Confirm) and each.isVisible()]


def test_escape_goes_back_to_what_waits(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        with qtbot.waitSignal(page.left) as left:
            qtbot.keyClick(page.table, Key.Key_Escape)
        assert left.args == [Supervisor()]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_of_the_page_is_of_the_wording(
    installed: World, next_year: Examination, qtbot: QtBot, language: str
) -> None:
    telling.language = language
    with at_desk(installed, SAIRA) as at:
        page = open_page(qtbot, at)
        told = {*next_year.identity.languages, NEXT, SHIPPED_EDITION} if next_year.identity else set[str]()
        for found in (FAULTY, next_year):
            page.show_examination(found)
            data = {found.path.name, *(str(cell) for column in (1, 2, 3, 4) for cell in cells(page, column))}
            with marked_wording():
                page.retell()
                assert untold(page, {*told, *data}) == []


def install_with_a_departure(desk: Desk, next_year: Examination) -> tuple[str, str]:
    """Next year's edition, one of whose golden households expects what never comes; where, and what does come."""
    home = install(next_year, desk.editions.folder, shipped_edition())
    golden = min((home / "golden").glob("*.json"))
    written = json.loads(golden.read_text("utf-8"))
    ref, before = next((ref, said) for ref, said in written["expected"].items() if ref.endswith("/walls"))
    written["expected"][ref] = "never"
    golden.write_text(json.dumps(written), "utf-8")
    assert next_year.identity is not None
    desk.editions.add(NEXT, form=next_year.identity.content_hash, content=folder_hash(home))
    return ref, before
