"""Policy packs: programme rules as data, held against a household; what may be said, and what would decide."""

from __future__ import annotations

from forms.policy.clause import Clause, Finding, Reason, ScoreClause
from forms.policy.judging import Answered, GroupFlag, Judgement, judge
from forms.policy.loading import load_policy, shipped_policies
from forms.policy.pack import Answer, Elsewhere, Group, PolicyPack, Programme
from forms.policy.proof import prove_policy
from forms.policy.source import Equivalence, Source, SourceTrust
from forms.policy.truth import Operator, Truth, compared

__all__ = [
    "Answer",
    "Answered",
    "Clause",
    "Elsewhere",
    "Equivalence",
    "Finding",
    "Group",
    "GroupFlag",
    "Judgement",
    "Operator",
    "PolicyPack",
    "Programme",
    "Reason",
    "ScoreClause",
    "Source",
    "SourceTrust",
    "Truth",
    "compared",
    "judge",
    "load_policy",
    "prove_policy",
    "shipped_policies",
]
