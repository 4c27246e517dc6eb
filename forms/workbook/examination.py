"""The examination of a workbook from anywhere, done in a child process with little memory and little time."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any

from forms.workbook.archive import MAX_FILE
from forms.workbook.findings import Finding, Severity, finding

PATIENCE = 60.0  # seconds; a form of 1,000 questions takes two
MEMORY = 1_500_000_000  # bytes of address space, where the system can hold a process to it
MAX_LIST = 30_000_000
#: The steps, as `stage` is told them.
STAGES = ("reading", "checking", "converting", "loading", "asking")
#: A frozen program has no `-m`: its own start-up must answer these words with `forms.workbook.child.main()`.
CHILD = ("-m", "forms.workbook.child")
_GLANCE = 0.05  # seconds between two looks at the clock


@dataclass(frozen=True, slots=True)
class Identity:
    """Which form this is: what it calls itself, and the hash of all that it is made of."""

    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    questions: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Times:
    """How long the form takes, in milliseconds: to load, to begin, for one answer (middle and slowest)."""

    load: float
    start: float
    answer: float
    slowest: float

    @property
    def pace(self) -> float:
        """What an answer takes among many, where every third may be as slow as the slowest."""
        return max(self.answer, self.slowest / 3)


@dataclass(frozen=True, slots=True)
class Examination:
    """What there is to say about a workbook, and the form that it makes when nothing forbids it."""

    path: Path
    findings: tuple[Finding, ...]
    identity: Identity | None = None
    times: Times | None = None
    workbook: bytes = field(default=b"", repr=False)
    xform: bytes = field(default=b"", repr=False)
    resources: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    missing: tuple[str, ...] = ()  # addresses of lists that must lie beside the workbook before it is installed

    @property
    def accepted(self) -> bool:
        """Whether the form may be used: no finding is an error."""
        return self.identity is not None and all(one.severity is not Severity.ERROR for one in self.findings)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(one for one in self.findings if one.severity is severity)


def examine(
    path: Path,
    *,
    patience: float = PATIENCE,
    memory: int = MEMORY,
    stage: Callable[[str], object] = lambda name: None,
    stopped: Event | None = None,
) -> Examination:
    """Examine a workbook, with the lists that lie beside it (or in the folder NAME-media).

    Never raises for what is in the file, and comes back within `patience` seconds: a file that takes longer, or more
    memory, is refused with a finding.

    Args:
        path: the workbook.
        patience: seconds.
        memory: bytes.
        stage: is told which of `STAGES` begins, on a thread of its own.
        stopped: once set, by whoever thinks better of it, the examination ends at once with a finding that says so.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_FILE else b""
    except OSError:
        return Examination(path, (finding("no_file", Severity.ERROR, name=path.name),))
    if size > MAX_FILE:
        facts = {"megabytes": size // 1_000_000, "most": MAX_FILE // 1_000_000}
        return Examination(path, (finding("file_too_large", Severity.ERROR, **facts),))
    lines, ended = _asked_of_child(content, path, patience, memory, stage, stopped or Event())
    stages = [line for line in lines if "stage" in line]
    result = next((line for line in lines if "result" in line), None)
    if result is None:
        found = _findings(stages[-1]["findings"]) if stages else ()
        why = next((line["stopped"] for line in lines if "stopped" in line), ended)
        where = stages[-1]["stage"] if stages else STAGES[0]
        return Examination(path, (finding(f"stopped_{why}", Severity.ERROR, stage=where), *found), workbook=content)
    return _examination(path, content, result["result"])


def beside(path: Path) -> Iterator[Path]:
    """The folders in which the lists of a workbook may lie."""
    yield path.parent
    yield path.parent / f"{path.stem}-media"


def list_file(path: Path, name: str) -> bytes | None:
    """A list that lies beside a workbook, by its bare name; None where there is none of bearable size."""
    if name != Path(name).name or name in ("", ".", ".."):
        return None
    for folder in beside(path):
        try:
            if (folder / name).is_file() and (folder / name).stat().st_size <= MAX_LIST:
                return (folder / name).read_bytes()
        except OSError:
            continue
    return None


def _asked_of_child(
    content: bytes, path: Path, patience: float, memory: int, stage: Callable[[str], object], stopped: Event
) -> tuple[list[dict[str, Any]], str]:
    """What the child said, line by line, and how it ended if it had no more to say."""
    home = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([home, os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, *CHILD, str(path.absolute()), str(memory), str(int(patience) + 1)]
    told: list[dict[str, Any]] = []
    end = time.monotonic() + patience
    with subprocess.Popen(  # noqa: S603 - our own interpreter with our own words; the path is one argument
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as child:
        talk = Thread(target=_talk, args=(child.stdin, child.stdout, content, told, stage))
        talk.start()
        while talk.is_alive() and time.monotonic() < end and not stopped.is_set():
            talk.join(_GLANCE)
        ended = "wished" if stopped.is_set() else "late" if talk.is_alive() else "crashed"
        child.kill()
        talk.join()
    return told, ended


def _talk(
    given: IO[bytes], output: IO[bytes], content: bytes, told: list[dict[str, Any]], stage: Callable[[str], object]
) -> None:
    """Hand a child its workbook and write down what it says, until it ends or is ended."""
    with suppress(OSError), given:  # it may end before it has read everything
        given.write(content)
    for said in output:
        for line in lines_of(said):
            told.append(line)
            if "stage" in line:
                stage(line["stage"])


def lines_of(output: bytes) -> list[dict[str, Any]]:
    """The lines of JSON that a child said; one that was cut off in its middle is left out."""
    lines = []
    for line in output.splitlines():
        try:
            lines.append(json.loads(line))
        except ValueError:
            continue
    return lines


def _examination(path: Path, content: bytes, told: Mapping[str, Any]) -> Examination:
    findings = _findings(told["findings"])
    if told["identity"] is None:
        return Examination(path, findings, workbook=content)
    identity = Identity(**{**told["identity"], "languages": tuple(told["identity"]["languages"])})
    resources = {address: base64.b64decode(text) for address, text in told["resources"].items()}
    xform = base64.b64decode(told["xform"])
    missing = tuple(told["missing"])
    return Examination(path, findings, identity, Times(**told["times"]), content, xform, resources, missing)


def _findings(told: list[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            one["code"],
            Severity(one["severity"]),
            one["sheet"],
            one["row"],
            one["column"],
            tuple((name, fact) for name, fact in one["facts"]),
        )
        for one in told
    )
