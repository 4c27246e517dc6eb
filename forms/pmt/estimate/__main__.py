"""Build the pack `punjab-2015` and its report: `python -m forms.pmt.estimate --data FOLDER --out FOLDER`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from .environment import prepared, run_inside

FILES = ("households.csv.gz", "members.csv.gz")
WHERE_FROM = """\
No data: {missing} is not there.
The pack is estimated from 7,872 Punjab households of the Pakistan Social and Living Standards Measurement / HIES
2015-16 by the Pakistan Bureau of Statistics, as carried by the R package PSLM2015 0.2.0 (GPL-2). They are not part of
this project. Give with --data the folder that holds {files};
forms/pmt/estimate/README.md says what stands in them."""


def main() -> int:
    """Find the data, prepare the environment, do the work there."""
    parser = argparse.ArgumentParser(prog="python -m forms.pmt.estimate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with " + " and ".join(FILES))
    parser.add_argument("--out", type=Path, required=True, help="the folder for punjab-2015.json and report.html")
    parser.add_argument("--environment", type=Path, help="where to keep the environment; by default the user's cache")
    parser.add_argument("--scores", type=Path, help="also list every household of the data with its score, as CSV")
    words = parser.parse_args()
    missing = [words.data / name for name in FILES if not (words.data / name).is_file()]
    if missing:
        print(WHERE_FROM.format(missing=missing[0], files=" and ".join(FILES)), file=sys.stderr)
        return 2
    try:
        python = prepared(words.environment)
    except subprocess.CalledProcessError as fault:
        print("The environment could not be made: pip ended with", fault.returncode, file=sys.stderr)
        return 3
    words.out.mkdir(parents=True, exist_ok=True)
    paths = [words.data, words.out, *([words.scores] if words.scores else [])]
    return run_inside(python, [str(path.resolve()) for path in paths])


if __name__ == "__main__":
    sys.exit(main())
