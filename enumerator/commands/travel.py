"""Commands of the day's end: slip, sync, export, reconcile."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

from enumerator.commands.command import SIGNED_IN, Command, argument
from enumerator.commands.signed_in import signed_in
from enumerator.named_file import named
from enumerator.store.folder import replace_file, require_replaceable
from enumerator.surroundings import Surroundings
from enumerator.workflow.batch import LeftOut, freeze_batches
from enumerator.workflow.export import export_batch
from enumerator.workflow.issue_slip import issue_slip
from enumerator.workflow.reconcile import reconcile
from enumerator.workflow.transfer import sync
from sync.receipt import Outcome
from sync.retry import waits
from sync.transport import HttpTransport


def _slip(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        with named("slip"):
            require_replaceable(Path(words.file))
        page = issue_slip(desk, words.number, world.slip_printer(), world.clock)
        with named("slip"):
            replace_file(Path(words.file), page)
        world.say(f"{words.number}: slip written; it shows a name, so keep it no longer than it takes to print.")
    return 0


def _sync(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        patience = waits(words.tries + 1, draw=random.SystemRandom().random)
        with HttpTransport(words.registry, clock=world.clock) as transport:
            report = sync(desk, transport, world.clock, waits=patience, sleep=time.sleep, progress=world.progress)
        held = ", ".join(f"{outcome.value} {report.count(outcome)}" for outcome in Outcome if report.count(outcome))
        world.say(f"{report.batches} batches settled: {held or 'nothing new'}; {len(desk.batches.pending())} pending")
        for verdict in report.refused:
            world.say(f"{verdict.survey_number}: {verdict.outcome.value} {verdict.code} {verdict.of}".rstrip())
        _tell_left_out(report.left_out, world)
        if report.clock_warning:
            world.tell(world.sentence(report.clock_warning))
        if report.fault:
            raise report.fault
    return 0


def _tell_left_out(surveys: Sequence[LeftOut], world: Surroundings) -> None:
    for survey in surveys:
        world.tell(f"{survey.number}: cannot be sealed ({survey.reason}); it stays approved: return or withdraw it.")


def _export(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        _tell_left_out(freeze_batches(desk, world.clock, world.progress).left_out, world)
        number = words.batch or desk.batches.next()[0] - 1
        if number < 1:
            world.tell("Nothing was approved yet, so there is no batch to write.")
            return 1
        with named("export"):
            exported = export_batch(desk, number, Path(words.folder), world.clock)
        for file in (exported.sealed, exported.csv, exported.workbook):
            world.say(str(file))
    return 0


def _reconcile(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        account = reconcile(desk, world.progress)
    world.say(", ".join(f"{state.value} {count}" for state, count in account.states.items() if count) or "no surveys")
    world.say(f"{account.settled} of {account.batches} batches settled; {len(account.findings)} findings")
    for finding in account.findings:
        world.say(f"{finding.where}: {finding.what}")
    return 1 if account.findings else 0


COMMANDS = (
    Command(
        "slip",
        "write a survey's confirmation slip as a PDF page",
        (
            *SIGNED_IN,
            argument("number", "the survey's number"),
            argument("file", "the page to write", metavar="FILE.pdf"),
        ),
        _slip,
    ),
    Command(
        "sync",
        "send what is approved to the registry and settle its receipts",
        (
            *SIGNED_IN,
            argument("--registry", "the registry's address", required=True, metavar="URL"),
            argument("--tries", "how often to try again when the link is bad", type=int, default=0, metavar="N"),
        ),
        _sync,
    ),
    Command(
        "export",
        "write the day's batch: the sealed file, and a readable list (CSV, .xlsx) with numbers masked",
        (
            *SIGNED_IN,
            argument("folder", "where to", metavar="DIR"),
            argument("--batch", "another batch than the last", type=int, metavar="N"),
        ),
        _export,
    ),
    Command("reconcile", "account for every survey, batch and receipt of this desk", SIGNED_IN, _reconcile),
)
