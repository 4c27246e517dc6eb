"""Families for the tests, and a desk that keeps nothing, so that an interview costs what the engine costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import cast

from enumerator.domain.officer import Officer, Role
from enumerator.store import Desk
from enumerator.trial import census
from enumerator.trial.household import SampleHousehold
from enumerator.trial.invention import complete
from enumerator.trial.respondent import answer_all
from enumerator.workflow.interview import HouseholdInterview
from enumerator.workflow.questionnaire import SHIPPED_EDITION, shipped_edition
from forms import Interview

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
TODAY = NOON.date()
OFFICER = Officer("0603017-04", "Bilal Ahmed", Role.OFFICER, active=True, signing_public="00" * 32)


def noon() -> datetime:
    return NOON


def drawn(index: int, seed: int = 11, today: date = TODAY) -> SampleHousehold:
    """A family of the census with everything invented that it lacks."""
    return complete(census.family(seed, index), seed, today)


class ForgetfulDesk:
    """Takes every answer and keeps none."""

    officer = OFFICER

    @property
    def surveys(self) -> ForgetfulDesk:
        return self

    def save_answer(self, *_what: object, **_more: object) -> None:
        pass

    @contextmanager
    def transaction(self) -> Iterator[None]:
        yield


def sit_down() -> HouseholdInterview:
    """An interview of the real questionnaire at its first question."""
    interview = Interview.start(shipped_edition().definition, clock=noon, officer=OFFICER.code, device="test")
    first = interview.next_question(None) or ""
    return HouseholdInterview(cast(Desk, ForgetfulDesk()), "0603-017-01-000001-9", interview, first, SHIPPED_EDITION)


def interviewed(household: SampleHousehold, *, confirm_with: str = "") -> Interview:
    """The interview after the family has answered everything."""
    asking = sit_down()
    for _ in answer_all(asking, household, confirm_with=confirm_with):
        pass
    return asking.interview
