"""The main job from end to end without a screen: N households, from the first question to the registry's receipt."""

from __future__ import annotations

import json
import secrets
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from enumerator.domain.batch import FrozenBatch
from enumerator.domain.centre import Centre
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.officer import NewOfficer, Role
from enumerator.domain.survey import SurveyRow
from enumerator.errors import InputFault
from enumerator.store import Desk
from enumerator.store.folder import replace_file
from enumerator.surroundings import Surroundings
from enumerator.trial import census, pslm
from enumerator.trial.comparison import differences
from enumerator.trial.household import SampleHousehold
from enumerator.trial.invention import complete
from enumerator.trial.registry import TrialRegistry
from enumerator.trial.respondent import answer_all
from enumerator.workflow.enrol import enrolment_request, trust_registry
from enumerator.workflow.export import export_batch
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import begin_interview
from enumerator.workflow.issue_slip import issue_slip
from enumerator.workflow.questionnaire import current_edition, current_pack
from enumerator.workflow.reconcile import Finding, reconcile
from enumerator.workflow.review import approve
from enumerator.workflow.sign_in import set_up_desk, sign_in
from enumerator.workflow.transfer import sync
from sync.receipt import Outcome
from sync.transport import HttpTransport

CENTRE = Centre("0603017", "Trial centre, Depalpur", "آزمائشی مرکز، دیپالپور")
SUPERVISOR, OFFICER = f"{CENTRE.code}-01", f"{CENTRE.code}-04"


@dataclass(frozen=True, slots=True)
class MainJob:
    """What to do.

    Attributes:
        households: how many.
        seed: for what is drawn or invented.
        source: a folder of real households, or None for drawn ones.
        keep: the folder for everything, new or empty; None for a new temporary one.
    """

    households: int
    seed: int
    source: Path | None
    keep: Path | None


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of one run lie."""

    folder: Path

    @property
    def desk(self) -> Path:
        return self.folder / "desk"

    @property
    def registry(self) -> Path:
        return self.folder / "registry"

    @property
    def slips(self) -> Path:
        return self.folder / "slips"

    @property
    def export(self) -> Path:
        return self.folder / "export"

    @property
    def enrolment(self) -> Path:
        return self.folder / "enrolment.json"

    @property
    def passphrases(self) -> Path:
        return self.folder / "trial-passphrases.json"


def run_main_job(job: MainJob, world: Surroundings) -> int:
    """Do the job; the last line said is one JSON object.

    Returns: 0 when every household was accepted and everything is accounted for.
    """
    began = time.monotonic()
    places = _Places(_folder(job.keep))
    world.tell(f"Everything of this run is kept in {places.folder}")
    passphrases = _set_up(places, world)
    registry = TrialRegistry(places.registry)
    with sign_in(places.desk, OFFICER, passphrases[OFFICER], world.clock) as desk:
        members = _take_down(desk, job, world)
    with sign_in(places.desk, SUPERVISOR, passphrases[SUPERVISOR], world.clock) as desk:
        _approve_all(desk, world)
        slips = _print_slips(desk, places.slips, world)
        with registry.serving() as url, HttpTransport(url, clock=world.clock) as transport:
            report = sync(desk, transport, world.clock, progress=world.progress)
        if report.fault is not None:
            raise report.fault
        for batch in desk.batches.list():
            export_batch(desk, batch.number, places.export, world.clock)
    with sign_in(places.desk, SUPERVISOR, passphrases[SUPERVISOR], world.clock) as desk:
        findings = _account(desk, registry, world)
        surveys, batches = desk.surveys.all(), desk.batches.list()
    accepted = report.count(Outcome.ACCEPTED)
    result = _result(job, surveys, batches, members=members, slips=slips, accepted=accepted)
    result |= {"reconciled": not findings, "seconds": round(time.monotonic() - began, 1), "folder": str(places.folder)}
    for finding in findings:
        world.tell(f"{finding.where}: {finding.what}")
    world.say(json.dumps(result))
    return 0 if not findings and accepted == len(surveys) == job.households else 1


def _folder(keep: Path | None) -> Path:
    if keep is None:
        return Path(tempfile.mkdtemp(prefix="pser-main-job-"))
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise InputFault(part="keep", finding="not_empty")
    keep.mkdir(parents=True, exist_ok=True)
    return keep


def _set_up(places: _Places, world: Surroundings) -> dict[str, str]:
    """Make the desk, its people and the registry, and let them know each other.

    Returns: the passphrases, which are also written beside the desk: this is a trial, and its data are nobody's.
    """
    passphrases = {code: secrets.token_urlsafe(12) for code in (SUPERVISOR, OFFICER)}
    replace_file(places.passphrases, json.dumps(passphrases).encode())
    supervisor = NewOfficer(SUPERVISOR, "Trial supervisor", Role.SUPERVISOR, passphrases[SUPERVISOR])
    set_up_desk(places.desk, centre=CENTRE, desk=1, supervisor=supervisor, clock=world.clock, trial=True)
    registry = TrialRegistry(places.registry)
    registry.make()
    with sign_in(places.desk, SUPERVISOR, passphrases[SUPERVISOR], world.clock) as desk:
        desk.officers.add(NewOfficer(OFFICER, "Trial officer", Role.OFFICER, passphrases[OFFICER]))
        trust_registry(desk, registry.card.read_bytes())
        replace_file(places.enrolment, enrolment_request(desk).to_bytes())
    registry.admit(places.enrolment)
    return passphrases


def sample_households(job: MainJob, world: Surroundings) -> Iterator[SampleHousehold]:
    """Give the families of a job, every question answered.

    Raises:
        InputFault: the folder of real households is not one, or holds fewer.
    """
    today = world.clock().date()
    real = islice(_real_households(job.source), job.households) if job.source else None
    drawn = (census.family(job.seed, index) for index in range(job.households))
    for household in real or drawn:
        yield complete(household, job.seed, today)


def _real_households(folder: Path) -> Iterator[SampleHousehold]:
    try:
        yield from pslm.read(folder)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise InputFault(part="from", finding="not_found") from fault
    except (KeyError, ValueError) as fault:
        raise InputFault(part="from", finding="other_data") from fault


def _take_down(desk: Desk, job: MainJob, world: Surroundings) -> int:
    members = 0
    for done, household in enumerate(sample_households(job, world), start=1):
        asking = begin_interview(desk, world.clock)
        for _ in answer_all(asking, household):
            pass
        members += finish(desk, asking, current_pack(), world.clock).member_count
        world.progress("interview", done, job.households)
    return members


def _approve_all(desk: Desk, world: Surroundings) -> None:
    finished = desk.surveys.in_state(SurveyState.FINISHED, limit=1_000_000)
    for done, row in enumerate(finished, start=1):
        approve(desk, row.number, world.clock)
        world.progress("approve", done, len(finished))


def _print_slips(desk: Desk, folder: Path, world: Surroundings) -> int:
    folder.mkdir()
    printer = world.slip_printer()
    rows = desk.surveys.all()
    for done, row in enumerate(rows, start=1):
        (folder / f"{row.number}.pdf").write_bytes(issue_slip(desk, row.number, printer, world.clock))
        world.progress("slip", done, len(rows))
    return len(rows)


def _account(desk: Desk, registry: TrialRegistry, world: Surroundings) -> tuple[Finding, ...]:
    """Reconcile the desk with itself, then node by node with what the registry holds."""
    account = reconcile(desk, world.progress)
    definition = current_edition().definition
    return (*account.findings, *differences(desk, registry.holdings(), definition, world.clock))


def _result(
    job: MainJob,
    surveys: Sequence[SurveyRow],
    batches: Sequence[FrozenBatch],
    *,
    members: int,
    slips: int,
    accepted: int,
) -> dict[str, object]:
    return {
        "households": job.households,
        "members": members,
        "surveys": len(surveys),
        "scored": sum(row.score_low is not None for row in surveys),
        "intervals": sum(row.score_low != row.score_high for row in surveys),
        "slips": slips,
        "batches": len(batches),
        "accepted": accepted,
        "refused": sum(row.state is SurveyState.SET_ASIDE for row in surveys),
    }
