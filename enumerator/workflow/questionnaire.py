"""The edition of the questionnaire that this desk asks, and the score pack that goes with it."""

from __future__ import annotations

from functools import cache

from forms import Edition, load_edition
from forms.pmt import ScorePack, load_pack

CURRENT_EDITION = "pser/2025"
CURRENT_PACK = "schreiner-2009.json"


@cache
def current_edition() -> Edition:
    """Load the edition that new interviews are asked in; compiled once a process."""
    return edition_named(CURRENT_EDITION)


@cache
def edition_named(name: str) -> Edition:
    """Load the edition that a survey began with."""
    return load_edition(name)


@cache
def current_pack() -> ScorePack:
    """Load and verify the score pack that finished interviews are scored with."""
    return load_pack(current_edition().folder / "packs" / CURRENT_PACK)
