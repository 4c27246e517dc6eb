"""What the schema promises: rules in triggers, lists on indexes, one transaction a deed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from enumerator.errors import DiskFull
from enumerator.store import Desk
from enumerator.store.book import Book
from enumerator.store.guard import APPEND_ONLY, FIXED, NEVER_DELETED
from enumerator.store.mark import Mark, MarkedCommit
from enumerator.store.migrations import STEPS
from enumerator.store.surveys import Surveys
from tests.enumerator.store.centre import BILAL, EDITION, NUMBER, Clock, begin

REWRITTEN = frozenset({"drafts", "persons"})


def names(desk: Desk, kind: str) -> set[str]:
    rows = desk._book.database.rows("SELECT name FROM sqlite_master WHERE type = :kind", kind=kind)
    return {row["name"] for row in rows if not row["name"].startswith("sqlite_")}


def test_every_table_is_known_to_the_guard_by_its_kind(desk: Desk) -> None:
    assert names(desk, "table") == APPEND_ONLY | FIXED | NEVER_DELETED | REWRITTEN


def test_every_append_only_table_has_both_its_triggers(desk: Desk) -> None:
    wanted = {f"{table}_forbid_{action}" for table in APPEND_ONLY for action in ("update", "delete")}
    assert wanted <= names(desk, "trigger")


def test_applied_steps_are_on_record_in_order(desk: Desk) -> None:
    rows = desk._book.database.rows("SELECT name FROM _sqlite_migrations ORDER BY id")
    assert [row["name"] for row in rows] == list(STEPS)


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT * FROM surveys WHERE state = 'draft' ORDER BY changed_at", "surveys_by_state"),
        ("SELECT * FROM surveys WHERE changed_at >= 'a' AND changed_at < 'b' ORDER BY changed_at DESC", "_by_change"),
        ("SELECT number FROM persons WHERE cnic = '1' AND cnic <> ''", "persons_by_cnic"),
        ("SELECT number FROM persons WHERE name_key >= 'a' AND name_key < 'b'", "persons_by_name"),
        ("SELECT * FROM journal WHERE number = 'n' AND number <> '' ORDER BY seq", "journal_by_survey"),
        ("SELECT * FROM batches WHERE state = 'pending' ORDER BY number", "batches_pending"),
    ],
)
def test_a_list_reads_its_index(desk: Desk, sql: str, index: str) -> None:
    connection = desk._book.database._connection
    connection.set_authorizer(None)
    plan = " ".join(row["detail"] for row in desk._book.database.rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan
    assert "TEMP B-TREE" not in plan


def test_another_thread_waits_for_a_running_deed_and_never_joins_it(desk: Desk) -> None:
    seen: list[int] = []
    asking = threading.Thread(target=lambda: seen.append(len(desk.surveys.recent())))

    with pytest.raises(KeyError), desk.transaction():
        begin(desk)
        asking.start()
        asking.join(timeout=0.1)
        assert asking.is_alive()
        raise KeyError
    asking.join()

    assert seen == [0]


class MarkOnFullDisk(Mark):
    full = True

    def write(self, commit: MarkedCommit, *, synced: bool) -> None:
        if self.full:
            raise DiskFull
        super().write(commit, synced=synced)


def test_a_mark_that_finds_no_room_is_a_notice_since_the_deed_is_done(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    mark = MarkOnFullDisk.create(tmp_path / "mark", bytes(32))
    book = Book(desk._book.database, desk._book.journal, mark, officer=BILAL.code, clock=clock)
    surveys = Surveys(book)

    surveys.new_draft(NUMBER, edition=EDITION, saved=b"x", at_ref="/data/registration/consent")

    assert str(book.mark_fault) == "disk_full"
    assert surveys.draft(NUMBER).at_ref == "/data/registration/consent"
    MarkOnFullDisk.full = False
    surveys.keep_place(NUMBER, "/data/basic/head_name", b"x")
    assert str(book.mark_fault) == "None"
    assert mark.read().sequence == book.journal.tail().sequence
    mark.close()
