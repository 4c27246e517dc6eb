"""What the program needs from the operating system: Debian's names for it, what is missing, and how it gets installed.

Looked for by the thing itself (a library in the loader's cache, a program on the path), never by a package's name: a
machine may have it from elsewhere, and asking the loader takes milliseconds where apt takes seconds.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing wanted from the system, and the Debian package that brings it."""

    package: str
    is_met: Callable[[], bool]


def library(package: str, soname: str) -> Need:
    """A shared library, known by the name under which the loader looks for it."""
    return Need(package, lambda: _is_loadable(soname))


def program(package: str, command: str) -> Need:
    """A program on the path."""
    return Need(package, lambda: shutil.which(command) is not None)


#: Lets Python make a virtual environment that has pip. Debian takes both modules out of its Python.
ENVIRONMENT = (
    Need(
        f"python{PYTHON}-venv",
        lambda: all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
    ),
)

#: What Qt's drawing and printing link to (`readelf -d` of PySide6 6.11), screen or no screen. The program brings its
#: own fonts; fontconfig only has to be there to read them.
DRAWING = (
    library("libegl1", "libEGL.so.1"),
    library("libgl1", "libGL.so.1"),
    library("libxkbcommon0", "libxkbcommon.so.0"),
    library("libx11-6", "libX11.so.6"),
    library("libdbus-1-3", "libdbus-1.so.3"),
    library("libfontconfig1", "libfontconfig.so.1"),
    library("libfreetype6", "libfreetype.so.6"),
    library("libglib2.0-0", "libglib-2.0.so.0"),
)

#: What Qt's xcb plugin needs beside that to open a window; without any one of them it aborts.
WINDOWS = (
    library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    library("libx11-xcb1", "libX11-xcb.so.1"),
    library("libxcb-cursor0", "libxcb-cursor.so.0"),
    library("libxcb-icccm4", "libxcb-icccm.so.4"),
    library("libxcb-image0", "libxcb-image.so.0"),
    library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    library("libxcb-randr0", "libxcb-randr.so.0"),
    library("libxcb-render-util0", "libxcb-render-util.so.0"),
    library("libxcb-shape0", "libxcb-shape.so.0"),
    library("libxcb-sync1", "libxcb-sync.so.1"),
    library("libxcb-xfixes0", "libxcb-xfixes.so.0"),
    library("libxcb-xkb1", "libxcb-xkb.so.1"),
)

#: PyInstaller reads libraries with objdump and carries Python's own shared library along.
FREEZING = (
    program("binutils", "objdump"),
    Need(f"libpython{PYTHON}", lambda: not _is_debians_python() or _is_loadable(f"libpython{PYTHON}.so.1.0")),
)

#: The tests read printed slips back, and work the windows on a screen of their own, with a window manager, by keys.
TESTING = (
    program("poppler-utils", "pdftotext"),
    program("xvfb", "Xvfb"),
    program("openbox", "openbox"),
    program("x11-xkb-utils", "setxkbmap"),
    program("xdotool", "xdotool"),
)


def missing_packages(needs: Iterable[Need]) -> list[str]:
    """Debian's names of what is not there, in the order of the tables; empty where nobody can tell (not Linux)."""
    if sys.platform != "linux":
        return []
    return [need.package for need in needs if not need.is_met()]


def installation(packages: list[str]) -> list[list[str]]:
    """Spell out the commands that install the packages, for this person: with sudo unless they are root."""
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    return [
        [*prefix, "apt-get", "update"],
        [*prefix, "apt-get", "install", "-y", "--no-install-recommends", *packages],
    ]


def can_install() -> bool:
    """Whether this machine has apt, and this person a way to use it."""
    return shutil.which("apt-get") is not None and (os.geteuid() == 0 or shutil.which("sudo") is not None)


def install(packages: list[str]) -> None:
    """Let apt install the packages; it says itself what it could not do, and the needs tell what is missing still."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in installation(packages):  # a list that cannot be refreshed need not keep a package from being there
        subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
    _loadable_libraries.cache_clear()
    importlib.invalidate_caches()


def _is_loadable(soname: str) -> bool:
    """Whether the loader knows the library; a machine whose loader keeps no list is given the benefit of the doubt."""
    known = _loadable_libraries()
    return not known or soname in known


@cache
def _loadable_libraries() -> frozenset[str]:
    ldconfig = shutil.which("ldconfig", path=os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin")))
    if ldconfig is None:
        return frozenset()
    listing = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False).stdout
    return frozenset(line.split(maxsplit=1)[0] for line in listing.splitlines() if "=>" in line)


def _is_debians_python() -> bool:
    return sys.base_prefix == "/usr" and Path("/etc/debian_version").exists()
