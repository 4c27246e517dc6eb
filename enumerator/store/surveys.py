"""Surveys: from the first question of a draft to the registry's verdict, every step one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from enumerator.domain.decision import EVENTS, Decision, SignedDeed
from enumerator.domain.lifecycle import Event, SurveyState, advance
from enumerator.domain.survey import Draft, ScoreRecord, Summary, SurveyRow
from enumerator.domain.trace import Trace
from enumerator.errors import AuthorCannotApprove
from enumerator.store.database import Value
from enumerator.store.drafts import Drafts
from enumerator.store.revisions import Revisions

_TRACES: Mapping[Decision, Trace] = {
    Decision.APPROVE: Trace.APPROVED,
    Decision.RETURN: Trace.RETURNED,
    Decision.WITHDRAW: Trace.WITHDRAWN,
}


class Surveys(Drafts, Revisions):
    """The surveys of one desk and the deeds that move them through their life."""

    def finish(
        self,
        number: str,
        *,
        instance: bytes,
        beside: bytes,
        summary: Summary,
        scores: tuple[ScoreRecord, ...],
        deed: SignedDeed,
        edition: str | None = None,
    ) -> SurveyRow:
        """Turn the draft into a revision that never changes, with its scores.

        Raises:
            SurveyUnknown: no draft. NotPermitted: it is another officer's. ForbiddenMove: not in draft.
            DraftMoved: it is on another edition than the one given.
        """
        with self._book.transaction():
            draft = self.draft(number)
            self._require_author(draft.author, "finish")
            self._require_edition(number, edition)
            row = self.row(number)
            state = advance(row.state, Event.FINISH)
            digest = hashlib.sha256(instance).hexdigest()
            self._insert_revision(draft, row.edition, instance, digest, beside, deed)
            for score in scores:
                self._insert_score(number, draft.revision, score)
            self._put_summary(number, summary)
            self._delete_draft(number)
            shown = scores[0] if scores else None
            self._move(
                number,
                state,
                finished_at=self._book.now(),
                score_low=str(shown.low) if shown else None,
                score_high=str(shown.high) if shown else None,
            )
            self._book.journal.write(
                Trace.FINISHED,
                number=number,
                revision=draft.revision,
                facts={"instance_sha256": digest, "signature": deed.signature},
            )
        return self.row(number)

    def decide(self, number: str, revision: int, deed: SignedDeed) -> SurveyRow:
        """Approve, return or withdraw the current revision, in the signed-in officer's name.

        A draft can only be withdrawn, and is gone with that; its row, its answers' events and the reason stay.

        The role and the author are asked again by triggers, so that no other way into the table is softer.

        Raises:
            AuthorCannotApprove: the revision is the decider's own.
            NotPermitted: the deed is in another's name, or its officer is no supervisor (an author may withdraw
                their own draft).
            ForbiddenMove: the state does not allow it, or the revision is not the current one.
        """
        decision = Decision(deed.deed)
        with self._book.transaction():
            row = self.row(number)
            state = advance(row.state, EVENTS[decision])
            if decision is not Decision.WITHDRAW and row.author == deed.officer:
                raise AuthorCannotApprove(number=number, revision=revision, officer=deed.officer)
            self._book.database.run(
                """
                INSERT INTO decisions (number, revision, decision, officer, at, reason, signature)
                VALUES (:number, :revision, :decision, :officer, :at, :reason, :signature)
                """,
                number=number,
                revision=revision,
                decision=decision.value,
                officer=deed.officer,
                at=deed.at,
                reason=deed.reason,
                signature=deed.signature,
            )
            self._move(number, state)
            if row.state is SurveyState.DRAFT:
                self._delete_draft(number)
            self._book.journal.write(
                _TRACES[decision], number=number, revision=revision, facts={"signature": deed.signature}
            )
        return self.row(number)

    def reopen(self, number: str, *, saved: bytes, at_ref: str = "") -> Draft:
        """Begin the next revision, written by the signed-in officer.

        Args:
            number: the survey.
            saved: the interview with which the revision begins, made of the last one.
            at_ref: the question at which it stands.
        """
        with self._book.transaction():
            row = self.row(number)
            state = advance(row.state, Event.REOPEN)
            now = self._book.now()
            self._move(number, state, revision=row.revision + 1, author=self._book.officer)
            self._insert_draft(number, row.revision + 1, saved, at_ref, now)
            self._book.journal.write(Trace.REOPENED, number=number, revision=row.revision + 1)
        return self.draft(number)

    def settle(self, number: str, event: Event) -> SurveyState:
        """Move a survey by a batch's deed (batch, accept, refuse), within that deed's transaction."""
        state = advance(self.row(number).state, event)
        self._move(number, state)
        return state

    def _move(self, number: str, state: SurveyState, **columns: Value) -> None:
        changed = {"state": state.value, "changed_at": self._book.now(), **columns}
        assignments = ", ".join(f"{column} = :{column}" for column in changed)
        self._book.database.run(
            f"UPDATE surveys SET {assignments} WHERE number = :number",  # noqa: S608 (columns named in this module)
            number=number,
            **changed,
        )
