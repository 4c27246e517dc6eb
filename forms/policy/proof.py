"""The proof of a policy by the form it is made for: its questions are there, its worked households come out.

Done when a policy is installed, when it is put in force, by the self-check and by the tests; not at every start.
"""

from __future__ import annotations

from forms.definition import FormDefinition
from forms.errors import FormsFault
from forms.pmt.errors import PackRefused, Unscorable
from forms.pmt.proof import require_fit, type_in
from forms.pmt.scoring import Score
from forms.policy.judging import Answered, Judgement, judge
from forms.policy.pack import Example, PolicyPack


def prove_policy(pack: PolicyPack, definition: FormDefinition) -> None:
    """Hold a policy against its form, and judge its worked households as they are typed into it.

    Raises:
        PackRefused: `other_form`, `unknown_question`, `expression` or `example`, with what is at fault.
    """
    require_fit(pack.form, pack.roster, (*pack.clauses, *pack.groups), definition)
    for example in pack.examples:
        differs = _difference(example, pack, definition)
        if differs:
            raise PackRefused("example", name=example.name, differs=differs)


def judge_example(example: Example, pack: PolicyPack, definition: FormDefinition) -> Judgement:
    """Type a worked household into the form and judge it.

    Raises:
        PackRefused: `example`: a deed that the form does not take.
    """
    return judge(type_in(example, definition), pack, _score(example, pack), example.day)


def _score(example: Example, pack: PolicyPack) -> Score | None:
    score = example.score
    if score is None:
        return None
    return Score(pack.id, pack.version, pack.hash, score.scale, score.low, score.high, ())


def _difference(example: Example, pack: PolicyPack, definition: FormDefinition) -> str | None:
    """Name the first programme or group, or "residency" or "gaps", in which the result is not the printed one."""
    try:
        judged = judge_example(example, pack, definition)
    except (FormsFault, Unscorable) as fault:
        raise PackRefused("example", name=example.name, differs=type(fault).__name__) from fault
    for answered in judged.answers:
        if _told(answered) != example.answers[answered.programme.id]:
            return answered.programme.id
    for flag in judged.groups:
        if flag.truth is not example.groups[flag.group.id]:
            return flag.group.id
    if judged.residency.truth is not example.residency:
        return "residency"
    return None if gaps_of(judged) == example.gaps else "gaps"


def gaps_of(judged: Judgement) -> dict[str, str]:
    """Give every question that would decide something, with the reason why it is open."""
    of_parts = (*(each.gaps for each in judged.answers), judged.residency.gaps, *(flag.gaps for flag in judged.groups))
    return {gap.ref: gap.why.value for gaps in of_parts for gap in gaps}


def _told(answered: Answered) -> tuple[str, ...]:
    return (answered.answer.value, *(finding.clause.id for finding in answered.findings))
