from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from enumerator.domain.batch import BatchState, Outcome, SurveyVerdict
from enumerator.domain.lifecycle import SurveyState
from enumerator.errors import BatchOutOfOrder, ForbiddenMove, WorldFault
from enumerator.store import Desk
from tests.enumerator.store.centre import BILAL, NUMBER, SAIRA, approved, begin, sign_in

FROZEN = b"sealed bytes"


def freeze(desk: Desk) -> None:
    number, previous = desk.batches.next()
    desk.batches.freeze(number, previous_digest=previous, digest=f"{number:064x}", frozen=FROZEN, surveys=[(NUMBER, 1)])


def test_a_frozen_batch_waits_with_its_bytes_until_a_receipt(tmp_path: Path) -> None:
    store = approved(tmp_path / "store")
    with sign_in(store, SAIRA) as desk:
        assert desk.batches.next() == (1, "")
        freeze(desk)

    with sign_in(store, SAIRA) as desk:
        (batch,) = desk.batches.pending()
        assert (batch.number, batch.frozen, batch.surveys) == (1, FROZEN, ((NUMBER, 1),))
        assert batch.state is BatchState.PENDING
        assert desk.surveys.row(NUMBER).state is SurveyState.BATCHED
        assert desk.batches.next() == (2, f"{1:064x}")
        assert desk.batches.of_survey(NUMBER) == (1,)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ACCEPTED, SurveyState.ACCEPTED),
        (Outcome.ALREADY_HELD, SurveyState.ACCEPTED),
        (Outcome.DUPLICATE, SurveyState.SET_ASIDE),
        (Outcome.REFUSED, SurveyState.SET_ASIDE),
    ],
)
def test_a_receipt_settles_the_batch_by_its_verdicts(tmp_path: Path, outcome: Outcome, state: SurveyState) -> None:
    verdict = SurveyVerdict(NUMBER, 1, outcome, "score_differs" if outcome is Outcome.REFUSED else "")
    with sign_in(approved(tmp_path / "store"), SAIRA) as desk:
        freeze(desk)

        assert desk.receipts.settle(1, b"signed receipt", [verdict])

        assert desk.surveys.row(NUMBER).state is state
        assert desk.batches.pending() == ()
        assert desk.batches.get(1).state is BatchState.SETTLED
        kept = desk.receipts.of_batch(1)
        assert kept is not None
        assert (kept.body, kept.verdicts) == (b"signed receipt", (verdict,))
        assert desk.receipts.verdict(NUMBER, 1) == verdict


def test_the_same_receipt_again_changes_nothing(tmp_path: Path) -> None:
    verdicts = [SurveyVerdict(NUMBER, 1, Outcome.ACCEPTED)]
    with sign_in(approved(tmp_path / "store"), SAIRA) as desk:
        freeze(desk)
        desk.receipts.settle(1, b"signed receipt", verdicts)
        head = desk.audit.head()

        assert not desk.receipts.settle(1, b"signed again", verdicts)

        assert desk.audit.head() == head


def test_a_receipt_for_other_surveys_settles_nothing(tmp_path: Path) -> None:
    with sign_in(approved(tmp_path / "store"), SAIRA) as desk:
        freeze(desk)
        for verdicts in ([], [SurveyVerdict(NUMBER, 2, Outcome.ACCEPTED)]):
            with pytest.raises(ValueError, match="batch 1"):
                desk.receipts.settle(1, b"signed receipt", verdicts)
        assert desk.surveys.row(NUMBER).state is SurveyState.BATCHED


def test_what_there_is_to_say_of_the_newest_batch_needs_no_bytes(tmp_path: Path) -> None:
    with sign_in(approved(tmp_path / "store"), SAIRA) as desk:
        assert desk.batches.last() is None
        freeze(desk)
        last, batch = desk.batches.last(), desk.batches.get(1)
        assert last is not None
        assert not hasattr(last, "frozen")
        assert all(getattr(last, each.name) == getattr(batch, each.name) for each in fields(last))


def test_batches_follow_each_other(tmp_path: Path) -> None:
    with sign_in(approved(tmp_path / "store"), SAIRA) as desk:
        with pytest.raises(BatchOutOfOrder) as told:
            desk.batches.freeze(2, previous_digest="", digest="ab", frozen=b"", surveys=[])
        assert told.value.facts == {"batch": 2, "expected": 1}
        with pytest.raises(BatchOutOfOrder):
            desk.batches.get(7)


def test_only_approved_surveys_are_batched_and_the_batch_is_whole_or_not_at_all(desk: Desk) -> None:
    begin(desk)
    with pytest.raises(ForbiddenMove):
        freeze(desk)
    assert desk.batches.list() == ()
    assert desk.officer.code == BILAL.code


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE batches SET state = 'settled'",
        "UPDATE batches SET frozen = x'00'",
        "UPDATE surveys SET state = 'accepted'",
        "DELETE FROM batch_surveys",
        "INSERT INTO batch_surveys (batch, number, revision) VALUES (1, '0603-017-01-000009-9', 1)",
    ],
)
def test_only_a_receipt_settles_a_batch(tmp_path: Path, sql: str) -> None:
    with sign_in(approved(tmp_path / "store"), SAIRA) as desk:
        freeze(desk)
        with pytest.raises((WorldFault, sqlcipher.DatabaseError)):
            desk._book.database.run(sql)
        assert desk.batches.get(1).frozen == FROZEN
