"""Drafts: interviews in progress, kept answer by answer so that nothing given is ever asked twice."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from enumerator.domain.survey import AnswerEvent, Draft, MovedAnswer, Summary
from enumerator.domain.trace import Trace
from enumerator.errors import DraftMoved, NotPermitted, SurveyUnknown
from enumerator.store.database import Row
from enumerator.store.journal import Change
from enumerator.store.settings import Setting, Settings
from enumerator.store.survey_lists import SurveyLists
from enumerator.store.times import from_text
from forms.identity import search_key

# Level 1 halves the time of the default for a tenth more bytes; an answer waits for it.
_COMPRESSION = 1


class Drafts(SurveyLists):
    """The surveys of one desk while they are being answered, in the signed-in officer's name."""

    def next_serial(self) -> int:
        """Take the next serial number, within the transaction that begins the survey."""
        settings = Settings(self._book)
        serial = (settings.whole(Setting.SERIAL) or 0) + 1
        settings.put_silently(Setting.SERIAL, serial)
        return serial

    def new_draft(self, number: str, *, edition: str, saved: bytes, at_ref: str = "") -> Draft:
        """Begin a survey under this number, written by the signed-in officer."""
        now = self._book.now()
        with self._book.transaction():
            self._book.database.run(
                """
                INSERT INTO surveys (
                    number, digits, revision, state, author, edition,
                    head_name, head_cnic, member_count, created_at, changed_at
                )
                VALUES (:number, :digits, 1, 'draft', :author, :edition, '', '', 0, :now, :now)
                """,
                number=number,
                digits=number.replace("-", ""),
                author=self._book.officer,
                edition=edition,
                now=now,
            )
            self._insert_draft(number, 1, saved, at_ref, now)
            self._book.journal.write(Trace.STARTED, number=number, revision=1, facts={"edition": edition})
        return self.draft(number)

    def draft(self, number: str) -> Draft:
        """The interview in progress.

        Raises:
            SurveyUnknown: this survey has no draft.
        """
        row = self._book.database.row("SELECT * FROM drafts WHERE number = :number", number=number)
        if row is None:
            raise SurveyUnknown(number=number)
        return Draft(
            number=row["number"],
            revision=row["revision"],
            author=row["author"],
            at_ref=row["at_ref"],
            saved=zlib.decompress(row["saved"]),
            changed_at=from_text(row["changed_at"]),
        )

    def save_answer(
        self,
        number: str,
        ref: str,
        old: str,
        new: str,
        missing: str,
        saved: bytes,
        at_ref: str,
        *,
        trace: Trace = Trace.ANSWERED,
        summary: Summary | None = None,
        edition: str | None = None,
    ) -> int:
        """Keep one change to the interview: its event and the whole draft, one transaction. Gives the sequence.

        Args:
            number: the survey.
            ref: the question (or roster instance) that changed.
            old: its value before.
            new: its value now; for `CONFIRMED` the reason given.
            missing: the kind of missing answer, or "".
            saved: the interview as serialised after the change.
            at_ref: the question at which the interview now stands.
            trace: one of `ANSWER_TRACES`, or `NOTED`.
            summary: given when the change concerns what lists show.
            edition: the one that the interview is of; None where it was read within this transaction.

        Raises:
            SurveyUnknown: no draft under this number.
            NotPermitted: the draft is another officer's.
            DraftMoved: the draft is on another edition by now.
            DiskFull: nothing was kept; the interview in memory is whole.
        """
        with self._book.transaction():
            kept = self._book.database.row("SELECT revision, author FROM drafts WHERE number = :number", number=number)
            if kept is None:
                raise SurveyUnknown(number=number)
            self._require_author(kept["author"], "interview")
            self._require_edition(number, edition)
            self._put_draft(number, saved, at_ref)
            if summary is not None:
                self._put_summary(number, summary)
            return self._book.journal.write(
                trace, number=number, revision=kept["revision"], change=Change(ref, old, new, missing)
            )

    def move_draft(
        self, number: str, *, edition: str, saved: bytes, at_ref: str, summary: Summary, changes: Iterable[MovedAnswer]
    ) -> Draft:
        """Let the draft go on in another edition; one transaction, with a line for each answer that is not as before.

        Raises:
            SurveyUnknown: no draft under this number.
            NotPermitted: the draft is another officer's.
        """
        with self._book.transaction():
            draft = self.draft(number)
            self._require_author(draft.author, "interview")
            for each in changes:
                change = Change(each.ref, each.old, each.new)
                self._book.journal.write(each.trace, number=number, revision=draft.revision, change=change)
            before = self.row(number).edition
            facts = {"edition": edition, "before": before}
            self._book.journal.write(Trace.MOVED, number=number, revision=draft.revision, facts=facts)
            self._book.database.run(
                "UPDATE surveys SET edition = :edition WHERE number = :number", number=number, edition=edition
            )
            self._put_draft(number, saved, at_ref)
            self._put_summary(number, summary)
        return self.draft(number)

    def keep_place(self, number: str, at_ref: str, saved: bytes, *, edition: str | None = None) -> int:
        """Remember at which question the interview stands, though no answer changed."""
        return self.save_answer(number, at_ref, "", "", "", saved, at_ref, trace=Trace.PLACE_KEPT, edition=edition)

    def events(self, number: str, revision: int | None = None) -> tuple[AnswerEvent, ...]:
        """Every change of answer, in order; of one revision, or of all."""
        rows = self._book.database.rows(
            """
            SELECT journal.*, answers.*
            FROM journal JOIN answers USING (seq)
            WHERE journal.number = :number AND journal.number <> '' AND (:revision IS NULL OR revision = :revision)
            ORDER BY seq
            """,
            number=number,
            revision=revision,
        )
        return tuple(_event(row) for row in rows)

    def _insert_draft(self, number: str, revision: int, saved: bytes, at_ref: str, now: str) -> None:
        self._book.database.run(
            """
            INSERT INTO drafts (number, revision, author, at_ref, saved, changed_at)
            VALUES (:number, :revision, :author, :at_ref, :saved, :now)
            """,
            number=number,
            revision=revision,
            author=self._book.officer,
            at_ref=at_ref,
            saved=zlib.compress(saved, _COMPRESSION),
            now=now,
        )

    def _put_draft(self, number: str, saved: bytes, at_ref: str) -> None:
        self._book.database.run(
            """
            UPDATE drafts
            SET at_ref = :at_ref, saved = :saved, changed_at = :now
            WHERE number = :number
            """,
            number=number,
            at_ref=at_ref,
            saved=zlib.compress(saved, _COMPRESSION),
            now=self._book.now(),
        )

    def _delete_draft(self, number: str) -> None:
        self._book.database.run("DELETE FROM drafts WHERE number = :number", number=number)

    def _put_summary(self, number: str, summary: Summary) -> None:
        self._book.database.run(
            """
            UPDATE surveys
            SET head_name = :head_name, head_cnic = :head_cnic, member_count = :member_count
            WHERE number = :number
            """,
            number=number,
            head_name=summary.head_name,
            head_cnic=summary.head_cnic,
            member_count=summary.member_count,
        )
        self._book.database.run("DELETE FROM persons WHERE number = :number", number=number)
        for position, person in enumerate(summary.persons, start=1):
            self._book.database.run(
                """
                INSERT INTO persons (number, position, name_key, cnic)
                VALUES (:number, :position, :name_key, :cnic)
                """,
                number=number,
                position=position,
                name_key=search_key(person.name),
                cnic=person.cnic,
            )

    def _require_author(self, author: str, deed: str) -> None:
        if author != self._book.officer:
            raise NotPermitted(deed=deed, officer=self._book.officer)

    def _require_edition(self, number: str, edition: str | None) -> None:
        """Bytes of one edition are never written over a draft of another: neither could be read again."""
        now = self.row(number).edition
        if edition not in (None, now):
            raise DraftMoved(number=number, edition=now)


def _event(row: Row) -> AnswerEvent:
    return AnswerEvent(
        sequence=row["seq"],
        at=from_text(row["at"]),
        officer=row["officer"],
        trace=row["trace"],
        revision=row["revision"],
        ref=row["ref"],
        old=row["old"],
        new=row["new"],
        missing=row["missing"],
    )
