"""Receipts: the registry's signed answers, which alone move a survey out of its batch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from enumerator.domain.batch import KeptReceipt, Outcome, SurveyVerdict
from enumerator.domain.lifecycle import Event
from enumerator.domain.trace import Trace
from enumerator.store.book import Book
from enumerator.store.surveys import Surveys
from enumerator.store.times import from_text

_EVENTS: Mapping[Outcome, Event] = {
    Outcome.ACCEPTED: Event.ACCEPT,
    Outcome.ALREADY_HELD: Event.ACCEPT,
    Outcome.DUPLICATE: Event.REFUSE,
    Outcome.REFUSED: Event.REFUSE,
}


class Receipts:
    """The receipts of one desk. Their signatures are verified by the caller, who knows the registry's key."""

    def __init__(self, book: Book, surveys: Surveys) -> None:
        self._book = book
        self._surveys = surveys

    def settle(self, batch: int, body: bytes, verdicts: Sequence[SurveyVerdict]) -> bool:
        """Keep a verified receipt and move the batch's surveys by its verdicts.

        Gives False when the batch is settled already: the registry answers a repeated batch again, and the first
        receipt stands.

        Raises:
            ValueError: the verdicts do not name exactly the batch's surveys.
        """
        with self._book.transaction():
            if self.of_batch(batch) is not None:
                return False
            self._require_same_surveys(batch, verdicts)
            self._book.database.run(
                "INSERT INTO receipts (batch, body, received_at) VALUES (:batch, :body, :received_at)",
                batch=batch,
                body=body,
                received_at=self._book.now(),
            )
            for verdict in verdicts:
                self._insert_verdict(batch, verdict)
                self._surveys.settle(verdict.number, _EVENTS[verdict.outcome])
            self._book.database.run("UPDATE batches SET state = 'settled' WHERE number = :batch", batch=batch)
            counts = {outcome.value: sum(one.outcome is outcome for one in verdicts) for outcome in Outcome}
            digest = hashlib.sha256(body).hexdigest()
            self._book.journal.write(Trace.BATCH_SETTLED, facts={"batch": batch, "receipt_sha256": digest, **counts})
        return True

    def of_batch(self, batch: int) -> KeptReceipt | None:
        """The receipt of this batch, if it has come."""
        row = self._book.database.row("SELECT * FROM receipts WHERE batch = :batch", batch=batch)
        if row is None:
            return None
        verdicts = self._book.database.rows("SELECT * FROM verdicts WHERE batch = :batch ORDER BY number", batch=batch)
        return KeptReceipt(
            batch=row["batch"],
            body=row["body"],
            received_at=from_text(row["received_at"]),
            verdicts=tuple(
                SurveyVerdict(one["number"], one["revision"], Outcome(one["outcome"]), one["code"], one["of"])
                for one in verdicts
            ),
        )

    def settled_at(self) -> Mapping[int, int]:
        """At which line of the journal each batch was settled: what was known then is what its receipt is judged by."""
        # The first condition is spelled as the partial index spells it, or SQLite would not use the index.
        rows = self._book.database.rows(
            """
            SELECT seq, facts
            FROM journal
            WHERE trace NOT IN ('answered', 'confirmed', 'instance_added', 'instance_removed', 'place_kept')
                AND trace = :trace
            ORDER BY seq
            """,
            trace=Trace.BATCH_SETTLED.value,
        )
        return {json.loads(row["facts"])["batch"]: row["seq"] for row in rows}

    def verdict(self, number: str, revision: int) -> SurveyVerdict | None:
        """The registry's last word on this revision."""
        row = self._book.database.row(
            """
            SELECT *
            FROM verdicts
            WHERE number = :number AND revision = :revision
            ORDER BY batch DESC
            LIMIT 1
            """,
            number=number,
            revision=revision,
        )
        if row is None:
            return None
        return SurveyVerdict(row["number"], row["revision"], Outcome(row["outcome"]), row["code"], row["of"])

    def _require_same_surveys(self, batch: int, verdicts: Sequence[SurveyVerdict]) -> None:
        rows = self._book.database.rows("SELECT number, revision FROM batch_surveys WHERE batch = :batch", batch=batch)
        sent = sorted((row["number"], row["revision"]) for row in rows)
        if sent != sorted((verdict.number, verdict.revision) for verdict in verdicts):
            raise ValueError(f"the verdicts are not those of batch {batch}")

    def _insert_verdict(self, batch: int, verdict: SurveyVerdict) -> None:
        self._book.database.run(
            """
            INSERT INTO verdicts (batch, number, revision, outcome, code, of)
            VALUES (:batch, :number, :revision, :outcome, :code, :of)
            """,
            batch=batch,
            number=verdict.number,
            revision=verdict.revision,
            outcome=verdict.outcome.value,
            code=verdict.code,
            of=verdict.of,
        )
