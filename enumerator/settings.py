"""Where this machine keeps things, unless it is told otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def store_folder(chosen: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Find the folder of the desk's store: the one named, else PSER_STORE, else the program's own data folder."""
    named = chosen or environment.get("PSER_STORE")
    return Path(named) if named else _data_folder(environment) / "pser-enumerator" / "desk"


def _data_folder(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environment.get("PROGRAMDATA", "C:/ProgramData"))
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
