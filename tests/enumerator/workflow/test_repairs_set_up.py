"""A desk is whole from its first moment, never meets a registry of the other kind, and notes an export first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from enumerator.domain.trace import Trace
from enumerator.errors import DiskFull, TrialMismatch
from enumerator.store import opening
from enumerator.workflow import export
from enumerator.workflow.enrol import enrolment_request, machine_key, registry_trust, trust_registry
from enumerator.workflow.export import export_batch
from enumerator.workflow.sign_in import set_up_desk, sign_in
from sync.trust import Trust
from tests.enumerator.store.centre import CENTRE, SAIRA, Clock
from tests.enumerator.workflow.world import World


def test_a_crash_in_set_up_leaves_a_desk_that_can_be_enrolled_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def set_up() -> None:
        set_up_desk(tmp_path / "desk", centre=CENTRE, desk=1, supervisor=SAIRA, clock=Clock(), trial=False)

    def cut(_folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as crash, pytest.raises(KeyboardInterrupt):
        crash.setattr(opening, "sync_folder", cut)
        set_up()
    with sign_in(tmp_path / "desk", SAIRA.code, SAIRA.passphrase, Clock()) as desk:
        assert enrolment_request(desk).machine_public == machine_key(desk).public


@pytest.mark.parametrize("trial", [True, False])
def test_a_desk_believes_a_registry_of_its_own_kind_alone(enrolled: World, tmp_path: Path, trial: bool) -> None:
    set_up_desk(tmp_path / "desk", centre=CENTRE, desk=2, supervisor=SAIRA, clock=Clock(), trial=trial)
    card = Trust.from_bytes(enrolled.registry.card.read_bytes())
    with sign_in(tmp_path / "desk", SAIRA.code, SAIRA.passphrase, Clock()) as desk:
        assert enrolment_request(desk).trial is trial
        trust_registry(desk, replace(card, trial=trial).to_bytes())
        with pytest.raises(TrialMismatch):
            trust_registry(desk, replace(card, trial=not trial, registry_id="another").to_bytes())
        assert registry_trust(desk).registry_id == card.registry_id


def test_an_export_is_in_the_journal_before_its_first_file(frozen: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> None:
        raise DiskFull

    monkeypatch.setattr(export, "replace_file", full)
    with frozen.sign_in(SAIRA) as desk:
        with pytest.raises(DiskFull):
            export_batch(desk, 1, frozen.folder / "stick", frozen.clock)
        assert [line.trace for line in desk.audit.lines()].count(Trace.EXPORTED) == 1
