"""The desk's answers beside the registry's: node by node, and the scores to the last digit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from enumerator.store import Desk
from enumerator.workflow.ports import Clock
from enumerator.workflow.reconcile import Finding
from enumerator.workflow.signing import beside_of
from forms import FormDefinition, Interview, Missing


def differences(
    desk: Desk, holdings: Sequence[Mapping[str, Any]], definition: FormDefinition, clock: Clock
) -> Iterator[Finding]:
    """Compare every survey of the desk with what the registry holds of it.

    Args:
        desk: the desk whose surveys were sent.
        holdings: one mapping a revision, as the registry dumps them.
        definition: the edition that all of them were asked in.
        clock: for the engine.

    Yields: one finding for each node, score or survey that differs or is missing on either side.
    """
    held = {(each["survey_number"], each["revision"]): each for each in holdings}
    for row in desk.surveys.all():
        other = held.pop((row.number, row.revision), None)
        if other is None:
            yield Finding(row.number, "not_at_the_registry")
            continue
        revision = desk.surveys.revision(row.number, row.revision)
        mine = _said(Interview.reopen(definition, revision.saved, clock=clock))
        theirs = _said(Interview.reopen(definition, other["instance"].encode(), clock=clock))
        for ref in sorted(mine.keys() | theirs.keys()):
            if mine.get(ref) != theirs.get(ref):
                yield Finding(row.number, f"differs_at {ref}")
        if beside_of(revision).score != other["score"]:
            yield Finding(row.number, "score_differs")
    yield from (Finding(number, "unknown_to_the_desk") for number, _ in held)


def _said(interview: Interview) -> dict[str, str | Missing | None]:
    """Give every node's value, or the reason why it has none: a lost reason is a difference too."""
    return {ref: value or interview.state(ref).missing for ref, value in interview.answers().items()}
