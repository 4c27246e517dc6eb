"""The child process that examines one workbook: content on standard input, findings and the form as lines of JSON."""

from __future__ import annotations

import base64
import dataclasses
import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from typing import Any, BinaryIO

from forms.workbook.examination import list_file
from forms.workbook.examining import Result, examine_here
from forms.workbook.findings import Finding


def main(arguments: Sequence[str], source: BinaryIO, target: BinaryIO) -> int:
    """Examine the workbook in `source`; arguments are its path, the bytes of memory and the seconds it may take."""
    path, memory, seconds = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    hold_to(memory, seconds)

    def say(line: dict[str, Any]) -> None:
        target.write(json.dumps(line).encode() + b"\n")
        target.flush()

    def stage(name: str, findings: tuple[Finding, ...]) -> None:
        say({"stage": name, "findings": [told(one) for one in findings]})

    try:
        say({"result": as_json(examine_here(source.read(), lambda name: list_file(path, name), stage))})
    except MemoryError:
        say({"stopped": "memory"})
        return 1
    return 0


def hold_to(memory: int, seconds: int) -> None:
    """Let the system end this process when it takes more; where it cannot, the parent's clock does."""
    if memory <= 0 or find_spec("resource") is None:  # Windows has none
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, hard))


def told(found: Finding) -> dict[str, Any]:
    """A finding as JSON has it."""
    return {**dataclasses.asdict(found), "severity": found.severity.value}


def as_json(result: Result) -> dict[str, Any]:
    """A result as JSON has it; bytes as base64."""
    form = result.form
    return {
        "findings": [told(one) for one in result.findings],
        "identity": dataclasses.asdict(result.identity) if result.identity else None,
        "times": dataclasses.asdict(result.times) if result.times else None,
        "xform": base64.b64encode(form.xform).decode() if form else "",
        "resources": {a: base64.b64encode(b).decode() for a, b in form.resources.items()} if form else {},
        "missing": list(form.missing) if form else [],
    }


def start() -> int:
    """Run as a process: what libraries print must not stand between our lines."""
    answers = sys.stdout.buffer
    with redirect_stdout(sys.stderr):
        return main(sys.argv[1:], sys.stdin.buffer, answers)


if __name__ == "__main__":
    sys.exit(start())
