"""The main job from end to end without a screen: N households, from the first question to the registry's receipt."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from enumerator.domain.batch import FrozenBatch
from enumerator.domain.lifecycle import SurveyState
from enumerator.domain.officer import Role
from enumerator.domain.survey import SurveyRow
from enumerator.errors import InputFault
from enumerator.named_file import named
from enumerator.store import Desk
from enumerator.store.folder import replace_file
from enumerator.surroundings import Surroundings
from enumerator.trial import census
from enumerator.trial.comparison import differences
from enumerator.trial.household import SampleHousehold
from enumerator.trial.invention import complete
from enumerator.trial.pslm import real_households
from enumerator.trial.registry import TrialRegistry
from enumerator.trial.respondent import answer_all
from enumerator.workflow.export import export_batch
from enumerator.workflow.finish import finish
from enumerator.workflow.interview import begin_interview
from enumerator.workflow.issue_slip import issue_slip
from enumerator.workflow.questionnaire import current_edition
from enumerator.workflow.reconcile import Finding, reconcile
from enumerator.workflow.review import approve
from enumerator.workflow.sign_in import sign_in
from enumerator.workflow.transfer import sync
from enumerator.workflow.trial_centre import REGISTRY, TrialCentre, make_trial
from sync.receipt import Outcome
from sync.transport import HttpTransport


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
    def slips(self) -> Path:
        return self.folder / "slips"

    @property
    def export(self) -> Path:
        return self.folder / "export"


def run_main_job(job: MainJob, world: Surroundings) -> int:
    """Do the job; the last line said is one JSON object.

    Returns: 0 when every household was accepted and everything is accounted for.

    Raises:
        InputFault: no household is asked for, the source holds fewer, or the folder is in use; nothing was made.
    """
    began = time.monotonic()
    families = sample_households(job, world)
    places = _Places(_folder(job.keep))
    world.tell(f"Everything of this run is kept in {places.folder}")
    registry = TrialRegistry(places.folder / REGISTRY)
    trial = make_trial(places.folder, world.clock, registry)
    with _signed_in(trial, Role.OFFICER, world) as desk:
        members = _take_down(desk, families, job.households, world)
    with _signed_in(trial, Role.SUPERVISOR, world) as desk:
        _approve_all(desk, world)
        slips = _print_slips(desk, places.slips, world)
        with registry.serving() as url, HttpTransport(url, clock=world.clock) as transport:
            report = sync(desk, transport, world.clock, progress=world.progress)
        if report.fault is not None:
            raise report.fault
        for batch in desk.batches.list():
            export_batch(desk, batch.number, places.export, world.clock)
    with _signed_in(trial, Role.SUPERVISOR, world) as desk:
        findings = _account(desk, registry, world)
        surveys, batches = desk.surveys.all(), desk.batches.list()
    accepted = report.count(Outcome.ACCEPTED)
    result = _result(job, surveys, batches, members=members, slips=slips, accepted=accepted)
    result |= {"reconciled": not findings, "seconds": round(time.monotonic() - began, 1), "folder": str(places.folder)}
    for finding in findings:
        world.tell(f"{finding.where}: {finding.what}")
    world.say(json.dumps(result))
    return 0 if not findings and accepted == len(surveys) == job.households else 1


def _signed_in(trial: TrialCentre, role: Role, world: Surroundings) -> Desk:
    person = trial.person(role)
    return sign_in(trial.desk_folder, person.code, person.passphrase, world.clock)


def _folder(keep: Path | None) -> Path:
    if keep is None:
        return Path(tempfile.mkdtemp(prefix="pser-main-job-"))
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise InputFault(part="keep", finding="not_empty")
    with named("keep"):
        keep.mkdir(parents=True, exist_ok=True)
    return keep


def sample_households(job: MainJob, world: Surroundings) -> Iterator[SampleHousehold]:
    """Give the families of a job, every question answered; a source is read at once, families are drawn one by one.

    Raises:
        InputFault: no household is asked for, or the folder of real households is not one or holds fewer.
    """
    if job.households < 1:
        raise InputFault(part="households", finding="fewer_than_one")
    today = world.clock().date()
    drawn = (census.family(job.seed, index) for index in range(job.households))
    families = real_households(job.source, job.households) if job.source else drawn
    return (complete(household, job.seed, today) for household in families)


def _take_down(desk: Desk, families: Iterable[SampleHousehold], count: int, world: Surroundings) -> int:
    members = 0
    for done, household in enumerate(families, start=1):
        asking = begin_interview(desk, world.clock)
        for _ in answer_all(asking, household):
            pass
        members += finish(desk, asking, world.clock).member_count
        world.progress("interview", done, count)
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
        replace_file(folder / f"{row.number}.pdf", issue_slip(desk, row.number, printer, world.clock))
        world.progress("slip", done, len(rows))
    return len(rows)


def _account(desk: Desk, registry: TrialRegistry, world: Surroundings) -> tuple[Finding, ...]:
    """Reconcile the desk with itself, then node by node with what the registry holds."""
    account = reconcile(desk, world.progress)
    definition = current_edition(desk).definition
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
