"""What may be said of a household: of each programme, of priority groups, and of where it lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from forms.pmt.errors import Unscorable
from forms.pmt.household import Evaluator, Gap, Household
from forms.pmt.scoring import Score
from forms.policy.clause import Case, Finding
from forms.policy.pack import Answer, Group, PolicyPack, Programme
from forms.policy.rule import Outcome
from forms.policy.truth import Truth, any_of


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer of one programme.

    Attributes:
        findings: the clauses that decide; where it cannot be determined, those that would, with what is missing.
        members: for a programme about one member, those whom the answer is about; of `NOT`, nobody.
    """

    programme: Programme
    answer: Answer
    findings: tuple[Finding, ...]
    members: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The questions that would decide, each once."""
        return tuple(dict.fromkeys(gap for finding in self.findings for gap in finding.gaps))


@dataclass(frozen=True, slots=True)
class GroupFlag:
    """Who belongs to a priority group for certain, who may, and the questions that would tell."""

    group: Group
    certain: tuple[str, ...]
    possible: tuple[str, ...]
    gaps: tuple[Gap, ...]

    @property
    def truth(self) -> Truth:
        """Whether anybody does; a roster without anybody says nothing."""
        if self.certain:
            return Truth.YES
        return Truth.OPEN if self.possible or self.gaps else Truth.NO


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that a policy says of one household, by one edition of it."""

    pack_id: str
    pack_version: str
    pack_hash: str
    answers: tuple[Answered, ...]
    residency: Finding
    groups: tuple[GroupFlag, ...]


def judge(ask: Evaluator, pack: PolicyPack, score: Score | None, day: date, *, equivalences: bool = True) -> Judgement:
    """Hold a household against every programme.

    The roster is taken as complete: answers may be missing in it, members may not. A missing answer never turns what
    cannot be determined into a wrong answer.

    Args:
        ask: the interview, or anything that evaluates the form's expressions as it does.
        pack: a verified policy made for the interview's form.
        score: the household's; None where there is none, or none that may be shown.
        day: for clauses that hold for a time.
        equivalences: whether cut-offs may be carried over to the score's scale, as the policy states.

    Raises:
        Unscorable: the policy and the questionnaire do not fit.
    """
    case = Case(Household(ask, pack.roster), score, day, pack.equivalences if equivalences else ())
    return Judgement(
        pack_id=pack.id,
        pack_version=pack.version,
        pack_hash=pack.hash,
        answers=tuple(_answered(programme, case) for programme in pack.programmes),
        residency=pack.residency.find(case),
        groups=tuple(_flag(group, case.household) for group in pack.groups),
    )


_SAID: Mapping[Truth, Answer] = {
    Truth.YES: Answer.MAY_BE_CONSIDERED,
    Truth.NO: Answer.NOT,
    Truth.OPEN: Answer.CANNOT_BE_DETERMINED,
}


def _answered(programme: Programme, case: Case) -> Answered:
    """Answer without equivalences if that is possible, else with them."""
    own, members = _weighed(programme, replace(case, equivalences=()))
    if own.truth is not Truth.OPEN:
        return Answered(programme, _SAID[own.truth], own.by, members)
    carried, members = _weighed(programme, case)
    answer = Answer.BY_EQUIVALENCE if carried.truth is Truth.YES else _SAID[carried.truth]
    return Answered(programme, answer, carried.by, members)


def _weighed(programme: Programme, case: Case) -> tuple[Outcome, tuple[str, ...]]:
    members = case.household.members if programme.of_member else ()
    if not members:  # of the household; or of members, and there are none: then every clause about one is open
        return programme.rule.weigh(case), ()
    each = {member: programme.rule.weigh(replace(case, member=member)) for member in members}
    truth = any_of(outcome.truth for outcome in each.values())
    about = () if truth is Truth.NO else tuple(member for member in members if each[member].truth is truth)
    return Outcome.of(truth, each.values()), about


def _flag(group: Group, household: Household) -> GroupFlag:
    certain = tuple(member for member in household.members if household.holds(group.known, member))
    may = tuple(member for member in household.members if household.holds(group.possible, member))
    if not set(certain) <= set(may):
        raise Unscorable(group.known, f"wider than what is possible in {group.id}")
    possible = tuple(member for member in may if member not in certain)
    unsettled = possible or not household.members
    return GroupFlag(group, certain, possible, group.asks.gaps(household, possible) if unsettled else ())
