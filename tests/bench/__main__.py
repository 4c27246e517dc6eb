"""`python -m tests.bench [NAME …] [--runs N]`: runs the benches of that name, or all of them."""

from __future__ import annotations

import argparse
import platform
import sys

from tests.bench.bench import Bench, report, run
from tests.bench.start import PLATFORM, START

BENCHES: tuple[Bench, ...] = (START,)
LEAST_RUNS = 7


def main() -> int:
    """Run and print; the last line is JSON."""
    by_name = {bench.name: bench for bench in BENCHES}
    words = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(by_name)}; none for all")
    words.add_argument("--runs", type=int, default=LEAST_RUNS, help=f"of each, at least {LEAST_RUNS}")
    wanted = words.parse_args()
    if unknown := [name for name in wanted.names if name not in by_name]:
        words.error(f"no bench of the name {', '.join(unknown)}")
    chosen = [by_name[name] for name in wanted.names] or list(BENCHES)
    figures = [run(bench, max(wanted.runs, LEAST_RUNS)) for bench in chosen]
    for line in report(figures, python=platform.python_version(), windows=PLATFORM or "screen"):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
