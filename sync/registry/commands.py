"""The registry's commands: make one, admit desks, serve, and look at what is held."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from sync.enrolment import Enrolment
from sync.errors import SyncFault
from sync.registry import folder as registry_folder
from sync.registry import reading
from sync.registry.admission import admit, suspend
from sync.registry.app import create_app
from sync.registry.intake import Intake
from sync.registry.judgement import Recheck
from sync.registry.serving import log_to_stderr, serve
from sync.registry.tables import READ_ONLY, open_database

_FAULT_EXIT = 2


def main(arguments: Sequence[str] | None = None, *, recheck: Recheck | None = None) -> int:
    """Run one command; gives the exit code.

    Args:
        arguments: the command line after the program's name.
        recheck: stands in for the form engine, for a registry whose other parts are tried.
    """
    _speak_utf8()
    options = _parser().parse_args(arguments)
    options.recheck = recheck
    try:
        _COMMANDS[options.command](options)
    except SyncFault as fault:
        print(json.dumps({"code": fault.code, "facts": fault.facts}), file=sys.stderr)
        return _FAULT_EXIT
    return 0


def _speak_utf8() -> None:
    """Say names in their own letters: a console's or pipe's code page (Windows) may have none of them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _init(options: argparse.Namespace) -> None:
    print(registry_folder.init(options.folder, trial=options.trial).to_bytes().decode())


def _admit(options: argparse.Namespace) -> None:
    enrolment = Enrolment.from_bytes(options.enrolment.read_bytes())
    trial = registry_folder.load(options.folder).trust.trial
    with _writing(options.folder) as session:
        admit(session, enrolment, at=_now_text(), trial=trial)
    print(json.dumps({"machine": enrolment.machine, "officers": len(enrolment.officers)}))


def _suspend(options: argparse.Namespace) -> None:
    with _writing(options.folder) as session:
        desks = suspend(session, options.officer, machine=options.machine, at=_now_text())
    print(json.dumps({"officer": options.officer, "desks": desks}))


def _serve(options: argparse.Namespace) -> None:
    log_to_stderr()
    keys = registry_folder.load(options.folder)
    recheck = options.recheck or _form_engine(options.editions, options.packs, trial=keys.trust.trial)
    with _database(options.folder) as engine:
        app = create_app(Intake(engine, keys, recheck, _now), keys.trust, _now)
        serve(app, host=options.host, port=options.port, announce=lambda line: print(line, flush=True))


def _show(options: argparse.Namespace) -> None:
    with _reading(options.folder) as session:
        if options.survey is None:
            print(json.dumps(reading.summary(session)))
        else:
            print(json.dumps(list(reading.revisions(session, options.survey)), ensure_ascii=False))


def _dump(options: argparse.Namespace) -> None:
    with _reading(options.folder) as session:
        for revision in reading.revisions(session):
            print(json.dumps(revision, ensure_ascii=False))


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "init": _init,
    "admit": _admit,
    "suspend": _suspend,
    "serve": _serve,
    "show": _show,
    "dump": _dump,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sync.registry", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--folder", type=Path, required=True, help="the registry's folder")

    making = commands.add_parser("init", parents=[common], help="make a registry with fresh keys; prints its card")
    making.add_argument("--trial", action="store_true", help="for trial desks alone")
    admitting = commands.add_parser("admit", parents=[common], help="admit a desk, or renew its officers")
    admitting.add_argument("enrolment", type=Path, help="the desk's enrolment file")
    suspending = commands.add_parser("suspend", parents=[common], help="refuse an officer's deeds from now on")
    suspending.add_argument("officer", help="the officer's code")
    suspending.add_argument("--machine", help="at this desk only")
    serving = commands.add_parser("serve", parents=[common], help="take batches until told to stop (SIGTERM)")
    serving.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: this machine only)")
    serving.add_argument("--port", type=int, default=0, help="the port; 0 takes a free one and prints it")
    serving.add_argument("--editions", type=_folder, help="the folder of installed editions, to recheck their surveys")
    serving.add_argument(
        "--packs", type=_folder, help="the folder of score packs that came later, NAME.json.sig beside"
    )
    showing = commands.add_parser("show", parents=[common], help="counts, or one survey's revisions, as JSON")
    showing.add_argument("--survey", help="a survey number")
    commands.add_parser("dump", parents=[common], help="every revision held, one JSON line each")
    return parser


def _folder(text: str) -> Path:
    """A folder that is there: with a mistyped one every survey that rests on it would be refused."""
    if not Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is no folder")
    return Path(text)


def _form_engine(installed: Path | None, packs: Path | None, *, trial: bool) -> Recheck:
    """Loaded when a registry serves: the other commands need no form engine and start at once.

    Raises: BadEdition, PackNotBelieved: one that it would recheck with is not whole.
    """
    from sync.registry.packs import read_packs
    from sync.registry.recheck import NO_PACKS, recheck, verify_editions

    verify_editions(installed)
    later = NO_PACKS if packs is None else read_packs(packs, _now().date(), trial=trial)
    return partial(recheck, installed=installed, packs=later)


@contextmanager
def _database(folder: Path) -> Iterator[Engine]:
    engine = open_database(registry_folder.database_url(folder))
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _writing(folder: Path) -> Iterator[Session]:
    registry_folder.load(folder)
    with _database(folder) as engine, Session(engine) as session, session.begin():
        yield session


@contextmanager
def _reading(folder: Path) -> Iterator[Session]:
    registry_folder.load(folder)
    with _database(folder) as engine, Session(engine.execution_options(**READ_ONLY)) as session:
        yield session


def _now() -> datetime:
    return datetime.now(UTC)


def _now_text() -> str:
    return _now().isoformat(timespec="seconds")
