"""Score packs that came later, at the registry: believed as at a desk, and what they scored is rechecked with them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from forms.edition import load_edition
from forms.pmt import load_pack, score, score_to_json
from sync.receipt import Outcome
from sync.refusals import SurveyRefusal
from sync.registry.commands import main
from sync.registry.packs import PackNotBelieved, read_packs
from sync.registry.recheck import recheck
from tests.forms.authority import Authority, beside, titled
from tests.sync.conftest import StartRegistry, World
from tests.sync.household import finished_interview
from tests.sync.test_recheck import Case, honest, judged

TODAY = date(2025, 3, 3)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The program believes the authority's root for tests; its papers lie apart from the packs."""
    (tmp_path / "papers").mkdir()
    founded = Authority.founded(tmp_path / "papers")
    monkeypatch.setattr("forms.pmt.trust._ROOTS", founded.roots)
    return founded


def delivered(authority: Authority, version: str = "1.0.0") -> Path:
    """A folder with one signed pack and nothing else."""
    folder = authority.folder.with_name("packs")
    folder.mkdir(exist_ok=True)
    pack = authority.sign(titled(version))
    for file in (pack, beside(pack)):
        file.replace(folder / file.name)
    return folder


def scored_by(content: bytes) -> Case:
    pack = load_pack(content, trusted={hashlib.sha256(content).hexdigest()})
    return replace(honest(), score=score_to_json(score(finished_interview(), pack)))


def test_a_survey_scored_by_a_pack_that_came_later_is_accepted_where_the_registry_has_it(
    world: World, authority: Authority
) -> None:
    folder = delivered(authority)
    case = scored_by((folder / "pack.json").read_bytes())
    asked = partial(recheck, packs=read_packs(folder, TODAY, trial=True))

    assert judged(world, case).code == SurveyRefusal.PACK_UNKNOWN
    other = replace(case, score={**case.score, "low": "100", "high": "100"})
    assert judged(world, other, asked).code == SurveyRefusal.SCORE_DIFFERS
    assert judged(world, case, asked).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("file", load_edition("pser/2025").packs, ids=lambda file: file.stem)
def test_any_pack_that_came_with_the_program_may_have_scored_a_survey(world: World, file: Path) -> None:
    assert judged(world, scored_by(file.read_bytes())).outcome is Outcome.ACCEPTED


def test_a_pack_in_the_folder_that_is_not_believed_is_named_with_its_reason(
    authority: Authority, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = delivered(authority)
    with pytest.raises(PackNotBelieved) as caught:
        read_packs(folder, TODAY, trial=False)
    assert caught.value.facts == {"file": "pack.json", "reason": "test_key"}

    (folder / "pack.json").write_bytes((folder / "pack.json").read_bytes() + b"\n")
    with pytest.raises(PackNotBelieved) as caught:
        read_packs(folder, TODAY, trial=True)
    assert caught.value.facts["reason"] == "altered"

    beside(folder / "pack.json").unlink()
    assert main(["serve", "--folder", str(world.folder), "--packs", str(folder)]) == 2
    told = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert told == {"code": "pack_not_believed", "facts": {"file": "pack.json", "reason": "untrusted"}}


def test_the_registry_is_told_where_its_packs_lie(
    world: World, tmp_path: Path, start_registry: StartRegistry, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    shipped = load_edition("pser/2025").packs[0]
    (folder / "again.json").write_bytes(shipped.read_bytes())
    assert start_registry(world.folder, None, "--packs", str(folder)).stop() == 0

    with pytest.raises(SystemExit):
        main(["serve", "--folder", str(world.folder), "--packs", str(folder / "mistyped")])
    assert "is no folder" in capsys.readouterr().err
