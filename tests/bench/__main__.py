"""`python -m tests.bench [NAME …] [--runs N]`: runs the benches of that name, or all of them."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path

from tests.bench.bench import Bench, report, run
from tests.bench.forms.engines import ROOT, Household
from tests.bench.forms.report import as_json, growth_plot, lines, measure
from tests.bench.score import SCORE
from tests.bench.start import PLATFORM, START

BENCHES: tuple[Bench, ...] = (START, *SCORE)
FORMS = "forms"
LEAST_RUNS = 7
DATA, PEERS = "FORMS_BENCH_DATA", "FORMS_BENCH_PEERS"
"""What the environment may say of where the household's form and the reference engines' programs lie."""


def main() -> int:
    """Run and print; the last line is JSON."""
    by_name = {bench.name: bench for bench in BENCHES}
    words = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join((*by_name, FORMS))}; none for all")
    words.add_argument("--runs", type=int, default=LEAST_RUNS, help=f"of each, at least {LEAST_RUNS}; forms: as said")
    words.add_argument(
        "--forms-data", type=Path, default=_place(DATA) or ROOT.parent / "shared" / "data" / "forms-bench"
    )
    words.add_argument("--forms-peers", type=Path, default=_place(PEERS), help="folder of the reference engines")
    words.add_argument("--forms-plot", type=Path, help="where the plot of growth is to be drawn")
    wanted = words.parse_args()
    if unknown := [name for name in wanted.names if name not in (*by_name, FORMS)]:
        words.error(f"no bench of the name {', '.join(unknown)}")
    names = wanted.names or [*by_name, FORMS]
    chosen = [bench for name, bench in by_name.items() if name in names or name.partition("-")[0] in names]
    figures = [run(bench, max(wanted.runs, LEAST_RUNS)) for bench in chosen]
    *told, last = report(figures, python=platform.python_version(), windows=PLATFORM or "screen")
    found = json.loads(last)
    for line in told if figures else ():
        print(line)
    if FORMS in names:
        measured = measure(Household(wanted.forms_data), wanted.forms_peers, wanted.runs)
        for line in lines(measured):
            print(line)
        if wanted.forms_plot is not None:
            wanted.forms_plot.write_text(growth_plot(measured), encoding="utf-8")
        found[FORMS] = as_json(measured)
    print(json.dumps(found))
    return 0


def _place(variable: str) -> Path | None:
    return Path(os.environ[variable]) if os.environ.get(variable) else None


if __name__ == "__main__":
    sys.exit(main())
