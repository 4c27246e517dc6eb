"""Commands that check what there is: store, slip, export, the program itself, and the main job from end to end."""

from __future__ import annotations

import argparse
from pathlib import Path

from enumerator.commands.command import SIGNED_IN, Command, argument
from enumerator.commands.signed_in import signed_in
from enumerator.named_file import named
from enumerator.surroundings import Surroundings
from enumerator.trial.main_job import MainJob, run_main_job
from enumerator.workflow.check_files import check_export, check_slip, read_enrolment
from enumerator.workflow.self_check import self_check
from sync.enrolment import Enrolment


def _verify_store(words: argparse.Namespace, world: Surroundings) -> int:
    with signed_in(words, world) as desk:
        findings = desk.integrity_check()
    for finding in findings:
        world.say(finding)
    world.say(
        "The store is whole." if not findings else f"{len(findings)} findings: keep this folder, call the authority."
    )
    return 1 if findings else 0


def _verify_slip(words: argparse.Namespace, world: Surroundings) -> int:
    enrolment = _enrolment(words)
    with named("slip"):
        claim = check_slip(Path(words.file), enrolment)
    what = f"{claim.number}, revision {claim.revision}, {claim.day:%d/%m/%Y}, officer {claim.officer}"
    world.say(f"Genuine: {what}, {claim.members} members.")
    return 0


def _verify_export(words: argparse.Namespace, world: Surroundings) -> int:
    enrolment = _enrolment(words)
    with named("export"):
        summary = check_export(Path(words.file), enrolment)
    manifest = summary.manifest
    what = f"batch {manifest.number} of {manifest.machine}, {len(manifest.entries)} surveys, made {manifest.made_at}"
    world.say(f"Genuine: {what}.")
    return 0


def _enrolment(words: argparse.Namespace) -> Enrolment:
    with named("enrolment"):
        return read_enrolment(Path(words.enrolment))


def _self_check(_words: argparse.Namespace, world: Surroundings) -> int:
    for line in self_check(world.clock, world.slip_printer):
        world.say(line)
    world.say("The program is whole.")
    return 0


def _main_job(words: argparse.Namespace, world: Surroundings) -> int:
    job = MainJob(
        households=words.households,
        seed=words.seed,
        source=Path(words.source) if words.source else None,
        keep=Path(words.keep) if words.keep else None,
    )
    return run_main_job(job, world)


_ENROLMENT = argument("--enrolment", "the enrolment file of the desk that made it", required=True, metavar="FILE")

COMMANDS = (
    Command("verify store", "read every page, line and hash of this desk's store", SIGNED_IN, _verify_store),
    Command(
        "verify slip",
        "tell whether a slip is genuine, with no link",
        (argument("file", "the slip's PDF, or a text file with the words of its QR code", metavar="FILE"), _ENROLMENT),
        _verify_slip,
    ),
    Command(
        "verify export",
        "tell whether a sealed day file is genuine and whole",
        (argument("file", "the sealed file", metavar="FILE"), _ENROLMENT),
        _verify_export,
    ),
    Command("self-check", "tell whether the program as installed is whole", (), _self_check),
    Command(
        "main-job",
        "take households all the way, from the interview to the registry's receipt, without a screen",
        (
            argument("--households", "how many", type=int, default=25, metavar="N"),
            argument("--seed", "the same seed gives the same families", type=int, default=2025, metavar="S"),
            argument("--from", "a folder of real households instead of drawn ones", dest="source", metavar="DIR"),
            argument(
                "--keep",
                "where to keep everything; must be empty or new (default: a new temporary folder)",
                metavar="DIR",
            ),
        ),
        _main_job,
    ),
)
