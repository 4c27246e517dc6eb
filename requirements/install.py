"""Set the program up on this machine: system packages, a virtual environment, the locked dependencies, the project.

Standard library only, since it runs before anything is installed; `run` and `check` call it first. What is done already
is known by a stamp that is written last, so a second start takes no time, and a set-up that was interrupted is found
unfinished and made anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import system

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)

#: A lock holds all that the locks named after it hold (requirements/lock.py; tests/test_house.py compares them).
COVERS: dict[str, tuple[str, ...]] = {
    "runtime": (),
    "registry": ("runtime",),
    "build": ("runtime",),
    "dev": ("registry", "build", "runtime"),
}


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a set-up is for decides what it needs."""

    lock: str
    system: tuple[system.Need, ...]


PURPOSES: dict[str, Purpose] = {
    "headless": Purpose("registry", system.DRAWING),
    "windows": Purpose("registry", system.DRAWING + system.WINDOWS),
    "build": Purpose("build", system.DRAWING + system.WINDOWS + system.FREEZING),
    "check": Purpose("dev", system.DRAWING + system.WINDOWS + system.FREEZING + system.TESTING),
}


class SetupFault(Exception):
    """Set-up cannot go on; the message tells the person what to do."""


class Environment:
    """The project's own virtual environment, and what is known to be installed in it."""

    def __init__(self, root: Path, *, on_windows: bool = os.name == "nt") -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if on_windows else "bin/python")
        self.stamp = self.folder / "installed.json"
        self.unfinished = self.folder / "unfinished"

    def installed(self) -> dict[str, str]:
        """Read the stamp: each lock, and the project itself, by the hash of its file when it was installed."""
        if self.is_broken() or not self.stamp.exists():
            return {}
        stamp: dict[str, str] = json.loads(self.stamp.read_text("utf-8"))
        return stamp

    def is_broken(self) -> bool:
        """Whether the environment was left half made, moved elsewhere, or made for another Python."""
        if self.unfinished.exists() or not self.python.exists():
            return True
        settings = (self.folder / "pyvenv.cfg").read_text("utf-8").splitlines()
        version = next((line.partition("=")[2].strip() for line in settings if line.startswith("version")), "")
        if not version.startswith(f"{system.PYTHON}."):
            return True
        return self.stamp.exists() and json.loads(self.stamp.read_text("utf-8")).get("root") != str(self.root)

    def make(self) -> None:
        """Make the environment from nothing."""
        say(f"making .venv with Python {system.PYTHON}")
        if self.folder.exists():
            self._remove()
        self.folder.mkdir()
        self.unfinished.touch()
        # The interpreter below this one: this script may itself run in the environment that it replaces.
        base = getattr(sys, "_base_executable", sys.executable)
        call([base, "-m", "venv", str(self.folder)], "Python could not make a virtual environment")

    def _remove(self) -> None:
        """Windows lets nobody delete a program that runs: the person is told which one, instead of a traceback."""
        try:
            shutil.rmtree(self.folder)
        except OSError as fault:
            raise SetupFault(
                f"the folder {self.folder} is to be made anew and cannot be removed ({fault.strerror}). "
                "Close the program if it is open, delete the folder, and start again."
            ) from fault

    def install(self, *options: str) -> None:
        """Let pip install into the environment; progress is shown to a person, not to a log."""
        quiet = () if sys.stderr.isatty() else ("--quiet",)
        pip = [str(self.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *quiet]
        call([*pip, *options], "pip could not install what the program needs (is there a way to the package index?)")

    def finish(self, installed: dict[str, str]) -> None:
        """Write down what is installed. Written last, and whole: until then the set-up counts as unfinished."""
        fresh = self.stamp.with_suffix(".new")
        fresh.write_text(json.dumps(installed | {"root": str(self.root)}, indent=1), "utf-8")
        fresh.replace(self.stamp)
        self.unfinished.unlink(missing_ok=True)


def main() -> int:
    """Set up for one purpose and say in plain words what is being done; nothing is said when nothing is to do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--for", dest="purpose", choices=PURPOSES, default="headless")
    parser.add_argument("--yes", action="store_true", help="install missing system packages without asking")
    arguments = parser.parse_args()
    try:
        refuse_other_pythons()
        set_up(PURPOSES[arguments.purpose], may_install=arguments.yes or os.environ.get("CI") == "true")
    except SetupFault as fault:
        print(f"Set-up stopped: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSet-up stopped by you. The next start takes it up again.", file=sys.stderr)
        return 130
    return 0


def refuse_other_pythons() -> None:
    """Stop unless this Python is one that the locks were made for."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetupFault(
            f"this is Python {system.PYTHON}, and the program needs Python {OLDEST[0]}.{OLDEST[1]} to "
            f"{NEWEST[0]}.{NEWEST[1]}. Install one of these beside it; ./run (on Windows run.ps1) finds it by itself."
        )


def set_up(purpose: Purpose, *, may_install: bool) -> None:
    """Bring the machine to what the purpose needs, doing only what is not done yet."""
    environment = Environment(ROOT)
    lacking = provide_system_packages(environment, purpose, may_install=may_install)
    provide_python_packages(environment, purpose.lock)
    if lacking and not can_draw(environment):
        raise SetupFault(f"Qt cannot start without {', '.join(lacking)}.\n{how_to_install(lacking)}")


def provide_system_packages(environment: Environment, purpose: Purpose, *, may_install: bool) -> list[str]:
    """Install what the system lacks, or say how; returns what it lacks still."""
    wanted = purpose.system if not environment.is_broken() else system.ENVIRONMENT + purpose.system
    lacking = system.missing_packages(wanted)
    if not lacking:
        return []
    if system.can_install() and (may_install or consents(lacking)):
        say(f"installing system packages: {' '.join(lacking)}")
        system.install(lacking)
        lacking = system.missing_packages(wanted)
    if lacking:
        say(f"still missing on this system: {' '.join(lacking)}\n{how_to_install(lacking)}")
    return lacking


def provide_python_packages(environment: Environment, lock: str) -> None:
    """Install the lock and the project, unless the stamp says that these very files were installed."""
    hashes = {name: content_hash(ROOT / "requirements" / f"{name}.txt") for name in (lock, *COVERS[lock])}
    project = {"project": content_hash(ROOT / "pyproject.toml")}
    installed = environment.installed()
    if (hashes | project).items() <= installed.items():
        return
    if environment.is_broken():
        say("setting up; the first time takes some minutes and about 200 MB of downloads")
        environment.make()
    environment.unfinished.touch()
    if installed.get(lock) != hashes[lock]:
        say(f"installing the packages of requirements/{lock}.txt, each checked by its hash")
        packages = str(ROOT / "requirements" / f"{lock}.txt")
        environment.install("--require-hashes", "--only-binary=:all:", "--requirement", packages)
    say("installing the program itself")
    environment.install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    environment.finish(installed | hashes | project)
    say("set-up is done")


def can_draw(environment: Environment) -> bool:
    """Ask Qt itself: a library may be found where the system's own list does not name it."""
    question = "from PySide6 import QtPrintSupport, QtWidgets"
    answer = subprocess.run([str(environment.python), "-c", question], capture_output=True, check=False)
    return answer.returncode == 0


def consents(packages: list[str]) -> bool:
    """Ask the person at the terminal; without one the answer is no."""
    if not sys.stdin.isatty():
        return False
    print(f"The program needs these packages of the system: {' '.join(packages)}", file=sys.stderr)
    print("Install them now? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def how_to_install(packages: list[str]) -> str:
    """The one command that a person can type or hand to whoever may."""
    if shutil.which("apt-get") is None:
        return "Install the packages of these (Debian) names, by the names that your system has for them."
    return "To install them:\n  " + " && ".join(shlex.join(command) for command in system.installation(packages))


def content_hash(file: Path) -> str:
    """The SHA-256 of a file, as the stamp keeps it."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def call(command: list[str], complaint: str) -> None:
    """Run a step to its end, its output beside our own; raise the complaint when it fails."""
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}  # setuptools explains at length what --editable means
    if subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode != 0:
        raise SetupFault(f"{complaint}. (The step was: {shlex.join(command)})")


def say(what: str) -> None:
    """One line of progress; on standard error, so that a command's own output stays clean."""
    print(f"· {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
