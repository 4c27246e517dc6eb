"""The house: what stands at the top, who may import whom, and what the locks hold."""

from __future__ import annotations

import fnmatch
import importlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES = ("enumerator", "forms", "sync", "resources")
LOCKS = ("runtime", "registry", "build", "dev")

TOP = {
    *("enumerator", "forms", "sync", "resources", "tests", "pyproject.toml", "build.spec"),
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"),
    *("requirements", "run", "check", "run.ps1", "check.ps1"),
}

#: One break for each contract: the contract's id, where the line is planted, the line.
BREAKS = {
    "libraries": ("forms/planted.py", "import enumerator"),
    "forms-alone": ("forms/planted.py", "import resources"),
    "resources-alone": ("resources/planted.py", "import forms"),
    "sync-alone": ("sync/planted.py", "import forms"),
    "registry-apart": ("sync/planted.py", "import sync.registry"),
    "estimate-apart": ("forms/planted.py", "import forms.pmt.estimate"),
    "numbers": ("forms/planted.py", "import numpy"),
    "identity": ("forms/identity/planted.py", "import forms.errors"),
    "application-layers": ("enumerator/domain/planted.py", "import enumerator.store"),
    "qt": ("enumerator/workflow/planted.py", "import PySide6.QtCore"),
    "sql": ("forms/planted.py", "import sqlite_utils"),
    "http-client": ("sync/planted.py", "import requests"),
    "server": ("sync/planted.py", "import starlette"),
    "cryptography": ("enumerator/domain/planted.py", "import cryptography"),
}


def test_the_top_holds_only_what_was_agreed() -> None:
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines()]
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    names -= {name for name in names if any(fnmatch.fnmatch(name, pattern) for pattern in ignored)}
    assert names <= TOP


@pytest.mark.parametrize("script", ["run", "check", ".ci/run"])
def test_a_script_can_be_started(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_the_one_of_this_tree(package: str) -> None:
    file = importlib.import_module(package).__file__
    assert file == str(ROOT / package / "__init__.py")


# Import contracts -----------------------------------------------------------------------------------------------------


def test_the_import_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.fixture(scope="module")
def copied_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages' modules, and nothing else of them, in a folder where a break may be planted."""
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=not_modules)
    return folder


def test_every_contract_has_its_planted_break() -> None:
    contracts = {contract["id"] for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}
    assert contracts == set(BREAKS)


@pytest.mark.parametrize("contract", BREAKS)
def test_a_planted_break_is_caught(contract: str, copied_tree: Path) -> None:
    place, line = BREAKS[contract]
    assert lint_imports(copied_tree, contract).returncode == 0
    planted = copied_tree / place
    planted.write_text(f"{line}\n", "utf-8")
    try:
        result = lint_imports(copied_tree, contract)
    finally:
        planted.unlink()
    assert result.returncode == 1
    assert "BROKEN" in result.stdout


def lint_imports(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    chosen = ("--contract", contract) if contract else ()
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", *chosen]
    environment = os.environ | {"PYTHONPATH": str(folder), "NO_COLOR": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def not_modules(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if not name.endswith(".py") and not (Path(folder) / name).is_dir()}


# Locks ----------------------------------------------------------------------------------------------------------------


def pins(lock: str) -> dict[str, set[str]]:
    """Each package's pinned versions (more than one where a marker decides)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", lock_text(lock), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def lock_text(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")


def wanted(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for and the lock must hold."""
    project, groups = PYPROJECT["project"], PYPROJECT["dependency-groups"]
    lines = [*project["dependencies"], *groups["backend"]]
    lines += project["optional-dependencies"]["registry"] if lock in {"registry", "dev"} else []
    lines += groups["build"] if lock in {"build", "dev"} else []
    lines += groups["dev"] if lock == "dev" else []
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_no_host_and_no_folder(lock: str) -> None:
    for line in lock_text(lock).splitlines():
        assert re.fullmatch(
            r"[a-z0-9.-]+==[\w.]+( ; [\w .'<>=!()]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|    # via .*", line
        ), line
        assert "://" not in line
        assert " /" not in line


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_has_a_hash(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z])", lock_text(lock), flags=re.MULTILINE)[1:]
    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_what_the_project_asks_for(lock: str) -> None:
    held = pins(lock)
    for requirement in wanted(lock):
        versions = held.get(canonical(requirement.name), set())
        assert versions, f"{requirement.name}: run requirements/lock.py"
        assert all(requirement.specifier.contains(version) for version in versions), f"{requirement}: {versions}"


@pytest.mark.parametrize("lock", ["runtime", "registry", "build"])
def test_the_widest_lock_holds_every_other_at_the_same_versions(lock: str) -> None:
    assert pins(lock).items() <= pins("dev").items()


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
