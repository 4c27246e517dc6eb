"""The slip log: every copy that was issued, so that a second copy says it is one."""

from __future__ import annotations

from enumerator.domain.slip import SlipPrint
from enumerator.domain.trace import Trace
from enumerator.store.book import Book
from enumerator.store.times import from_text


class Slips:
    """Slips of one desk."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def issue(self, number: str, revision: int) -> int:
        """Count one more slip of this survey; gives the copy's number, 1 for the first."""
        with self._book.transaction():
            copy = len(self.of(number)) + 1
            self._book.database.run(
                """
                INSERT INTO slips (number, copy, revision, officer, at)
                VALUES (:number, :copy, :revision, :officer, :at)
                """,
                number=number,
                copy=copy,
                revision=revision,
                officer=self._book.officer,
                at=self._book.now(),
            )
            self._book.journal.write(Trace.SLIP_ISSUED, number=number, revision=revision, facts={"copy": copy})
        return copy

    def of(self, number: str) -> tuple[SlipPrint, ...]:
        """All slips issued for this survey."""
        rows = self._book.database.rows("SELECT * FROM slips WHERE number = :number ORDER BY copy", number=number)
        return tuple(
            SlipPrint(row["number"], row["copy"], row["revision"], row["officer"], from_text(row["at"])) for row in rows
        )
