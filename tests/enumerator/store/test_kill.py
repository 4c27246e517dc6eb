from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.enumerator.store.centre import BILAL, NUMBER, begin, make, sign_in

ROUNDS = 8
HOUSE = Path(__file__).parents[3]


def killed_after(store: Path, seconds: float) -> list[int]:
    """Let the child save answers, kill it; which answers it had said to be saved."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.enumerator.store.saving", str(store)], stdout=subprocess.PIPE, cwd=HOUSE
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    rest = child.stdout.read()
    child.stdout.close()
    child.wait()
    return [int(line) for line in (first + rest).splitlines()]


def test_every_acknowledged_answer_outlives_a_kill_at_any_moment(tmp_path: Path) -> None:
    moments = random.Random(2025)
    store = make(tmp_path / "store")
    with sign_in(store, BILAL) as desk:
        begin(desk)
    for _ in range(ROUNDS):
        acknowledged = killed_after(store, moments.uniform(0.0, 0.4))

        with sign_in(store, BILAL) as desk:
            kept = [int(event.new) for event in desk.surveys.events(NUMBER)]
            draft = desk.surveys.draft(NUMBER)
            assert desk.integrity_check() == ()

        assert kept == list(range(len(kept)))
        assert acknowledged[-1] <= kept[-1] <= acknowledged[-1] + 1
        assert draft.saved.rstrip() == f"<draft>{kept[-1]}</draft>".encode()
        assert draft.at_ref == f"/data/q{kept[-1]}"
