"""The report: one HTML page with its pictures inside, for whoever decides and whoever doubts. Its words: page.html."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import numpy as np

from . import plots
from .card import Card
from .fitting import AIMS, FAR_WEIGHT, LEAST_CERTAIN, LEAST_GAIN, MOST_QUESTIONS, NEAR, RAREST, Steps
from .kinds import runs
from .survey import Survey
from .validation import FOLDS, REPEATS, SHARES, SMALL, Tested, by_group
from .writing import spread

PAGE = Path(__file__).with_name("page.html")
BEST_INTERACTIONS = 6
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the report tells."""

    survey: Survey
    steps: Steps
    card: Card
    tested: Tested
    fixed: Tested
    families: Sequence[Tested]
    lengths: Sequence[tuple[int, float, float]]
    interactions: Sequence[tuple[str, float, float]]
    pack: Mapping[str, Any]


def report_of(found: Findings) -> str:
    """Fill in the page."""
    return Template(PAGE.read_text("utf-8")).substitute(_numbers(found) | _tables(found) | _pictures(found))


def _numbers(found: Findings) -> dict[str, str]:
    survey, figures = found.survey, found.tested.figures(found.survey.welfare)
    wide = spread(survey, found.tested)
    return {
        "reached": _percent(figures["25%"]),
        "r2": f"{figures['r2']:.3f}",
        "questions": str(len(found.card.questions)),
        "households": f"{len(survey.units):,}",
        "units": str(len(np.unique(survey.units))),
        "urban": f"{np.mean(survey.households['/data/address/current/area'] == 'urban'):.0%}",
        "intercept": found.pack["calibration"]["intercept"],
        "slope": found.pack["calibration"]["slope"],
        "spread": f"{wide:.3f}",
        "low": f"{np.exp(-wide):.0%}",
        "high": f"{np.exp(wide):.0%}",
        "lines": str(len(found.card.lines)),
        "paths": ", ".join(f"<code>{escape(each)}</code>" for each in sorted(found.card.questions)),
        "most": str(MOST_QUESTIONS),
        "tries": str(len(found.interactions)),
        "candidates": str(len(found.steps.candidates)),
        "gain": f"{LEAST_GAIN:g}",
        "first": f"{AIMS[0]:.0%}",
        "last": f"{AIMS[-1]:.0%}",
        "near": f"{NEAR:g}",
        "far": f"{FAR_WEIGHT:g}",
        "certain": f"{LEAST_CERTAIN:g}",
        "rarest": f"{RAREST:.0%}",
        "folds": str(FOLDS),
        "repeats": str(REPEATS),
        "cards": str(len(found.tested.orders)),
        "often": _often(found),
        "small_missed": f"{next(row['missed'] for row in by_group(survey, found.tested) if row['group'] == SMALL):.0%}",
    }


def _tables(found: Findings) -> dict[str, str]:
    notes = [(term["label"]["en"], term["note"]) for term in found.pack["terms"] if "note" in term]
    accuracy = ("Looked for", "Selected", "Selected, %", "Reached, %", "Of the selected not of the group, %")
    lines = [line["label"]["en"] for line in found.pack["likelihood"]["lines"]]
    groups = ("Households", "Number", "Poor, %", "Below 34.0, %", "Of its poor missed, %", "Of its others taken, %")
    return {
        "accuracy": _table(accuracy, map(_accuracy_row, found.pack["accuracy"]), words=2),
        "likelihood": _table(("Score", *lines), _likelihood_rows(found.pack["likelihood"])),
        "card": _table(("Line", "Answer", "Points", "Standard error"), _card_rows(found), words=2),
        "notes": "\n".join(f'<p class="note">{escape(label)}: {escape(note)}</p>' for label, note in notes),
        "groups": _table((*groups, "Mean error", "Spread"), map(_group_row, by_group(found.survey, found.tested))),
        "families": _table(
            ("Family", "Questions", "R²", *(f"Poorest {share:.0%}" for share in SHARES)),
            (_family_row(each, found.survey) for each in (found.tested, found.fixed, *found.families)),
        ),
        "interactions": _table(
            ("Line, counted otherwise", "Gain in R²", "Gain in reach, points of 100"),
            (
                (escape(name), f"{gain:+.4f}", f"{100 * reach:+.2f}")
                for name, gain, reach in sorted(found.interactions, key=lambda each: -each[2])[:BEST_INTERACTIONS]
            ),
        ),
    }


def _pictures(found: Findings) -> dict[str, str]:
    survey, tested = found.survey, found.tested
    calibration = found.pack["calibration"]
    line = float(calibration["slope"]), float(calibration["intercept"])
    drawn = {
        "targeting": (
            plots.targeting(survey, tested),
            "Poor reached by share selected, with the two published points.",
        ),
        "scatter": (
            plots.score_against_consumption(survey, tested.trials[0], *line),
            "Score against consumption a month and member of every household.",
        ),
        "groups_drawn": (
            plots.errors_by_group(by_group(survey, tested)),
            "Poor households missed and others taken, by group of households.",
        ),
        "families_drawn": (
            plots.families(survey, [tested, *found.families]),
            "Share of the poorest quarter reached by each family of estimates.",
        ),
        "lengths": (plots.lengths(found.lengths), "Share reached and R² by number of questions."),
    }
    return {name: plots.picture(figure, says) for name, (figure, says) in drawn.items()}


def _accuracy_row(row: Mapping[str, Any]) -> Row:
    cut = "the same share by score" if row["cutoff"] is None else f"score below {row['cutoff']}"
    return row["group"]["en"], cut, row["selected"], row["reached"], row["leakage"]


def _likelihood_rows(table: Mapping[str, Any]) -> Iterator[Row]:
    ends = [*(f"to below {end}" for end in table["from"][1:]), "or more"]
    for place, (start, end) in enumerate(zip(table["from"], ends, strict=True)):
        yield f"{start} {end}", *(line["percent"][place] for line in table["lines"])


def _card_rows(found: Findings) -> Iterator[Row]:
    for line in found.card.lines:
        for first, last, tenths in runs(line.points):
            name = f"<b>{escape(line.candidate.label[0])}</b>" if first == 0 else ""
            answer = escape(line.candidate.named(first, last)[0])
            error = max(line.errors[first : last + 1])
            yield name, answer, f"{tenths / 10:.1f}", f"{error:.2f}" if first else ""


def _group_row(row: Mapping[str, Any]) -> Row:
    shares = (f"{100 * row[key]:.1f}" for key in ("poor", "selected", "missed", "wrongly"))
    return escape(row["group"]), f"{row['households']:,}", *shares, f"{row['error']:+.3f}", f"{row['spread']:.3f}"


def _family_row(tested: Tested, survey: Survey) -> Row:
    figures = tested.figures(survey.welfare)
    reach = (_percent(figures[f"{share:.0%}"]) for share in SHARES)
    return escape(tested.name), str(tested.questions), f"{figures['r2']:.3f}", *reach


def _often(found: Findings) -> str:
    counts = [(sum(each.id in order for order in found.tested.orders), each) for each in found.steps.candidates]
    listed = sorted((-count, each.label[0]) for count, each in counts if count)
    return "; ".join(f"{escape(label)} {-count}" for count, label in listed)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _table(heads: Row, rows: Iterable[Row], *, words: int = 1) -> str:
    """Draw a table; its first columns, so many, are words, the others numbers."""
    head = "".join(f"<th>{each}</th>" for each in heads)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="words-{words}"><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>'
