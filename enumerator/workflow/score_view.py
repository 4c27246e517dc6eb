"""What of a survey's score may be shown, to whom, and what may honestly be said of it.

A score is compared with a cut-off of its own scale and with no other. A cut-off whose source names no scale, or another
one, answers nothing here; the policy may state an equivalence, and then the answer says that it rests on one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from enumerator.domain.survey import ScoreRecord
from enumerator.store import Desk
from enumerator.workflow.packs import pack_that_made
from enumerator.workflow.questionnaire import edition_of
from enumerator.workflow.score_policy import Cutoff, Display, ScorePolicy, score_policy
from forms.pmt import Gap, Score, ScorePack, TermScore, score_from_json
from forms.pmt.term import Span
from forms.policy import Truth, compared


class Verdict(Enum):
    """What can be said of a score against one cut-off."""

    BELOW = "below"
    NOT_BELOW = "not_below"
    NOT_DETERMINED = "not_determined"
    NO_SCALE = "no_scale"
    OTHER_SCALE = "other_scale"

    @property
    def on_this_scale(self) -> bool:
        """Whether the cut-off could be drawn on the score's own ruler."""
        return self in _VERDICTS.values()


_VERDICTS: Mapping[Truth, Verdict] = {
    Truth.YES: Verdict.BELOW,
    Truth.NO: Verdict.NOT_BELOW,
    Truth.OPEN: Verdict.NOT_DETERMINED,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One programme's cut-off and what the score says about it."""

    cutoff: Cutoff
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Opening:
    """A missing answer that leaves the score open, and by how many points at most."""

    gap: Gap
    most: Decimal


@dataclass(frozen=True, slots=True)
class ScoreView:
    """A score as one person may see it.

    Attributes:
        display: how much that is; with `Display.HIDDEN` everything below is empty.
        judged: what is said of each programme's cut-off.
        score: the number with its terms; None where only words may be shown.
        openings: what is missing, the widest first; the points are for whoever may see numbers.
        pack: the pack that made the score; None when this program no longer has it.
    """

    display: Display
    judged: tuple[Judged, ...] = ()
    score: Score | None = None
    openings: tuple[Opening, ...] = ()
    pack: ScorePack | None = None

    @property
    def headline(self) -> Judged | None:
        """The judgement that stands largest: one that could be made, before one that could not."""
        return next((each for each in self.judged if each.verdict.on_this_scale), next(iter(self.judged), None))


def score_view(desk: Desk, number: str, revision: int, display: Display | None = None) -> ScoreView:
    """Gather what may be shown of a finished revision's score.

    Args:
        desk: the signed-in officer's desk.
        number: the survey.
        revision: a finished one.
        display: how much to show; by default what the policy lets data-entry officers see.
    """
    edition = desk.surveys.revision(number, revision).edition
    policy = score_policy(desk, edition)
    records = desk.surveys.scores(number, revision)
    shown = policy.officers if display is None else display
    if shown is Display.HIDDEN or not records:
        return ScoreView(Display.HIDDEN)
    pack = pack_that_made(desk, edition_of(desk, edition), records[0].pack_hash)
    return view_of(score_of(records[0]), policy, shown, pack)


def view_of(score: Score, policy: ScorePolicy, display: Display, pack: ScorePack | None) -> ScoreView:
    """Judge a score and leave out what is not to be shown."""
    return ScoreView(
        display=display,
        judged=tuple(judge(score, policy.cutoff_on(score.scale, cutoff)) for cutoff in policy.cutoffs),
        score=score if display.shows_number else None,
        openings=openings(score),
        pack=pack,
    )


def judge(score: Score, cutoff: Cutoff) -> Judged:
    """Say what the score says of one cut-off; nothing, where the scales are not the same."""
    if cutoff.scale is None:
        return Judged(cutoff, Verdict.NO_SCALE)
    if cutoff.scale != score.scale:
        return Judged(cutoff, Verdict.OTHER_SCALE)
    return Judged(cutoff, _VERDICTS[compared(Span(score.low, score.high), cutoff.comparator, cutoff.value)])


def openings(score: Score) -> tuple[Opening, ...]:
    """Name each missing answer with the points that its terms leave open."""
    found = [Opening(gap, _most(score.terms, gap)) for gap in score.gaps]
    return tuple(sorted(found, key=lambda opening: -opening.most))


def score_of(record: ScoreRecord) -> Score:
    """Read a stored score."""
    return score_from_json(json.loads(record.body))


def _most(terms: tuple[TermScore, ...], gap: Gap) -> Decimal:
    return sum((term.high - term.low for term in terms if gap in term.gaps), Decimal(0))
