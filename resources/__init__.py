"""Looks and wording: fonts, icons, translations, the slip.

Everything is opened through ``importlib.resources``, so that a checkout, an installed wheel and the frozen
program find the same files.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["font_files", "path", "read_text"]


def path(name: str) -> Traversable:
    """Find one resource by its name inside this package, such as ``fonts/OFL.txt``.

    Raises:
        FileNotFoundError: the program was shipped without it.
    """
    found = files(__name__).joinpath(*name.split("/"))
    if not (found.is_file() or found.is_dir()):
        raise FileNotFoundError(f"resource {name} was not shipped with the program")
    return found


def read_text(name: str) -> str:
    """Read one UTF-8 text resource whole."""
    return path(name).read_text(encoding="utf-8")


def font_files() -> tuple[Traversable, ...]:
    """List the bundled TrueType files, in order of their names."""
    return tuple(sorted((f for f in path("fonts").iterdir() if f.name.endswith(".ttf")), key=lambda f: f.name))
