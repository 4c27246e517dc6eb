"""The first layout: tables, indexes, and the triggers that hold the rules of the desk inside the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite_utils

_TABLES = """
CREATE TABLE officers (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('data_entry_officer', 'supervisor')),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    signing_public TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT;

CREATE TABLE moves (
    state TEXT NOT NULL,
    event TEXT NOT NULL,
    next TEXT NOT NULL,
    PRIMARY KEY (state, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE surveys (
    number TEXT PRIMARY KEY,
    digits TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL REFERENCES officers (code),
    edition TEXT NOT NULL,
    head_name TEXT NOT NULL,
    head_cnic TEXT NOT NULL,
    member_count INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    finished_at TEXT,
    score_low TEXT,
    score_high TEXT
) STRICT;

CREATE TABLE persons (
    number TEXT NOT NULL REFERENCES surveys (number),
    position INTEGER NOT NULL,
    name_key TEXT NOT NULL,
    cnic TEXT NOT NULL,
    PRIMARY KEY (number, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    number TEXT PRIMARY KEY REFERENCES surveys (number),
    revision INTEGER NOT NULL,
    author TEXT NOT NULL REFERENCES officers (code),
    at_ref TEXT NOT NULL,
    saved BLOB NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE revisions (
    number TEXT NOT NULL REFERENCES surveys (number),
    revision INTEGER NOT NULL,
    author TEXT NOT NULL REFERENCES officers (code),
    edition TEXT NOT NULL,
    instance BLOB NOT NULL,
    instance_sha256 TEXT NOT NULL,
    saved BLOB NOT NULL,
    beside BLOB NOT NULL,
    finished_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (number, revision)
) STRICT;

CREATE TABLE scores (
    number TEXT NOT NULL,
    revision INTEGER NOT NULL,
    pack_id TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    pack_hash TEXT NOT NULL,
    low TEXT NOT NULL,
    high TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (number, revision, pack_id),
    FOREIGN KEY (number, revision) REFERENCES revisions (number, revision)
) STRICT;

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL REFERENCES surveys (number),
    revision INTEGER NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('approve', 'return', 'withdraw')),
    officer TEXT NOT NULL REFERENCES officers (code),
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT;

CREATE TABLE slips (
    number TEXT NOT NULL,
    copy INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    officer TEXT NOT NULL REFERENCES officers (code),
    at TEXT NOT NULL,
    PRIMARY KEY (number, copy),
    FOREIGN KEY (number, revision) REFERENCES revisions (number, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE batches (
    number INTEGER PRIMARY KEY,
    previous_digest TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    frozen BLOB NOT NULL,
    frozen_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'settled'))
) STRICT;

CREATE TABLE batch_surveys (
    batch INTEGER NOT NULL REFERENCES batches (number),
    number TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (batch, number),
    FOREIGN KEY (number, revision) REFERENCES revisions (number, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    batch INTEGER PRIMARY KEY REFERENCES batches (number),
    body BLOB NOT NULL,
    received_at TEXT NOT NULL
) STRICT;

CREATE TABLE verdicts (
    batch INTEGER NOT NULL REFERENCES receipts (batch),
    number TEXT NOT NULL,
    revision INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'already_held', 'duplicate', 'refused')),
    code TEXT NOT NULL,
    of TEXT NOT NULL,
    PRIMARY KEY (batch, number),
    FOREIGN KEY (batch, number) REFERENCES batch_surveys (batch, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    officer TEXT NOT NULL,
    trace TEXT NOT NULL,
    number TEXT NOT NULL,
    revision INTEGER NOT NULL,
    facts TEXT NOT NULL,
    content BLOB NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE answers (
    seq INTEGER PRIMARY KEY REFERENCES journal (seq),
    ref TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    missing TEXT NOT NULL,
    salt BLOB NOT NULL
) STRICT;
"""

_INDEXES = """
CREATE INDEX surveys_by_state ON surveys (state, changed_at);
CREATE INDEX surveys_by_change ON surveys (changed_at);
CREATE INDEX persons_by_cnic ON persons (cnic) WHERE cnic <> '';
CREATE INDEX persons_by_name ON persons (name_key, number);
CREATE INDEX decisions_by_survey ON decisions (number, revision);
CREATE INDEX batch_surveys_by_survey ON batch_surveys (number, revision);
CREATE INDEX verdicts_by_survey ON verdicts (number, revision);
CREATE INDEX batches_pending ON batches (number) WHERE state = 'pending';
CREATE INDEX journal_by_survey ON journal (number, seq) WHERE number <> '';
CREATE INDEX journal_deeds ON journal (seq)
    WHERE trace NOT IN ('answered', 'confirmed', 'instance_added', 'instance_removed', 'place_kept');
"""

_MOVES = (
    ("draft", "finish", "finished"),
    ("draft", "withdraw", "withdrawn"),
    ("finished", "approve", "approved"),
    ("finished", "return", "returned"),
    ("finished", "withdraw", "withdrawn"),
    ("returned", "reopen", "draft"),
    ("returned", "withdraw", "withdrawn"),
    ("approved", "return", "returned"),
    ("approved", "batch", "batched"),
    ("approved", "withdraw", "withdrawn"),
    ("batched", "accept", "accepted"),
    ("batched", "refuse", "set_aside"),
    ("set_aside", "reopen", "draft"),
    ("set_aside", "withdraw", "withdrawn"),
    ("accepted", "reopen", "draft"),
)

_APPEND_ONLY = (
    "answers",
    "batch_surveys",
    "decisions",
    "journal",
    "receipts",
    "revisions",
    "scores",
    "slips",
    "verdicts",
)
_NEVER_DELETED = ("batches", "moves", "officers", "settings", "surveys")

# `signed_in()` is the code of the officer whose passphrase opened the store; the program gives it to the connection.
# A trigger's message is the stable name of the rule that was broken.
_RULES = (
    # Officers
    """
    CREATE TRIGGER officers_are_added_by_supervisors BEFORE INSERT ON officers
    WHEN EXISTS (SELECT 1 FROM officers)
        AND NOT EXISTS (SELECT 1 FROM officers WHERE code = signed_in() AND role = 'supervisor' AND active = 1)
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER officers_are_changed_by_another_supervisor BEFORE UPDATE ON officers
    WHEN NEW.code <> OLD.code
        OR OLD.code = signed_in()
        OR NOT EXISTS (SELECT 1 FROM officers WHERE code = signed_in() AND role = 'supervisor' AND active = 1)
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    # Surveys and their drafts
    """
    CREATE TRIGGER surveys_begin_as_their_authors_draft BEFORE INSERT ON surveys
    WHEN NEW.state <> 'draft' OR NEW.revision <> 1 OR NEW.author <> signed_in()
    BEGIN SELECT RAISE(ABORT, 'forbidden_move'); END
    """,
    """
    CREATE TRIGGER surveys_keep_their_number BEFORE UPDATE ON surveys
    WHEN NEW.number <> OLD.number OR NEW.digits <> OLD.digits OR NEW.created_at <> OLD.created_at
    BEGIN SELECT RAISE(ABORT, 'immutable'); END
    """,
    """
    CREATE TRIGGER surveys_move_by_the_table BEFORE UPDATE ON surveys
    WHEN NEW.state <> OLD.state
        AND NOT EXISTS (SELECT 1 FROM moves WHERE state = OLD.state AND next = NEW.state)
    BEGIN SELECT RAISE(ABORT, 'forbidden_move'); END
    """,
    """
    CREATE TRIGGER surveys_count_revisions_when_reopened BEFORE UPDATE ON surveys
    WHEN NEW.revision <> OLD.revision + (OLD.state <> 'draft' AND NEW.state = 'draft')
    BEGIN SELECT RAISE(ABORT, 'immutable'); END
    """,
    """
    CREATE TRIGGER surveys_keep_the_author_of_a_revision BEFORE UPDATE ON surveys
    WHEN NEW.author <> OLD.author AND (NEW.revision = OLD.revision OR NEW.author <> signed_in())
    BEGIN SELECT RAISE(ABORT, 'immutable'); END
    """,
    """
    CREATE TRIGGER surveys_are_finished_with_a_revision BEFORE UPDATE ON surveys
    WHEN NEW.state = 'finished' AND OLD.state <> 'finished'
        AND NOT EXISTS (SELECT 1 FROM revisions WHERE number = NEW.number AND revision = NEW.revision)
    BEGIN SELECT RAISE(ABORT, 'forbidden_move'); END
    """,
    """
    CREATE TRIGGER surveys_are_approved_by_another BEFORE UPDATE ON surveys
    WHEN NEW.state = 'approved' AND OLD.state <> 'approved'
        AND NOT EXISTS (
            SELECT 1
            FROM decisions JOIN revisions USING (number, revision)
            WHERE number = NEW.number
                AND revision = NEW.revision
                AND decision = 'approve'
                AND officer <> revisions.author
        )
    BEGIN SELECT RAISE(ABORT, 'author_cannot_approve'); END
    """,
    """
    CREATE TRIGGER surveys_are_batched_in_a_batch BEFORE UPDATE ON surveys
    WHEN NEW.state = 'batched' AND OLD.state <> 'batched'
        AND NOT EXISTS (SELECT 1 FROM batch_surveys WHERE number = NEW.number AND revision = NEW.revision)
    BEGIN SELECT RAISE(ABORT, 'forbidden_move'); END
    """,
    """
    CREATE TRIGGER surveys_are_settled_by_a_verdict BEFORE UPDATE ON surveys
    WHEN OLD.state = 'batched' AND NEW.state <> 'batched'
        AND NOT EXISTS (SELECT 1 FROM verdicts WHERE number = NEW.number AND revision = NEW.revision)
    BEGIN SELECT RAISE(ABORT, 'forbidden_move'); END
    """,
    """
    CREATE TRIGGER drafts_belong_to_the_surveys_author BEFORE INSERT ON drafts
    WHEN NOT EXISTS (
        SELECT 1
        FROM surveys
        WHERE number = NEW.number AND revision = NEW.revision AND author = NEW.author AND state = 'draft'
    )
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER drafts_are_written_by_their_author BEFORE UPDATE ON drafts
    WHEN NEW.number <> OLD.number
        OR NEW.revision <> OLD.revision
        OR NEW.author <> OLD.author
        OR OLD.author <> signed_in()
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER drafts_go_when_finished_or_withdrawn BEFORE DELETE ON drafts
    WHEN NOT EXISTS (SELECT 1 FROM revisions WHERE number = OLD.number AND revision = OLD.revision)
        AND NOT EXISTS (SELECT 1 FROM surveys WHERE number = OLD.number AND state = 'withdrawn')
    BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """,
    # Settings
    """
    CREATE TRIGGER settings_are_made_by_supervisors BEFORE INSERT ON settings
    WHEN NEW.name <> 'serial'
        AND NOT EXISTS (SELECT 1 FROM officers WHERE code = signed_in() AND role = 'supervisor' AND active = 1)
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER settings_are_changed_by_supervisors BEFORE UPDATE ON settings
    WHEN OLD.name <> 'serial'
        AND NOT EXISTS (SELECT 1 FROM officers WHERE code = signed_in() AND role = 'supervisor' AND active = 1)
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER settings_keep_what_the_desk_is BEFORE UPDATE ON settings
    WHEN NEW.name <> OLD.name OR OLD.name IN ('centre_code', 'desk', 'trial', 'machine_signing_key')
    BEGIN SELECT RAISE(ABORT, 'immutable'); END
    """,
    """
    CREATE TRIGGER settings_count_serials_upwards BEFORE UPDATE ON settings
    WHEN NEW.name = 'serial' AND (typeof(NEW.value) <> 'integer' OR NEW.value <= OLD.value)
    BEGIN SELECT RAISE(ABORT, 'immutable'); END
    """,
    # Revisions and decisions
    """
    CREATE TRIGGER revisions_are_finished_by_their_author BEFORE INSERT ON revisions
    WHEN NEW.author <> signed_in()
        OR NOT EXISTS (
            SELECT 1
            FROM surveys
            WHERE number = NEW.number AND revision = NEW.revision AND author = NEW.author AND state = 'draft'
        )
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER decisions_are_in_the_deciders_own_name BEFORE INSERT ON decisions
    WHEN NEW.officer <> signed_in()
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER decisions_are_not_the_authors BEFORE INSERT ON decisions
    WHEN NEW.decision IN ('approve', 'return')
        AND NOT EXISTS (
            SELECT 1
            FROM revisions
            WHERE number = NEW.number AND revision = NEW.revision AND author <> NEW.officer
        )
    BEGIN SELECT RAISE(ABORT, 'author_cannot_approve'); END
    """,
    """
    CREATE TRIGGER decisions_are_supervisors BEFORE INSERT ON decisions
    WHEN NOT EXISTS (SELECT 1 FROM officers WHERE code = NEW.officer AND role = 'supervisor' AND active = 1)
        AND NOT (
            NEW.decision = 'withdraw'
            AND EXISTS (SELECT 1 FROM surveys WHERE number = NEW.number AND state = 'draft' AND author = NEW.officer)
        )
    BEGIN SELECT RAISE(ABORT, 'not_permitted'); END
    """,
    """
    CREATE TRIGGER decisions_are_on_the_current_revision BEFORE INSERT ON decisions
    WHEN NOT EXISTS (
        SELECT 1
        FROM surveys JOIN moves USING (state)
        WHERE number = NEW.number AND revision = NEW.revision AND event = NEW.decision
    )
    BEGIN SELECT RAISE(ABORT, 'forbidden_move'); END
    """,
    # Batches
    """
    CREATE TRIGGER batches_follow_each_other BEFORE INSERT ON batches
    WHEN NEW.number <> 1 + (SELECT COALESCE(MAX(number), 0) FROM batches)
        OR NEW.previous_digest <> COALESCE((SELECT digest FROM batches ORDER BY number DESC LIMIT 1), '')
        OR NEW.state <> 'pending'
    BEGIN SELECT RAISE(ABORT, 'batch_out_of_order'); END
    """,
    """
    CREATE TRIGGER batches_are_only_settled_and_by_a_receipt BEFORE UPDATE ON batches
    WHEN NEW.number <> OLD.number
        OR NEW.previous_digest <> OLD.previous_digest
        OR NEW.digest <> OLD.digest
        OR NEW.frozen <> OLD.frozen
        OR NEW.frozen_at <> OLD.frozen_at
        OR NEW.state <> 'settled'
        OR NOT EXISTS (SELECT 1 FROM receipts WHERE batch = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'immutable'); END
    """,
    """
    CREATE TRIGGER batches_take_approved_surveys BEFORE INSERT ON batch_surveys
    WHEN NOT EXISTS (
        SELECT 1
        FROM surveys
        WHERE number = NEW.number AND revision = NEW.revision AND state = 'approved'
    )
    BEGIN SELECT RAISE(ABORT, 'forbidden_move'); END
    """,
    # The journal
    """
    CREATE TRIGGER journal_is_written_in_order BEFORE INSERT ON journal
    WHEN NEW.seq <> 1 + (SELECT COALESCE(MAX(seq), 0) FROM journal) OR NEW.officer <> signed_in()
    BEGIN SELECT RAISE(ABORT, 'journal_out_of_order'); END
    """,
)


def tables(db: sqlite_utils.Database) -> None:
    """Everything a desk keeps."""
    _run_script(db, _TABLES)


def indexes(db: sqlite_utils.Database) -> None:
    """What keeps the lists instant."""
    _run_script(db, _INDEXES)


def triggers(db: sqlite_utils.Database) -> None:
    """The rules that hold even against SQL."""
    for state, event, then in _MOVES:
        db.execute("INSERT INTO moves (state, event, next) VALUES (?, ?, ?)", [state, event, then])
    for table in _APPEND_ONLY:
        db.execute(_refusal(table, "UPDATE"))
    for table in (*_APPEND_ONLY, *_NEVER_DELETED):
        db.execute(_refusal(table, "DELETE"))
    for rule in _RULES:
        db.execute(rule)


def _refusal(table: str, action: str) -> str:
    return f"""
        CREATE TRIGGER {table}_forbid_{action.lower()} BEFORE {action} ON {table}
        BEGIN SELECT RAISE(ABORT, 'append_only'); END
    """


def _run_script(db: sqlite_utils.Database, script: str) -> None:
    # Not executescript: it commits first, and a migration must be one transaction.
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
