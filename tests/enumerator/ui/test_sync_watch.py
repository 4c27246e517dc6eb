"""The watch over the link: goes by itself, waits longer each time, and believes receipts alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.officer import NewOfficer
from enumerator.domain.trace import Trace
from enumerator.store import Desk
from enumerator.ui.sync_watch import QUIET_SECONDS, LinkState, SyncWatch
from enumerator.ui.telling import telling, tr
from enumerator.ui.widgets.chip import Tone
from enumerator.workflow.batch import LeftOut
from enumerator.workflow.transfer import SyncReport
from sync.canonical import JSON
from sync.errors import RegistryUnreachable, WrongRegistry
from sync.ports import Transport
from sync.registry.admission import suspend
from tests.enumerator.store import centre
from tests.enumerator.store.centre import BILAL, SAIRA, USMAN
from tests.enumerator.workflow.transports import Impostor, InProcess
from tests.enumerator.workflow.world import AT, World

URL = "https://registry.example"


class Silent:
    """Nobody answers."""

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def hello(self) -> dict[str, JSON]:
        raise RegistryUnreachable(reason="name")

    def send_batch(self, raw: bytes) -> bytes:
        raise AssertionError(len(raw))


class Other(Silent):
    """Answers under another name."""

    def hello(self) -> dict[str, JSON]:
        raise WrongRegistry(expected="one", answered="another")


class Seconds:
    """A clock for waits that stands still until moved."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


Reach = Callable[[], AbstractContextManager[Transport]]


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@contextmanager
def watching(desk: Desk, world: World, reach: Reach, seconds: Seconds, qtbot: QtBot) -> Iterator[SyncWatch]:
    """A watch that has come back from its first going."""
    watch = SyncWatch(desk, world.clock, lambda: URL, reach=lambda _url: reach(), draw=lambda: 0.99, seconds=seconds)
    watch.start()
    come_back(watch, qtbot)
    yield watch
    watch.stop()


def come_back(watch: SyncWatch, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: watch.next_try is not None, timeout=20_000)


def signed_in(world: World, who: NewOfficer = SAIRA) -> AbstractContextManager[Desk]:
    return world.sign_in(who)


def states(desk: Desk) -> set[SurveyState]:
    return {row.state for row in desk.surveys.all()}


def test_approved_surveys_are_frozen_sent_and_settled_by_themselves(
    approved: World, seconds: Seconds, qtbot: QtBot
) -> None:
    with signed_in(approved) as desk, InProcess(approved.registry.folder) as registry:
        told: list[bool] = []
        watch = SyncWatch(desk, approved.clock, lambda: URL, reach=lambda _url: registry, seconds=seconds)
        watch.settled.connect(lambda: told.append(True))
        watch.start()
        come_back(watch, qtbot)
        assert (watch.facts.state, watch.facts.held, watch.facts.set_aside) == (LinkState.SETTLED, 3, 0)
        assert states(desk) == {SurveyState.ACCEPTED}
        assert told == [True]
        assert watch.chip().tone is Tone.DONE
        watch.stop()


def test_what_a_receipt_said_stays_said_while_nothing_new_goes(approved: World, seconds: Seconds, qtbot: QtBot) -> None:
    with (
        signed_in(approved) as desk,
        InProcess(approved.registry.folder) as registry,
        watching(desk, approved, lambda: registry, seconds, qtbot) as watch,
    ):
        before = watch.facts
        seconds.now += QUIET_SECONDS + 1
        watch.tick()
        come_back(watch, qtbot)
        assert watch.facts == before


def test_a_survey_that_is_set_aside_is_counted_as_such(approved: World, seconds: Seconds, qtbot: QtBot) -> None:
    with signed_in(approved) as desk, InProcess(approved.registry.folder) as registry:
        with Session(registry.engine) as session, session.begin():
            suspend(session, USMAN.code, machine=None, at=AT)
        with watching(desk, approved, lambda: registry, seconds, qtbot) as watch:
            assert (watch.facts.held, watch.facts.set_aside) == (2, 1)


def test_without_a_link_it_says_why_and_when_it_tries_again(frozen: World, seconds: Seconds, qtbot: QtBot) -> None:
    with signed_in(frozen) as desk, watching(desk, frozen, Silent, seconds, qtbot) as watch:
        facts = watch.facts
        assert (facts.state, facts.fault, facts.facts["reason"]) == (LinkState.NO_LINK, "registry_unreachable", "name")
        assert watch.next_try == 2
        assert states(desk) == {SurveyState.BATCHED}


def test_it_waits_longer_after_each_failure_and_remembers_since_when(
    frozen: World, seconds: Seconds, qtbot: QtBot
) -> None:
    with signed_in(frozen) as desk, watching(desk, frozen, Silent, seconds, qtbot) as watch:
        since, waits = watch.facts.since, []
        for _ in range(4):
            frozen.clock.move(minutes=5)
            seconds.now += 400
            watch.tick()
            come_back(watch, qtbot)
            waits.append(watch.next_try)
        assert waits == [4, 8, 16, 32]
        assert watch.facts.since == since


def test_when_the_link_comes_back_everything_goes(frozen: World, seconds: Seconds, qtbot: QtBot) -> None:
    with signed_in(frozen) as desk, InProcess(frozen.registry.folder) as registry:
        ways: list[AbstractContextManager[Transport]] = [Silent(), registry]
        with watching(desk, frozen, lambda: ways.pop(0), seconds, qtbot) as watch:
            states_seen = [watch.facts.state]
            watch.try_now()
            come_back(watch, qtbot)
            states_seen.append(watch.facts.state)
        assert states_seen == [LinkState.NO_LINK, LinkState.SETTLED]
        assert states(desk) == {SurveyState.ACCEPTED}


@pytest.mark.parametrize(("way", "fault"), [(Other, "wrong_registry"), (Impostor, "bad_signature")])
def test_what_cannot_be_believed_stops_and_settles_nothing(
    way: type, fault: str, frozen: World, seconds: Seconds, qtbot: QtBot
) -> None:
    with signed_in(frozen) as desk:
        made = way(frozen.registry.folder) if way is Impostor else way()
        with watching(desk, frozen, lambda: made, seconds, qtbot) as watch:
            assert (watch.facts.state, watch.facts.fault) == (LinkState.STOPPED, fault)
            assert watch.chip().tone is Tone.HARD
        assert states(desk) == {SurveyState.BATCHED}


def test_while_a_batch_is_under_way_nothing_is_called_accepted(frozen: World, seconds: Seconds, qtbot: QtBot) -> None:
    with signed_in(frozen) as desk:
        watch = SyncWatch(desk, frozen.clock, lambda: URL, reach=lambda _url: Silent(), seconds=seconds)
        watch.start()
        assert watch.facts.state is LinkState.SENDING
        assert watch.next_try is None
        assert watch.chip().word == "Sending, no receipt yet"
        come_back(watch, qtbot)
        watch.stop()


def test_clocks_that_differ_are_told_and_surveys_travel(frozen: World, seconds: Seconds, qtbot: QtBot) -> None:
    noon = datetime(2025, 3, 3, 12, 0, tzinfo=UTC)
    frozen.clock.now = noon + timedelta(hours=2)
    with signed_in(frozen) as desk, InProcess(frozen.registry.folder, clock=lambda: noon) as registry:
        with watching(desk, frozen, lambda: registry, seconds, qtbot) as watch:
            assert (watch.facts.state, watch.facts.facts) == (LinkState.CLOCK, {"minutes": 120})
        assert states(desk) == {SurveyState.ACCEPTED}


def test_an_officer_sends_what_is_frozen_and_freezes_nothing(approved: World, seconds: Seconds, qtbot: QtBot) -> None:
    with signed_in(approved, BILAL) as desk, InProcess(approved.registry.folder) as registry:
        with watching(desk, approved, lambda: registry, seconds, qtbot) as watch:
            assert watch.facts.state is LinkState.LINKED
        assert states(desk) == {SurveyState.APPROVED}
        assert registry.sent == []


def test_a_desk_that_is_not_enrolled_says_so_and_tries_nothing(enrolled: World) -> None:
    store = centre.make(enrolled.folder / "fresh", enrolled.clock)
    with centre.sign_in(store, SAIRA, enrolled.clock) as desk:
        watch = SyncWatch(desk, enrolled.clock, lambda: URL, reach=lambda _url: Silent())
        watch.start()
        watch.try_now()
        assert (watch.facts.state, watch.next_try) == (LinkState.NOT_ENROLLED, None)
        watch.stop()


def test_an_enrolled_desk_that_nobody_told_an_address_says_so(enrolled: World, qtbot: QtBot) -> None:
    addresses: list[str | None] = [None, URL]
    with enrolled.sign_in(SAIRA) as desk:
        watch = SyncWatch(desk, enrolled.clock, lambda: addresses.pop(0), reach=lambda _url: Silent())
        watch.start()
        qtbot.waitUntil(lambda: watch.facts.state is LinkState.NO_ADDRESS)
        assert watch.next_try is None
        watch.try_now()
        come_back(watch, qtbot)
        assert watch.facts.state is LinkState.NO_LINK
        watch.stop()


def test_after_stopping_nobody_is_told_any_more(frozen: World, seconds: Seconds, qtbot: QtBot) -> None:
    with signed_in(frozen) as desk:
        watch = SyncWatch(desk, frozen.clock, lambda: URL, reach=lambda _url: Silent(), seconds=seconds)
        watch.start()
        watch.stop()
        qtbot.wait(50)
        assert (watch.facts.state, watch.next_try) == (LinkState.SENDING, None)


@pytest.mark.parametrize("state", LinkState)
@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_state_has_its_words(state: LinkState, language: str) -> None:
    telling.language = language
    for part in ("chip", "title", "said"):
        assert tr(f"link.{part}_{state.name.lower()}", seconds=4, time="12:18", held=1, aside=0, minutes=9)


@pytest.mark.parametrize("reason", ["name", "refused", "tls", "proxy", "timeout", "cut"])
def test_every_reason_of_an_unreachable_registry_has_its_words(reason: str) -> None:
    assert tr(f"link.reason_{reason}")


def test_approved_surveys_that_cannot_leave_are_counted(approved: World, seconds: Seconds, qtbot: QtBot) -> None:
    too_large = LeftOut("0603-017-01-000001-2", 1, "too_large")
    report = SyncReport(left_out=(too_large,))
    with approved.sign_in(SAIRA) as desk:
        watch = SyncWatch(desk, approved.clock, lambda: URL, reach=lambda _url: Silent(), seconds=seconds)
        watch.start()
        come_back(watch, qtbot)
        watch._came_back(watch.facts, report)
        assert (watch.facts.state, watch.facts.left_out) == (LinkState.LINKED, 1)
        watch.stop()


class Broken(Silent):
    """Meets a bug of ours."""

    def hello(self) -> dict[str, JSON]:
        raise ZeroDivisionError


def test_a_bug_in_a_going_ends_the_going_alone(frozen: World, seconds: Seconds, qtbot: QtBot) -> None:
    with signed_in(frozen) as desk, InProcess(frozen.registry.folder) as registry:
        ways: list[AbstractContextManager[Transport]] = [Broken(), registry]
        with qtbot.captureExceptions() as caught:
            watch = SyncWatch(desk, frozen.clock, lambda: URL, reach=lambda _url: ways.pop(0), seconds=seconds)
            watch.start()
            come_back(watch, qtbot)
        assert [kind for kind, *_ in caught] == [ZeroDivisionError]
        states_seen = [watch.facts.state]
        watch.try_now()
        come_back(watch, qtbot)
        states_seen.append(watch.facts.state)
        assert states_seen == [LinkState.IDLE, LinkState.SETTLED]
        watch.stop()


def test_the_address_is_asked_for_beside_the_windows(enrolled: World, qtbot: QtBot) -> None:
    gate = threading.Event()

    def find() -> str | None:
        assert gate.wait(20)
        return None

    with enrolled.sign_in(SAIRA) as desk:
        watch = SyncWatch(desk, enrolled.clock, find, reach=lambda _url: Silent())
        watch.start()
        assert watch.facts.state is LinkState.IDLE
        gate.set()
        qtbot.waitUntil(lambda: watch.facts.state is LinkState.NO_ADDRESS)
        watch.stop()


def test_looking_again_and_again_leaves_no_lines_in_the_journal(
    accepted: World, seconds: Seconds, qtbot: QtBot
) -> None:
    def synced(desk: Desk) -> int:
        return sum(line.trace is Trace.SYNCED for line in desk.audit.lines())

    with signed_in(accepted) as desk, InProcess(accepted.registry.folder) as registry:
        before = synced(desk)
        ways: list[AbstractContextManager[Transport]] = [registry, registry, Silent(), Silent(), registry, registry]
        with watching(desk, accepted, lambda: ways.pop(0), seconds, qtbot) as watch:
            seen = [synced(desk) - before]
            while ways:
                watch.try_now()
                come_back(watch, qtbot)
                seen.append(synced(desk) - before)
        assert seen == [0, 0, 1, 1, 2, 2]
