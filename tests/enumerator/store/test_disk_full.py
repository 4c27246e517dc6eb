from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from enumerator.errors import DiskFull
from tests.enumerator.store.centre import BILAL, NUMBER, begin, make, sign_in

HOUSE = Path(__file__).parents[3]
SMALL_DISK = 'mount -t tmpfs -o size=1500k none "$1" && exec "$2" -m tests.enumerator.store.filling "$1"'


def may_mount() -> bool:
    """Whether this system lets an ordinary process have mounts of its own."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="needs a mount of its own (unshare -rm)")
def test_a_full_disk_is_named_loses_nothing_and_the_desk_goes_on_when_there_is_room(tmp_path: Path) -> None:
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", SMALL_DISK, "sh", str(tmp_path), sys.executable],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("saved ")


def test_a_database_that_may_not_grow_is_a_full_disk(tmp_path: Path) -> None:
    """The same by SQLite's own limit, for systems where no small disk can be had."""
    with sign_in(make(tmp_path / "store"), BILAL) as desk:
        begin(desk)
        connection = desk._book.database._connection
        connection.set_authorizer(None)
        connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(DiskFull):
            desk.surveys.save_answer(NUMBER, "/data/q", "", "1", "", os.urandom(100_000), "/data/q")
        connection.execute("PRAGMA max_page_count = 1000000")
        assert desk.surveys.events(NUMBER) == ()
        desk.surveys.save_answer(NUMBER, "/data/q", "", "1", "", b"<draft/>", "/data/q")
