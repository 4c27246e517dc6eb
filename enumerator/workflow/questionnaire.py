"""The edition of the questionnaire that a desk asks, the ones its surveys began with, and their packs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from enumerator.errors import EditionChanged, EditionNotScored, EditionUnknown
from enumerator.settings import compiled_forms_folder
from enumerator.store import Desk
from forms import Edition, editions, load_edition
from forms.errors import FormFault
from forms.pmt import ScorePack, load_pack
from forms.policy import PolicyPack, load_policy

SHIPPED_EDITION = "pser/2025"
PREFERRED_PACKS = ("punjab-2015", "schreiner-2009")
"""Which shipped pack scores households where none was put in force: the first of these that there is."""


def shipped_edition() -> Edition:
    """Load the edition that came with the program; compiled once a process."""
    return _shipped(SHIPPED_EDITION)


def name_in_force(desk: Desk) -> str:
    """Name the edition that new households of this desk are asked in."""
    return desk.editions.in_force() or SHIPPED_EDITION


def current_edition(desk: Desk) -> Edition:
    """Load the edition that new households of this desk are asked in.

    Raises:
        EditionUnknown, EditionChanged: as `edition_of`.
    """
    return edition_of(desk, name_in_force(desk))


def edition_of(desk: Desk, name: str) -> Edition:
    """Load an edition by its name, for a survey that began with it.

    Raises:
        EditionUnknown: neither did it come with the program nor was it installed at this desk.
        EditionChanged: its files are not what was installed.
    """
    if name in editions():
        return _shipped(name)
    known = desk.editions.all().get(name)
    if known is None:
        raise EditionUnknown(edition=name)
    try:
        edition = load_edition(name, compiled_forms_folder(), desk.editions.folder)
    except FormFault as fault:
        raise EditionChanged(edition=name) from fault
    if edition.content != known.content:
        raise EditionChanged(edition=name)
    return edition


def scoring_pack(edition: Edition) -> ScorePack:
    """Load and verify the pack that interviews of this edition are scored with if nothing else is chosen.

    Raises:
        EditionNotScored: there is none.
        PackRefused: it is not one that this program trusts.
    """
    for file in by_preference(edition):
        return read_pack(file)
    raise EditionNotScored(edition=edition.name)


def by_preference(edition: Edition) -> tuple[Path, ...]:
    """Order the packs that lie beside an edition: those that this program prefers, then the others by name."""
    rank = {name: place for place, name in enumerate(PREFERRED_PACKS)}
    return tuple(sorted(edition.packs, key=lambda file: (rank.get(file.stem, len(rank)), file.name)))


def read_pack(file: Path) -> ScorePack:
    """Load and verify a pack; once a process, as long as the file stays the same.

    Raises:
        PackRefused: it is not one that this program trusts.
    """
    return _pack(file.read_bytes())


def policy_of(edition: Edition) -> PolicyPack:
    """Load and verify the authority's policy that lies beside an edition; once a process, like a pack.

    Raises:
        PackRefused: it is not one that this program trusts.
    """
    return _policy((edition.folder / "policy.json").read_bytes())


@cache
def _shipped(name: str) -> Edition:
    return load_edition(name, compiled_forms_folder())


@cache
def _pack(content: bytes) -> ScorePack:
    return load_pack(content)


@cache
def _policy(content: bytes) -> PolicyPack:
    return load_policy(content)
