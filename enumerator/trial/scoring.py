"""Real households typed into the questionnaire and scored: no store, nobody signed in, nothing invented.

Beside what the data say stand `TAKEN_AS_SAID` and what section 1 repeats of the head's own row. Everything else that
the data lack stays blank: names, CNICs, goods, walls.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from enumerator.trial.household import MEMBER, SampleHousehold, answers_of_head
from enumerator.trial.respondent import answer_all
from enumerator.workflow.ports import Clock
from forms import Change, FormDefinition, Interview, Missing
from forms.pmt import Score, ScorePack, score

TAKEN_AS_SAID = {
    "/data/registration/declaration": "OK",
    "/data/registration/consent": "yes",
    "/data/address/current/province": "PB",
}
"""Without the first two the form asks nothing further; all households of these data are of Punjab."""
COLUMNS = ("household", "score", "low", "high", "missing")
"""Of the table, before one for each term of the pack."""


@dataclass(slots=True)
class Unkept:
    """An interview that is kept nowhere."""

    interview: Interview
    at_ref: str
    officer: str = ""

    @classmethod
    def begin(cls, definition: FormDefinition, clock: Clock, officer: str = "") -> Unkept:
        """Sit down at the first question."""
        interview = Interview.start(definition, clock=clock, officer=officer)
        return cls(interview, interview.next_question(None) or "", officer)

    def answer(self, ref: str, text: str) -> Change:
        """Answer one question."""
        return self.interview.answer(ref, text)

    def mark_missing(self, ref: str, missing: Missing) -> Change:
        """Write down that there is no answer, and why."""
        return self.interview.mark_missing(ref, missing)

    def add_member(self) -> Change:
        """Add a row to the roster; the interview goes on with its first question."""
        change = self.interview.add_repeat(MEMBER)
        added = f"{MEMBER}[{self.interview.instances(MEMBER)}]/"
        self.at_ref = next(ref for ref in self.interview.questions() if ref.startswith(added))
        return change

    def confirm(self, ref: str, rule: str, reason: str) -> Change:
        """Confirm a soft violation."""
        return self.interview.confirm(ref, rule, reason, self.officer)


def asked(household: SampleHousehold, definition: FormDefinition, clock: Clock) -> Interview:
    """Put every question of the form to a household that lacks what its data lack."""
    said = TAKEN_AS_SAID | answers_of_head(household) | household.answers
    asking = Unkept.begin(definition, clock)
    for _ in answer_all(asking, SampleHousehold(household.label, said, household.members), confirm_with=""):
        pass
    return asking.interview


def score_all(
    households: Iterable[SampleHousehold], pack: ScorePack, definition: FormDefinition, clock: Clock
) -> Iterator[tuple[str, Score]]:
    """Score every household, in the order in which they come."""
    for household in households:
        yield household.label, score(asked(household, definition, clock), pack)


def as_table(scored: Iterable[tuple[str, Score]], pack: ScorePack) -> str:
    """Write one line for each household.

    `score` is blank where missing answers leave an interval, and so many of a term's points are two numbers, `0..12`;
    `missing` names what would narrow it, separated by blanks.
    """
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow((*COLUMNS, *(term.id for term in pack.terms)))
    for label, found in scored:
        whole = str(found.low) if found.exact else ""
        terms = (_points(term.low, term.high) for term in found.terms)
        lines.writerow((label, whole, found.low, found.high, " ".join(found.missing), *terms))
    return written.getvalue()


def _points(low: Decimal, high: Decimal) -> str:
    return f"{low}" if low == high else f"{low}..{high}"
