from __future__ import annotations

import json
from pathlib import Path

import pytest

from enumerator.trial.registry import TrialRegistry
from sync.transport import HttpTransport


def test_a_registry_is_made_served_and_stopped(tmp_path: Path) -> None:
    registry = TrialRegistry(tmp_path / "registry")
    registry.make()
    assert registry.holdings() == []

    with registry.serving() as url, HttpTransport(url) as transport:
        assert transport.hello()["registry_id"] == json.loads(registry.card.read_bytes())["registry_id"]

    assert url.startswith("http://127.0.0.1:")


def test_a_registry_that_does_not_start_says_where_to_look(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    with pytest.raises(RuntimeError, match=r"registry\.log"), TrialRegistry(tmp_path / "nothing").serving():
        pass
