"""What the policy says about scores: who is shown how much, and which cut-offs there are on which scale."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from enumerator.store import Desk, Setting
from enumerator.workflow.questionnaire import edition_of, policy_of
from forms.policy import Operator, ScoreClause


class Display(Enum):
    """How much of a score is shown, from nothing to everything; the value is the policy's word."""

    HIDDEN = "hidden"
    BAND = "band"
    NUMBER = "number"
    TERMS = "terms"

    @property
    def shows_number(self) -> bool:
        """Whether the points themselves are shown."""
        return self in (Display.NUMBER, Display.TERMS)

    def at_most(self, other: Display) -> Display:
        """Take the one that shows less."""
        order = list(Display)
        return min(self, other, key=order.index)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """One programme's cut-off as its source states it.

    Attributes:
        programme: its short name.
        value: the cut-off, on `scale`.
        comparator: whether a score at the cut-off itself counts as below.
        scale: the scale that the source names; None where it names none.
        by_equivalence: it was carried over from another scale, as the policy states.
    """

    programme: str
    value: Decimal
    comparator: Operator
    scale: str | None
    by_equivalence: bool = False


@dataclass(frozen=True, slots=True)
class ScorePolicy:
    """The policy on scores of one edition, narrowed as the centre wishes.

    Attributes:
        cutoffs: those of the registry's own threshold; other programmes stand in `workflow.programmes`.
        equivalences: those cut-offs on other scales; none where the centre takes none.
    """

    officers: Display
    supervisors: Display
    cutoffs: tuple[Cutoff, ...]
    equivalences: tuple[Cutoff, ...]

    def cutoff_on(self, scale: str, cutoff: Cutoff) -> Cutoff:
        """Give the cut-off on this scale: its own, or one that the policy holds for equal; else as it was."""
        if cutoff.scale == scale:
            return cutoff
        equal = (each for each in self.equivalences if (each.programme, each.scale) == (cutoff.programme, scale))
        return next(equal, cutoff)


def score_policy(desk: Desk, edition: str) -> ScorePolicy:
    """Read the edition's policy and what the centre's own policy shows less.

    The centre's policy is a JSON text among the store's settings; its ``score_display`` may only narrow, and its
    ``equivalences`` may be false.
    """
    stated = policy_of(edition_of(desk, edition))
    own = json.loads(desk.settings.text(Setting.POLICY) or "{}").get("score_display", {})
    name = stated.programme(stated.registration).title.en
    cutoffs = {clause.id: _cutoff(name, clause) for clause in stated.cutoffs(stated.registration)}
    equivalences = stated.equivalences if takes_equivalences(desk) else ()
    return ScorePolicy(
        officers=_narrowed(stated.display.officers, own.get("officers")),
        supervisors=_narrowed(stated.display.supervisors, own.get("supervisors")),
        cutoffs=tuple(cutoffs.values()),
        equivalences=tuple(
            Cutoff(name, equal.value, equal.comparator, equal.scale, by_equivalence=True)
            for equal in equivalences
            if equal.clause in cutoffs
        ),
    )


def takes_equivalences(desk: Desk) -> bool:
    """Say whether the centre takes cut-offs that were carried over from another scale."""
    return json.loads(desk.settings.text(Setting.POLICY) or "{}").get("equivalences", True) is not False


def _narrowed(stated: str, own: str | None) -> Display:
    display = Display(stated)
    return display.at_most(Display(own)) if own else display


def _cutoff(programme: str, clause: ScoreClause) -> Cutoff:
    return Cutoff(programme, clause.value, clause.comparator, clause.scale)
