"""The list of surveys keeps Qt's rules and says what its rows say, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.survey import SurveyRow
from enumerator.ui.home.search_panel import SearchPanel
from enumerator.ui.models.surveys import STATE_SIGNS, SurveyListModel, state_words
from enumerator.ui.telling import isolate, telling

LATE = datetime(2025, 3, 3, 21, 5, tzinfo=UTC)
PAKISTAN = timezone(timedelta(hours=5))
ROW = SurveyRow(
    number="0603-017-01-000001-2",
    revision=1,
    state=SurveyState.DRAFT,
    author="0603017-03",
    edition="pser/2025",
    head_name="Zainab Bibi",
    head_cnic="3520212345672",
    member_count=4,
    created_at=LATE,
    changed_at=LATE,
    finished_at=None,
    score_low=None,
    score_high=None,
)
ROWS = tuple(replace(ROW, state=state) for state in SurveyState)


def shown(model: SurveyListModel, row: int = 0) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_the_list_keeps_qts_rules_while_its_rows_change() -> None:
    model = SurveyListModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for rows in (ROWS, (), ROWS[:1], ROWS):
        model.show_rows(rows)
        model.retell()
    assert model.rows == ROWS


def test_a_long_list_is_read_as_far_as_somebody_scrolls() -> None:
    model = SurveyListModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    every = [replace(ROW, number=f"0603-017-01-{serial:06}-0") for serial in range(120)]
    asked: list[int] = []

    def more(offset: int) -> list[SurveyRow]:
        asked.append(offset)
        return every[offset : offset + 50]

    model.show_rows(every[:50], more)
    assert (model.rowCount(), asked) == (50, [])
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert (model.rows, asked) == (tuple(every), [50, 100, 120])


def test_the_search_lists_every_survey_of_a_busy_desk_and_says_how_many(qtbot: QtBot) -> None:
    every = tuple(replace(ROW, number=f"0603-017-01-{serial:06}-0") for serial in range(120))
    panel = SearchPanel(lambda _typed, offset: every[offset : offset + 50], lambda _typed: len(every), UTC)
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    panel.show()
    panel.begin()
    qtbot.keyClicks(panel.field, "0603")
    assert panel.hint.text() == "Found: 120"
    for _ in range(130):
        qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.chosen == every[-1]


def test_a_row_says_number_head_masked_cnic_and_where_it_stands() -> None:
    assert shown(SurveyListModel([ROW], zone=PAKISTAN)) == [
        "0603-017-01-000001-2",
        "Zainab Bibi",
        "35202-•••••67-2",
        "4",
        "Draft",
        "04/03/2025",
    ]


def test_a_head_whose_name_was_not_asked_yet_is_said_in_words() -> None:
    assert shown(SurveyListModel([replace(ROW, head_name="", head_cnic="")]))[1:3] == ["Name not asked yet", ""]


def test_in_urdu_digits_keep_their_order() -> None:
    telling.language = "ur"
    number, _, cnic, *_ = shown(SurveyListModel([ROW]))
    assert (number, cnic) == (isolate(ROW.number), isolate("35202-•••••67-2"))


@pytest.mark.parametrize("state", SurveyState)
def test_every_state_has_a_sign_and_a_word(state: SurveyState) -> None:
    model = SurveyListModel([replace(ROW, state=state)])
    index = model.index(0, 4)
    assert index.data() == state_words(state)
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert state in STATE_SIGNS


def test_only_a_receipt_makes_a_survey_accepted_in_words() -> None:
    said = {state: state_words(state) for state in SurveyState}
    assert [state for state, words in said.items() if "ccepted" in words] == [SurveyState.ACCEPTED]
    assert not any("sent" in words.lower() for words in said.values())


def test_beside_the_list_there_is_no_survey() -> None:
    model = SurveyListModel([ROW])
    assert model.row_at(QModelIndex()) is None
    assert model.row_at(model.index(0, 0)) is ROW
