"""The audit: the journal's deeds as supervisors read them, and notes of deeds that change no other table."""

from __future__ import annotations

import json

from enumerator.domain.trace import AuditLine, Trace
from enumerator.store.book import Book
from enumerator.store.database import Row
from enumerator.store.times import from_text


class Audit:
    """Append-only; the lines of answers are left out of lists, they stand in `surveys.events`."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def note(self, trace: Trace, *, number: str = "", revision: int = 0, **facts: str | int) -> int:
        """Remember a deed (a view, a print, an export …); facts hold no name, CNIC or answer. Gives its sequence."""
        with self._book.transaction():
            return self._book.journal.write(trace, number=number, revision=revision, facts=facts)

    def has_noted(self, trace: Trace, *, number: str, revision: int) -> bool:
        """Whether this deed on this revision stands in the journal already."""
        row = self._book.database.row(
            """
            SELECT 1
            FROM journal
            WHERE number = :number AND number <> '' AND revision = :revision AND trace = :trace
            LIMIT 1
            """,
            number=number,
            revision=revision,
            trace=trace.value,
        )
        return row is not None

    def lines(self, *, after: int = 0, limit: int = 1000) -> tuple[AuditLine, ...]:
        """Deeds in order, beyond the sequence `after`."""
        # The condition is spelled as the partial index spells it, or SQLite would not use the index.
        rows = self._book.database.rows(
            """
            SELECT seq, at, officer, trace, number, revision, facts, digest
            FROM journal
            WHERE trace NOT IN ('answered', 'confirmed', 'instance_added', 'instance_removed', 'place_kept')
                AND seq > :after
            ORDER BY seq
            LIMIT :limit
            """,
            after=after,
            limit=limit,
        )
        return tuple(map(_line, rows))

    def of(self, trace: Trace, *, number: str, revision: int) -> tuple[AuditLine, ...]:
        """Deeds of one kind on this revision, in order."""
        rows = self._book.database.rows(
            """
            SELECT seq, at, officer, trace, number, revision, facts, digest
            FROM journal
            WHERE number = :number AND number <> '' AND revision = :revision AND trace = :trace
            ORDER BY seq
            """,
            number=number,
            revision=revision,
            trace=trace.value,
        )
        return tuple(map(_line, rows))

    def head(self) -> tuple[int, str]:
        """The journal's last sequence and its digest in hex, to be carried in batches."""
        tail = self._book.journal.tail()
        return tail.sequence, tail.digest.hex()

    def broken_lines(self) -> tuple[int, ...]:
        """Sequences of journal lines that are not what was written; none in a healthy store."""
        return tuple(self._book.journal.broken_lines())


def _line(row: Row) -> AuditLine:
    return AuditLine(
        sequence=row["seq"],
        at=from_text(row["at"]),
        officer=row["officer"],
        trace=Trace(row["trace"]),
        number=row["number"],
        revision=row["revision"],
        facts=json.loads(row["facts"]),
        digest=row["digest"].hex(),
    )
