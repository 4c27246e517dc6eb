"""Score packs: a proxy means test as data, scored exactly, with the interval that missing answers leave."""

from __future__ import annotations

from forms.pmt.effect import require_no_rollback, require_valid
from forms.pmt.errors import REFUSALS, DamagedScore, NotExact, PackRefused, Unscorable
from forms.pmt.fitting import fits
from forms.pmt.household import Evaluator, Gap, Why
from forms.pmt.loading import load_pack, shipped_packs
from forms.pmt.pack import Comparator, ScorePack
from forms.pmt.proof import prove
from forms.pmt.record import score_from_json, score_to_json
from forms.pmt.scoring import Below, Score, TermScore, band_below, score
from forms.pmt.trust import Revocations, Root, Trust, read_revocations, shipped_roots, trust_of

__all__ = [
    "REFUSALS",
    "Below",
    "Comparator",
    "DamagedScore",
    "Evaluator",
    "Gap",
    "NotExact",
    "PackRefused",
    "Revocations",
    "Root",
    "Score",
    "ScorePack",
    "TermScore",
    "Trust",
    "Unscorable",
    "Why",
    "band_below",
    "fits",
    "load_pack",
    "prove",
    "read_revocations",
    "require_no_rollback",
    "require_valid",
    "score",
    "score_from_json",
    "score_to_json",
    "shipped_packs",
    "shipped_roots",
    "trust_of",
]
