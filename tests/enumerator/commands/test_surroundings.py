from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from enumerator.app import real_surroundings
from enumerator.errors import DiskFull, InputFault
from enumerator.named_file import named
from enumerator.settings import compiled_forms_folder, store_folder
from enumerator.surroundings import Surroundings
from enumerator.workflow.ports import SlipPrinter
from tests.enumerator.trial.families import noon


def no_printer() -> SlipPrinter:
    raise AssertionError("nothing is printed here")


def surroundings(language: str = "en") -> tuple[Surroundings, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()
    return Surroundings(noon, no_printer, str, language, out, err), out, err


def test_answers_and_how_things_go_are_kept_apart() -> None:
    world, out, err = surroundings()
    world.say("answer")
    world.tell("news")
    assert (out.getvalue(), err.getvalue()) == ("answer\n", "news\n")


def test_progress_is_told_at_both_ends_and_at_every_tenth() -> None:
    world, out, err = surroundings()
    for done in range(1, 101):
        world.progress("seal", done, 100)
    assert err.getvalue().splitlines() == [f"seal {done}/100" for done in (1, *range(10, 101, 10))]
    assert out.getvalue() == ""


def test_short_progress_is_told_at_every_step() -> None:
    world, _, err = surroundings()
    for done in (1, 2, 3):
        world.progress("send", done, 3)
    assert err.getvalue().splitlines() == ["send 1/3", "send 2/3", "send 3/3"]


def test_a_fault_is_said_in_the_persons_language() -> None:
    assert surroundings("en")[0].sentence(DiskFull()).startswith("The disk is full.")
    assert surroundings("ur")[0].sentence(DiskFull()).startswith("ڈسک بھر گئی ہے۔")


def test_the_real_clock_tells_its_offset() -> None:
    assert real_surroundings().clock().utcoffset() is not None


def test_the_store_lies_where_somebody_says_else_where_the_machine_says_else_with_the_programs_data() -> None:
    machine = {"PSER_STORE": "/srv/desk", "XDG_DATA_HOME": "/home/x/data", "PROGRAMDATA": "/home/x/data"}
    own = {name: folder for name, folder in machine.items() if name != "PSER_STORE"}

    assert store_folder("/chosen", machine) == Path("/chosen")
    assert store_folder(None, machine) == Path("/srv/desk")
    assert store_folder(None, own) == Path("/home/x/data/pser-enumerator/desk")
    assert store_folder("", {}).parts[-2:] == ("pser-enumerator", "desk")


def fails_with(fault: Exception) -> None:
    raise fault


@contextmanager
def refused(finding: str) -> Iterator[None]:
    with pytest.raises(InputFault) as caught:
        yield
    assert caught.value.facts == {"part": "slip", "finding": finding}


def test_what_the_system_says_of_a_named_file_is_said_as_a_fault(tmp_path: Path) -> None:
    with refused("not_found"), named("slip"):
        (tmp_path / "absent").read_bytes()
    with refused("a_folder"), named("slip"):
        tmp_path.read_bytes()
    with refused("no_folder"), named("slip"):
        tmp_path.mkdir()
    with refused("not_allowed"), named("slip"):
        fails_with(PermissionError(errno.EACCES, "no"))
    with refused("cannot_be_used"), named("slip"):
        fails_with(OSError(errno.EIO, "a worn stick"))


def test_faults_of_the_world_pass_a_named_file_as_they_are() -> None:
    with pytest.raises(DiskFull), named("slip"):
        fails_with(DiskFull())


def test_compiled_questionnaires_lie_in_a_cache_of_this_account_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiled_forms_folder({"XDG_CACHE_HOME": "/cache"}) == Path("/cache/pser-enumerator/forms")
    assert compiled_forms_folder({}) == Path.home() / ".cache" / "pser-enumerator" / "forms"
    monkeypatch.setattr("sys.platform", "win32")
    assert compiled_forms_folder({"LOCALAPPDATA": "/local"}) == Path("/local/pser-enumerator/forms")
    assert compiled_forms_folder({}) == Path.home() / "AppData" / "Local" / "pser-enumerator" / "forms"
