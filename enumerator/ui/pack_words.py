"""A score pack in words: its name, how well it chooses, and what it wants said beside every score. No Qt."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from enumerator.ui.telling import is_urdu, tr
from enumerator.workflow.score_view import ScoreView
from forms.pmt import ScorePack

__all__ = ["accuracy_words", "caution_words", "pack_words", "title_words"]


def pack_words(view: ScoreView) -> str:
    """Name the pack that made a score, and say how good it is."""
    if view.pack is not None:
        return "\n".join(filter(None, (title_words(view.pack), accuracy_words(view.pack), caution_words(view.pack))))
    if view.score is not None:
        return tr("score.pack_unknown", id=view.score.pack_id, version=view.score.pack_version)
    return ""


def title_words(pack: ScorePack) -> str:
    """Name it."""
    return tr("score.pack_named", title=pack.title.ur if is_urdu() else pack.title.en, version=pack.version)


def accuracy_words(pack: ScorePack) -> str:
    """Say in one plain sentence how well it chooses, in whole households of a hundred."""
    found = next((each for each in pack.accuracy if each.cutoff is not None), next(iter(pack.accuracy), None))
    if found is None:
        return ""
    return tr(
        f"score.accuracy_{found.comparator or 'share'}",
        cutoff=format(found.cutoff or Decimal(0), "f"),
        selected=_whole(found.selected),
        reached=_whole(found.reached),
        group=found.group.ur if is_urdu() else found.group.en,
    )


def caution_words(pack: ScorePack) -> str:
    """Say what must be said wherever its score stands: how old its data are, and what its scale means."""
    return pack.caution.ur if is_urdu() else pack.caution.en


def _whole(share: Decimal) -> str:
    return format(share.quantize(Decimal(1), ROUND_HALF_UP), "f")
