"""The supervisor's queue: what stands out comes first, one's own last; the day's figures add up."""

from __future__ import annotations

import json
from datetime import UTC

from enumerator.domain.batch import Outcome
from enumerator.store import Setting
from enumerator.workflow.close_day import export_day
from enumerator.workflow.signing import beside_of, count_confirmed
from enumerator.workflow.waiting import FlagKind, day_of, waiting
from tests.enumerator.store.centre import SAIRA, USMAN
from tests.enumerator.ui.desks import answered_again
from tests.enumerator.workflow.world import World


def test_ones_own_come_last_and_are_marked(finished: World) -> None:
    with finished.sign_in(USMAN) as desk:
        assert [each.is_own for each in waiting(desk)] == [False, False, True]


def test_a_score_that_changed_after_it_was_seen_comes_first(finished: World) -> None:
    number = answered_again(finished)
    with finished.sign_in(SAIRA) as desk:
        first, *rest = waiting(desk)
    assert first.row.number == number
    assert [flag.kind for flag in first.flags] == [FlagKind.SCORE_CHANGED]
    assert first.minutes == 2
    assert all(not each.flags for each in rest)


def test_a_changed_score_is_pointed_out_without_points_where_policy_hides_them(finished: World) -> None:
    answered_again(finished)
    with finished.sign_in(SAIRA) as desk:
        desk.settings.put(Setting.POLICY, json.dumps({"score_display": {"supervisors": "hidden"}}))
        first, *_ = waiting(desk)
    (flag,) = first.flags
    assert (flag.kind, flag.facts) == (FlagKind.SCORE_CHANGED_UNSEEN, {})


def test_the_confirmed_warnings_of_a_line_are_those_that_were_signed(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk:
        for row in desk.surveys.all():
            revision = desk.surveys.revision(row.number, row.revision)
            assert count_confirmed(revision) == len(beside_of(revision).overrides)


def test_the_day_is_counted(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk:
        day = day_of(desk, finished.clock().date(), UTC)
    assert (day.finished, day.approved, day.returned, day.to_decide) == (3, 0, 0, 3)
    assert dict(day.by_hour) == {9: 3}
    assert (day.next_batch, day.last_batch, day.verdicts) == (1, None, {})


def test_the_last_batch_is_told_with_its_receipt(accepted: World) -> None:
    with accepted.sign_in(SAIRA) as desk:
        day = day_of(desk, accepted.clock().date(), UTC)
    assert (day.finished, day.approved, day.to_decide, day.next_batch) == (3, 3, 0, 2)
    assert day.last_batch is not None
    assert day.verdicts[Outcome.ACCEPTED] == 3


def test_a_day_is_exported_once_and_then_the_same_again(approved: World) -> None:
    told: list[tuple[str, int, int]] = []
    folder = approved.folder / "stick"
    with approved.sign_in(SAIRA) as desk:
        (batch,) = export_day(desk, folder, approved.clock, lambda *step: told.append(step)).batches
        first = {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix == ".sealed"}
        assert export_day(desk, folder, approved.clock).batches == (batch,)
    assert len(batch.surveys) == 3
    assert first == {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix == ".sealed"}
    assert told == [("seal", 1, 3), ("seal", 2, 3), ("seal", 3, 3), ("export", 1, 1)]


def test_where_nothing_was_approved_there_is_nothing_to_export(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk:
        assert export_day(desk, finished.folder / "stick", finished.clock).batches == ()
    assert not (finished.folder / "stick").exists()
