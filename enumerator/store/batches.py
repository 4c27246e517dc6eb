"""Batches: bytes frozen before they are first sent, kept until a receipt settles them, and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from enumerator.domain.batch import BatchFacts, BatchState, FrozenBatch
from enumerator.domain.lifecycle import Event
from enumerator.domain.trace import Trace
from enumerator.errors import BatchOutOfOrder
from enumerator.store.book import Book
from enumerator.store.database import Row
from enumerator.store.surveys import Surveys
from enumerator.store.times import from_text


class Batches:
    """The chain of batches of one desk."""

    def __init__(self, book: Book, surveys: Surveys) -> None:
        self._book = book
        self._surveys = surveys

    def next(self) -> tuple[int, str]:
        """The number the next batch must have, and the digest of the one before ("" for the first)."""
        row = self._book.database.row("SELECT number, digest FROM batches ORDER BY number DESC LIMIT 1")
        return (row["number"] + 1, row["digest"]) if row else (1, "")

    def freeze(
        self, number: int, *, previous_digest: str, digest: str, frozen: bytes, surveys: Sequence[tuple[str, int]]
    ) -> FrozenBatch:
        """Keep the batch's bytes and move its surveys from approved to batched.

        Args:
            number: as `next` gave it.
            previous_digest: as `next` gave it.
            digest: the batch's digest, hex.
            frozen: what will be sent, byte for byte.
            surveys: number and revision of each.

        Raises:
            BatchOutOfOrder: another batch came between.
            ForbiddenMove: a survey is not approved.
        """
        with self._book.transaction():
            expected = self.next()
            if (number, previous_digest) != expected:
                raise BatchOutOfOrder(batch=number, expected=expected[0])
            self._book.database.run(
                """
                INSERT INTO batches (number, previous_digest, digest, frozen, frozen_at, state)
                VALUES (:number, :previous_digest, :digest, :frozen, :frozen_at, 'pending')
                """,
                number=number,
                previous_digest=previous_digest,
                digest=digest,
                frozen=frozen,
                frozen_at=self._book.now(),
            )
            for survey, revision in surveys:
                self._book.database.run(
                    "INSERT INTO batch_surveys (batch, number, revision) VALUES (:batch, :number, :revision)",
                    batch=number,
                    number=survey,
                    revision=revision,
                )
                self._surveys.settle(survey, Event.BATCH)
            self._book.journal.write(
                Trace.BATCH_FROZEN, facts={"batch": number, "digest": digest, "surveys": len(surveys)}
            )
        return self.get(number)

    def get(self, number: int) -> FrozenBatch:
        """One batch.

        Raises:
            BatchOutOfOrder: there is none of that number yet.
        """
        row = self._book.database.row("SELECT * FROM batches WHERE number = :number", number=number)
        if row is None:
            raise BatchOutOfOrder(batch=number, expected=self.next()[0])
        return self._batch(row)

    def pending(self) -> tuple[FrozenBatch, ...]:
        """Batches without a receipt, in the order in which they must be sent."""
        rows = self._book.database.rows("SELECT * FROM batches WHERE state = 'pending' ORDER BY number")
        return tuple(self._batch(row) for row in rows)

    def last(self) -> BatchFacts | None:
        """What there is to say of the newest batch, without reading its bytes."""
        row = self._book.database.row(
            "SELECT number, previous_digest, digest, frozen_at, state FROM batches ORDER BY number DESC LIMIT 1"
        )
        return self._facts(row) if row else None

    def list(self) -> tuple[FrozenBatch, ...]:
        """All batches."""
        return tuple(self._batch(row) for row in self._book.database.rows("SELECT * FROM batches ORDER BY number"))

    def of_survey(self, number: str) -> tuple[int, ...]:
        """Numbers of the batches that carried this survey."""
        rows = self._book.database.rows(
            "SELECT batch FROM batch_surveys WHERE number = :number ORDER BY batch", number=number
        )
        return tuple(row["batch"] for row in rows)

    def _batch(self, row: Row) -> FrozenBatch:
        facts = self._facts(row)
        return FrozenBatch(**{each.name: getattr(facts, each.name) for each in fields(facts)}, frozen=row["frozen"])

    def _facts(self, row: Row) -> BatchFacts:
        surveys = self._book.database.rows(
            "SELECT number, revision FROM batch_surveys WHERE batch = :batch ORDER BY number", batch=row["number"]
        )
        return BatchFacts(
            number=row["number"],
            previous_digest=row["previous_digest"],
            digest=row["digest"],
            frozen_at=from_text(row["frozen_at"]),
            state=BatchState(row["state"]),
            surveys=tuple((survey["number"], survey["revision"]) for survey in surveys),
        )
