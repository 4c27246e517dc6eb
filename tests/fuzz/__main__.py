"""`python -m tests.fuzz KIND [--minutes N]`: looks for an input that the engine neither takes nor refuses in words."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

KINDS = ("grammar", "xform", "interview")
WITHOUT = (
    "atheris, the fuzzer, is not installed, and stands in no lock: it is needed for this alone and exists for Linux "
    "only. Install it with `{python} -m pip install atheris`."
)
SLOWEST, LARGEST = 20, 20_000  # seconds for one input; bytes of one


def main() -> int:
    """Fuzz until the time is over (0) or an input is found (not 0; its traceback and bytes are told)."""
    words = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    words.add_argument("kind", choices=KINDS)
    words.add_argument("--minutes", type=float, default=5)
    wanted = words.parse_args()
    if find_spec("atheris") is None:
        print(WITHOUT.format(python=sys.executable), file=sys.stderr)
        return 2
    atheris = importlib.import_module("atheris")  # by name: the type checker need not have it
    with atheris.instrument_imports(include=["forms"]):
        from tests.fuzz.targets import TARGETS
    target = TARGETS[wanted.kind]
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    corpus, known = folder / "corpus", folder / "words"
    corpus.mkdir()
    for place, seed in enumerate(target.seeds):
        (corpus / str(place)).write_bytes(seed)
    known.write_text("".join(f"{_quoted(word)}\n" for word in target.words), "utf-8")
    limits = [
        f"-max_total_time={wanted.minutes * 60:.0f}",
        f"-timeout={SLOWEST}",
        f"-max_len={LARGEST}",
        "-len_control=0",
    ]
    places = [*([f"-dict={known}"] if target.words else []), f"-artifact_prefix={folder}/", str(corpus)]
    atheris.Setup([sys.argv[0], *limits, *places], target.run)
    atheris.Fuzz()
    return 0


def _quoted(word: str) -> str:
    """A word as libFuzzer's dictionaries write it."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"'


if __name__ == "__main__":
    sys.exit(main())
