"""A server that plays interviews from JSON lines, for suites, comparisons with other engines and fault reports.

One request object a line on standard input, one reply object a line on standard output: `python -m forms.replay`.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from lxml import etree

from forms.definition import FormDefinition
from forms.errors import FormsFault
from forms.interview import Interview
from forms.violations import ViolationKind
from forms.xform import parse_xform

Request = dict[str, Any]
Reply = dict[str, object]

# Requests and forms come from anywhere, and whoever compares engines on a thousand of them wants to hear of a fault,
# ours included, and go on with the next.
_FAULTS = (
    *(FormsFault, etree.LxmlError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError),
    *(RuntimeError, MemoryError, OSError),
)
_BROKEN = {ViolationKind.CONSTRAINT: "constraint", ViolationKind.REQUIRED: "required"}


@dataclass(slots=True)
class Player:
    """The interviews in play, by the number the asker gave them."""

    definitions: dict[int, FormDefinition] = field(default_factory=dict)
    interviews: dict[int, Interview] = field(default_factory=dict)

    def reply(self, line: str | bytes) -> Reply:
        """Do what a request asks; a refusal is a reply too."""
        try:
            request = json.loads(line)
            return {"ok": True, **_OPERATIONS[request["op"]](self, request)}
        except _FAULTS as fault:
            return {"ok": False, "error": f"{type(fault).__name__}: {fault}"}

    def reset(self, request: Request) -> Reply:
        """Forget everything."""
        self.definitions.clear()
        self.interviews.clear()
        return {}

    def load(self, request: Request) -> Reply:
        """A fresh interview of a form, or one from a saved instance."""
        resources = {name: _bytes(content) for name, content in (request.get("resources") or {}).items()}
        return self._enter(parse_xform(request["form_xml"].encode(), resources), request["s"], request)

    def _enter(self, definition: FormDefinition, number: int, request: Request) -> Reply:
        last = request.get("last_saved_xml")
        before = last.encode() if last else None
        if request.get("edit_xml"):
            interview = Interview.edit(definition, request["edit_xml"].encode(), clock=_now)
        elif request.get("instance_xml"):
            interview = Interview.reopen(definition, request["instance_xml"].encode(), clock=_now)
        else:
            interview = Interview.start(definition, clock=_now, officer="officer", device="device", last_saved=before)
        self.definitions[number], self.interviews[number] = definition, interview
        return {}

    def answer(self, request: Request) -> Reply:
        """Answer one question."""
        return asdict(self._of(request).answer(request["ref"], request.get("value") or ""))

    def add_repeat(self, request: Request) -> Reply:
        """One more instance."""
        return asdict(self._of(request).add_repeat(request["ref"]))

    def remove_repeat(self, request: Request) -> Reply:
        """One instance less."""
        return asdict(self._of(request).remove_repeat(request["ref"]))

    def move_repeat(self, request: Request) -> Reply:
        """An instance at another place, counted from 1."""
        return asdict(self._of(request).move_repeat(request["ref"], int(request["value"])))

    def language(self, request: Request) -> Reply:
        """Speak another language."""
        return asdict(self._of(request).speak(request["value"]))

    def save_and_reopen(self, request: Request) -> Reply:
        """Write the draft and open it as another interview."""
        saved = request.get("instance_xml") or self._of(request).serialise().decode()
        return self._enter(self.definitions[request["s"]], request["new_s"], {"instance_xml": saved})

    def new_instance(self, request: Request) -> Reply:
        """A second interview of the same form."""
        return self._enter(self.definitions[request["s"]], request["new_s"], request)

    def edit_instance(self, request: Request) -> Reply:
        """A second interview that edits what the first would submit."""
        given = request.get("edit_xml") or request.get("instance_xml")
        saved = given or self._of(request).submission().decode()
        return self._enter(self.definitions[request["s"]], request["new_s"], {"edit_xml": saved})

    def state(self, request: Request) -> Reply:
        """Every node."""
        interview = self._of(request)
        nodes = {}
        for ref in interview.nodes():
            state = interview.state(ref)
            broken = [_BROKEN[found.kind] for found in state.violations if found.kind in _BROKEN]
            nodes[ref] = {"v": state.value, "nr": not state.relevant, "ro": state.read_only, "rq": state.required}
            if broken:
                nodes[ref]["viol"] = broken[0]
        return {"nodes": nodes}

    def choices(self, request: Request) -> Reply:
        """What a question offers."""
        return {"choices": [asdict(choice) for choice in self._of(request).choices(request["ref"])]}

    def label(self, request: Request) -> Reply:
        """A label."""
        return {"label": self._of(request).label(request["ref"])}

    def message(self, request: Request) -> Reply:
        """What the form says to broken rules."""
        interview, ref = self._of(request), request["ref"]
        return {rule: interview.message(ref, rule) or None for rule in ("constraint", "required")}

    def validate(self, request: Request) -> Reply:
        """The first hard fault."""
        hard = [found for found in self._of(request).validate() if found.hard]
        return {"outcome": hard[0].kind.value if hard else "ok", "ref": hard[0].ref if hard else None}

    def progress(self, request: Request) -> Reply:
        """How far the interview, or a part of it, has come."""
        return asdict(self._of(request).progress(request.get("ref")))

    def questions(self, request: Request) -> Reply:
        """The way through."""
        return {"questions": self._of(request).questions()}

    def xml(self, request: Request) -> Reply:
        """What would be submitted."""
        return {"xml": self._of(request).submission().decode()}

    def json(self, request: Request) -> Reply:
        """What would be submitted, as canonical JSON."""
        return {"json": self._of(request).canonical_json().decode()}

    def _of(self, request: Request) -> Interview:
        return self.interviews[request["s"]]


_OPERATIONS: dict[str, Callable[[Player, Request], Reply]] = {
    work.__name__: work
    for work in (
        *(Player.reset, Player.load, Player.save_and_reopen, Player.new_instance, Player.edit_instance),
        *(Player.answer, Player.add_repeat, Player.remove_repeat, Player.move_repeat, Player.language),
        *(Player.state, Player.choices, Player.label, Player.message, Player.validate, Player.progress),
        *(Player.questions, Player.xml, Player.json),
    )
}


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _bytes(content: str) -> bytes:
    return base64.b64decode(content[7:]) if content.startswith("base64:") else content.encode()


def main() -> int:
    """Serve until the input ends."""
    player = Player()
    for line in sys.stdin.buffer:  # what is no text at all has its reply too
        print(json.dumps(player.reply(line)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
