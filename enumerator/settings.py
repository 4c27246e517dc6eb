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


def trial_folder(chosen: str | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Find the folder of the trial centre: the one named, else beside where the desk's store would be."""
    return Path(chosen) if chosen else _data_folder(environment) / "pser-enumerator" / "trial"


def registry_address(chosen: str | None, environment: Mapping[str, str] = os.environ) -> str | None:
    """Find the registry's address: the one named, else PSER_REGISTRY, else nobody knows it."""
    return chosen or environment.get("PSER_REGISTRY") or None


def notes_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Find the folder for the technician's notes about bugs; they hold no personal data."""
    return _data_folder(environment) / "pser-enumerator" / "notes"


def compiled_forms_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Find the folder of compiled questionnaires: this account's own cache, which no other account can write to.

    The data folder would not do: on Windows every account may put files there.
    """
    return _cache_folder(environment) / "pser-enumerator" / "forms"


def _cache_folder(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _data_folder(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environment.get("PROGRAMDATA", "C:/ProgramData"))
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
