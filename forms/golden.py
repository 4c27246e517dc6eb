"""Golden households: invented ones that stand by an edition, with all that must come of their answers.

An edition is put in force only when its golden households come out as they did when they were written. What a form
leaves to chance, and whatever follows from that, is neither answered nor compared.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from forms.definition import FormDefinition, Missing, path_of
from forms.errors import FormFault, FormsFault
from forms.fortune import by_chance
from forms.installed import json_files
from forms.interview import Change, Interview

FOLDER = "golden"
MOMENT = "2026-03-15T10:00:00.000+05:00"
OFFICER, DEVICE, REASON = "0000000-00", "golden", "as the household said"
_REASONS = [[reason.value] for reason in Missing]
BROKEN = "✗"  # before the rules that are broken, among what is expected of a question


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done in an interview: what (a name of `DEEDS`), to which node, and with which text."""

    does: str
    ref: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Golden:
    """One household: what was done, and how it stood in the end.

    Attributes:
        name: of the household, and of its file.
        moment: when it was asked, ISO 8601; the clock stands still.
        deeds: in order.
        expected: what stands at each relevant question; a reason for no answer is "(refused)".
        violations: the rules that stood against completion: "warn", or "required constraint".
    """

    name: str
    moment: str
    deeds: tuple[Deed, ...]
    expected: Mapping[str, str]
    violations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Departure:
    """Where a golden household came out otherwise: a question, what was expected there, what was found.

    None is a question that is not asked, or no broken rule; broken rules are told as "✗ required".
    """

    household: str
    ref: str
    expected: str | None
    found: str | None


def begin(definition: FormDefinition, moment: str = MOMENT) -> Interview:
    """An interview at a standing clock, by nobody, nowhere."""
    clock = dt.datetime.fromisoformat(moment)
    return Interview.start(definition, clock=lambda: clock, officer=OFFICER, device=DEVICE)


def do(interview: Interview, deed: Deed) -> None:
    """Do one deed; one that this form refuses leaves everything as it was, and what comes out tells."""
    with suppress(FormsFault):
        DEEDS[deed.does](interview, deed.ref, deed.text)


def play(definition: FormDefinition, name: str, deeds: tuple[Deed, ...], moment: str = MOMENT) -> Golden:
    """A household as it stands when these deeds are done."""
    interview = begin(definition, moment)
    for deed in deeds:
        do(interview, deed)
    left_out = by_chance(definition)
    marks = {ref: f"({mark.value})" for ref, mark in interview.missing().items()}
    violations: dict[str, str] = {}
    for found in interview.validate():
        violations[found.ref] = f"{violations.get(found.ref, '')} {found.rule}".lstrip()
    return Golden(
        name,
        moment,
        deeds,
        {ref: marks.get(ref, value) for ref, value in interview.answers().items() if path_of(ref) not in left_out},
        {ref: rules for ref, rules in violations.items() if path_of(ref) not in left_out},
    )


def replay(definition: FormDefinition, golden: Golden) -> tuple[Departure, ...]:
    """Play a household again; whatever comes out otherwise, in the order of the form."""
    now = play(definition, golden.name, golden.deeds, golden.moment)
    expected, found = _told(golden), _told(now)
    return tuple(
        Departure(golden.name, ref, expected.get((ref, what)), found.get((ref, what)))
        for ref, what in {**found, **expected}
        if expected.get((ref, what)) != found.get((ref, what))
    )


def write_golden(folder: Path, households: tuple[Golden, ...]) -> None:
    """Put households beside the edition in `folder`, in place of those that are there."""
    home = folder / FOLDER
    home.mkdir(exist_ok=True)
    for old in home.glob("*.json"):
        old.unlink()
    for golden in households:
        written = {
            "moment": golden.moment,
            "deeds": [" ".join(filter(None, (deed.does, deed.ref, deed.text))) for deed in golden.deeds],
            "expected": golden.expected,
            "violations": golden.violations,
        }
        text = json.dumps(written, ensure_ascii=False, indent=1) + "\n"
        (home / f"{golden.name}.json").write_bytes(text.encode())


def read_golden(folder: Path) -> tuple[Golden, ...]:
    """The golden households of the edition in `folder`, by name.

    Raises: FormFault: one of them cannot be read.
    """
    return tuple(map(_read, json_files(folder / FOLDER)))


def _read(path: Path) -> Golden:
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        deeds = tuple(map(_deed, written["deeds"]))
        dt.datetime.fromisoformat(written["moment"])
        return Golden(path.stem, written["moment"], deeds, dict(written["expected"]), dict(written["violations"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FormFault(f"the golden household {path.name} cannot be read") from fault


def _deed(line: str) -> Deed:
    does, ref, *text = line.split(" ", 2)
    if does not in DEEDS or (does == "missing" and text not in _REASONS):
        raise ValueError(line)
    return Deed(does, ref, *text)


def _told(golden: Golden) -> dict[tuple[str, str], str]:
    answers = {(ref, ""): value for ref, value in golden.expected.items()}
    return answers | {(ref, BROKEN): f"{BROKEN} {rules}" for ref, rules in golden.violations.items()}


DEEDS: Mapping[str, Callable[[Interview, str, str], Change]] = {
    "answer": lambda interview, ref, text: interview.answer(ref, text),
    "missing": lambda interview, ref, text: interview.mark_missing(ref, Missing(text)),
    "confirm": lambda interview, ref, rule: interview.confirm(ref, rule, REASON, OFFICER),
    "add": lambda interview, ref, _: interview.add_repeat(ref),
    "remove": lambda interview, ref, _: interview.remove_repeat(ref),
}
