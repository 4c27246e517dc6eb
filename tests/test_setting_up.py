"""Setting the program up: what counts as done, and what is made anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import system
from install import COVERS, NEWEST, OLDEST, PURPOSES, Environment, SetupFault

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


def test_on_windows_the_environment_has_its_python_where_windows_puts_it(tmp_path: Path) -> None:
    assert Environment(tmp_path, on_windows=True).python == tmp_path / ".venv" / "Scripts" / "python.exe"
    assert Environment(tmp_path, on_windows=False).python == tmp_path / ".venv" / "bin" / "python"


def test_on_windows_a_finished_set_up_is_known_too_and_no_debian_package_is_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Environment(tmp_path, on_windows=True)
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    (made.folder / "pyvenv.cfg").write_text(f"version = {system.PYTHON}.2\n", "utf-8")
    made.unfinished.touch()
    made.finish({"dev": "0f"})
    monkeypatch.setattr(sys, "platform", "win32")
    assert made.installed()["dev"] == "0f"
    assert all(system.missing_packages(purpose.system) == [] for purpose in PURPOSES.values())


def test_an_environment_that_cannot_be_removed_is_told_in_words(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_folder: Path) -> None:
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(shutil, "rmtree", held)
    with pytest.raises(SetupFault, match="Close the program if it is open"):
        environment.make()


# --- what `run` and `check` call, and what run.ps1 and check.ps1 call


def script(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code(name: str) -> str:
    """A script without its comments."""
    return "\n".join(line for line in script(name).splitlines() if not line.lstrip().startswith("#"))


def usage(name: str) -> list[list[str]]:
    """The ways to call a script that its head names, each as its words and what it says."""
    head = [line for line in script(name).splitlines() if line.startswith("#   ")]
    started = {"run": "./run", "run.ps1": "powershell -ExecutionPolicy Bypass -File run.ps1"}[name]
    return [line.removeprefix("#   ").removeprefix(started).split() for line in head]


def plainly(command: str) -> list[str]:
    """The words of a call of either shell, without what only one of them writes."""
    for marks in ('"', "'", "&", "$tools\\", "$tools/", ".exe", ".\\", "./", ".ps1"):
        command = command.replace(marks, "")
    return command.split()


def steps(name: str) -> list[tuple[str, list[str]]]:
    """The steps of a check, each with its name and what it calls; functions of the script are opened by other tests."""
    bash = re.findall(r'^step "(.+?)" (.+)$', script(name), re.MULTILINE)
    powershell = re.findall(r"""^    Step (?:'(.+?)'|"(.+?)") \{ (.+) \}$""", script(name), re.MULTILINE)
    return [(said, plainly(command)) for said, command in bash] or [
        (one or other, plainly(command)) for one, other, command in powershell
    ]


@pytest.mark.parametrize("name", ["run.ps1", "check.ps1", "requirements/python.ps1"])
def test_a_script_for_windows_is_ascii_since_its_old_shell_reads_it_in_any_code_page(name: str) -> None:
    assert script(name).isascii()
    assert "&&" not in script(name), "Windows PowerShell 5.1 has no such operator"


def test_both_ways_to_run_say_the_same_usage_and_know_the_same_words() -> None:
    assert usage("run") == usage("run.ps1")
    assert len(usage("run")) == 3
    assert set(re.findall(r"^ *'?(--\w+)'?\)? ", code("run"), re.MULTILINE)) == {"--headless", "--yes"}
    assert set(re.findall(r"^ *'?(--\w+)'?\)? ", code("run.ps1"), re.MULTILINE)) == {"--headless", "--yes"}


def test_both_ways_to_run_set_up_for_the_same_purposes_and_start_the_same_commands() -> None:
    purposes = re.findall(r"purpose ?= ?'?(\w+)'?", code("run.ps1"))
    assert re.findall(r"purpose=(\w+)", code("run")) == purposes
    assert set(purposes) <= set(PURPOSES)
    calls = [plainly(call)[1:] for call in re.findall(r'exec ("\$enumerator".*)', code("run"))]
    windows = [plainly(call)[1:] for call in re.findall(r"& (\$enumerator.*)", code("run.ps1"))]
    assert [[word.replace("${words[@]}", "@words") for word in call] for call in calls] == windows
    assert windows == [["main-job", "@words"], ["@words"], ["window"]]


def test_both_checks_do_the_same_steps_in_the_same_order() -> None:
    own = {"set_up", "frozen_program", "Install-All", "Test-FrozenProgram"}
    here, windows = steps("check"), steps("check.ps1")
    assert [said for said, _ in here] == [said for said, _ in windows]
    assert [call for _, call in here if call[0] not in own] == [call for _, call in windows if call[0] not in own]
    assert len(here) == 10
    for each in ("check", "check.ps1"):
        assert "build.spec --noconfirm --log-level ERROR" in code(each)
        assert re.search(r"dist.enumerator.enumerator(\.exe)?\" self-check", code(each))
        assert "offscreen" in code(each)
    assert "--for check" in code("check")
    assert "Install-All $house check $yes" in code("check.ps1")


def test_every_script_looks_for_the_versions_that_the_locks_were_made_for() -> None:
    asked = f"{OLDEST} <= sys.version_info[:2] <= {NEWEST}"
    assert asked in code("requirements/python.sh")
    assert asked in code("requirements/python.ps1")
    for name, pattern in (("requirements/python.sh", r"python3\.(\d+)"), ("requirements/python.ps1", r"'-3\.(\d+)'")):
        assert re.findall(pattern, code(name)) == [str(minor) for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
