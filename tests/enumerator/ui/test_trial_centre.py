"""The trial centre: made whole at the first start, read at every later one, never over something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from enumerator.domain.officer import Role
from enumerator.errors import InputFault, NotEnrolled
from enumerator.trial.registry import TrialRegistry
from enumerator.workflow.enrol import registry_trust
from enumerator.workflow.sign_in import sign_in
from enumerator.workflow.trial_centre import TrialCentre, open_or_make_trial
from tests.enumerator.ui.noon import noon


def test_everyone_on_the_list_can_sign_in(trial: TrialCentre) -> None:
    for person in trial.people:
        with sign_in(trial.desk_folder, person.code, person.passphrase, noon) as desk:
            assert (desk.officer.name, desk.officer.role) == (person.name, person.role)
            assert desk.trial


def test_two_officers_and_a_supervisor_work_there(trial: TrialCentre) -> None:
    roles = [person.role for person in trial.people]
    assert (roles.count(Role.OFFICER), roles.count(Role.SUPERVISOR)) == (2, 1)
    assert len({person.passphrase for person in trial.people}) == 3


def test_a_later_start_finds_the_same_people(trial: TrialCentre) -> None:
    assert open_or_make_trial(trial.folder, noon) == trial


def test_no_registry_is_believed_where_none_stands_beside(trial: TrialCentre) -> None:
    assert trial.registry_folder is None
    supervisor = trial.person(Role.SUPERVISOR)
    with sign_in(trial.desk_folder, supervisor.code, supervisor.passphrase, noon) as desk, pytest.raises(NotEnrolled):
        registry_trust(desk)


def test_with_a_registry_beside_it_the_desk_is_enrolled(tmp_path: Path) -> None:
    trial = open_or_make_trial(tmp_path / "trial", noon, TrialRegistry)
    assert trial.registry_folder is not None
    supervisor = trial.person(Role.SUPERVISOR)
    with sign_in(trial.desk_folder, supervisor.code, supervisor.passphrase, noon) as desk:
        assert registry_trust(desk).registry_id
    assert not (tmp_path / "trial.making").exists()


def test_a_start_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    half = tmp_path / "trial.making"
    half.mkdir()
    (half / "desk").mkdir()
    assert open_or_make_trial(tmp_path / "trial", noon).people


def test_nothing_is_made_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("kept")
    with pytest.raises(InputFault) as refused:
        open_or_make_trial(tmp_path, noon)
    assert refused.value.facts == {"part": "trial_folder", "finding": "not_empty"}
    assert (tmp_path / "letters.txt").read_text() == "kept"


def test_a_person_shows_no_passphrase_in_a_traceback(trial: TrialCentre) -> None:
    assert trial.people[0].passphrase not in repr(trial.people[0])
