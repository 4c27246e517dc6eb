"""The page of score packs on a real store: a file read, refused, installed and put in force, by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import enumerator.ui.packs.page as page_module
from enumerator.ui.at_desk import AtDesk
from enumerator.ui.destinations import Packs, Questionnaires
from enumerator.ui.dialogs.ask import Confirm, Reason
from enumerator.ui.models.rows import RowsModel
from enumerator.ui.packs import PacksPage
from enumerator.ui.packs.columns import ACCURACY_COLUMNS, PACK_COLUMNS
from enumerator.ui.telling import isolate, telling
from enumerator.ui.widgets.words import Words
from enumerator.workflow.packs import known_pack, standing_packs
from enumerator.workflow.questionnaire import shipped_edition
from forms.pmt import REFUSALS, PackRefused
from resources.wording import LANGUAGES, keys
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.ui.desks import at_desk, shown
from tests.enumerator.ui.walking import marked_wording, untold
from tests.enumerator.workflow.world import World

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
SOON = 20_000


def shipped_file(id: str) -> Path:
    return next(file for file in shipped_edition().packs if file.stem == id)


def open_page(qtbot: QtBot, at: AtDesk, file: Path | str = "") -> PacksPage:
    page = PacksPage(at, Packs(), choose=lambda _: str(file))
    shown(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.packs.rows), timeout=SOON)
    return page


def read(qtbot: QtBot, page: PacksPage) -> None:
    """F3, and wait until it is over."""
    qtbot.keyClick(page.table, Key.Key_F3)
    qtbot.waitUntil(page.read_button.isEnabled, timeout=SOON)


def stand_on(page: PacksPage, id: str) -> None:
    page.table.stand_on([pack.id for pack in page.packs.rows].index(id))


def said(page: QWidget) -> str:
    texts = [words.text() for words in page.findChildren(Words) if words.isVisible()]
    refusal = page.sheet.refusal if isinstance(page, PacksPage) else None
    return " ".join([*texts, refusal.accessibleName() if refusal is not None and refusal.isVisible() else ""])


def asking(kind: type[QWidget]) -> QWidget:
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    return dialog


def in_force(at: AtDesk) -> list[str]:
    return [pack.id for pack in standing_packs(at.desk) if pack.in_force]


def test_the_models_keep_qts_rules(enrolled: World, qtbot: QtBot) -> None:
    packs, accuracy = RowsModel(PACK_COLUMNS), RowsModel(ACCURACY_COLUMNS)
    strict = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, strict) for model in (packs, accuracy)]
    with enrolled.sign_in(SAIRA) as desk:
        standing = standing_packs(desk)
        packs.show_rows(standing)
        accuracy.show_rows(known_pack(desk, standing[0].sha256).accuracy)
    assert (packs.rowCount(), packs.columnCount(), accuracy.columnCount()) == (2, 6, 6)
    telling.switch()
    assert len(testers) == 2


def test_the_page_names_the_packs_and_how_well_the_current_one_chooses(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        assert [(pack.id, pack.in_force) for pack in page.packs.rows] == [
            ("punjab-2015", True),
            ("schreiner-2009", False),
        ]
        assert "the poorest 25 % of them by this score lie below 34.0" in said(page)
        qtbot.keyClick(page.table, Key.Key_Down)
        assert "Estimated from households of 2005/6" in said(page)
        assert page.sheet.accuracy.rowCount() == 2


def test_another_pack_is_put_in_force_by_keys_once_that_is_confirmed(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        stand_on(page, "schreiner-2009")
        qtbot.keyClick(page.table, Key.Key_F2)
        question = asking(Confirm)
        assert "Scores that were made stay." in said(question)
        assert in_force(at) == ["punjab-2015"]
        qtbot.keyClick(question, Key.Key_Return)
        qtbot.waitUntil(lambda: "is in force. Households finished from now on" in said(page), timeout=SOON)
        assert in_force(at) == ["schreiner-2009"]


def test_a_pack_that_is_in_force_is_said_to_be(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        qtbot.keyClick(page.table, Key.Key_F2)
        assert "is in force already." in said(page)


def test_a_file_with_one_flipped_byte_is_refused_in_a_sentence_and_the_pack_in_force_stays(
    enrolled: World, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "pack.json"
    file.write_bytes(shipped_file("punjab-2015").read_bytes().replace(b"28.4", b"28.5", 1))
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, file)
        read(qtbot, page)
        assert "Nobody whom this program knows has signed this pack." in said(page)
        assert "The pack in force stays as it was." in said(page)
        assert (page.sheet.install.isVisible(), in_force(at)) == (False, ["punjab-2015"])
        telling.switch()
        page.retell()
        assert "اس پیک پر کسی جانے پہچانے کے دستخط نہیں۔" in said(page)


def test_a_file_that_is_not_there_is_no_bug(enrolled: World, qtbot: QtBot, tmp_path: Path) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, tmp_path / "none.json")
        read(qtbot, page)
        assert page.sheet.refusal.isVisible()


def test_a_pack_that_is_fit_is_read_and_installed_by_keys(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at, shipped_file("schreiner-2009"))
        read(qtbot, page)
        assert "schreiner-2009.json: signed, whole, and its worked households come out." in said(page)
        assert "Nothing is installed yet." in said(page)
        qtbot.keyClick(page.sheet.install, Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: "It scores nothing until it is put in force." in said(page), timeout=SOON)
        assert in_force(at) == ["punjab-2015"]


def test_going_back_to_an_older_version_wants_a_reason(
    enrolled: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []

    def put(_desk: object, _sha256: str, _today: object, override: str = "") -> None:
        if not override:
            raise PackRefused("older", pack="schreiner-2009", version="1.1.0", latest="1.2.0")
        given.append(override)

    monkeypatch.setattr(page_module, "put_pack_in_force", put)
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        stand_on(page, "schreiner-2009")
        qtbot.keyClick(page.table, Key.Key_F2)
        qtbot.keyClick(asking(Confirm), Key.Key_Return)
        qtbot.waitUntil(lambda: any(isinstance(each, Reason) for each in QApplication.topLevelWidgets()), timeout=SOON)
        why = asking(Reason)
        assert isinstance(why, Reason)
        assert "1.1.0 is older than 1.2.0, which was in force" in said(why)
        qtbot.keyClicks(why.field, "The newer one was withdrawn")
        qtbot.keyClick(why.field, Key.Key_Return)
        qtbot.waitUntil(lambda: given == ["The newer one was withdrawn"], timeout=SOON)


def test_an_officer_reads_and_changes_nothing(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, BILAL) as at:
        page = open_page(qtbot, at)
        assert not (page.read_button.isEnabled() or page.force_button.isEnabled())
        assert "A supervisor installs packs" in said(page)


def test_escape_goes_back_to_the_questionnaires(enrolled: World, qtbot: QtBot) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        with qtbot.waitSignal(page.left) as left:
            qtbot.keyClick(page.table, Key.Key_Escape)
        assert left.args == [Questionnaires()]


def test_every_refusal_has_its_sentence() -> None:
    assert {f"pack.{code}" for code in REFUSALS} <= set(keys())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_page_is_of_the_wording(enrolled: World, qtbot: QtBot, language: str) -> None:
    with at_desk(enrolled, SAIRA) as at:
        page = open_page(qtbot, at)
        telling.language = language
        with marked_wording():
            page.retell()
            told = []
            for standing in page.packs.rows:
                pack = known_pack(at.desk, standing.sha256)
                told += [standing.title.en, standing.title.ur, standing.scale, pack.caution.en, pack.caution.ur]
                told += [pack.source.author, pack.source.title]
                told += [words for found in pack.accuracy for words in (found.group.en, found.group.ur)]
            assert untold(page, [*told, *(isolate(each) for each in told)]) == []
