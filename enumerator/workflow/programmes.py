"""Which programmes a registered family may be considered for, and what would decide the rest. Never a right to any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from enumerator.store import Desk
from enumerator.workflow.questionnaire import edition_of, policy_of
from enumerator.workflow.score_policy import Display, score_policy, takes_equivalences
from enumerator.workflow.score_view import score_of
from forms import Interview
from forms.pmt import Score
from forms.policy import Answer, Answered, Finding, GroupFlag, PolicyPack, judge


@dataclass(frozen=True, slots=True)
class ProgrammesView:
    """What an officer's page may say of one finished revision.

    Attributes:
        answers: one for each programme, those that it may be considered for first.
        residency: whether it lives in Punjab; a flag, never a block.
        groups: priority groups, with who belongs to them.
        names: of the members, by their instance.
        window_open: whether the day of the interview lay in the registration window; it blocks nothing.
        policy: the edition of the policy that says all this, with its sources.
    """

    answers: tuple[Answered, ...]
    residency: Finding
    groups: tuple[GroupFlag, ...]
    names: Mapping[str, str] = field(repr=False)
    window_open: bool
    policy: PolicyPack

    def answered(self, *answers: Answer) -> tuple[Answered, ...]:
        """Give the programmes that were answered so."""
        return tuple(each for each in self.answers if each.answer in answers)


def programmes(desk: Desk, number: str, revision: int) -> ProgrammesView:
    """Hold a finished revision against the policy of its edition, as of the day on which it was finished.

    Where the centre hides scores from officers, cut-offs answer nothing here: a band would show through them.

    Raises:
        SurveyUnknown: there is no such revision.
    """
    found = desk.surveys.revision(number, revision)
    at = datetime.fromisoformat(found.finished.at)
    edition = edition_of(desk, found.edition)
    interview = Interview.reopen(edition.definition, found.instance, clock=lambda: at)
    policy = policy_of(edition)
    judged = judge(
        interview,
        policy,
        _score(desk, number, revision, found.edition),
        at.date(),
        equivalences=takes_equivalences(desk),
    )
    order = list(Answer)
    members = {member for each in judged.answers for member in each.members}
    members |= {member for flag in judged.groups for member in (*flag.certain, *flag.possible)}
    return ProgrammesView(
        answers=tuple(sorted(judged.answers, key=lambda each: order.index(each.answer))),
        residency=judged.residency,
        groups=judged.groups,
        names={member: interview.state(f"{member}/full_name").value for member in sorted(members)},
        window_open=policy.window.open_on(at.date()),
        policy=policy,
    )


def _score(desk: Desk, number: str, revision: int, edition: str) -> Score | None:
    records = desk.surveys.scores(number, revision)
    hidden = score_policy(desk, edition).officers is Display.HIDDEN
    return score_of(records[0]) if records and not hidden else None
