"""The main job as a person starts it: in a process of its own, its two outputs read as one."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from enumerator.errors import InputFault
from enumerator.surroundings import Surroundings
from enumerator.trial import census
from enumerator.trial.household import SampleHousehold, text
from enumerator.trial.invention import complete
from enumerator.trial.main_job import MainJob, sample_households
from enumerator.workflow.ports import SlipPrinter
from forms.identity import format_cnic, mask_cnic
from tests.enumerator.trial.families import TODAY, noon
from tests.enumerator.trial.pslm_folder import HOUSEHOLD, WORKER, pslm_folder

HOUSE = Path(__file__).parents[3]
HOUSEHOLDS, SEED = 2, 7
KEYS = {
    "households",
    "members",
    "surveys",
    "scored",
    "intervals",
    "slips",
    "batches",
    "accepted",
    "refused",
    "reconciled",
    "seconds",
    "folder",
}


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    lines: list[str]
    folder: Path
    families: list[SampleHousehold]

    @property
    def result(self) -> Mapping[str, Any]:
        result: Mapping[str, Any] = json.loads(self.lines[-1])
        return result


def main_job(*words: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-m", "enumerator", "main-job", *words],
        cwd=HOUSE,
        env=os.environ | {"PYTHONWARNINGS": "error", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("main-job") / "kept"
    status, lines = main_job("--households", str(HOUSEHOLDS), "--seed", str(SEED), "--keep", str(folder))
    families = [complete(census.family(SEED, index), SEED, TODAY) for index in range(HOUSEHOLDS)]
    return Done(status, lines, folder, families)


def test_the_last_line_of_all_output_is_one_json_object_of_what_was_done(done: Done) -> None:
    assert done.status == 0, done.lines
    members = sum(len(family.members) for family in done.families)
    assert set(done.result) == KEYS
    assert done.result["intervals"] <= HOUSEHOLDS
    assert done.result["seconds"] > 0
    assert {name: done.result[name] for name in KEYS - {"intervals", "seconds"}} == {
        "households": HOUSEHOLDS,
        "members": members,
        "surveys": HOUSEHOLDS,
        "scored": HOUSEHOLDS,
        "slips": HOUSEHOLDS,
        "batches": 1,
        "accepted": HOUSEHOLDS,
        "refused": 0,
        "reconciled": True,
        "folder": str(done.folder),
    }


def test_progress_is_shown_on_the_way(done: Done) -> None:
    steps = {line.partition(" ")[0] for line in done.lines[1:-1]}
    assert steps == {"interview", "approve", "slip", "seal", "send", "reconcile"}
    assert not any("Traceback" in line or "Warning" in line for line in done.lines)


def secrets_of(families: list[SampleHousehold]) -> set[str]:
    members = [member for family in families for member in family.members]
    numbers = {text(member, "cnic") for member in members if "cnic" in member}
    urdu = {text(family.answers, "/data/basic/head_name_ur") for family in families}
    return {text(member, "name") for member in members} | urdu | numbers | {format_cnic(number) for number in numbers}


def test_the_desks_files_hold_no_readable_name_or_cnic(done: Done) -> None:
    secrets = secrets_of(done.families)
    files = [path for path in (done.folder / "desk").rglob("*") if path.is_file()]

    assert len(secrets) > 3 * HOUSEHOLDS
    assert {path.name for path in files} >= {"survey.db", "keys.json", "mark"}
    for path, secret, encoding in product(files, secrets, ("utf-8", "utf-16-le", "utf-16-be")):
        assert secret.encode(encoding) not in path.read_bytes(), path.name


def test_no_line_of_output_names_anybody(done: Done) -> None:
    shown = "\n".join(done.lines[1:-1])
    assert not [secret for secret in secrets_of(done.families) if secret in shown]


def test_a_slip_names_the_head_and_masks_the_number(done: Done) -> None:
    pages = sorted((done.folder / "slips").iterdir())
    assert len(pages) == HOUSEHOLDS
    for page, family in zip(pages, done.families, strict=True):
        shown = " ".join(PdfReader(io.BytesIO(page.read_bytes())).pages[0].extract_text().split())
        cnic = text(family.members[0], "cnic")
        assert text(family.members[0], "name") in shown
        digits = re.sub(r"\D", "", shown)
        assert page.stem.replace("-", "") in digits
        assert not cnic or cnic not in digits
        assert not cnic or mask_cnic(cnic)[-4:] in shown


def test_the_sealed_day_file_is_unreadable_and_the_lists_are_masked(done: Done) -> None:
    (sealed,) = (done.folder / "export").glob("*.sealed")
    (listed,) = (done.folder / "export").glob("*.csv")
    for secret in secrets_of(done.families):
        assert secret.encode() not in sealed.read_bytes()
    rows = listed.read_text("utf-8-sig").replace("-", "")
    assert not [cnic for cnic in secrets_of(done.families) if cnic.isdigit() and cnic in rows]


def test_a_folder_that_holds_a_run_is_not_used_again(done: Done) -> None:
    before = sorted(path.name for path in done.folder.rglob("*"))
    status, lines = main_job("--households", "1", "--keep", str(done.folder))
    assert (status, len(lines)) == (1, 1)
    assert "not_empty" in lines[0]
    assert sorted(path.name for path in done.folder.rglob("*")) == before


# ------------------------------------------------------------------------------------------- which households


def no_printer() -> SlipPrinter:
    raise AssertionError("nothing is printed here")


WORLD = Surroundings(noon, no_printer, str, "en", io.StringIO(), io.StringIO())


def job(households: int = 1, source: Path | None = None) -> MainJob:
    return MainJob(households=households, seed=SEED, source=source, keep=None)


def test_the_same_seed_gives_the_same_families() -> None:
    assert list(sample_households(job(4), WORLD)) == list(sample_households(job(4), WORLD))
    assert list(sample_households(job(4), WORLD))[:2] == list(sample_households(job(2), WORLD))


def test_real_households_are_taken_in_the_order_of_their_file_and_completed(tmp_path: Path) -> None:
    labels = ["H90001", "H90002", "H90003"]
    folder = pslm_folder(
        tmp_path,
        [HOUSEHOLD | {"household": each} for each in labels],
        [WORKER | {"household": each} for each in labels],
    )
    households = list(sample_households(job(2, folder), WORLD))
    assert [household.label for household in households] == labels[:2]
    assert all("/data/assets/walls" in household.answers for household in households)
    assert all("cnic" in member for household in households for member in household.members)


def refused(households: int, source: Path | None = None) -> Mapping[str, object]:
    with pytest.raises(InputFault) as caught:
        sample_households(job(households, source), WORLD)
    return caught.value.facts


@pytest.mark.parametrize("households", [0, -1])
def test_fewer_than_one_household_is_no_job(households: int) -> None:
    assert refused(households) == {"part": "households", "finding": "fewer_than_one"}


def test_a_folder_of_real_households_must_be_one(tmp_path: Path) -> None:
    whole = pslm_folder(tmp_path / "whole")
    packed = (whole / "members.csv.gz").read_bytes()
    damaged = {
        "plain": b"household,member\n",
        "cut": packed[: len(packed) // 2],
        "scrambled": packed[:40] + bytes(40) + packed[80:],
        "other": b"",
    }
    for name, content in damaged.items():
        pslm_folder(tmp_path / name)
        (tmp_path / name / "members.csv.gz").write_bytes(content)
    pslm_folder(tmp_path / "strange", [HOUSEHOLD | {"area": "rural", "gas": "maybe"}])
    (tmp_path / "empty").mkdir()

    names = ("absent", "empty", "whole/members.csv.gz", *damaged, "strange")
    findings = {name: refused(1, tmp_path / name) for name in names}

    assert {facts["part"] for facts in findings.values()} == {"from"}
    scrambled = findings.pop("scrambled")  # told by the bits or by the checksum, as it happens
    assert scrambled["finding"] in ("other_data", "cannot_be_used")
    assert {name: facts["finding"] for name, facts in findings.items()} == {
        "absent": "not_found",
        "empty": "not_found",
        "whole/members.csv.gz": "not_found",
        "plain": "cannot_be_used",
        "cut": "other_data",
        "other": "other_data",
        "strange": "other_data",
    }


def test_a_folder_with_fewer_households_says_how_many(tmp_path: Path) -> None:
    assert refused(5, pslm_folder(tmp_path)) == {"part": "from", "finding": "1 households"}
