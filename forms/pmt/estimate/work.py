"""The work itself, inside its own environment: read, choose, fit, test, write the pack and the report."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from .candidates import CANDIDATES
from .examples import worked
from .fitting import choose, steps_of
from .report import Findings, report_of
from .survey import read
from .validation import card_of, judge_alike, judge_card, judge_families, judge_fixed, judge_interactions, judge_lengths
from .writing import pack_of, points_text, write


def main(data: Path, out: Path, listed: Path | None = None) -> None:
    """Build both files, saying what is being done, for it takes some minutes."""
    say("reading")
    survey = read(data)
    steps = steps_of(survey, CANDIDATES)
    everybody = np.ones(len(survey.units), dtype=bool)
    say("choosing the questions")
    chosen = choose(steps, survey.welfare, survey.units, everybody)
    card = card_of(survey, steps, everybody, chosen)
    scores = card.score(steps.bands)
    if listed is not None:
        rows = (f"{name},{points_text(score)}\n" for name, score in zip(survey.names, scores.tolist(), strict=True))
        listed.write_text("household,score\n" + "".join(rows), encoding="utf-8", newline="\n")
    say("testing the choice and the points on sampling units left out")
    tested = judge_card(survey, steps)
    pack = pack_of(card, survey, scores, tested, worked(card))
    (out / "punjab-2015.json").write_text(write(pack), encoding="utf-8", newline="\n")
    say("testing the other families")
    findings = Findings(
        survey=survey,
        steps=steps,
        card=card,
        tested=tested,
        fixed=judge_fixed(survey, steps, chosen, card),
        families=[judge_alike(survey, steps, tested), *judge_families(survey, steps)],
        lengths=judge_lengths(survey, steps, tested),
        interactions=judge_interactions(survey, steps, card),
        pack=pack,
    )
    say("drawing the report")
    (out / "report.html").write_text(report_of(findings), encoding="utf-8", newline="\n")


def say(what: str) -> None:
    """Tell whoever waits."""
    print(what, flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
