"""Two of our own engines, of which one can be made wrong on purpose."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from forms.definition import FormDefinition
from forms.edition import load_edition
from forms.replay import Player
from forms.xlsform import CompiledForm, compile_sheets
from tests.differential.__main__ import EDITION
from tests.differential.deeds import Deed
from tests.differential.engines import JAVA_ROSA, ROOT, Engine, Line
from tests.differential.playing import Course, Household, again
from tests.differential.rules import RULES

TODAY = dt.date(2026, 3, 15)
DISTRICT, DIVISION = "/data/address/current/district", "/data/address/current/division"
ROOMS, PLOT = "/data/assets/rooms", "/data/assets/owns_plot"
OWN = ("end", "username", "deviceid")
Twist = Callable[[dict[str, Any], Line], dict[str, Any]]
"""What a wrong engine does with a request: the request and the right engine's line, to the reply."""


@cache
def form() -> CompiledForm:
    return compile_sheets(ROOT / "forms" / EDITION)


@cache
def definition() -> FormDefinition:
    return load_edition(EDITION).definition


@cache
def our_line() -> Line:
    """One engine for all tests: it reads the questionnaire once, and each household begins anew."""
    return _right()


@cache
def their_line() -> Line:
    return _right()


def _right() -> Line:
    player = Player()
    line: Line = lambda text: json.dumps(player.reply(text))  # noqa: E731
    Engine("ours", line).load(form())
    return line


def straight(request: dict[str, Any], line: Line) -> dict[str, Any]:
    """Right in everything but what the rules call each engine's own."""
    reply: dict[str, Any] = json.loads(line(json.dumps(request)))
    if request["op"] == "state":
        for name in OWN:
            reply["nodes"][f"/data/{name}"]["v"] = ""
    if request["op"] == "xml":
        reply["xml"] = re.sub(rf"<({'|'.join(OWN)})>[^<]*<", r"<\1><", reply["xml"])
    return reply


def wrong(name: str, twist: Twist) -> Engine:
    return Engine(name, lambda text: json.dumps(twist(json.loads(text), their_line())))


def played(deeds: Sequence[Deed], twist: Twist = straight, name: str = JAVA_ROSA) -> Course:
    return Household(Engine("ours", our_line()), wrong(name, twist), definition(), RULES).play(again(deeds))


def answers(**values: str) -> list[Deed]:
    return [Deed("answer", f"/data/{ref.replace('__', '/')}", value) for ref, value in values.items()]


def refusing_blanks(request: dict[str, Any], line: Line) -> dict[str, Any]:
    if request["op"] == "answer" and not request["value"]:
        return {"ok": True, "rc": 1}
    return straight(request, line)


def forgetting_plots(request: dict[str, Any], line: Line) -> dict[str, Any]:
    reply = straight(request, line)
    if request["op"] == "state":
        reply["nodes"]["/data/assets/plot_marla"]["nr"] = True
    return reply
