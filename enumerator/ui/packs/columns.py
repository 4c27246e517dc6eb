"""What the tables of the page say of a pack at this desk, and of how well a pack was found to choose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from enumerator.ui.look import Role
from enumerator.ui.models.rows import Column
from enumerator.ui.telling import is_urdu, isolate, tr
from enumerator.ui.widgets.icons import Icon
from enumerator.workflow.packs import PackStanding
from forms.pmt.pack import Accuracy
from forms.pmt.term import Wording

__all__ = ["ACCURACY_COLUMNS", "ACCURACY_WIDTHS", "PACK_COLUMNS", "PACK_WIDTHS", "days_words", "pack_wording", "plain"]

_NOTHING = "–"


def plain(text: str) -> str:
    """Data of a pack, in its own order inside Urdu."""
    return (isolate(text) if is_urdu() else text) or _NOTHING


def pack_wording(wording: Wording) -> str:
    """What a pack says in both languages, in that of the windows."""
    return plain(wording.ur if is_urdu() else wording.en)


def days_words(first: date, last: date | None) -> str:
    """From which day to which it may be used."""
    if last is None:
        return tr("packs.valid_from", first=f"{first:%d/%m/%Y}")
    return tr("packs.valid_until", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")


def _origin(pack: PackStanding) -> str:
    return tr("questionnaires.with_program") if pack.shipped else tr("packs.signed_by", signer=pack.signer)


def _state_sign(pack: PackStanding) -> tuple[Icon, Role]:
    return (Icon.COMPLETE, Role.DONE) if pack.in_force else (Icon.NOT_ASKED, Role.INK_3)


def _cutoff(found: Accuracy) -> str:
    if found.cutoff is None:
        return tr("packs.by_share", share=f"{found.selected.normalize():f}")
    return tr(f"packs.chosen_{found.comparator or 'lt'}", cutoff=_figure(found.cutoff))


def _figure(value: Decimal | None) -> str:
    return _NOTHING if value is None else format(value, "f")


def _sample(found: Accuracy) -> str:
    if found.out_of_sample is None:
        return tr("packs.sample_unsaid")
    return tr("packs.sample_others" if found.out_of_sample else "packs.sample_same")


PACK_COLUMNS: tuple[Column[PackStanding], ...] = (
    Column("packs.name", lambda pack: pack_wording(pack.title)),
    Column("questionnaires.version", lambda pack: plain(pack.version)),
    Column("packs.scale", lambda pack: plain(pack.scale)),
    Column("packs.valid", lambda pack: days_words(pack.valid_from, pack.valid_to)),
    Column("questionnaires.origin", _origin),
    Column(
        "questionnaires.state",
        lambda pack: tr("questionnaires.in_force" if pack.in_force else "questionnaires.not_in_force"),
        _state_sign,
    ),
)
PACK_WIDTHS = {1: 90, 2: 150, 3: 230, 4: 230, 5: 150}

ACCURACY_COLUMNS: tuple[Column[Accuracy], ...] = (
    Column("packs.group", lambda found: pack_wording(found.group)),
    Column("packs.chosen", _cutoff),
    Column("packs.selected", lambda found: _figure(found.selected)),
    Column("packs.reached", lambda found: _figure(found.reached)),
    Column("packs.leakage", lambda found: _figure(found.leakage)),
    Column("packs.sample", _sample),
)
ACCURACY_WIDTHS = {1: 200, 2: 120, 3: 120, 4: 260, 5: 200}
