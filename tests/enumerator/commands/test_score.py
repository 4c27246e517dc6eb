"""Households of a survey, scored by one command: no desk, nobody signed in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from enumerator.workflow.questionnaire import read_pack, shipped_edition
from resources.wording import sentence
from tests.enumerator.commands.office import Office, Said
from tests.enumerator.trial.pslm_folder import HOUSEHOLD, PUPIL, WIFE, WORKER, pslm_folder

TWO = ("H90002", "H90001")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """Two households, not in the order of their names."""
    people = [person | {"household": label} for label in TWO for person in (WORKER, WIFE, PUPIL)]
    return pslm_folder(tmp_path / "survey", [HOUSEHOLD | {"household": label} for label in TWO], people)


def scored(bare: Office, *words: str) -> tuple[Said, list[dict[str, str]]]:
    out = bare.folder / "scores.csv"
    said = bare.run("score", *words, "--out", str(out))
    assert said.status == 0, said
    with out.open(encoding="utf-8", newline="") as rows:
        return said, list(csv.DictReader(rows))


def test_every_household_has_a_row_in_the_order_of_the_folder(bare: Office, survey: Path) -> None:
    said, rows = scored(bare, "--from", str(survey))

    assert [row["household"] for row in rows] == [*TWO]
    default = read_pack(shipped_edition().packs[0])
    assert list(rows[0]) == ["household", "score", "low", "high", "missing", *(term.id for term in default.terms)]
    assert rows[0]["score"] == rows[0]["low"] == rows[0]["high"]
    assert f"2 households by {default.id}" in said.out
    assert said.err.splitlines() == ["score 1/2", "score 2/2"]
    assert list(bare.folder.iterdir()) == [bare.folder / "scores.csv"]  # no store was made


def test_the_same_folder_gives_the_same_bytes(bare: Office, survey: Path) -> None:
    def written() -> Iterator[bytes]:
        for _ in range(2):
            scored(bare, "--from", str(survey))
            yield (bare.folder / "scores.csv").read_bytes()

    first, second = written()
    assert first == second


def test_what_the_data_lack_is_not_invented_but_left_open(bare: Office, survey: Path) -> None:
    _, rows = scored(bare, "--from", str(survey), "--pack", "schreiner-2009")

    assert rows[0]["score"] == ""
    assert int(rows[0]["low"]) < int(rows[0]["high"])
    assert rows[0]["refrigerator"] == "0..12"
    assert rows[0]["missing"].split() == [
        f"/data/assets/has_{goods}" for goods in ("refrigerator", "freezer", "television", "motor_vehicle")
    ]


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_folder_of_something_else_is_told_and_nothing_is_written(bare: Office, survey: Path, language: str) -> None:
    strange = pslm_folder(bare.folder / "strange", [HOUSEHOLD | {"toilet": "on the moon"}])
    out = bare.folder / "scores.csv"
    for source, pack, part, finding in (
        (bare.folder / "nowhere", "punjab-2015", "from", "not_found"),
        (strange, "punjab-2015", "from", "other_data"),
        (survey, "nobodys", "pack", "not_found"),
    ):
        words = ("--from", str(source), "--pack", pack, "--out", str(out))
        said = bare.run("score", *words, language=language)
        assert (said.status, said.out) == (1, "")
        assert sentence("input_fault", language, part=part, finding=finding) in said.err
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_told_before_the_work(bare: Office, survey: Path) -> None:
    said = bare.run("score", "--from", str(survey), "--out", str(bare.folder / "nowhere" / "scores.csv"))
    assert said.status == 1
    assert sentence("input_fault", "en", part="out", finding="not_found") in said.err
    assert "score 1/2" not in said.err
