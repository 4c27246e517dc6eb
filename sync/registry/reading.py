"""What the registry holds, told to its keeper: counts, one survey, or everything as JSON lines for reconciling.

These print people's answers. They are commands at the registry's own machine and have no address on the network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from sync.canonical import JSON
from sync.registry.tables import BatchRow, MachineRow, SurveyRow, VerdictRow


def summary(session: Session) -> dict[str, JSON]:
    """How much there is: machines, batches, households, revisions, verdicts by outcome and refusals by code."""
    return {
        "machines": session.scalar(select(func.count()).select_from(MachineRow)) or 0,
        "batches": session.scalar(select(func.count()).select_from(BatchRow)) or 0,
        "surveys": session.scalar(select(func.count(SurveyRow.survey_number.distinct()))) or 0,
        "revisions": session.scalar(select(func.count()).select_from(SurveyRow)) or 0,
        "verdicts": _counted(session, VerdictRow.outcome),
        "refusals": {code: count for code, count in _counted(session, VerdictRow.code).items() if code},
    }


def revisions(session: Session, survey_number: str | None = None) -> Iterator[dict[str, JSON]]:
    """Every revision held, or those of one survey, in order of number and revision."""
    query = select(SurveyRow).order_by(SurveyRow.survey_number, SurveyRow.revision)
    if survey_number is not None:
        query = query.where(SurveyRow.survey_number == survey_number)
    return (_revision(row) for row in session.scalars(query.execution_options(yield_per=200)))


def _counted(session: Session, column: InstrumentedAttribute[str]) -> dict[str, JSON]:
    rows = session.execute(select(column, func.count()).group_by(column).order_by(column)).all()
    return {name: count for name, count in rows}  # noqa: C416  # rows are no plain pairs to the type checker


def _revision(row: SurveyRow) -> dict[str, JSON]:
    beside: dict[str, JSON] = json.loads(row.beside)
    return {
        "survey_number": row.survey_number,
        "revision": row.revision,
        "edition": row.edition,
        "author": row.author,
        "approver": row.approver,
        "finished_at": row.finished_at,
        "stored_at": row.stored_at,
        "machine": row.machine,
        "batch_number": row.batch_number,
        "envelope_digest": row.envelope_digest,
        "content_digest": row.content_digest,
        "score_sha256": row.score_sha256,
        "score": beside["score"],
        "overrides": beside["overrides"],
        "missing": beside["missing"],
        "deeds": beside["deeds"],
        "instance": row.instance.decode(),
    }
