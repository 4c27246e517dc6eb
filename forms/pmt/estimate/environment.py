"""The estimate's own environment: made once from the lock beside this file, in a cache folder, and used ever after."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "requirements.txt"

#: One processor and one order of sums: two runs give the same bytes.
ALONE = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}


def run_inside(python: Path, words: list[str]) -> int:
    """Do the work with the environment's Python, and give its exit code.

    The package is found by itself, as `estimate`: the program around it has libraries that this environment lacks.
    """
    settings = (
        os.environ | ALONE | {"PYTHONPATH": str(HERE.parent), "MPLCONFIGDIR": str(python.parent.parent / "drawing")}
    )
    command = [str(python), "-P", "-m", "estimate.work", *words]
    return subprocess.run(command, env=settings, check=False).returncode  # noqa: S603 - our own words and paths


def prepared(folder: Path | None) -> Path:
    """Give the environment's Python; make the environment first if it is not there or not whole.

    Raises:
        subprocess.CalledProcessError: pip could not install what the lock names; it has said why.
    """
    key = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:16]
    place = (folder or cache_folder()) / key
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    whole = place / "whole"
    if not whole.exists():
        print(f"Making the estimate's environment in {place}", flush=True)
        venv.EnvBuilder(with_pip=True, clear=True).create(place)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        locked = ["--require-hashes", "--only-binary=:all:", "--requirement", str(LOCK)]
        subprocess.run([*install, *locked], check=True)  # noqa: S603 - our own words and paths
        whole.touch()
    return python


def cache_folder() -> Path:
    """Where this machine keeps what can be made again."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "pser-estimate"
