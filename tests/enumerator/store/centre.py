"""A small centre for the tests: two supervisors, a data-entry officer, a clock that obeys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from enumerator.domain.centre import Centre
from enumerator.domain.decision import SignedDeed
from enumerator.domain.officer import NewOfficer, Role
from enumerator.domain.survey import Person, ScoreRecord, Summary
from enumerator.store import Cost, Desk, create_store, open_store

CHEAP = Cost(memory_kib=32, passes=1, lanes=1)
CENTRE = Centre("0603017", "Test Centre", "آزمائشی مرکز")
SAIRA = NewOfficer("0603017-01", "Saira Malik", Role.SUPERVISOR, "saira: neem tree shade")
USMAN = NewOfficer("0603017-02", "Usman Ghani", Role.SUPERVISOR, "usman: brick kiln smoke")
BILAL = NewOfficer("0603017-03", "Bilal Ahmed", Role.OFFICER, "bilal: canal bank road")

NUMBER = "0603-017-01-000001-2"
EDITION = "pser/2025"
HOUSEHOLD = Summary(
    head_name="Zainab Bibi",
    head_cnic="3520212345672",
    member_count=2,
    persons=(Person("Zainab Bibi", "3520212345672"), Person("محمد علی", "3520212345671")),
)


class Clock:
    """Stands still until moved."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def make(folder: Path, clock: Clock | None = None) -> Path:
    """A store with all three officers."""
    clock = clock or Clock()
    create_store(folder, centre=CENTRE, desk=1, first=SAIRA, clock=clock, trial=True, cost=CHEAP)
    with sign_in(folder, SAIRA, clock) as desk:
        desk.officers.add(USMAN)
        desk.officers.add(BILAL)
    return folder


def sign_in(folder: Path, who: NewOfficer = BILAL, clock: Clock | None = None) -> Desk:
    """Open the store as that officer."""
    return open_store(folder, officer=who.code, passphrase=who.passphrase, clock=clock or Clock(), cost=CHEAP)


def begin(desk: Desk, number: str = NUMBER) -> None:
    """Begin a survey."""
    desk.surveys.new_draft(number, edition=EDITION, saved=b"<draft/>", at_ref="/data/registration/consent")


def finish(desk: Desk, number: str = NUMBER, summary: Summary = HOUSEHOLD, *scores: ScoreRecord) -> None:
    """Finish the survey that stands in draft."""
    deed = SignedDeed("finish", desk.officer.code, "2025-03-03T14:20:00+05:00", "", desk.signer.sign(b"finish").hex())
    desk.surveys.finish(number, instance=b"<data/>", beside=b"{}", summary=summary, scores=scores, deed=deed)


def decide(desk: Desk, decision: str = "approve", number: str = NUMBER, revision: int = 1, reason: str = "") -> None:
    """Decide in the signed-in officer's name."""
    deed = SignedDeed(decision, desk.officer.code, "2025-03-03T15:00:00+05:00", reason, "ab" * 64)
    desk.surveys.decide(number, revision, deed)


def written_and_finished(folder: Path, who: NewOfficer = BILAL) -> Path:
    """A store with one finished survey."""
    make(folder)
    with sign_in(folder, who) as desk:
        begin(desk)
        finish(desk)
    return folder


def approved(folder: Path) -> Path:
    """A store with one approved survey."""
    written_and_finished(folder)
    with sign_in(folder, SAIRA) as desk:
        decide(desk)
    return folder
