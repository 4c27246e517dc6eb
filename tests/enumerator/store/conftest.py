from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enumerator.store import Desk
from tests.enumerator.store import centre


@pytest.fixture
def clock() -> centre.Clock:
    return centre.Clock()


@pytest.fixture
def store(tmp_path: Path, clock: centre.Clock) -> Path:
    return centre.make(tmp_path / "store", clock)


@pytest.fixture
def desk(store: Path, clock: centre.Clock) -> Iterator[Desk]:
    """Bilal, the data-entry officer, signed in."""
    with centre.sign_in(store, centre.BILAL, clock) as desk:
        yield desk
