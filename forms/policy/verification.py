"""What a policy must prove of itself before a household is judged by it, as far as that needs no form."""

from __future__ import annotations

from forms.pmt.errors import PackRefused
from forms.pmt.verification import names_are_unique
from forms.policy.clause import ScoreClause
from forms.policy.pack import PolicyPack


def verify(pack: PolicyPack) -> None:
    """Check names, and that what is named is there.

    Raises:
        PackRefused: with the first fault found.
    """
    names_are_unique("programme", (programme.id for programme in pack.programmes))
    names_are_unique("clause", (clause.id for clause in pack.clauses))
    names_are_unique("group", (group.id for group in pack.groups))
    names_are_unique("example", (example.name for example in pack.examples))
    names_are_unique("equivalence", (f"{each.clause} {each.scale}" for each in pack.equivalences))
    if pack.registration not in {programme.id for programme in pack.programmes}:
        raise PackRefused("unknown_name", name=pack.registration)
    _equivalences_lead_elsewhere(pack)
    _examples_are_whole(pack)


def _equivalences_lead_elsewhere(pack: PolicyPack) -> None:
    cutoffs = {clause.id: clause for clause in pack.clauses if isinstance(clause, ScoreClause)}
    for equal in pack.equivalences:
        if equal.clause not in cutoffs:
            raise PackRefused("unknown_name", name=equal.clause)
        if equal.scale == cutoffs[equal.clause].scale:
            raise PackRefused("same_scale", clause=equal.clause, scale=equal.scale)


def _examples_are_whole(pack: PolicyPack) -> None:
    """Hold that every example says something of every programme and every group."""
    programmes = {programme.id for programme in pack.programmes}
    groups = {group.id for group in pack.groups}
    for example in pack.examples:
        differs = (example.answers.keys() ^ programmes) | (example.groups.keys() ^ groups)
        if differs:
            raise PackRefused("example", name=example.name, differs=min(differs))
