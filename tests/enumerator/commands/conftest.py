from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.enumerator.commands.office import Office
from tests.enumerator.store.centre import CHEAP
from tests.enumerator.workflow.workbooks import write_next_questionnaire


@pytest.fixture(scope="session", autouse=True)
def cheap_slots() -> Iterator[None]:
    """Key slots that cost what tests can pay; everything else is as in the program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("enumerator.store.opening.Cost", lambda: CHEAP)
        yield


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with its people, its registry, and one finished household of Bilal's."""
    office = Office(tmp_path_factory.mktemp("furnished"))
    office.furnish()
    return office


@pytest.fixture
def office(furnished: Office, tmp_path: Path) -> Office:
    """The furnished office, for one test to do with as it likes."""
    shutil.copytree(furnished.folder, tmp_path / "office")
    return Office(tmp_path / "office")


@pytest.fixture(scope="session")
def next_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the next edition, with its lists beside it."""
    return write_next_questionnaire(tmp_path_factory.mktemp("next-book"))


@pytest.fixture
def bare(tmp_path: Path) -> Office:
    """An empty office."""
    folder = tmp_path / "bare"
    folder.mkdir()
    return Office(folder)
