"""The keeper's commands, in this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sync.canonical import encode
from sync.registry import folder as registry_folder
from sync.registry.commands import main
from tests.sync.conftest import World
from tests.sync.desk import OTHER_OFFICER, Desk, instance_of, number_of


def run(capsys: pytest.CaptureFixture[str], command: str, folder: Path, *more: str) -> str:
    assert main([command, "--folder", str(folder), *more]) == 0
    return capsys.readouterr().out


def test_a_desk_is_admitted_from_its_enrolment_file(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "enrolment.json"
    file.write_bytes(Desk(world.trust, name="second").enrolment().to_bytes() + b"\n")

    run(capsys, "admit", world.folder, str(file))

    assert json.loads(run(capsys, "show", world.folder))["machines"] == 2


def test_an_officer_is_suspended_by_code(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "suspend", world.folder, OTHER_OFFICER)) == {"officer": OTHER_OFFICER, "desks": 1}

    assert main(["suspend", "--folder", str(world.folder), "nobody"]) == 2
    assert json.loads(capsys.readouterr().err)["code"] == "officer_not_admitted"


def test_the_dump_is_one_line_a_revision(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.intake.take(world.desk.batch_of(1, 2))

    lines = [json.loads(line) for line in run(capsys, "dump", world.folder).splitlines()]
    (shown,) = json.loads(run(capsys, "show", world.folder, "--survey", number_of(2)))

    assert [line["instance"].encode() for line in lines] == [instance_of(number_of(1)), instance_of(number_of(2))]
    assert shown == lines[1]


def test_counts_tell_outcomes_and_refusals(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    desk = world.desk
    instance = instance_of("x")
    bad = desk.seal(desk.beside(instance, approver=OTHER_OFFICER), instance, desk.header(number_of(9)))
    world.intake.take(desk.batch(desk.envelope(number_of(1)), bad))

    assert json.loads(run(capsys, "show", world.folder)) == {
        "machines": 1,
        "batches": 1,
        "surveys": 1,
        "revisions": 1,
        "verdicts": {"accepted": 1, "refused": 1},
        "refusals": {"header_differs": 1},
    }


def test_a_registry_is_never_made_over_another(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    before = (world.folder / "keys.json").read_bytes()

    assert main(["init", "--folder", str(world.folder)]) == 2

    assert json.loads(capsys.readouterr().err)["code"] == "registry_exists"
    assert (world.folder / "keys.json").read_bytes() == before


@pytest.mark.parametrize("cut_at", ["keys.json", "registry.json"])
def test_a_registry_cut_off_while_it_was_made_is_finished_by_making_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_at: str
) -> None:
    # given a power cut before one of the files has its name
    rename = Path.replace

    def cut(source: Path, target: Path) -> Path:
        if target.name == cut_at:
            raise KeyboardInterrupt
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", cut)
    with pytest.raises(KeyboardInterrupt):
        registry_folder.init(tmp_path)
    keys_before = (tmp_path / "keys.json").read_bytes() if cut_at == "registry.json" else None
    monkeypatch.undo()

    trust = registry_folder.init(tmp_path)

    assert registry_folder.load(tmp_path).trust == trust
    assert keys_before in (None, (tmp_path / "keys.json").read_bytes())
    assert sorted(file.name for file in tmp_path.iterdir()) == ["keys.json", "registry.json"]


def test_a_lost_card_is_written_again_as_it_was(world: World) -> None:
    (world.folder / "registry.json").unlink()

    assert registry_folder.init(world.folder) == world.trust


def test_names_are_told_in_their_own_letters_whatever_the_code_page(world: World) -> None:
    world.intake.take(world.desk.batch_of(1))
    program = [sys.executable, "-m", "sync.registry", "dump", "--folder", str(world.folder)]

    told = subprocess.run(
        program,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )

    assert instance_of(number_of(1)).decode() == json.loads(told.stdout.decode("utf-8"))["instance"]


def test_a_folder_without_a_registry_is_named_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "--folder", str(tmp_path)]) == 2

    assert json.loads(capsys.readouterr().err) == {"code": "registry_missing", "facts": {"file": "keys.json"}}
    assert list(tmp_path.iterdir()) == []


def test_the_keys_of_another_registry_are_noticed(world: World, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert main(["init", "--folder", str(other)]) == 0
    (other / "registry.json").write_bytes((world.folder / "registry.json").read_bytes())

    assert main(["show", "--folder", str(other)]) == 2


def test_a_registry_does_not_run_on_the_published_keys_of_the_test_vectors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--folder", str(tmp_path)]) == 0
    keys = json.loads((tmp_path / "keys.json").read_bytes())
    keys["receipt_private"] = b"TEST ONLY registry receipt key 1".hex()
    (tmp_path / "keys.json").write_bytes(encode(keys))

    assert main(["show", "--folder", str(tmp_path)]) == 2
    assert json.loads(capsys.readouterr().err)["facts"]["reason"] == "test_only"


@pytest.mark.parametrize(
    "change",
    [{"centre": "17"}, {"desk": 100}, {"machine": "../up"}, {"machine_public": "00"}, {"officers": [{}]}, {"extra": 1}],
)
def test_an_enrolment_that_makes_no_sense_is_refused(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object]
) -> None:
    value = json.loads(Desk(world.trust, name="second").enrolment().to_bytes())
    file = tmp_path / "enrolment.json"
    file.write_text(json.dumps({**value, **change}, sort_keys=True, separators=(",", ":")))

    assert main(["admit", "--folder", str(world.folder), str(file)]) == 2
    assert json.loads(capsys.readouterr().err)["code"] == "bad_enrolment"
