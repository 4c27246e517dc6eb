"""The open book of a store: the database, its journal and its mark moving together, one transaction a deed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from enumerator.domain.trace import ANSWER_TRACES
from enumerator.errors import DamagedStore, DiskFull, StoreLostCommits, WorldFault
from enumerator.store.database import Database
from enumerator.store.journal import Journal, Tail
from enumerator.store.mark import Mark, MarkedCommit
from enumerator.store.times import Clock, to_text

_ANSWER_TRACES_SQL = ", ".join(f"'{trace.value}'" for trace in sorted(ANSWER_TRACES, key=lambda trace: trace.value))


_CHECKS = ("cipher_integrity_check", "quick_check", "foreign_key_check")


class Book:
    """What every repository of one desk shares."""

    def __init__(self, database: Database, journal: Journal, mark: Mark, *, officer: str, clock: Clock) -> None:
        self.database = database
        self.journal = journal
        self.officer = officer
        self._mark = mark
        self._clock = clock
        self.mark_fault: WorldFault | None = None

    def now(self) -> str:
        """The clock's time as the store writes it."""
        return to_text(self._clock())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One deed: committed whole or not at all, and marked. Within another transaction it joins that one.

        Raises:
            RuntimeError: rows were changed and the journal has no line of it; a bug, and nothing is committed.
        """
        with self.database.lock:
            if self.database.in_transaction:
                with self.database.atomic():
                    yield
                return
            before, changes = self.journal.tail(), self.database.changes
            with self.database.atomic():
                yield
                after = self.journal.tail()
                if after.sequence == before.sequence and self.database.changes != changes:
                    raise RuntimeError("a deed left no line in the journal")
            if after.sequence != before.sequence:
                self._write_mark(before, after)

    def compare_with_mark(self) -> None:
        """Hold the store against its mark, then bring the mark up to the store.

        A crash between a commit and its mark leaves the store ahead: fine, if the chain runs on from the marked line.

        Raises:
            StoreLostCommits: the store is behind its mark.
            DamagedStore: the marked line, or a line after it, is not what was written.
        """
        marked, tail = self._mark.read(), self.journal.tail()
        if tail.sequence < marked.sequence:
            raise StoreLostCommits(
                part="database",
                finding="older_than_mark",
                mark_sequence=marked.sequence,
                store_sequence=tail.sequence,
            )
        if self.journal.digest_at(marked.sequence) != marked.head:
            raise DamagedStore(part="journal", finding="another_history", mark_sequence=marked.sequence)
        broken = next(self.journal.broken_lines(after=marked.sequence), None)
        if broken is not None:
            raise DamagedStore(part="journal", finding="broken_chain", sequence=broken)
        if tail.sequence != marked.sequence:
            self._mark.write(_commit(tail), synced=True)

    def findings(self) -> Iterator[str]:
        """Read every page, every reference and the whole journal; yield what is wrong."""
        try:
            for pragma in _CHECKS:
                told = (str(next(iter(row))) for row in self.database.rows(f"PRAGMA {pragma}"))
                for line in told:
                    if line != "ok":
                        self.database.damaged = True
                        yield f"{pragma}: {line}"
            yield from (f"journal: line {line}" for line in self.journal.broken_lines())
        except DamagedStore as fault:
            yield str(fault)

    def mark_synced(self) -> None:
        """Make the last mark survive a power cut."""
        self._mark.sync()

    def _write_mark(self, before: Tail, after: Tail) -> None:
        # The deed is committed: to raise here would tell it as undone. A mark left behind is no harm (see
        # `compare_with_mark`), the next deed writes it again, and the desk shows the notice until then.
        try:
            self._mark.write(_commit(after), synced=self._others_rely_on(before))
            self.mark_fault = None
        except DiskFull as fault:
            self.mark_fault = fault

    def _others_rely_on(self, before: Tail) -> bool:
        return (
            self.database.row(
                f"SELECT 1 FROM journal WHERE seq > :before AND trace NOT IN ({_ANSWER_TRACES_SQL}) LIMIT 1",  # noqa: S608 (constants)
                before=before.sequence,
            )
            is not None
        )


def _commit(tail: Tail) -> MarkedCommit:
    return MarkedCommit(tail.sequence, tail.digest)
