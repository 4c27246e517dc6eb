"""A desk that is given another card forgets none: a receipt is checked by the card that it came under."""

from __future__ import annotations

import shutil

import pytest

from enumerator.domain.trace import Trace
from enumerator.store import Desk
from enumerator.workflow.enrol import registry_trust, trust_registry
from enumerator.workflow.reconcile import Finding, reconcile
from enumerator.workflow.review import approve
from enumerator.workflow.transfer import sync
from sync.registry import folder as registry_folder
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.transports import InProcess
from tests.enumerator.workflow.world import World, take_down, unguarded


@pytest.fixture
def moved(accepted: World) -> World:
    """After an accepted day the authority hands over a new card: its registry moved, and has fresh keys."""
    second = accepted.folder / "second"
    registry_folder.init(second, trial=True)
    shutil.copy(accepted.registry.folder / registry_folder.DATABASE_FILE, second)
    with accepted.sign_in(SAIRA) as desk:
        trust_registry(desk, (second / registry_folder.CARD_FILE).read_bytes())
    return accepted


def one_more_day(world: World) -> None:
    """Another household goes to the registry at its new place."""
    with world.sign_in(BILAL) as desk:
        number = take_down(desk, 6, world.clock).number
    with world.sign_in(SAIRA) as desk, InProcess(world.folder / "second") as transport:
        approve(desk, number, world.clock)
        assert sync(desk, transport, world.clock).fault is None


def findings(desk: Desk) -> set[Finding]:
    return set(reconcile(desk).findings)


def test_receipts_of_the_card_before_stay_accounted_for(moved: World) -> None:
    with moved.sign_in(SAIRA) as desk:
        assert registry_trust(desk).to_bytes() == (moved.folder / "second" / "registry.json").read_bytes().strip()
        assert findings(desk) == set()


def test_receipts_of_both_cards_are_each_checked_by_their_own_card(moved: World) -> None:
    one_more_day(moved)
    with moved.sign_in(SAIRA) as desk:
        assert findings(desk) == set()
        first, second = (kept.card for kept in desk.registry_cards.list())
        for sequence, card in enumerate((second, first), start=1):
            unguarded(desk, f"UPDATE registry_cards SET card = x'{card.hex()}' WHERE seq = {_nth(desk, sequence)}")
        assert findings(desk) == {Finding(f"batch {batch}", "receipt_bad_signature") for batch in (1, 2)}


def test_a_card_that_is_lost_leaves_its_receipts_unaccounted_for(accepted: World) -> None:
    with accepted.sign_in(SAIRA) as desk:
        unguarded(desk, "DELETE FROM registry_cards")
        assert findings(desk) == {Finding("batch 1", "receipt_without_card")}


def test_a_settled_batch_that_the_journal_does_not_know_is_found(accepted: World) -> None:
    with accepted.sign_in(SAIRA) as desk:
        unguarded(desk, "UPDATE journal SET trace = 'viewed' WHERE trace = 'batch_settled'")
        assert Finding("batch 1", "receipt_without_card") in findings(desk)


def test_every_card_is_kept_with_who_chose_it_and_when(moved: World) -> None:
    with moved.sign_in(SAIRA) as desk:
        first, second = desk.registry_cards.list()
        assert first.card == moved.registry.card.read_bytes().strip()
        assert {first.officer, second.officer} == {SAIRA.code}
        assert first.at <= second.at == moved.clock()
        lines = [line.sequence for line in desk.audit.lines() if line.trace is Trace.REGISTRY_TRUSTED]
        assert lines == [first.sequence, second.sequence]


def test_a_card_that_is_none_any_more_is_a_finding_and_stops_nothing(accepted: World) -> None:
    with accepted.sign_in(SAIRA) as desk:
        unguarded(desk, "UPDATE registry_cards SET card = x'7b7d'")
        assert findings(desk) == {Finding("batch 1", "receipt_bad_registry_card")}


def test_a_store_of_before_keeps_the_one_card_that_it_had(accepted: World) -> None:
    with accepted.sign_in(SAIRA) as desk:
        (card,) = (kept.card for kept in desk.registry_cards.list())
        unguarded(
            desk,
            "DROP TABLE registry_cards",
            "DELETE FROM _sqlite_migrations WHERE name = 'kept_cards'",
            f"INSERT INTO settings (name, value) VALUES ('registry', x'{card.hex()}')",
            """UPDATE journal SET trace = 'setting_changed', facts = '{"setting":"registry"}'
               WHERE trace = 'registry_trusted'""",
        )
    with accepted.sign_in(SAIRA) as desk:
        assert [kept.card for kept in desk.registry_cards.list()] == [card]
        assert about_receipts(findings(desk)) == set()


def about_receipts(found: set[Finding]) -> set[Finding]:
    return {finding for finding in found if finding.where.startswith("batch")}


def _nth(desk: Desk, place: int) -> int:
    return desk.registry_cards.list()[place - 1].sequence
