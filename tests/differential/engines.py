"""The engines that play a household: ours, and the reference engines that a folder of their programs brings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forms.xlsform import CompiledForm

ROOT = Path(__file__).resolve().parents[2]
JAVA_ROSA, WEB_FORMS = "javarosa", "webforms"
FORM, HOUSEHOLD = 0, 1
"""Numbers of interviews: the one that brought the form, and the household in play."""

Reply = dict[str, Any]
Line = Callable[[str], str]
"""One request as JSON, answered by one reply as JSON."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Whoever plays a household by the protocol of `forms.replay`."""

    name: str
    line: Line

    def load(self, form: CompiledForm) -> None:
        """Read the questionnaire."""
        resources = {name: content.decode() for name, content in form.resources.items()}
        self._must("load", s=FORM, form_xml=form.xform.decode(), resources=resources)

    def begin(self) -> None:
        """A blank household in place of the one before."""
        self._must("new_instance", s=FORM, new_s=HOUSEHOLD)

    def ask(self, op: str, **said: object) -> Reply:
        """One request about the household in play."""
        return self._ask(op, s=HOUSEHOLD, **said)

    def state(self) -> Mapping[str, Reply]:
        """Every node."""
        found: Mapping[str, Reply] = self._must("state", s=HOUSEHOLD)["nodes"]
        return found

    def way(self) -> Sequence[str]:
        """What is asked now, in order; only ours can tell."""
        found: Sequence[str] = self._must("questions", s=HOUSEHOLD)["questions"]
        return found

    def _must(self, op: str, **said: object) -> Reply:
        reply = self._ask(op, **said)
        if not reply["ok"]:
            raise RuntimeError(f"{self.name} cannot {op}: {reply['error']}")
        return reply

    def _ask(self, op: str, **said: object) -> Reply:
        reply: Reply = json.loads(self.line(json.dumps({"op": op, **said})))
        return reply


PEERS: Mapping[str, tuple[str, ...]] = {
    JAVA_ROSA: ("java", "-Xmx512m", "-cp", os.pathsep.join(("ODK_Validate.jar", ".")), "JrServer"),
    WEB_FORMS: ("node", "wf-server.mjs"),
}
_OURS = (sys.executable, "-m", "forms.replay")


@contextmanager
def pair(name: str, folder: Path, form: CompiledForm) -> Iterator[tuple[Engine, Engine]]:
    """Ours and a reference engine, each in a process of its own that ends with the block, the questionnaire read."""
    with ExitStack() as stack:
        both = (
            Engine("ours", stack.enter_context(_served(_OURS, ROOT))),
            Engine(name, stack.enter_context(_served(PEERS[name], folder))),
        )
        for engine in both:
            engine.load(form)
        yield both


@contextmanager
def _served(words: tuple[str, ...], folder: Path) -> Iterator[Line]:
    with subprocess.Popen(
        words,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        said, heard = process.stdin, process.stdout
        if said is None or heard is None:  # cannot be: both are pipes
            raise RuntimeError(words[0])

        def line(text: str) -> str:
            said.write(text + "\n")
            said.flush()
            if not (reply := heard.readline()):
                raise RuntimeError(f"{words[0]} ended in the middle of a household")
            return reply

        yield line
        said.close()
