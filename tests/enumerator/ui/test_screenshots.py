"""The pictures of the windows: every page has one, and they are what they say."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from enumerator.commands.command import parser
from enumerator.commands.table import COMMANDS
from enumerator.errors import InputFault
from enumerator.surroundings import Surroundings
from enumerator.trial.day import make_day
from enumerator.ui.destination_table import PAGES
from enumerator.ui.destinations import SignIn
from enumerator.ui.screenshots import take_pictures
from enumerator.ui.screenshots.scenes import SCENES, chosen
from enumerator.ui.screenshots.stage import SIZE
from enumerator.ui.slip_printer import QtSlipPrinter
from tests.enumerator.ui.noon import noon

SCENES_IN_SHORT = ("sign-in-refused", "home-search", "review-clean", "supervisor-changes")
FEW_COLOURS = 16


@pytest.fixture(scope="module")
def world() -> Surroundings:
    """Without a registry, which would take as long again."""
    return Surroundings(
        clock=noon,
        slip_printer=lambda: QtSlipPrinter(noon),
        ask_passphrase=str,
        language="en",
        out=io.StringIO(),
        err=io.StringIO(),
        take_pictures=partial(take_pictures, make=partial(make_day, with_registry=False)),
    )


@pytest.fixture(scope="module")
def album(world: Surroundings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of a few pages, taken by the command."""
    folder = tmp_path_factory.mktemp("album") / "new"
    names = [word for name in SCENES_IN_SHORT for word in ("--only", name)]
    words = parser(COMMANDS).parse_args(["screenshots", str(folder), *names])
    assert words.run(words, world) == 0
    return folder


def test_every_page_of_the_windows_has_a_picture() -> None:
    assert {scene.page for scene in SCENES} == {SignIn, *PAGES}


def test_no_two_pictures_share_a_name() -> None:
    names = [scene.name for scene in SCENES]
    assert len(names) == len(set(names))


def test_a_pages_name_chooses_its_pictures_and_no_others() -> None:
    reviews = {scene.name for scene in chosen(["review"])}
    assert reviews >= {"review", "review-clean"}
    assert {name.partition("-")[0] for name in reviews} == {"review"}
    assert [scene.name for scene in chosen(["review-clean"])] == ["review-clean"]
    assert chosen(()) == SCENES


def test_the_command_takes_each_picture_in_both_languages_as_large_as_the_screen(album: Path) -> None:
    files = {file.name: QImage(str(file)) for file in album.iterdir()}
    taken = [scene.name for scene in chosen(SCENES_IN_SHORT)]
    assert set(files) == {f"{name}-{language}.png" for name in taken for language in ("en", "ur")}
    assert {image.size().toTuple() for image in files.values()} == {SIZE.toTuple()}
    assert all(_colours(image) > FEW_COLOURS for image in files.values())


def test_a_picture_is_another_one_in_the_other_language(album: Path) -> None:
    for scene in chosen(SCENES_IN_SHORT):
        english, urdu = (QImage(str(album / f"{scene.name}-{language}.png")) for language in ("en", "ur"))
        assert english != urdu


def test_a_page_that_nobody_knows_is_said_before_anything_is_done(world: Surroundings, tmp_path: Path) -> None:
    words = parser(COMMANDS).parse_args(["screenshots", str(tmp_path / "none"), "--only", "attic"])
    with pytest.raises(InputFault):
        words.run(words, world)
    assert not (tmp_path / "none").exists()


def _colours(image: QImage) -> int:
    """Count the colours on a grid that is fine enough to meet letters."""
    width, height = SIZE.toTuple()
    return len({image.pixel(x, y) for x in range(0, width, 7) for y in range(0, height, 7)})
