"""A trial and the real thing never meet: neither a trial desk at a real registry, nor the other way about."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.canonical import encode
from sync.enrolment import Enrolment
from sync.errors import BadEnrolment, BadRegistryCard
from sync.registry import folder as registry_folder
from sync.registry.admission import TrialDiffers, admit
from sync.registry.commands import main
from sync.registry.tables import MachineRow
from sync.trust import Trust
from tests.sync.conftest import World
from tests.sync.desk import AT


@pytest.mark.parametrize("trial", [True, False])
def test_card_and_enrolment_say_which_they_are(world: World, trial: bool) -> None:
    card, enrolment = replace(world.trust, trial=trial), replace(world.desk.enrolment(), trial=trial)
    assert Trust.from_bytes(card.to_bytes()).trial is trial
    assert Enrolment.from_bytes(enrolment.to_bytes()).trial is trial


@pytest.mark.parametrize("word", [None, "true", 1, 0])
def test_what_does_not_say_it_clearly_is_neither(world: World, word: object) -> None:
    card = json.loads(world.trust.to_bytes()) | {"trial": word}
    enrolment = json.loads(world.desk.enrolment().to_bytes()) | {"trial": word}
    for fields in (card, enrolment):
        if word is None:
            del fields["trial"]
    with pytest.raises(BadRegistryCard):
        Trust.from_bytes(encode(card))
    with pytest.raises(BadEnrolment):
        Enrolment.from_bytes(encode(enrolment))


@pytest.mark.parametrize("registry", [True, False])
def test_a_registry_admits_its_own_kind_alone(world: World, registry: bool) -> None:
    enrolment = replace(world.desk.enrolment(), machine="0603017-desk-02", desk=2)
    with Session(world.engine) as session, session.begin():
        with pytest.raises(TrialDiffers):
            admit(session, replace(enrolment, trial=not registry), at=AT, trial=registry)
        assert session.scalar(select(func.count()).select_from(MachineRow)) == 1
        admit(session, replace(enrolment, trial=registry), at=AT, trial=registry)
        assert session.scalar(select(func.count()).select_from(MachineRow)) == 2


@pytest.mark.parametrize("words", [(), ("--trial",)])
def test_a_desk_of_the_other_kind_is_turned_away_by_the_command(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    made = tmp_path / "made"
    assert main(["init", *words, "--folder", str(made)]) == 0
    file = tmp_path / "enrolment.json"
    for trial, status in ((bool(words), 0), (not words, 2)):
        file.write_bytes(replace(world.desk.enrolment(), trial=trial).to_bytes())
        assert main(["admit", str(file), "--folder", str(made)]) == status
    assert json.loads(capsys.readouterr().err)["code"] == "trial_differs"


def test_a_trial_registry_never_becomes_a_real_one(tmp_path: Path) -> None:
    registry_folder.init(tmp_path, trial=True)
    card = tmp_path / "registry.json"
    whole = card.read_bytes()

    card.write_bytes(replace(Trust.from_bytes(whole), trial=False).to_bytes())
    with pytest.raises(BadRegistryCard):
        registry_folder.load(tmp_path)

    card.unlink()
    assert registry_folder.init(tmp_path, trial=False).trial
    assert card.read_bytes() == whole
