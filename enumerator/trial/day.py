"""Two days at a trial centre, as they go: people asked, surveys decided, sent and settled, so that all can be seen.

Everything is done by the same deeds as anywhere else; families, passphrases and times are the same whenever it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from enumerator.domain.officer import NewOfficer, Role
from enumerator.domain.survey import SurveyRow
from enumerator.store import Desk
from enumerator.trial import census
from enumerator.trial.chance import Chance
from enumerator.trial.household import Answer, SampleHousehold
from enumerator.trial.invention import complete
from enumerator.trial.registry import TrialRegistry
from enumerator.trial.respondent import answer_all
from enumerator.workflow.batch import freeze_batches
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import HouseholdInterview, begin_interview, resume_interview
from enumerator.workflow.issue_slip import count_slip
from enumerator.workflow.review import approve, reopen, return_survey, withdraw
from enumerator.workflow.sign_in import sign_in
from enumerator.workflow.transfer import sync
from enumerator.workflow.trial_centre import REGISTRY, TrialCentre, TrialPerson, make_trial
from forms import Missing
from sync.transport import HttpTransport

__all__ = ["Day", "DayClock", "make_day"]

_PAKISTAN = timezone(timedelta(hours=5))
_SATURDAY = datetime(2026, 11, 21, 10, 5, tzinfo=_PAKISTAN)
_MONDAY = datetime(2026, 11, 23, 9, 18, tzinfo=_PAKISTAN)
_NOW = datetime(2026, 11, 23, 12, 41, tzinfo=_PAKISTAN)
_SEED = 7
_AN_ANSWER = timedelta(seconds=7)
_MEMBER = "/data/roster/member"
_ROOMS, _WALLS, _LAPTOP = "/data/assets/rooms", "/data/assets/walls", "/data/assets/has_laptop"
_TOILET = "/data/assets/toilet"
_ONCE, _TWICE = f"{_MEMBER}[3]/cnic", f"{_MEMBER}[5]/cnic"

#: Drawn families by what becomes of them; small ones, so that the day is made soon.
_SENT, _OF_A_NEW_OFFICER, _IN_A_BATCH, _APPROVED = (14, 25), 23, 27, 20
_RETURNED, _CORRECTED, _WITH_WARNINGS, _WAITING, _OF_IMRAN = (21, 5), 2, 18, 7, 4
_WHOLE, _BEGUN, _ASKING = 10, 15, 24


class DayClock:
    """Stands still until moved, and never goes back."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by

    def move_to(self, then: datetime) -> None:
        """Wait until then."""
        self.now = max(self.now, then)


@dataclass(frozen=True, slots=True)
class Day:
    """A trial centre at 12:41, and the numbers of the surveys that show something.

    Attributes:
        trial: the centre.
        asking: a draft of a family of seven, in the middle of its house. A member's number stands there twice and must
            be corrected, the number of rooms is to be checked.
        begun: a draft whose first members were asked.
        whole: a draft that can be finished.
        finished: a finished survey that waits for the supervisor.
        corrected: one that was returned, changed and finished again.
        with_warnings: one whose author confirmed what is unusual.
    """

    trial: TrialCentre
    asking: str
    begun: str
    whole: str
    finished: str
    corrected: str
    with_warnings: str
    clock: DayClock = field(default_factory=lambda: DayClock(_NOW))


def make_day(folder: Path, *, with_registry: bool = True) -> Day:
    """Make a trial centre in an empty folder and let two days pass there.

    Without a registry, or the libraries that it needs, nothing is sent.
    """
    clock = DayClock(_SATURDAY)
    registry = TrialRegistry(folder / REGISTRY) if with_registry and TrialRegistry.available() else None
    trial = make_trial(folder, clock, registry, draw=Chance(_SEED, "passphrases").one_of)
    return _Staff(trial, registry, clock).work()


class _Staff:
    """The people of the centre at their work."""

    def __init__(self, trial: TrialCentre, registry: TrialRegistry | None, clock: DayClock) -> None:
        self._trial, self._registry, self._clock = trial, registry, clock
        self._rubina, self._nadia, self._imran = trial.people
        self._new = NewOfficer(f"{trial.people[0].code[:7]}-06", "Sana Gul", Role.OFFICER, "neem tree by the canal")

    def work(self) -> Day:
        """Do everything, in the order of the clock."""
        self._saturday()
        self._clock.move_to(_MONDAY)
        return self._monday()

    def _saturday(self) -> None:
        """The first batch; the registry has not been told of the new officer, whose survey it sets aside."""
        with self._at_desk(self._rubina) as desk:
            desk.officers.add(self._new)
        with self._at_desk(self._nadia) as desk:
            sent = [self._take_down(desk, family).number for family in _SENT]
        with self._at_desk(self._new) as desk:
            sent.append(self._take_down(desk, _OF_A_NEW_OFFICER).number)
        with self._at_desk(self._rubina) as desk:
            for number in sent:
                approve(desk, number, self._clock)
            if self._registry is not None:
                with self._registry.serving() as url, HttpTransport(url) as transport:
                    sync(desk, transport, self._clock)
            desk.officers.suspend(self._new.code)

    def _monday(self) -> Day:
        with self._at_desk(self._nadia) as desk:
            batched, approved = (self._take_down(desk, family).number for family in (_IN_A_BATCH, _APPROVED))
            returned = [self._take_down(desk, family).number for family in _RETURNED]
            corrected = self._take_down(desk, _CORRECTED, {_LAPTOP: Missing.DONT_KNOW}).number
        with self._at_desk(self._rubina) as desk:
            self._decide(desk, batched, approved, returned, corrected)
        with self._at_desk(self._imran) as desk:
            self._take_down(desk, _OF_IMRAN)
        with self._at_desk(self._nadia) as desk:
            self._correct(desk, corrected)
            warned = self._take_down(desk, _WITH_WARNINGS, {_ROOMS: "7"}, confirm_with="Two brothers share the house")
            finished = self._take_down(desk, _WAITING, {_LAPTOP: Missing.DONT_KNOW})
            count_slip(desk, warned.number, self._clock)
            gone = begin_interview(desk, self._clock)
            withdraw(desk, gone.number, "The family left before the first question", self._clock)
            whole, begun, asking = self._drafts(desk)
        return Day(self._trial, asking, begun, whole, finished.number, corrected, warned.number)

    def _decide(self, desk: Desk, batched: str, approved: str, returned: list[str], corrected: str) -> None:
        approve(desk, batched, self._clock)
        if self._registry is not None:
            freeze_batches(desk, self._clock)
        approve(desk, approved, self._clock)
        self._clock.move(timedelta(minutes=4))
        return_survey(desk, returned[0], "The mother has no CNIC number. Ask for the card again.", self._clock)
        self._clock.move(timedelta(minutes=6))
        return_survey(desk, returned[1], "Both children have the same date of birth. Look at the B-forms.", self._clock)
        return_survey(desk, corrected, "Ask the family once more about the laptop", self._clock)

    def _correct(self, desk: Desk, number: str) -> None:
        reopen(desk, number, self._clock)
        asking = resume_interview(desk, number, self._clock)
        self._clock.move(timedelta(minutes=6))
        for ref, answer in ((_LAPTOP, "yes"), (_LAPTOP, "no"), (_ROOMS, "3")):
            self._clock.move(_AN_ANSWER)
            asking.answer(ref, answer)
        finish(desk, asking, self._clock)

    def _drafts(self, desk: Desk) -> tuple[str, str, str]:
        whole, _ = self._ask(desk, _WHOLE)
        begun, _ = self._ask(desk, _BEGUN, until=f"{_MEMBER}[3]/name")
        asking, said = self._ask(desk, _ASKING, {_WALLS: "13"}, until=_TOILET, confirm_with="")
        said.answer(_ROOMS, "7")
        said.answer(_TWICE, said.interview.state(_ONCE).value)
        desk.surveys.keep_place(asking, _TOILET, said.interview.serialise())
        return whole, begun, asking

    def _take_down(
        self, desk: Desk, family: int, changed: dict[str, Answer] | None = None, confirm_with: str = "Asked twice"
    ) -> SurveyRow:
        _, asking = self._ask(desk, family, changed, confirm_with=confirm_with)
        return finish(desk, asking, self._clock)

    def _ask(
        self,
        desk: Desk,
        family: int,
        changed: dict[str, Answer] | None = None,
        *,
        until: str = "",
        confirm_with: str = "Asked twice",
    ) -> tuple[str, HouseholdInterview]:
        """Ask a family everything, or until that question; one transaction, since nobody pulls the plug here."""
        household = self._household(family)
        household.answers.update(changed or {})
        with desk.transaction():
            asking = begin_interview(desk, self._clock)
            for ref in answer_all(asking, household, confirm_with=confirm_with):
                self._clock.move(_AN_ANSWER)
                if until and asking.interview.next_question(ref) == until:
                    break
        return asking.number, asking

    def _household(self, family: int) -> SampleHousehold:
        return complete(census.family(_SEED, family), _SEED, self._clock().date())

    @contextmanager
    def _at_desk(self, who: TrialPerson | NewOfficer) -> Iterator[Desk]:
        self._clock.move(timedelta(minutes=2))
        with sign_in(self._trial.desk_folder, who.code, who.passphrase, self._clock) as desk:
            yield desk
