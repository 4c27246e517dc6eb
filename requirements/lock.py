"""Compile the locks of this folder anew from pyproject.toml, their only source.

Run it after a change of a dependency: `.venv/bin/python requirements/lock.py`, or with `--upgrade` to take the newest
releases that pyproject.toml admits. The locks are universal (markers for every platform and for Python 3.11 to 3.13)
and carry a hash for every published file, but no index address: each machine asks the index that it is set up with.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent

#: What each lock holds beside the project's own dependencies. The widest comes first and constrains the others, so that
#: any two locks can be installed together.
LOCKS: dict[str, tuple[str, ...]] = {
    "dev": ("--extra=registry", "--group=backend", "--group=build", "--group=dev"),
    "build": ("--group=backend", "--group=build"),
    "registry": ("--extra=registry", "--group=backend"),
    "runtime": ("--group=backend",),
}

OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--python-version=3.11",
    "--no-config",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--annotation-style=line",
    "--quiet",
)

#: Settings that would make the lock depend on the machine it was made on.
MACHINE_SETTINGS = ("UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_CONSTRAINT", "UV_OVERRIDE")


def main() -> int:
    """Write every lock; the first failure ends it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", action="store_true", help="take the newest releases that pyproject.toml admits")
    upgrade = ("--upgrade",) if parser.parse_args().upgrade else ()
    for name, contents in LOCKS.items():
        print(f"requirements/{name}.txt", flush=True)
        constraint = () if name == "dev" else ("--constraint=requirements/dev.txt",)
        if not compile_lock(name, (*contents, *constraint, *upgrade)):
            return 1
    return 0


def compile_lock(name: str, options: tuple[str, ...]) -> bool:
    """Compile one lock with uv, from the project's folder so that its remarks name no path of this machine."""
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml"),
        *OPTIONS,
        *options,
        f"--output-file=requirements/{name}.txt",
    ]
    environment = {key: value for key, value in os.environ.items() if key not in MACHINE_SETTINGS}
    return subprocess.run(command, cwd=FOLDER.parent, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
