"""`python -m tests.differential --peers FOLDER`: random households on our engine and on the reference engines.

The folder holds the programs of the reference engines: JrServer.class with ODK_Validate.jar, wf-server.mjs with its
node_modules. The run fails when a difference has no rule; its fewest deeds are printed. With --write the result page
is drawn anew. The last line is JSON.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from forms.edition import load_edition
from forms.xlsform import compile_sheets
from tests.differential.deeds import Deed, Drawer, so_many
from tests.differential.engines import PEERS, ROOT, Engine, pair
from tests.differential.page import Figures, drawn
from tests.differential.playing import Course, Household, again, fewest
from tests.differential.rules import RULES

PAGE = ROOT / "forms" / "DIFFERENCES.md"
EDITION = "pser/2025"
IN_ONE_PROCESS = 20  # households: Web Forms lets go of none before it ends, and takes 35 MB for each


def main(words: Sequence[str]) -> int:
    """Play, print, and draw the page if asked."""
    wanted = _wanted(words)
    with ThreadPoolExecutor() as pool:  # each engine in its own processes: what waits here is the reading of replies
        played = list(pool.map(lambda name: _played(name, wanted), wanted.engine or PEERS))
    for total, failure in played:
        print(f"{total.engine}: {total.households} households, {total.deeds} deeds, {total.nodes} nodes compared")
        for rule, times in total.by_rule.most_common():
            print(f"  {times:6}  {rule}")
        for line in ("no rule explains what differs:", *failure) if failure else ():
            print(f"  {line}")
    failed = any(failure for _, failure in played)
    if wanted.write and not failed:
        PAGE.write_text(drawn([total for total, _ in played], RULES, wanted.seed), encoding="utf-8")
    print(json.dumps({total.engine: total.as_json() for total, _ in played}))
    return int(failed)


def _wanted(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    parser.add_argument("--peers", type=Path, required=True, help="folder of the reference engines")
    parser.add_argument("--engine", choices=PEERS, action="append", help="one of them; both if not said")
    parser.add_argument("--households", type=int, default=200)
    parser.add_argument("--deeds", type=int, default=40, help="in each household")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help=f"draw {PAGE.name} anew")
    wanted = parser.parse_args(words)
    if wanted.write and wanted.engine and set(wanted.engine) != set(PEERS):
        parser.error("the page tells of both engines")
    return wanted


def _played(name: str, wanted: argparse.Namespace) -> tuple[Figures, list[str]]:
    """What the households came to; and, if one fails, which, with the fewest deeds that show it."""
    definition, total = load_edition(EDITION).definition, Figures(name)
    form = compile_sheets(ROOT / "forms" / EDITION)
    for begun in range(0, wanted.households, IN_ONE_PROCESS):
        with pair(name, wanted.peers, form) as (ours, theirs):
            for number in range(begun, min(begun + IN_ONE_PROCESS, wanted.households)):
                drawer = Drawer.of(definition, f"{wanted.seed}/{number}", dt.date.today())
                course = Household(ours, theirs, definition, RULES).play(so_many(wanted.deeds, drawer))
                total = total.with_course(course)
                if course.unexplained:
                    return total, [f"household {number} of seed {wanted.seed}", *told(course, ours, theirs)]
    return total, []


def told(course: Course, ours: Engine, theirs: Engine) -> Iterator[str]:
    """A household that failed: the fewest deeds that show it, and what then differs."""
    definition = load_edition(EDITION).definition
    places = {(each.matter, each.ref) for each in course.unexplained}

    def played(deeds: Sequence[Deed]) -> Course:
        return Household(ours, theirs, definition, RULES).play(again(deeds))

    def fails(deeds: Sequence[Deed]) -> bool:
        return not places.isdisjoint((each.matter, each.ref) for each in played(deeds).unexplained)

    shortest = played(fewest(course.deeds, fails))
    yield from map(str, shortest.deeds)
    yield from (f"→ {difference}" for difference in shortest.unexplained)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
