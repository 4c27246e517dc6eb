"""The fuzzer's targets work, so that they do when somebody next asks for them."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.fuzz.__main__ import KINDS
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("kind", KINDS)
def test_a_target_takes_nothing_at_all(kind: str) -> None:
    TARGETS[kind].run(b"")


@pytest.mark.parametrize("kind", ["grammar", "xform"])
def test_a_target_takes_what_it_begins_with(kind: str) -> None:
    for data in TARGETS[kind].seeds:
        TARGETS[kind].run(data)


def test_every_kind_has_its_target() -> None:
    assert set(TARGETS) == set(KINDS)


@pytest.mark.skipif(find_spec("atheris") is not None, reason="the fuzzer is installed here")
def test_without_the_fuzzer_it_is_said_how_to_install_it() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.fuzz", "grammar"], cwd=ROOT, capture_output=True, check=False)

    assert done.returncode == 2
    assert b"-m pip install atheris" in done.stderr
