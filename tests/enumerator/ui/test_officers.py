"""The officers' page on a real store: added, suspended, a passphrase changed, and who may do none of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from enumerator.domain.officer import NewOfficer, Role
from enumerator.errors import OfficerUnknown, WrongPassphrase
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.destinations import Officers, Supervisor
from enumerator.ui.dialogs.ask import Confirm
from enumerator.ui.models.rows import RowsModel
from enumerator.ui.officers import COLUMNS, OfficersPage
from enumerator.ui.telling import telling
from enumerator.ui.widgets.words import Words
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.ui.desks import at_desk, shown
from tests.enumerator.ui.walking import marked_wording, untold
from tests.enumerator.workflow.world import World

CONTROL = Qt.KeyboardModifier.ControlModifier
NADIA = NewOfficer("0603017-04", "Nadia Saleem", Role.OFFICER, "nadia: mango orchard wall")


def open_page(qtbot: QtBot, at: AtDesk) -> OfficersPage:
    page = OfficersPage(at, Officers())
    shown(qtbot, page)
    return page


def said(page: OfficersPage) -> str:
    return " ".join(words.text() for words in page.findChildren(Words) if words.isVisible())


def stand_on(page: OfficersPage, code: str) -> None:
    row = [officer.code for officer in page.model.rows].index(code)
    page.table.setCurrentIndex(page.model.index(row, 0))


def fill_in(page: OfficersPage, passphrase: str, again: str) -> None:
    page.form.name.setText(NADIA.name)
    page.form.passphrase.setText(passphrase)
    page.form.again.setText(again)


def test_the_model_keeps_qts_rules(enrolled: World, qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    with enrolled.sign_in(SAIRA) as desk:
        model.show_rows(desk.officers.list())
    assert (model.rowCount(), model.columnCount()) == (3, 4)
    assert model.data(model.index(2, 1)) == BILAL.name
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Works as"
    model.show_rows(())
    assert tester.model() is model


def test_an_officer_is_added_with_the_next_free_number_and_signs_in(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        assert page.form.number.digits == "04"
        fill_in(page, NADIA.passphrase, NADIA.passphrase)
        qtbot.keyClick(page.form.again, Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: len(page.model.rows) == 4, timeout=20_000)
        assert "0603017-04 may sign in." in said(page)
        assert (page.form.passphrase.text(), page.form.number.digits) == ("", "05")
    with enrolled.sign_in(NADIA) as desk:
        assert (desk.officer.name, desk.officer.role) == (NADIA.name, Role.OFFICER)


@pytest.mark.parametrize(
    ("passphrase", "again", "told"),
    [("", "", "Write a passphrase."), ("canal bank road", "canal bank", "The two are not the same.")],
)
def test_what_is_wanting_is_said_and_nobody_is_added(
    enrolled: World, qtbot: QtBot, passphrase: str, again: str, told: str
) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        fill_in(page, passphrase, again)
        page.form.give()
        assert told in said(page)
        assert len(at.desk.officers.list()) == 3


def test_a_number_that_is_taken_is_said(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        fill_in(page, "canal bank road", "canal bank road")
        page.form.number.put_digits("03")
        page.form.give()
        qtbot.waitUntil(page.form.button.isEnabled, timeout=20_000)
        assert BILAL.code in said(page)
        assert len(at.desk.officers.list()) == 3


def test_suspending_is_asked_first_and_then_done(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        stand_on(page, BILAL.code)
        qtbot.keyClick(page.table, Qt.Key.Key_F4)
        (asking,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, Confirm) and each.isVisible()]
        assert at.desk.officers.get(BILAL.code).active
        qtbot.keyClick(asking, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "is suspended" in said(page), timeout=20_000)
        assert not at.desk.officers.get(BILAL.code).active
    with pytest.raises(OfficerUnknown):  # the slot is gone with the officer
        enrolled.sign_in(BILAL)


def test_nobody_suspends_themselves(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        stand_on(page, SAIRA.code)
        page.ask_suspend()
        assert "You cannot suspend yourself." in said(page)


def test_ones_own_passphrase_is_changed(enrolled: World, qtbot: QtBot) -> None:
    new = "usman: mango orchard wall"
    with at_desk(enrolled, USMAN) as at:
        page = open_page(qtbot, at)
        for field, text in ((page.own.old, "wrong"), (page.own.new, new), (page.own.again, new)):
            field.setText(text)
        page.own.give()
        qtbot.waitUntil(lambda: "The old passphrase is not right." in said(page), timeout=20_000)
        page.own.old.setText(USMAN.passphrase)
        page.own.give()
        qtbot.waitUntil(lambda: "The new passphrase holds" in said(page), timeout=20_000)
        assert page.own.new.text() == ""
    with pytest.raises(WrongPassphrase):
        enrolled.sign_in(USMAN)
    enrolled.sign_in(NewOfficer(USMAN.code, USMAN.name, USMAN.role, new)).close()


def test_an_officer_may_add_and_suspend_nobody_and_reads_why(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, BILAL) as at:
        page = open_page(qtbot, at)
        assert not page.form.button.isEnabled()
        assert not page.suspend_button.isEnabled()
        assert "A supervisor adds and suspends officers." in said(page)
        page.form.give()
        page.ask_suspend()
        assert all(officer.active for officer in at.desk.officers.list())


def test_escape_goes_back_and_leaves_no_passphrase(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        page.own.old.setText("half typed")
        with qtbot.waitSignal(page.left) as left:
            qtbot.keyClick(page.table, Qt.Key.Key_Escape)
        assert left.args == [Supervisor()]
        assert page.leave()
        assert page.own.old.text() == ""


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_word_of_the_page_is_of_the_wording(enrolled: World, qtbot: QtBot, language: str) -> None:
    telling.language = language
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        with marked_wording():
            page.retell()
            assert untold(page, [officer.name for officer in at.desk.officers.list()]) == []
