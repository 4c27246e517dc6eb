"""The pack as a file: numbers as exact text, every term with its standard error, canonical line by line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .card import CUTOFF, Card
from .fitting import reached
from .kinds import ROSTER, term_of
from .survey import Survey
from .validation import SHARES, Tested, below_cutoff, poorest

ID, VERSION = "punjab-2015", "1.0.0"
PUBLISHED = "2026-11-22"
LINES = ((0.20, "poorest_20"), (0.25, "poorest_25"), (0.40, "poorest_40"))
BAND = 50
FEWEST = 100
"""A band of the likelihood table holds at least so many households."""

CAUTION = (
    "Provisional. Estimated from 7,872 Punjab households of 2015-16, and set so that the poorest 25 % of them by this "
    "score lie below 34.0; it does not decide or guarantee any benefit.",
    "عبوری۔ یہ 16-2015 کے پنجاب کے 7,872 گھرانوں سے لگایا گیا اندازہ ہے، "
    "اور اس طرح مقرر ہے کہ اس سکور کے مطابق ان میں سے غریب ترین 25 فیصد 34.0 سے نیچے ہوں؛ "
    "اس سے کسی امداد کا فیصلہ یا ضمانت نہیں ہوتی۔",
)
GROUP = {
    0.20: ("the poorest fifth of households", "غریب ترین پانچواں حصہ گھرانے"),
    0.25: ("the poorest quarter of households", "غریب ترین چوتھائی گھرانے"),
    0.30: ("the poorest 30 % of households", "غریب ترین 30 فیصد گھرانے"),
    0.40: ("the poorest 40 % of households", "غریب ترین 40 فیصد گھرانے"),
}


def points_text(tenths: int) -> str:
    """Write tenths as a decimal with one place."""
    return f"{tenths // 10}.{tenths % 10}" if tenths >= 0 else f"-{points_text(-tenths)}"


def pack_of(card: Card, survey: Survey, scores: Any, tested: Tested, examples: Sequence[Any]) -> dict[str, Any]:
    """Put the pack together.

    Args:
        card: the card made from all households.
        survey: those households.
        scores: their scores by this card, in tenths.
        tested: the rounds in which each household was scored by cards that did not know it.
        examples: made-up families, worked out.
    """
    return {
        "format": "pser-score-pack/2",
        "id": ID,
        "version": VERSION,
        "title": _text(("Punjab 2015, PSLM/HIES 2015-16", "پنجاب 2015، پی ایس ایل ایم 16-2015")),
        "caution": _text(CAUTION),
        "form": {"id": "pser_2025", "version": "2025.1"},
        "scale": _scale(),
        "source": {
            "author": "This project",
            "title": "A proxy means test for Punjab from open data",
            "published": PUBLISHED,
            "pages": "report.html, built with this file by python -m forms.pmt.estimate",
            "data": "Pakistan Bureau of Statistics: Pakistan Social and Living Standards Measurement / HIES 2015-16, "
            "Punjab, 7,872 households, as carried by the R package PSLM2015 0.2.0; no sampling weights",
            "licence": "The data, carried by a package under GPL-2, are not reproduced; the points are licensed as the "
            "program is.",
        },
        "valid": {"from": "2015-07-01", "to": None},
        "missing": "interval",
        "roster": ROSTER,
        "conditions": {},
        "terms": [
            term_of(
                line.candidate,
                [(points_text(points), f"{error:.2f}") for points, error in zip(line.points, line.errors, strict=True)],
            )
            for line in card.lines
        ],
        "calibration": {
            "to": _text(
                (
                    "natural logarithm of non-durable consumption a month and member, rupees of 2015-16",
                    "فی فرد ماہانہ غیر پائیدار خرچ کا قدرتی لوگارتھم، 16-2015 کے روپے",
                )
            ),
            "slope": f"{card.slope:.6f}",
            "intercept": f"{card.intercept:.6f}",
            "residual_sd": f"{spread(survey, tested):.6f}",
            "r_squared": f"{tested.figures(survey.welfare)['r2']:.3f}",
        },
        "likelihood": likelihood(survey, tested),
        "percentiles": _percentiles(scores),
        "accuracy": list(_accuracy(survey, tested)),
        "examples": list(examples),
    }


def spread(survey: Survey, tested: Tested) -> float:
    """Give the root of the mean squared error of log consumption, of households left out."""
    return float(np.sqrt(np.mean([np.mean((survey.welfare - trial.predicted) ** 2) for trial in tested.trials])))


def likelihood(survey: Survey, tested: Tested) -> dict[str, Any]:
    """Give the percentage below each line by band of the score, each household scored without being known."""
    pooled = np.concatenate([trial.scores for trial in tested.trials])
    starts = [0]
    for start in range(BAND, 1000, BAND):
        inside = np.sum((pooled >= starts[-1]) & (pooled < start)) / len(tested.trials)
        if inside >= FEWEST and np.sum(pooled >= start) / len(tested.trials) >= FEWEST:
            starts.append(start)
    place = np.searchsorted(starts, pooled, side="right") - 1
    lines = []
    for share, name in LINES:
        poor = np.tile(poorest(survey.welfare, share), len(tested.trials))
        rupees = np.exp(np.sort(survey.welfare)[round(share * len(survey.welfare)) - 1])
        lines.append(
            {
                "id": name,
                "label": _text(
                    (
                        f"poorest {share:.0%} of the data's households: "
                        f"up to Rs {rupees:,.0f} a month and member in 2015-16",
                        f"ڈیٹا کے غریب ترین {share * 100:.0f} فیصد گھرانے: "
                        f"16-2015 میں فی فرد ماہانہ {rupees:,.0f} روپے تک",
                    )
                ),
                "percent": [f"{100 * poor[place == band].mean():.1f}" for band in range(len(starts))],
            }
        )
    unit = ("percent of households below the line", "خط سے نیچے گھرانوں کا فیصد")
    return {"unit": _text(unit), "from": [points_text(start) for start in starts], "lines": lines}


def write(pack: Mapping[str, Any]) -> str:
    """Write JSON that can be read line by line: short things on one line, long ones broken."""
    return _broken(pack, 0) + "\n"


def _broken(value: Any, depth: int) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(flat) + 2 * depth <= 120:
        return flat
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {_broken(each, depth + 1)}" for key, each in value.items()]
        return "{\n" + ",\n".join(inner + part for part in parts) + "\n" + outer + "}"
    return "[\n" + ",\n".join(inner + _broken(each, depth + 1) for each in value) + "\n" + outer + "]"


def _scale() -> dict[str, Any]:
    return {"id": ID, "low": "0", "high": "100", "lower_is_poorer": True, "decimals": 1, "rounding": "half_up"}


def _percentiles(scores: Any) -> dict[str, Any]:
    share = {at: 100 * float(np.mean(scores <= at)) for at in range(0, 1001, 10)}
    inside = [at for at, percent in share.items() if 0.05 <= percent < 100]
    return {
        "of": _text(("7,872 households of Punjab, 2015-16", "پنجاب کے 7,872 گھرانے، 16-2015")),
        "at": [points_text(at) for at in inside],
        "percent": [f"{share[at]:.1f}" for at in inside],
    }


def _accuracy(survey: Survey, tested: Tested) -> Any:
    found = below_cutoff(survey, tested)
    yield _row(0.25, points_text(CUTOFF), found["selected"], found["reached"], found["leakage"])
    for share in SHARES:
        hit = float(np.mean([reached(survey.welfare, trial.scores, share) for trial in tested.trials]))
        yield _row(share, None, share, hit, 1 - hit)


def _row(share: float, cutoff: str | None, selected: float, hit: float, leakage: float) -> dict[str, Any]:
    return {
        "group": _text(GROUP[share]),
        "cutoff": cutoff,
        "comparator": None if cutoff is None else "lt",
        "selected": f"{100 * selected:.1f}",
        "reached": f"{100 * hit:.1f}",
        "leakage": f"{100 * leakage:.1f}",
        "out_of_sample": True,
        "pages": None,
    }


def _text(text: tuple[str, str]) -> dict[str, str]:
    return {"en": text[0], "ur": text[1]}
