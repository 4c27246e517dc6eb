"""Score packs at a desk: which there are, whether one that came may be believed, and which one scores households."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from enumerator.domain.installed_pack import InstalledPack
from enumerator.domain.permissions import Deed, require
from enumerator.errors import EditionChanged, PackExists, PackUnknown
from enumerator.store import Desk
from enumerator.workflow.questionnaire import (
    by_preference,
    current_edition,
    edition_of,
    read_pack,
    scoring_pack,
    shipped_edition,
)
from forms import Edition, editions
from forms.definition import FormDefinition
from forms.pmt import (
    PackRefused,
    Revocations,
    ScorePack,
    Trust,
    fits,
    load_pack,
    prove,
    require_no_rollback,
    require_valid,
    shipped_roots,
    trust_of,
)
from forms.pmt.proof import require_fit
from forms.pmt.term import Wording


@dataclass(frozen=True, slots=True)
class PackStanding:
    """One score pack as a desk has it.

    Attributes:
        id, version, title: as the pack says.
        sha256: of its file; the name by which it is put in force.
        scale: the scale that its scores are on.
        valid_from, valid_to: its days; None where no last one is named.
        in_force: whether households are scored with it.
        shipped: whether it came with the program.
        signer: whose key signed it; blank for one that came with the program.
    """

    id: str
    version: str
    title: Wording
    sha256: str
    scale: str
    valid_from: date
    valid_to: date | None
    in_force: bool
    shipped: bool
    signer: str


def standing_packs(desk: Desk) -> tuple[PackStanding, ...]:
    """Tell every score pack of this desk: those that came with the program, then the others as they were installed."""
    in_force, shipped, kept = _chosen(desk).hash, _shipped(), desk.packs.all()
    return tuple(
        PackStanding(
            id=pack.id,
            version=pack.version,
            title=pack.title,
            sha256=sha256,
            scale=pack.scale.id,
            valid_from=pack.valid_from,
            valid_to=pack.valid_to,
            in_force=sha256 == in_force,
            shipped=sha256 in shipped,
            signer=kept[sha256].signer if sha256 in kept else "",
        )
        for sha256, pack in _known(kept).items()
    )


def known_pack(desk: Desk, sha256: str) -> ScorePack:
    """Give a pack of this desk whole, with its terms, source and accuracy.

    Raises:
        PackUnknown: there is no such pack here.
    """
    shipped = _shipped().get(sha256)
    if shipped is not None:
        return shipped
    kept = desk.packs.get(sha256)
    if kept is None:
        raise PackUnknown(pack=sha256)
    return _kept(kept.content)


def pack_that_made(desk: Desk, edition: Edition, sha256: str) -> ScorePack | None:
    """Find the very pack that made a score: among this desk's, then among those beside the edition it was made in."""
    try:
        return known_pack(desk, sha256)
    except PackUnknown:
        return next((pack for pack in _beside(edition) if pack.hash == sha256), None)


def examine_pack(content: bytes, signature: bytes | None, today: date) -> tuple[ScorePack, Trust]:
    """Hold a pack against what the program itself knows, with no desk: its roots, its questionnaire.

    Raises:
        PackRefused: as `check_pack`.
    """
    pack, trust = read_signed(content, signature, today)
    require_valid(pack, today)
    prove(pack, shipped_edition().definition)
    return pack, trust


def read_signed(
    content: bytes, signature: bytes | None, today: date, *, trial: bool = False
) -> tuple[ScorePack, Trust]:
    """Read a pack if it may be believed, and say by whose word; whether it may take effect is not asked.

    Raises:
        PackRefused: nobody who is believed signed it, or it is not well formed.
    """
    trust = trust_of(content, signature, shipped_roots(), Revocations(), today, trial=trial)
    return load_pack(content, trusted={trust.sha256}), trust


def check_pack(desk: Desk, content: bytes, signature: bytes | None, today: date) -> ScorePack:
    """Hold a pack that came against everything that makes one fit for this desk; nothing is installed by that.

    Args:
        desk: the signed-in officer's; only a trial desk believes roots for tests.
        content: the pack's bytes.
        signature: those of the file `.sig` beside it; None where none came with it.
        today: its days and its signer's are looked at on this one.

    Raises:
        PackRefused: nobody whom this desk believes signed it; it is not well formed, or not of these days; it does not
            fit the questionnaire in force, or its worked households do not come out. See `forms.pmt.REFUSALS`.
    """
    return _checked(desk, content, signature, today)[0]


def install_pack(desk: Desk, content: bytes, signature: bytes | None, today: date) -> str:
    """Keep a pack that `check_pack` takes; it is not in force by that. The same pack twice is no fault.

    Returns: its SHA-256, by which it is put in force.

    Raises:
        NotPermitted: not a supervisor.
        PackRefused: as `check_pack`.
        PackExists: another pack has this name and version.
        DiskFull, StoreReadOnly: nothing was installed.
    """
    require(desk.officer, Deed.INSTALL_PACK)
    pack, trust = _checked(desk, content, signature, today)
    if pack.hash not in _shipped():
        _keep(desk, pack, content, signature, trust.signer)
    return pack.hash


def put_pack_in_force(desk: Desk, sha256: str, today: date, override: str = "") -> None:
    """Score households with this pack from now on; scores that were made stay, and so do the packs that made them.

    A pack that came with the program is kept in the store from then on: next year's program may bring another one.

    Args:
        desk: a supervisor's.
        sha256: of a pack that came with the program or was installed.
        today: must be one of the pack's days.
        override: why a version older than one that was in force is taken all the same; the journal keeps it.

    Raises:
        NotPermitted: not a supervisor.
        PackUnknown: there is no such pack here.
        PackExists: another pack of its name and version was installed here before the program brought this one.
        PackRefused: `older`, and no reason is given; or as `check_pack`. The pack in force stays.
    """
    require(desk.officer, Deed.PUT_PACK_IN_FORCE)
    pack, kept = known_pack(desk, sha256), desk.packs.get(sha256)
    if kept is not None:
        _require_signed_when_it_came(desk, kept)
    _require_fit_for_use(desk, pack, today)
    first = scoring_pack(shipped_edition())  # in force without a line of its own, before any other was
    require_no_rollback(pack, (*desk.packs.were_in_force(), (first.id, first.version)), override)
    with desk.transaction():
        if kept is None:
            _keep(desk, pack, _shipped_bytes(sha256), None, "")
        desk.packs.put_in_force(sha256, override.strip())


def pack_in_force(desk: Desk, edition: Edition) -> ScorePack:
    """Give the pack that a household asked in this edition is scored with.

    It is the one that was put in force here, else the first that comes with the program; where it does not fit
    the edition, it is the edition's own. Its days are looked at when it is put in force: one that runs out scores on
    until a supervisor chooses another, so that no centre stands still at midnight.

    Raises:
        EditionNotScored: no pack fits it.
    """
    chosen = _chosen(desk)
    return chosen if fits(chosen, edition.definition) else scoring_pack(edition)


def _chosen(desk: Desk) -> ScorePack:
    sha256 = desk.packs.in_force()
    return scoring_pack(shipped_edition()) if sha256 is None else known_pack(desk, sha256)


def _checked(desk: Desk, content: bytes, signature: bytes | None, today: date) -> tuple[ScorePack, Trust]:
    pack, trust = read_signed(content, signature, today, trial=desk.trial)
    _require_fit_for_use(desk, pack, today)
    return pack, trust


def _require_signed_when_it_came(desk: Desk, kept: InstalledPack) -> None:
    """Ask again for its signature: of the day it came, for a key may run out and what it signed stays good.

    What was kept without one came with the program of then.
    """
    if kept.signature is not None:
        read_signed(kept.content, kept.signature, kept.at.date(), trial=desk.trial)


def _require_fit_for_use(desk: Desk, pack: ScorePack, today: date) -> None:
    require_valid(pack, today)
    asked = current_edition(desk).definition
    require_fit(replace(pack.form, version=asked.edition), pack.roster, pack.terms, asked)
    prove(pack, _made_for(desk, pack, asked))


def _made_for(desk: Desk, pack: ScorePack, asked: FormDefinition) -> FormDefinition:
    """Find the edition into which the pack's worked households are to be typed: its own, else the one in force."""
    for name in (*editions(), *desk.editions.all()):
        try:
            form = edition_of(desk, name).definition
        except EditionChanged:
            continue
        if (form.form_id, form.edition) == (pack.form.form_id, pack.form.version):
            return form
    return asked


def _keep(desk: Desk, pack: ScorePack, content: bytes, signature: bytes | None, signer: str) -> None:
    kept = desk.packs.all()
    if pack.hash in kept:
        return
    if (pack.id, pack.version) in {(each.id, each.version) for each in _known(kept).values() if each.hash != pack.hash}:
        raise PackExists(pack=pack.id, version=pack.version)
    desk.packs.add(content, signature, id=pack.id, version=pack.version, signer=signer)


def _known(kept: Mapping[str, InstalledPack]) -> dict[str, ScorePack]:
    return _shipped() | {sha256: _kept(each.content) for sha256, each in kept.items()}


def _shipped() -> dict[str, ScorePack]:
    """Give the packs that came with the program by their SHA-256, the preferred one first."""
    packs = map(read_pack, by_preference(shipped_edition()))
    return {pack.hash: pack for pack in packs}


def _shipped_bytes(sha256: str) -> bytes:
    contents = (file.read_bytes() for file in shipped_edition().packs)
    return next(content for content in contents if hashlib.sha256(content).hexdigest() == sha256)


def _beside(edition: Edition) -> Iterator[ScorePack]:
    for file in edition.packs:
        with suppress(PackRefused):  # a pack that is refused explains nothing
            yield read_pack(file)


@cache
def _kept(content: bytes) -> ScorePack:
    """Read a pack of the store, which believed it when it came."""
    return load_pack(content, trusted={hashlib.sha256(content).hexdigest()})
