"""The report's pictures, drawn the same on every run."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from .card import CUTOFF
from .fitting import SHARE_POOR, reached
from .survey import Survey
from .validation import Tested, Trial

INK, QUIET, OURS, OTHERS, WARM = "#1f2933", "#8895a3", "#0b6e4f", "#5b6f9e", "#b5532a"
PUBLISHED = (("BISP’s card", 56.5, "s"), ("Schreiner (2009)", 55.0, "D"))
"""Share of the poorest quarter reached, and a mark; both as published in Schreiner (2009), p. 29 and p. 83."""

SHADES = LinearSegmentedColormap.from_list("households", ["#cfe6d8", "#5fae86", OURS, "#063d2c"])
"""From one household, which must still be seen on white, to many."""

mpl.use("agg")
mpl.rcParams.update(
    {
        "font.family": "DejaVu Sans",
        "font.size": 10,
        "axes.edgecolor": QUIET,
        "axes.labelcolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.grid": True,
        "grid.color": "#e4e8ec",
        "axes.axisbelow": True,
    }
)


def picture(figure: Figure, says: str) -> str:
    """Give a picture as HTML, with words for whoever cannot see it."""
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", dpi=150, metadata={"Software": None}, bbox_inches="tight")
    data = base64.b64encode(drawn.getvalue()).decode("ascii")
    return f'<img alt="{says}" src="data:image/png;base64,{data}">'


def score_against_consumption(survey: Survey, trial: Trial, slope: float, intercept: float) -> Figure:
    """Every household of one round: its score by a card that did not know it, and what it consumes."""
    figure = Figure(figsize=(7.6, 5.0))
    axes = figure.subplots()
    score = trial.scores / 10
    shades = axes.hexbin(score, survey.welfare, gridsize=48, cmap=SHADES, mincnt=1, linewidths=0.1)
    ends = np.array([score.min(), score.max()])
    axes.plot(ends, intercept + slope * ends, color=INK, lw=1.4, label="what the score stands for")
    quarter = float(np.sort(survey.welfare)[round(SHARE_POOR * len(score)) - 1])
    axes.axhline(quarter, color=WARM, lw=1.2, ls="--", label="below: poorest quarter by consumption")
    axes.axvline(CUTOFF / 10, color=OTHERS, lw=1.2, ls=":", label="left: score below 34.0, selected")
    rupees = [500, 1000, 2000, 4000, 8000, 16000, 32000, 64000]
    axes.set_yticks(np.log(rupees), [f"{each:,}" for each in rupees])
    axes.set_ylim(survey.welfare.min() - 0.1, survey.welfare.max() + 0.1)
    axes.set_xlabel("Score, lower is poorer")
    axes.set_ylabel("Rupees of 2015-16 a month and member")
    axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.4, ncols=2, fontsize=9)
    figure.colorbar(shades, ax=axes, label="households")
    return figure


def targeting(survey: Survey, tested: Tested) -> Figure:
    """The share of the poor reached, for every share of households that is selected and called poor."""
    figure = Figure(figsize=(7.6, 5.6))
    axes = figure.subplots()
    shares = np.arange(5, 61) / 100
    curve = np.mean(
        [[reached(survey.welfare, trial.scores, each) for each in shares] for trial in tested.trials], axis=0
    )
    axes.plot(100 * shares, 100 * curve, color=OURS, lw=2.2)
    axes.plot(100 * shares, 100 * shares, color=QUIET, lw=1.2, ls="--")
    at = float(100 * curve[np.argmin(np.abs(shares - SHARE_POOR))])
    axes.plot([25], [at], "o", color=OURS, ms=8)
    axes.annotate(f"punjab-2015: {at:.1f} %", (25, at), (26.5, at - 6.5), color=OURS, weight="bold")
    for (name, percent, mark), place in zip(PUBLISHED, (56.8, 52.6), strict=True):
        axes.plot([25], [percent], mark, color=WARM, ms=4)
        axes.annotate(f"{name}: {percent:.1f} %, published", (25, percent), (26.5, place), color=WARM, fontsize=9)
    axes.annotate("by lot", (50, 50), (51, 45.5), color=QUIET)
    axes.set_xlabel("Poorest households selected by score, %")
    axes.set_ylabel("As many poorest reached, %")
    axes.set_xlim(5, 60)
    axes.set_ylim(0, 100)
    return figure


def errors_by_group(rows: Sequence[Mapping[str, Any]]) -> Figure:
    """Whom the cut-off misses and whom it takes wrongly."""
    figure = Figure(figsize=(7.6, 4.8))
    left, right = figure.subplots(1, 2, sharey=True)
    places = np.arange(len(rows))[::-1]
    widest = 115 * max(row[key] for row in rows for key in ("missed", "wrongly"))
    colours = [INK if place == len(rows) - 1 else OTHERS for place in places]
    for axes, key, title in (
        (left, "missed", "Of its poor, not selected, %"),
        (right, "wrongly", "Of its others, selected, %"),
    ):
        values = [100 * row[key] for row in rows]
        axes.barh(places, values, color=colours, height=0.6)
        for place, value in zip(places, values, strict=True):
            axes.annotate(f"{value:.0f}", (value, place), (3, 0), textcoords="offset points", va="center", fontsize=9)
        axes.set_title(title, fontsize=10, loc="left")
        axes.set_xlim(0, widest)  # the same on both sides: bars of the same length are the same share
        axes.grid(visible=False, axis="y")
    left.set_yticks(places, [row["group"] for row in rows])
    return figure


def families(survey: Survey, every: Sequence[Tested]) -> Figure:
    """The share of the poorest quarter that each family reached: the mean, and every round as a small mark."""
    figure = Figure(figsize=(7.6, 0.5 * (len(every) + len(PUBLISHED)) + 0.8))
    axes = figure.subplots()
    names = [*(tested.name for tested in every), *(f"{name}, as published" for name, _, _ in PUBLISHED)]
    for place, tested in enumerate(every):
        rounds = [100 * each for each in tested.rounds(survey.welfare)]
        axes.plot(rounds, [place] * len(rounds), "|", color=QUIET, ms=16)
        mark, colour = ("o", OURS) if place == 0 else ("s", OTHERS)
        says = f"{np.mean(rounds):.1f} %, {tested.questions} questions"
        _marked(axes, float(np.mean(rounds)), place, mark, colour, says)
    for place, (_, percent, mark) in enumerate(PUBLISHED, start=len(every)):
        _marked(axes, percent, place, mark, WARM, f"{percent:.1f} %")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlim(52, 78)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel("Poorest quarter reached when the poorest quarter by score is selected, %")
    return figure


def _marked(axes: Any, value: float, place: int, mark: str, colour: str, says: str) -> None:
    axes.plot([value], [place], mark, color=colour, ms=6)
    axes.annotate(says, (value, place), (10, 0), textcoords="offset points", va="center", fontsize=9)


def lengths(found: Sequence[tuple[int, float, float]]) -> Figure:
    """What each further question brings."""
    figure = Figure(figsize=(7.6, 3.8))
    axes = figure.subplots()
    asked = [each[0] for each in found]
    axes.plot(asked, [100 * each[2] for each in found], "-o", color=OURS, ms=5, label="poorest quarter reached, %")
    axes.plot(asked, [100 * each[1] for each in found], "--s", color=OTHERS, ms=4, label="R², %")
    axes.set_xlabel("Questions asked at most")
    axes.set_ylim(0, 80)
    axes.set_xticks(range(asked[0], asked[-1] + 1, 2))
    axes.legend(frameon=False, loc="lower right")
    return figure
