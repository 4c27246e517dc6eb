"""A child process on a small disk that fills up: `python -m tests.enumerator.store.filling DIR`, DIR on that disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from enumerator.errors import DiskFull
from enumerator.store import Desk
from tests.enumerator.store.centre import BILAL, NUMBER, SAIRA, begin, make, sign_in


def main(disk: Path) -> None:
    """Fill the disk, be told, lose nothing, go on when there is room again."""
    store = make(disk / "store")
    ballast = disk / "ballast"
    ballast.write_bytes(os.urandom(300_000))
    desk = sign_in(store, BILAL)
    begin(desk)
    saved = 0
    try:
        while True:
            save(desk, saved)
            saved += 1
    except DiskFull:
        assert saved > 0
    assert [event.new for event in desk.surveys.events(NUMBER)] == [str(count) for count in range(saved)]

    ballast.unlink()
    save(desk, saved)
    desk.close()
    with sign_in(store, SAIRA) as desk:
        assert len(desk.surveys.events(NUMBER)) == saved + 1
        assert desk.integrity_check() == ()
    sys.stdout.write(f"saved {saved}\n")


def save(desk: Desk, count: int) -> None:
    """One answer with an interview that does not compress."""
    desk.surveys.save_answer(NUMBER, "/data/q", "", str(count), "", os.urandom(20_000), "/data/q")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
