"""A child process that saves answers for ever and says so after each: `python -m tests.enumerator.store.saving DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.enumerator.store.centre import BILAL, NUMBER, sign_in


def main(folder: Path) -> None:
    """Save, then speak."""
    desk = sign_in(folder, BILAL)
    count = len(desk.surveys.events(NUMBER))
    while True:
        draft = f"<draft>{count}</draft>".encode() + b" " * 8000
        desk.surveys.save_answer(NUMBER, "/data/q", "", str(count), "", draft, f"/data/q{count}")
        if count % 50 == 49:
            desk.checkpoint()
        sys.stdout.write(f"{count}\n")
        sys.stdout.flush()
        count += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
