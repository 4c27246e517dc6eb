from __future__ import annotations

import hashlib
from datetime import date, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from enumerator.domain.lifecycle import MOVES, SurveyState
from enumerator.domain.survey import Person, ScoreRecord, Summary
from enumerator.domain.trace import Trace
from enumerator.errors import ForbiddenMove, NotPermitted, SurveyUnknown
from enumerator.store import Desk
from forms.identity import SurveyNumber
from tests.enumerator.store.centre import (
    BILAL,
    EDITION,
    HOUSEHOLD,
    NUMBER,
    SAIRA,
    Clock,
    begin,
    decide,
    finish,
    sign_in,
    written_and_finished,
)

KARACHI = timezone(timedelta(hours=5))


def answer(desk: Desk, ref: str, old: str, new: str, missing: str = "") -> int:
    return desk.surveys.save_answer(NUMBER, ref, old, new, missing, f"<draft>{new}</draft>".encode(), ref + "/next")


def test_an_answer_is_kept_with_the_draft_and_the_place(store: Path, clock: Clock) -> None:
    with sign_in(store, BILAL, clock) as desk:
        begin(desk)
        answer(desk, "/data/basic/head_name", "", "Zainab")
        answer(desk, "/data/basic/head_name", "Zainab", "Zainab Bibi")
        answer(desk, "/data/livelihood/income_monthly", "", "", "refused")

    with sign_in(store, BILAL, clock) as desk:
        draft = desk.surveys.draft(NUMBER)
        assert (draft.saved, draft.at_ref) == (b"<draft></draft>", "/data/livelihood/income_monthly/next")
        assert [(event.old, event.new, event.missing) for event in desk.surveys.events(NUMBER)] == [
            ("", "Zainab", ""),
            ("Zainab", "Zainab Bibi", ""),
            ("", "", "refused"),
        ]


def test_roster_instances_and_confirmed_warnings_are_events_too(desk: Desk) -> None:
    begin(desk)
    for trace in (Trace.INSTANCE_ADDED, Trace.CONFIRMED, Trace.INSTANCE_REMOVED):
        desk.surveys.save_answer(NUMBER, "/data/roster/member[2]", "", "twins", "", b"x", "", trace=trace)
    desk.surveys.keep_place(NUMBER, "/data/contact/mobile_1", b"x")

    assert [event.trace for event in desk.surveys.events(NUMBER)] == [
        "instance_added",
        "confirmed",
        "instance_removed",
        "place_kept",
    ]
    assert desk.surveys.draft(NUMBER).at_ref == "/data/contact/mobile_1"


def test_serials_count_up_and_one_lost_with_its_deed_is_taken_again(desk: Desk) -> None:
    with desk.transaction():
        assert desk.surveys.next_serial() == 1
        begin(desk)
    with pytest.raises(KeyError), desk.transaction():
        assert desk.surveys.next_serial() == 2
        begin(desk, "0603-017-01-000002-4")
        raise KeyError
    with desk.transaction():
        assert desk.surveys.next_serial() == 2
        begin(desk, "0603-017-01-000002-4")


def test_a_deed_is_whole_or_not_at_all(desk: Desk) -> None:
    begin(desk)
    lines = desk.audit.head()

    with pytest.raises(ZeroDivisionError), desk.transaction():
        finish(desk)
        desk.slips.issue(NUMBER, 1)
        raise ZeroDivisionError

    assert desk.surveys.row(NUMBER).state is SurveyState.DRAFT
    assert desk.surveys.draft(NUMBER).saved == b"<draft/>"
    assert desk.audit.head() == lines
    finish(desk)


def test_a_deed_that_leaves_no_line_is_a_bug_and_is_not_committed(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match="no line"), desk.transaction():
        desk.surveys.next_serial()
    with desk.transaction():
        assert desk.surveys.next_serial() == 1
        begin(desk)


def test_a_finished_survey_is_a_revision_for_ever(desk: Desk) -> None:
    begin(desk)
    score = ScoreRecord("schreiner-2009-2", "1", "ab" * 32, Decimal("31"), Decimal("36"), b'{"terms":[]}')

    finish(desk, NUMBER, HOUSEHOLD, score)

    row = desk.surveys.row(NUMBER)
    assert (row.state, row.revision, row.author) == (SurveyState.FINISHED, 1, BILAL.code)
    assert (row.head_name, row.member_count, row.score_low, row.score_high) == (
        "Zainab Bibi",
        2,
        Decimal(31),
        Decimal(36),
    )
    revision = desk.surveys.revision(NUMBER, 1)
    assert (revision.instance, revision.beside, revision.saved) == (b"<data/>", b"{}", b"<draft/>")
    assert revision.instance_sha256 == hashlib.sha256(b"<data/>").hexdigest()
    assert (revision.finished.deed, revision.finished.at) == ("finish", "2025-03-03T14:20:00+05:00")
    assert desk.surveys.scores(NUMBER, 1) == (score,)
    with pytest.raises(SurveyUnknown):
        desk.surveys.draft(NUMBER)


def test_a_returned_survey_is_reopened_as_the_next_revision_from_the_same_answers(tmp_path: Path) -> None:
    store = written_and_finished(tmp_path / "store")
    with sign_in(store, SAIRA) as desk:
        decide(desk, "return", reason="the second member's CNIC")
        assert desk.surveys.decisions(NUMBER, 1)[0].reason == "the second member's CNIC"
    with sign_in(store, BILAL) as desk:
        draft = desk.surveys.reopen(NUMBER, saved=b"<draft/>")
        assert (draft.revision, draft.saved) == (2, b"<draft/>")
        answer(desk, "/data/basic/head_name", "a", "b")
        finish(desk)
        assert [event.revision for event in desk.surveys.events(NUMBER, 2)] == [2]
        assert desk.surveys.events(NUMBER, 1) == ()
        assert desk.surveys.revision(NUMBER, 1).revision == 1


def test_a_draft_can_be_withdrawn_and_its_row_stays(desk: Desk) -> None:
    begin(desk)
    decide(desk, "withdraw", reason="the family left")
    assert desk.surveys.row(NUMBER).state is SurveyState.WITHDRAWN
    with pytest.raises(ForbiddenMove):
        desk.surveys.reopen(NUMBER, saved=b"<draft/>")


def test_only_a_supervisor_withdraws_what_is_finished(tmp_path: Path) -> None:
    store = written_and_finished(tmp_path / "store")
    with sign_in(store, BILAL) as desk, pytest.raises(NotPermitted):
        decide(desk, "withdraw", reason="the family asks")
    with sign_in(store, SAIRA) as desk:
        decide(desk, "withdraw", reason="the family asks")
        assert desk.surveys.row(NUMBER).state is SurveyState.WITHDRAWN


def test_an_unknown_survey_is_named(desk: Desk) -> None:
    for ask in (desk.surveys.row, desk.surveys.draft, lambda number: desk.surveys.reopen(number, saved=b"")):
        with pytest.raises(SurveyUnknown) as told:
            ask("0603-017-01-000009-9")
        assert told.value.facts["number"] == "0603-017-01-000009-9"
    with pytest.raises(SurveyUnknown):
        answer(desk, "/data/basic/head_name", "", "x")


def test_slips_are_counted(desk: Desk) -> None:
    begin(desk)
    finish(desk)
    assert [desk.slips.issue(NUMBER, 1), desk.slips.issue(NUMBER, 1)] == [1, 2]
    assert [(slip.copy, slip.officer) for slip in desk.slips.of(NUMBER)] == [(1, BILAL.code), (2, BILAL.code)]


def test_the_moves_inside_the_database_are_those_of_the_lifecycle(desk: Desk) -> None:
    rows = desk._book.database.rows("SELECT state, event, next FROM moves")
    assert {(row["state"], row["event"], row["next"]) for row in rows} == {
        (state.value, event.value, then.value) for (state, event), then in MOVES.items()
    }


@pytest.mark.parametrize(
    "typed",
    [
        "0603-017-01",
        "0603 017 01 000001",
        "۰۶۰۳۰۱۷",
        "35202-1234567",
        "۳۵۲۰۲۱۲۳۴۵۶۷۱",
        "zai",
        "ZAINAB  b",
        "bibi",
        "مُحَمَّد",
        "محمد علي",
        "علی",
    ],
)
def test_a_survey_is_found_by_number_cnic_or_name_of_any_person(found: Desk, typed: str) -> None:
    assert [row.number for row in found.surveys.search(typed)] == [NUMBER]
    assert found.surveys.found(typed) == 1


@pytest.mark.parametrize("typed", ["", "  ", "06", "0603-018", "nab", "35203", "%", "_"])
def test_what_does_not_match_is_not_found(found: Desk, typed: str) -> None:
    assert found.surveys.search(typed) == ()
    assert found.surveys.found(typed) == 0


@pytest.fixture
def found(desk: Desk) -> Desk:
    begin(desk)
    desk.surveys.save_answer(NUMBER, "/r", "", "x", "", b"x", "/r", summary=HOUSEHOLD)
    return desk


def test_a_cnic_elsewhere_in_the_store_is_seen_before_the_interview(found: Desk) -> None:
    assert [row.number for row in found.surveys.with_cnic("3520212345671")] == [NUMBER]
    assert found.surveys.with_cnic("3520212345679") == ()
    assert found.surveys.with_cnic("") == ()


def test_a_removed_member_is_not_found_any_more(found: Desk) -> None:
    alone = Summary("Zainab Bibi", "3520212345672", 1, (Person("Zainab Bibi", "3520212345672"),))
    found.surveys.save_answer(NUMBER, "/r", "x", "y", "", b"x", "/r", summary=alone)
    assert found.surveys.search("محمد") == ()


def test_the_days_list_is_the_centres_own_day(store: Path, clock: Clock) -> None:
    with sign_in(store, BILAL, clock) as desk:
        clock.move(hours=9, minutes=59)  # 23:59 in Pakistan
        begin(desk)
        clock.move(minutes=2)
        begin(desk, "0603-017-01-000002-4")

        monday = desk.surveys.of_day(date(2025, 3, 3), KARACHI)
        tuesday = desk.surveys.of_day(date(2025, 3, 4), KARACHI)

    assert [row.number for row in monday] == [NUMBER]
    assert [row.number for row in tuesday] == ["0603-017-01-000002-4"]


def test_lists_and_counts_by_state(desk: Desk, clock: Clock) -> None:
    begin(desk)
    clock.move(minutes=1)
    begin(desk, "0603-017-01-000002-4")
    clock.move(minutes=1)
    finish(desk)

    assert [row.number for row in desk.surveys.in_state(SurveyState.FINISHED)] == [NUMBER]
    assert [row.number for row in desk.surveys.recent()] == [NUMBER, "0603-017-01-000002-4"]
    counts = desk.surveys.counts()
    assert (counts[SurveyState.DRAFT], counts[SurveyState.FINISHED], counts[SurveyState.ACCEPTED]) == (1, 1, 0)


def test_long_lists_are_read_page_by_page_without_a_gap_or_a_repeat(desk: Desk) -> None:
    numbers = [SurveyNumber("0603017", 1, serial).text for serial in range(1, 8)]
    for number in numbers:
        begin(desk, number)

    for pages in (
        [desk.surveys.recent(limit=3, offset=offset) for offset in (0, 3, 6, 9)],
        [desk.surveys.search("0603", limit=3, offset=offset) for offset in (0, 3, 6, 9)],
    ):
        assert [len(page) for page in pages] == [3, 3, 1, 0]
        assert [row.number for page in pages for row in page] == numbers[::-1]
    assert desk.surveys.found("0603-017") == 7


def test_a_survey_in_a_log_line_shows_no_name_and_no_cnic(found: Desk) -> None:
    shown = repr(found.surveys.row(NUMBER)) + repr(found.surveys.events(NUMBER)) + repr(HOUSEHOLD)
    assert "Zainab" not in shown
    assert "3520212345" not in shown
    assert EDITION in shown
