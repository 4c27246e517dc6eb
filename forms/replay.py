"""A server that plays interviews from JSON lines, for suites, comparisons with other engines and fault reports.

One request object a line on standard input, one reply object a line on standard output: `python -m forms.replay`.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from forms.definition import FormDefinition
from forms.errors import FormsFault
from forms.interview import Interview
from forms.violations import ViolationKind
from forms.xform import parse_xform

Request = dict[str, Any]
Reply = dict[str, object]


@dataclass(slots=True)
class Player:
    """The interviews in play, by the number the asker gave them."""

    definitions: dict[int, FormDefinition] = field(default_factory=dict)
    interviews: dict[int, Interview] = field(default_factory=dict)

    def reply(self, request: Request) -> Reply:
        """Do what a request asks; a refusal is a reply too."""
        work = _OPERATIONS.get(request.get("op", ""))
        if work is None:
            return {"ok": False, "error": f"unknown op {request.get('op')!r}"}
        try:
            return {"ok": True, **work(self, request)}
        except (FormsFault, KeyError) as fault:
            return {"ok": False, "error": f"{type(fault).__name__}: {fault}"}

    def reset(self, request: Request) -> Reply:
        """Forget everything."""
        self.definitions.clear()
        self.interviews.clear()
        return {}

    def load(self, request: Request) -> Reply:
        """A fresh interview of a form, or one from a saved instance."""
        resources = {name: _bytes(content) for name, content in (request.get("resources") or {}).items()}
        definition = parse_xform(request["form_xml"].encode(), resources)
        saved = request.get("edit_xml") or request.get("instance_xml")
        self._enter(request["s"], definition, saved)
        return {}

    def _enter(self, number: int, definition: FormDefinition, saved: str | None) -> None:
        if saved is None:
            interview = Interview.start(definition, clock=_now, officer="officer", device="device")
        else:
            interview = Interview.reopen(definition, saved.encode(), clock=_now)
        self.definitions[number], self.interviews[number] = definition, interview

    def answer(self, request: Request) -> Reply:
        """Answer one question."""
        self._of(request).answer(request["ref"], request.get("value") or "")
        return {}

    def add_repeat(self, request: Request) -> Reply:
        """One more instance."""
        self._of(request).add_repeat(request["ref"])
        return {}

    def remove_repeat(self, request: Request) -> Reply:
        """One instance less."""
        self._of(request).remove_repeat(request["ref"])
        return {}

    def language(self, request: Request) -> Reply:
        """Speak another language."""
        self._of(request).speak(request["value"])
        return {}

    def save_and_reopen(self, request: Request) -> Reply:
        """Write the draft and open it as another interview."""
        number = request["s"]
        saved = request.get("instance_xml") or self._of(request).serialise().decode()
        self._enter(request["new_s"], self.definitions[number], saved)
        return {}

    def new_instance(self, request: Request) -> Reply:
        """A second interview of the same form."""
        saved = request.get("instance_xml") or request.get("edit_xml")
        self._enter(request["new_s"], self.definitions[request["s"]], saved)
        return {}

    def edit_instance(self, request: Request) -> Reply:
        """A second interview that edits what the first would submit."""
        saved = request.get("edit_xml") or self._of(request).submission().decode()
        self._enter(request["new_s"], self.definitions[request["s"]], saved)
        return {}

    def state(self, request: Request) -> Reply:
        """Every node."""
        interview = self._of(request)
        nodes = {}
        for ref in interview.nodes():
            state = interview.state(ref)
            kinds = {ViolationKind.CONSTRAINT: "constraint", ViolationKind.REQUIRED: "required"}
            broken = [kinds[found.kind] for found in state.violations if found.kind in kinds]
            nodes[ref] = {"v": state.value, "nr": not state.relevant, "ro": state.read_only, "rq": state.required}
            if broken:
                nodes[ref]["viol"] = broken[0]
        return {"nodes": nodes}

    def choices(self, request: Request) -> Reply:
        """What a question offers."""
        found = self._of(request).choices(request["ref"])
        return {"choices": [{"value": choice.value, "label": choice.label} for choice in found]}

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

    def xml(self, request: Request) -> Reply:
        """What would be submitted."""
        return {"xml": self._of(request).submission().decode()}

    def _of(self, request: Request) -> Interview:
        return self.interviews[request["s"]]


_OPERATIONS: dict[str, Callable[[Player, Request], Reply]] = {
    work.__name__: work
    for work in (
        *(Player.reset, Player.load, Player.answer, Player.add_repeat, Player.remove_repeat, Player.language),
        *(Player.save_and_reopen, Player.new_instance, Player.edit_instance),
        *(Player.state, Player.choices, Player.label, Player.message, Player.validate, Player.xml),
    )
}


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


def _bytes(content: str) -> bytes:
    return base64.b64decode(content[7:]) if content.startswith("base64:") else content.encode()


def main() -> int:
    """Serve until the input ends."""
    player = Player()
    for line in sys.stdin:
        print(json.dumps(player.reply(json.loads(line))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
