"""A damaged store says so by a named fault, or works; it never loses something in silence."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from enumerator.errors import DamagedStore, NewerStore, StoreLostCommits, WorldFault, WrongPassphrase
from enumerator.store import Desk
from enumerator.store.folder import StoreFolder
from enumerator.store.key_file import read_keys
from tests.enumerator.store.centre import BILAL, NUMBER, SAIRA, Clock, begin, finish, make, sign_in


@pytest.fixture
def lived_in(tmp_path: Path) -> StoreFolder:
    """A store with a finished survey of many answers, closed."""
    store = make(tmp_path / "store")
    with sign_in(store) as desk:
        begin(desk)
        for count in range(40):
            answer(desk, count)
        finish(desk)
    return StoreFolder(store)


def answer(desk: Desk, count: int) -> None:
    desk.surveys.save_answer(NUMBER, f"/data/q{count}", "", f"answer {count}", "", b"draft" * 200, "/data")


def fault_at_opening(store: StoreFolder) -> WorldFault:
    with pytest.raises(WorldFault) as told:
        sign_in(store.path)
    return told.value


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x10
    path.write_bytes(content)


def left_by_a_crash(store: StoreFolder, target: Path) -> StoreFolder:
    """The folder as a killed program leaves it: answers in the write-ahead log, the mark at the last of them."""
    with sign_in(store.path) as desk:
        begin(desk, "0603-017-01-000002-4")
        desk.checkpoint()
        for count in range(10):
            desk.surveys.save_answer("0603-017-01-000002-4", "/q", "", str(count), "", b"draft", "/q")
        shutil.copytree(store.path, target)
    return StoreFolder(target)


def test_a_missing_database_is_damage(lived_in: StoreFolder) -> None:
    lived_in.database.unlink()
    fault = fault_at_opening(lived_in)
    assert isinstance(fault, DamagedStore)
    assert fault.facts == {"part": "database", "finding": "missing"}
    assert not lived_in.database.exists()


def test_an_empty_database_is_damage_and_not_a_fresh_store(lived_in: StoreFolder) -> None:
    lived_in.database.write_bytes(b"")
    fault = fault_at_opening(lived_in)
    assert (fault.code, fault.facts["finding"]) == ("damaged_store", "empty")


@pytest.mark.parametrize("size", [1, 4096, 3 * 4096])
def test_a_cut_database_is_damage(lived_in: StoreFolder, size: int) -> None:
    lived_in.database.write_bytes(lived_in.database.read_bytes()[:size])
    assert fault_at_opening(lived_in).code == "damaged_store"


def test_a_flipped_byte_in_the_first_page_is_damage_and_not_a_wrong_passphrase(lived_in: StoreFolder) -> None:
    flip(lived_in.database, 100)
    fault = fault_at_opening(lived_in)
    assert (fault.code, fault.facts) == ("damaged_store", {"part": "database", "finding": "damaged_page"})


def test_a_wrong_passphrase_to_a_damaged_store_is_still_a_wrong_passphrase(lived_in: StoreFolder) -> None:
    flip(lived_in.database, 100)
    with pytest.raises(WrongPassphrase):
        sign_in(lived_in.path, type(BILAL)(BILAL.code, "", BILAL.role, "guess"))


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_anywhere_is_found_at_opening_or_by_the_check(lived_in: StoreFolder, seed: int) -> None:
    place = random.Random(seed).randrange(lived_in.database.stat().st_size)
    flip(lived_in.database, place)
    try:
        with sign_in(lived_in.path) as desk:
            findings = desk.integrity_check()
    except DamagedStore:
        return
    assert findings


def test_an_older_copy_of_the_database_is_told_from_its_mark(lived_in: StoreFolder) -> None:
    older = lived_in.database.read_bytes()
    with sign_in(lived_in.path) as desk:
        begin(desk, "0603-017-01-000002-4")
    lived_in.database.write_bytes(older)

    fault = fault_at_opening(lived_in)

    assert isinstance(fault, StoreLostCommits)
    assert int(fault.facts["mark_sequence"]) > int(fault.facts["store_sequence"])


def test_a_store_that_went_another_way_since_its_mark_is_damage(lived_in: StoreFolder, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(lived_in.path, older)
    for folder, code in ((lived_in.path, "0603-017-01-000002-4"), (older, "0603-017-01-000003-6")):
        with sign_in(folder) as desk:
            begin(desk, code)
    lived_in.database.write_bytes(StoreFolder(older).database.read_bytes())

    assert fault_at_opening(lived_in).facts["finding"] == "another_history"


def test_a_crash_leaves_a_store_that_opens_with_everything(lived_in: StoreFolder, tmp_path: Path) -> None:
    crashed = left_by_a_crash(lived_in, tmp_path / "crashed")
    with sign_in(crashed.path) as desk:
        assert len(desk.surveys.events("0603-017-01-000002-4")) == 10
        assert desk.integrity_check() == ()


def test_a_lost_write_ahead_log_is_told(lived_in: StoreFolder, tmp_path: Path) -> None:
    crashed = left_by_a_crash(lived_in, tmp_path / "crashed")
    crashed.database.with_name("survey.db-wal").unlink()
    assert fault_at_opening(crashed).code == "store_lost_commits"


@pytest.mark.parametrize("cut", [0, 1, 4096, 20_000])
def test_a_cut_write_ahead_log_is_told(lived_in: StoreFolder, tmp_path: Path, cut: int) -> None:
    crashed = left_by_a_crash(lived_in, tmp_path / "crashed")
    log = crashed.database.with_name("survey.db-wal")
    log.write_bytes(log.read_bytes()[:cut])
    assert fault_at_opening(crashed).code == "store_lost_commits"


def test_a_flipped_byte_in_the_write_ahead_log_is_told(lived_in: StoreFolder, tmp_path: Path) -> None:
    crashed = left_by_a_crash(lived_in, tmp_path / "crashed")
    log = crashed.database.with_name("survey.db-wal")
    flip(log, log.stat().st_size // 2)
    assert isinstance(fault_at_opening(crashed), DamagedStore)


def test_a_mark_that_lags_behind_after_a_crash_is_fine_and_is_brought_up(lived_in: StoreFolder, tmp_path: Path) -> None:
    lagging = lived_in.mark.read_bytes()
    crashed = left_by_a_crash(lived_in, tmp_path / "crashed")
    crashed.mark.write_bytes(lagging)

    sign_in(crashed.path).close()

    assert crashed.mark.read_bytes() != lagging


def test_a_torn_cell_of_the_mark_is_fine_since_the_other_is_whole(lived_in: StoreFolder) -> None:
    with sign_in(lived_in.path) as desk:
        desk.audit.head()
    for cell in (0, 4096):
        content = bytearray(lived_in.mark.read_bytes())
        content[cell + 20] ^= 1
        torn = lived_in.path.with_name(f"torn{cell}")
        shutil.copytree(lived_in.path, torn)
        StoreFolder(torn).mark.write_bytes(content)
        sign_in(torn).close()


@pytest.mark.parametrize(
    ("harm", "finding"),
    [
        (lambda mark: mark.unlink(), "missing"),
        (lambda mark: mark.write_bytes(b""), "unreadable"),
        (lambda mark: mark.write_bytes(bytes(8192)), "unreadable"),
    ],
)
def test_a_mark_that_cannot_be_read_is_damage(
    lived_in: StoreFolder, harm: Callable[[Path], object], finding: str
) -> None:
    harm(lived_in.mark)
    assert fault_at_opening(lived_in).facts == {"part": "mark", "finding": finding}


def test_a_mark_forged_without_the_key_is_no_mark(lived_in: StoreFolder, tmp_path: Path) -> None:
    other = make(tmp_path / "other")
    shutil.copy(StoreFolder(other).mark, lived_in.mark)
    assert fault_at_opening(lived_in).facts["part"] == "mark"


@pytest.mark.parametrize("seed", range(8))
def test_a_flipped_byte_in_the_keys_falls_back_to_the_copy_and_says_so(lived_in: StoreFolder, seed: int) -> None:
    flip(lived_in.keys, random.Random(seed).randrange(lived_in.keys.stat().st_size))

    with sign_in(lived_in.path, SAIRA) as desk:
        assert [(notice.code, notice.facts["finding"]) for notice in desk.notices] == [("damaged_store", "fell_back")]


@pytest.mark.parametrize("keep", [0, 10, 500])
def test_cut_keys_fall_back_to_the_copy(lived_in: StoreFolder, keep: int) -> None:
    lived_in.keys.write_bytes(lived_in.keys.read_bytes()[:keep])
    sign_in(lived_in.path, SAIRA).close()


def test_both_files_of_keys_gone_or_spoilt_is_damage(lived_in: StoreFolder) -> None:
    lived_in.keys.write_bytes(b"{}")
    lived_in.keys_copy.write_bytes(b"[]")
    assert fault_at_opening(lived_in).facts == {"part": "keys", "finding": "unreadable"}
    lived_in.keys.unlink()
    lived_in.keys_copy.unlink()
    assert fault_at_opening(lived_in).facts == {"part": "keys", "finding": "missing"}


def test_keys_that_are_gone_are_read_from_the_copy(lived_in: StoreFolder) -> None:
    lived_in.keys.unlink()
    sign_in(lived_in.path).close()


def test_a_spoilt_file_never_pushes_out_the_good_one(lived_in: StoreFolder) -> None:
    flip(lived_in.keys, 300)
    with sign_in(lived_in.path, SAIRA) as desk:
        desk.officers.change_passphrase(SAIRA.passphrase, "another: river bed")

    assert {SAIRA.code, BILAL.code} <= read_keys(lived_in).slots.keys()
    lived_in.keys.write_bytes(b"")
    assert {SAIRA.code, BILAL.code} <= read_keys(lived_in).slots.keys()


def test_a_slot_moved_to_another_officer_does_not_open(lived_in: StoreFolder) -> None:
    read = json.loads(lived_in.keys.read_bytes())
    by_code = {slot["officer"]: slot for slot in read["slots"]}
    by_code[SAIRA.code].update({**by_code[BILAL.code], "officer": SAIRA.code})
    content = {name: value for name, value in read.items() if name != "sha256"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    lived_in.keys.write_text(json.dumps({**content, "sha256": hashlib.sha256(text.encode()).hexdigest()}))

    with pytest.raises(WrongPassphrase):
        sign_in(lived_in.path, type(SAIRA)(SAIRA.code, "", SAIRA.role, BILAL.passphrase))


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(lived_in: StoreFolder) -> None:
    with sign_in(lived_in.path) as desk:
        desk._book.database._connection.set_authorizer(None)
        desk._book.database.run(
            """
            INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
            VALUES ('enumerator', 'tenth_layout', '2035-01-01')
            """
        )
    before = lived_in.database.read_bytes()

    fault = fault_at_opening(lived_in)

    assert isinstance(fault, NewerStore)
    assert fault.facts == {"part": "database", "found": "tenth_layout"}
    assert lived_in.database.read_bytes() == before


def test_keys_of_a_newer_program_are_refused(lived_in: StoreFolder) -> None:
    content = {"format": 2, "generation": 9, "slots": []}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    lived_in.keys.write_text(json.dumps({**content, "sha256": hashlib.sha256(text.encode()).hexdigest()}))
    fault = fault_at_opening(lived_in)
    assert isinstance(fault, NewerStore)
    assert fault.facts == {"part": "keys", "found": 2}


def test_an_edited_answer_breaks_the_journal(lived_in: StoreFolder) -> None:
    with sign_in(lived_in.path) as desk:
        connection = desk._book.database._connection
        connection.set_authorizer(None)
        connection.execute("DROP TRIGGER answers_forbid_update")
        connection.execute("UPDATE answers SET new = 'forged' WHERE ref = '/data/q7'")

        (broken,) = desk.audit.broken_lines()

        assert [event.ref for event in desk.surveys.events(NUMBER) if event.sequence == broken] == ["/data/q7"]
        assert desk.integrity_check() == (f"journal: line {broken}",)


def test_an_edited_and_a_removed_line_break_the_journal(lived_in: StoreFolder) -> None:
    with sign_in(lived_in.path) as desk:
        connection = desk._book.database._connection
        connection.set_authorizer(None)
        connection.execute("DROP TRIGGER journal_forbid_update")
        connection.execute("DROP TRIGGER journal_forbid_delete")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE journal SET officer = '0603017-02' WHERE seq = 3")
        connection.execute("DELETE FROM journal WHERE seq = 9")

        assert desk.audit.broken_lines() == (3, 10)


def test_times_are_written_in_one_form(lived_in: StoreFolder) -> None:
    naive = Clock().now.replace(tzinfo=None)
    with pytest.raises(ValueError, match="offset"):
        from_naive = Clock()
        from_naive.now = naive
        sign_in(lived_in.path, BILAL, from_naive)
