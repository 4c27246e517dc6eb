"""Score packs: a proxy means test as data, scored exactly, with the interval that missing answers leave."""

from __future__ import annotations

from forms.pmt.errors import DamagedScore, NotExact, PackRefused, Unscorable
from forms.pmt.fitting import fits
from forms.pmt.household import Evaluator, Gap, Why
from forms.pmt.loading import load_pack, shipped_packs
from forms.pmt.pack import Comparator, ScorePack
from forms.pmt.record import score_from_json, score_to_json
from forms.pmt.scoring import Below, Score, TermScore, band_below, score

__all__ = [
    "Below",
    "Comparator",
    "DamagedScore",
    "Evaluator",
    "Gap",
    "NotExact",
    "PackRefused",
    "Score",
    "ScorePack",
    "TermScore",
    "Unscorable",
    "Why",
    "band_below",
    "fits",
    "load_pack",
    "score",
    "score_from_json",
    "score_to_json",
    "shipped_packs",
]
