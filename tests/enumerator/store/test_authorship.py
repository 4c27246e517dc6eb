"""The author of a survey cannot approve it: not by the program, not by SQL through the program's own connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from enumerator.domain.decision import SignedDeed
from enumerator.domain.lifecycle import SurveyState
from enumerator.errors import AuthorCannotApprove, ForbiddenMove, NotPermitted, WorldFault
from enumerator.store import Desk
from tests.enumerator.store.centre import (
    BILAL,
    NUMBER,
    SAIRA,
    USMAN,
    begin,
    decide,
    finish,
    sign_in,
    written_and_finished,
)

REFUSED = (WorldFault, sqlcipher.DatabaseError)

APPROVE = "UPDATE surveys SET state = 'approved'"
DECISION = """
    INSERT {how} INTO decisions (id, number, revision, decision, officer, at, reason, signature)
    VALUES (1, '0603-017-01-000001-2', 1, 'approve', '{officer}', '2025-03-03T15:00:00+05:00', '', 'ab')
"""
FORGERIES = {
    "a decision of her own": DECISION.format(how="", officer=SAIRA.code),
    "a decision of her own, replacing": DECISION.format(how="OR REPLACE", officer=SAIRA.code),
    "a decision in another's name": DECISION.format(how="", officer=USMAN.code),
    "a decision in nobody's name": DECISION.format(how="", officer="0603017-77"),
    "the state at once": APPROVE,
    "the state at once, a step further": "UPDATE surveys SET state = 'batched'",
    "another author of the revision": f"UPDATE revisions SET author = '{USMAN.code}'",
    "another author of the survey": f"UPDATE surveys SET author = '{USMAN.code}'",
    "another author by replacing": f"""
        INSERT OR REPLACE INTO revisions (
            number, revision, author, edition, instance, instance_sha256,
            saved, beside, finished_at, reason, signature
        )
        SELECT number, revision, '{USMAN.code}', edition, instance, instance_sha256,
            saved, beside, finished_at, reason, signature
        FROM revisions
    """,
    "no author": "DELETE FROM revisions",
    "a new move": "INSERT INTO moves (state, event, next) VALUES ('finished', 'finish', 'accepted')",
    "another move": "UPDATE moves SET next = 'accepted'",
    "the next revision in a finished state": "UPDATE surveys SET revision = 2",
    "no trigger": "DROP TRIGGER surveys_are_approved_by_another",
    "no decisions table": "DROP TABLE decisions",
    "another decisions table": "ALTER TABLE decisions RENAME TO old_decisions",
    "a column more": "ALTER TABLE decisions ADD COLUMN more",
    "a table in front": "CREATE TEMP TABLE decisions AS SELECT 1 AS number",
    "a view in front": "CREATE TEMP VIEW revisions AS SELECT 1 AS number",
    "a trigger of her own": "CREATE TRIGGER mine AFTER INSERT ON journal BEGIN DELETE FROM surveys; END",
    "a writable schema": "PRAGMA writable_schema = ON",
    "the schema itself": "DELETE FROM sqlite_master WHERE type = 'trigger'",
    "silent replacing": "PRAGMA recursive_triggers = OFF",
    "loose references": "PRAGMA foreign_keys = OFF",
    "unchecked columns": "PRAGMA ignore_check_constraints = ON",
    "an open door": "PRAGMA key = 'x'",
    "another key": "PRAGMA rekey = 'x'",
    "another file": "ATTACH ':memory:' AS aside",
    "no file": "DETACH main",
    "a forgotten line": "DELETE FROM journal",
    "an edited line": "UPDATE journal SET officer = '0603017-02'",
    "another's line": f"""
        INSERT INTO journal (seq, at, officer, trace, number, revision, facts, content, digest)
        SELECT MAX(seq) + 1, '', '{USMAN.code}', 'approved', '', 0, '', x'', x'' FROM journal
    """,
    "no survey": "DELETE FROM surveys",
}


@pytest.fixture(scope="module")
def authors_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A supervisor signed in, who wrote and finished a survey. Shared: none of these tests may change anything."""
    store = written_and_finished(tmp_path_factory.mktemp("author") / "store", SAIRA)
    with sign_in(store, SAIRA) as desk:
        yield desk
        assert desk.integrity_check() == ()


def test_an_author_who_is_a_supervisor_cannot_approve(authors_desk: Desk) -> None:
    with pytest.raises(AuthorCannotApprove) as told:
        decide(authors_desk)
    assert told.value.facts == {"number": NUMBER, "revision": 1, "officer": SAIRA.code}


def test_an_author_cannot_return_their_own_survey_either(authors_desk: Desk) -> None:
    with pytest.raises(AuthorCannotApprove):
        decide(authors_desk, "return", reason="wrong village")


@pytest.mark.parametrize("forgery", list(FORGERIES))
def test_an_author_cannot_approve_by_sql(authors_desk: Desk, forgery: str) -> None:
    with pytest.raises(REFUSED):
        authors_desk._book.database.run(FORGERIES[forgery])

    with pytest.raises(REFUSED):
        authors_desk._book.database.run(APPROVE)
    assert authors_desk.surveys.row(NUMBER).state is SurveyState.FINISHED
    assert authors_desk.surveys.revision(NUMBER, 1).author == SAIRA.code


def test_the_trigger_alone_tells_the_author_apart(authors_desk: Desk) -> None:
    with pytest.raises(AuthorCannotApprove):
        authors_desk._book.database.run(FORGERIES["a decision of her own"])


@pytest.mark.parametrize("officer", [BILAL.code, SAIRA.code, USMAN.code])
def test_a_data_entry_officer_cannot_approve_by_sql_in_any_name(tmp_path: Path, officer: str) -> None:
    with sign_in(written_and_finished(tmp_path / "store", USMAN), BILAL) as desk:
        with pytest.raises(REFUSED):
            desk._book.database.run(DECISION.format(how="", officer=officer))
        with pytest.raises(REFUSED):
            desk._book.database.run(APPROVE)


def test_a_data_entry_officer_cannot_make_a_supervisor(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        desk._book.database.run(
            """
            INSERT INTO officers (code, name, role, active, signing_public, added_at)
            VALUES ('0603017-66', 'X', 'supervisor', 1, '', '')
            """
        )
    with pytest.raises(NotPermitted):
        desk._book.database.run(f"UPDATE officers SET role = 'supervisor' WHERE code = '{BILAL.code}'")


def test_another_supervisor_approves(tmp_path: Path) -> None:
    store = written_and_finished(tmp_path / "store", SAIRA)
    with sign_in(store, USMAN) as desk:
        decide(desk)
        assert desk.surveys.row(NUMBER).state is SurveyState.APPROVED
        assert [deed.officer for deed in desk.surveys.decisions(NUMBER, 1)] == [USMAN.code]


def test_a_decision_is_made_in_ones_own_name(tmp_path: Path) -> None:
    store = written_and_finished(tmp_path / "store", BILAL)
    with sign_in(store, SAIRA) as desk, pytest.raises(NotPermitted):
        desk.surveys.decide(NUMBER, 1, SignedDeed("approve", USMAN.code, "2025", "", "ab"))


def test_nobody_answers_in_anothers_draft(store: Path) -> None:
    with sign_in(store, BILAL) as desk:
        begin(desk)
    with sign_in(store, USMAN) as desk:
        with pytest.raises(NotPermitted):
            desk.surveys.save_answer(NUMBER, "/data/basic/head_name", "", "X", "", b"", "")
        with pytest.raises(NotPermitted):
            finish(desk)
        with pytest.raises(REFUSED):
            desk._book.database.run(f"UPDATE drafts SET author = '{USMAN.code}'")
        with pytest.raises(REFUSED):
            desk._book.database.run("UPDATE drafts SET saved = x'00'")


def test_a_decision_is_on_the_current_revision(tmp_path: Path) -> None:
    store = written_and_finished(tmp_path / "store", BILAL)
    with sign_in(store, SAIRA) as desk:
        decide(desk, "return", reason="wrong village")
    with sign_in(store, BILAL) as desk:
        desk.surveys.reopen(NUMBER, saved=b"<draft/>")
        finish(desk)
    with sign_in(store, SAIRA) as desk:
        with pytest.raises(ForbiddenMove):
            decide(desk, revision=1)
        decide(desk, revision=2)


def test_approving_ones_predecessor_does_not_let_one_approve_ones_own_revision(tmp_path: Path) -> None:
    store = written_and_finished(tmp_path / "store", BILAL)
    with sign_in(store, SAIRA) as desk:
        decide(desk)
        decide(desk, "return", reason="a member is missing")
        desk.surveys.reopen(NUMBER, saved=b"<draft/>")
        finish(desk)
        with pytest.raises(REFUSED):
            decide(desk, revision=2)
        with pytest.raises(REFUSED):
            desk._book.database.run(APPROVE)
