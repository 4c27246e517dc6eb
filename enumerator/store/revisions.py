"""Revisions: finished interviews with their scores and decisions, none of which ever changes."""

from __future__ import annotations

import zlib
from decimal import Decimal

from enumerator.domain.decision import SignedDeed
from enumerator.domain.survey import Draft, Revision, ScoreRecord
from enumerator.errors import SurveyUnknown
from enumerator.store.database import Row
from enumerator.store.survey_lists import SurveyLists


class Revisions(SurveyLists):
    """What has been finished at one desk."""

    def revision(self, number: str, revision: int) -> Revision:
        """A finished revision.

        Raises:
            SurveyUnknown: not in this store.
        """
        row = self._book.database.row(
            "SELECT * FROM revisions WHERE number = :number AND revision = :revision", number=number, revision=revision
        )
        if row is None:
            raise SurveyUnknown(number=number, revision=revision)
        return _revision(row)

    def decisions(self, number: str, revision: int) -> tuple[SignedDeed, ...]:
        """What was decided on this revision, in order."""
        rows = self._book.database.rows(
            "SELECT * FROM decisions WHERE number = :number AND revision = :revision ORDER BY id",
            number=number,
            revision=revision,
        )
        return tuple(
            SignedDeed(row["decision"], row["officer"], row["at"], row["reason"], row["signature"]) for row in rows
        )

    def scores(self, number: str, revision: int) -> tuple[ScoreRecord, ...]:
        """The scores worked out when this revision was finished."""
        rows = self._book.database.rows(
            "SELECT * FROM scores WHERE number = :number AND revision = :revision ORDER BY pack_id",
            number=number,
            revision=revision,
        )
        return tuple(
            ScoreRecord(
                row["pack_id"],
                row["pack_version"],
                row["pack_hash"],
                Decimal(row["low"]),
                Decimal(row["high"]),
                row["body"],
            )
            for row in rows
        )

    def _insert_revision(
        self, draft: Draft, edition: str, instance: bytes, digest: str, beside: bytes, deed: SignedDeed
    ) -> None:
        self._book.database.run(
            """
            INSERT INTO revisions (
                number, revision, author, edition, instance, instance_sha256,
                saved, beside, finished_at, reason, signature
            )
            VALUES (
                :number, :revision, :author, :edition, :instance, :digest,
                :saved, :beside, :at, :reason, :signature
            )
            """,
            number=draft.number,
            revision=draft.revision,
            author=deed.officer,
            edition=edition,
            instance=zlib.compress(instance),
            digest=digest,
            saved=zlib.compress(draft.saved),
            beside=zlib.compress(beside),
            at=deed.at,
            reason=deed.reason,
            signature=deed.signature,
        )

    def _insert_score(self, number: str, revision: int, score: ScoreRecord) -> None:
        self._book.database.run(
            """
            INSERT INTO scores (number, revision, pack_id, pack_version, pack_hash, low, high, body)
            VALUES (:number, :revision, :pack_id, :pack_version, :pack_hash, :low, :high, :body)
            """,
            number=number,
            revision=revision,
            pack_id=score.pack_id,
            pack_version=score.pack_version,
            pack_hash=score.pack_hash,
            low=str(score.low),
            high=str(score.high),
            body=score.body,
        )


def _revision(row: Row) -> Revision:
    return Revision(
        number=row["number"],
        revision=row["revision"],
        author=row["author"],
        edition=row["edition"],
        instance=zlib.decompress(row["instance"]),
        instance_sha256=row["instance_sha256"],
        saved=zlib.decompress(row["saved"]),
        beside=zlib.decompress(row["beside"]),
        finished=SignedDeed("finish", row["author"], row["finished_at"], row["reason"], row["signature"]),
    )
