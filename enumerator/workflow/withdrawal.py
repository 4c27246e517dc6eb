"""Who took a survey out for good, when, why, and whether there ever were finished answers of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from enumerator.domain.decision import Decision
from enumerator.domain.survey import SurveyRow
from enumerator.store import Desk
from enumerator.workflow.withdrawn_draft import was_withdrawn_as_draft


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One survey's end; `as_draft` means that its current revision was never finished, so there is nothing to read."""

    number: str
    by: str
    at: datetime
    reason: str = field(repr=False)
    as_draft: bool


def withdrawal_of(desk: Desk, row: SurveyRow) -> Withdrawal:
    """Read how a withdrawn survey ended; `by` is the officer's name."""
    said = [deed for deed in desk.surveys.decisions(row.number, row.revision) if deed.deed == Decision.WITHDRAW.value][
        -1
    ]
    return Withdrawal(
        number=row.number,
        by=desk.officers.get(said.officer).name,
        at=datetime.fromisoformat(said.at),
        reason=said.reason,
        as_draft=was_withdrawn_as_draft(desk, row),
    )
