"""Setting the program up: what counts as done, and what is made anew."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import system
from install import COVERS, PURPOSES, Environment

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """An environment as a finished set-up leaves it, but for the packages."""
    made = Environment(tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    (made.folder / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {system.PYTHON}.2\n", "utf-8")
    made.unfinished.touch()
    made.finish({"registry": "0f"})
    return made


def test_a_finished_set_up_is_known_by_its_stamp(environment: Environment) -> None:
    assert not environment.is_broken()
    assert environment.installed()["registry"] == "0f"


def test_an_interrupted_set_up_is_made_anew(environment: Environment) -> None:
    environment.unfinished.touch()
    assert environment.is_broken()
    assert environment.installed() == {}


def test_a_project_moved_to_another_folder_is_set_up_anew(environment: Environment, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(environment.folder, elsewhere / ".venv")
    assert Environment(elsewhere).is_broken()


def test_an_environment_of_another_python_is_made_anew(environment: Environment) -> None:
    (environment.folder / "pyvenv.cfg").write_text("version = 3.9.1\n", "utf-8")
    assert environment.is_broken()


def test_an_environment_made_by_hand_is_kept_and_filled(environment: Environment) -> None:
    environment.stamp.unlink()
    assert not environment.is_broken()
    assert environment.installed() == {}


def test_every_purpose_has_a_lock_and_every_lock_a_file() -> None:
    assert {purpose.lock for purpose in PURPOSES.values()} <= set(COVERS)
    assert all((ROOT / "requirements" / f"{lock}.txt").exists() for lock in COVERS)


def test_a_missing_library_is_named_by_its_package() -> None:
    needs = [system.library("libnever1", "libnever.so.1"), system.program("dash", "sh")]
    assert system.missing_packages(needs) == ["libnever1"]


def test_a_machine_without_a_fitting_python_is_told_what_to_do(tmp_path: Path) -> None:
    for command in ("bash", "dirname", "id"):
        (tmp_path / command).symlink_to(shutil.which(command) or pytest.fail(f"no {command}"))
    shutil.copy(ROOT / "run", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | {"PATH": str(tmp_path)}
    result = subprocess.run(
        [tmp_path / "bash", tmp_path / "run", "--headless"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "No Python from 3.11 to 3.13 was found" in result.stderr
