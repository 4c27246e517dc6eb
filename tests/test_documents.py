"""What ARCHITECTURE.md shows of the code is the code's own word."""

from __future__ import annotations

from pathlib import Path

from enumerator.commands.table import as_markdown
from enumerator.domain.lifecycle import diagram

ARCHITECTURE = (Path(__file__).resolve().parent.parent / "ARCHITECTURE.md").read_text("utf-8")


def test_the_page_shows_the_life_of_a_survey_as_it_is() -> None:
    assert f"```mermaid\n{diagram()}\n```" in ARCHITECTURE


def test_the_page_shows_every_command() -> None:
    assert f"\n{as_markdown()}\n" in ARCHITECTURE
