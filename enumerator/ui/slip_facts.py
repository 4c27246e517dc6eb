"""The middle of the slip: one ruled row a fact, English label at the left, answers, Urdu label at the right."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from enumerator.domain.slip import SlipContent
from enumerator.ui.paper import Column, Paper, Side, Style, Words, fitted, width_of
from enumerator.ui.slip_measures import ANSWER, ANSWER_URDU, HAIR, LINE, SINGLE, WHOLE, at_the_centre, write_labels
from resources.wording import isolate

__all__ = ["DENSITIES", "Density", "write_facts"]

MIDDLE = Column(WHOLE.left + 96, WHOLE.right - 90, Side.CENTRE)
GAP = 14.0

# A line may not end inside 114-B or 18/GD: right to left, its two halves would stand in the wrong order.
_HYPHEN_OR_STROKE = re.compile(r"(?<=\w)[-/](?=\w)")
_UNBROKEN = "\u2060\\g<0>\u2060"


@dataclass(frozen=True, slots=True)
class Density:
    """How closely the page is set; on paper no Latin stands under 10.5 and no Naskh under 14."""

    row: float
    sizes: tuple[float, ...]
    sizes_urdu: tuple[float, ...]
    steps: tuple[str, ...] = ("slip.next_1", "slip.next_2", "slip.next_3")
    most_lines: int | None = None


# Tried in this order. What the household told goes before what is the same on every slip; only the last two, for
# answers of some hundred letters each, leave out the end of an answer and show that they do.
DENSITIES = (
    Density(27, (13, 12.5, 12), (15, 14.5, 14)),
    Density(25, (12.5, 12, 11.5), (15, 14.5, 14)),
    Density(22, (11.5, 11, 10.5), (14,)),
    Density(22, (11.5, 11, 10.5), (14,), steps=("slip.next_3",)),
    Density(22, (11.5, 11, 10.5), (14,), steps=()),
    Density(22, (10.5,), (14,), steps=(), most_lines=5),
    Density(22, (10.5,), (14,), steps=(), most_lines=3),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: the key of its labels and where its answers come from."""

    label: str
    english: Callable[[SlipContent], str]
    urdu: Callable[[SlipContent], str] = lambda _: ""


FACTS = (
    Fact("slip.head", lambda slip: slip.head_name, lambda slip: slip.head_name_ur),
    Fact("slip.cnic", lambda slip: slip.head_cnic_masked),
    Fact("slip.members", lambda slip: str(slip.members)),
    Fact("slip.address", lambda slip: slip.address_en, lambda slip: slip.address_ur),
    Fact("slip.taken_down", lambda slip: f"{at_the_centre(slip.taken_at):%d/%m/%Y   %H:%M}"),
    Fact(
        "slip.centre_and_officer",
        lambda slip: f"{slip.centre_name_en}, {slip.officer_code}",
        lambda slip: slip.centre_name_ur and f"{slip.centre_name_ur}، {slip.officer_code}",
    ),
    Fact("slip.helpline", lambda slip: slip.helpline),
)


def write_facts(paper: Paper, y: float, content: SlipContent, density: Density) -> float:
    """Write the rows from a height downwards and answer where they end; a fact that is not known has no row."""
    told = [(fact.label, fact.english(content).strip(), fact.urdu(content).strip()) for fact in FACTS]
    told = [(label, english, urdu) for label, english, urdu in told if english or urdu]
    paper.rule(WHOLE, y, LINE)
    for place, (label, english, urdu) in enumerate(told, start=1):
        baseline = y + density.row / 2 + 5
        write_labels(paper, label, WHOLE, baseline)
        answers = _write_answers(paper, baseline, english, urdu, density)
        y = max(y + density.row, *(answer.bottom + 4 for answer in answers))
        paper.rule(WHOLE, y, LINE if place == len(told) else HAIR)
    return y + LINE


def _write_answers(paper: Paper, baseline: float, english: str, urdu: str, density: Density) -> list[Words]:
    """Write the English at the left and the Urdu at the right, or the only one that differs across the middle."""

    def write(text: str, style: Style, sizes: tuple[float, ...], column: Column) -> Words:
        style = fitted(text, style, column.width, sizes)
        if width_of(text, style) > column.width:
            text = _HYPHEN_OR_STROKE.sub(_UNBROKEN, text)
        return paper.write(text, style, column, baseline, most_lines=density.most_lines)

    if not english:
        return [write(isolate(urdu), ANSWER_URDU, density.sizes_urdu, MIDDLE)]
    if not urdu or urdu == english:
        return [write(english, SINGLE, (SINGLE.size, *density.sizes), MIDDLE)]
    left, right = _share(english, isolate(urdu))
    return [
        write(english, ANSWER, density.sizes, left),
        write(isolate(urdu), ANSWER_URDU, density.sizes_urdu, right),
    ]


def _share(english: str, urdu: str) -> tuple[Column, Column]:
    """Part the middle: a short text takes what it needs and leaves the rest, two long ones take half each."""
    room = MIDDLE.width - GAP
    needs, needs_urdu = width_of(english, ANSWER) + 1, width_of(urdu, ANSWER_URDU) + 1
    width = needs if needs <= room / 2 else max(room / 2, min(needs, room - needs_urdu))
    split = MIDDLE.left + width
    return Column(MIDDLE.left, split), Column(split + GAP, MIDDLE.right, Side.RIGHT)
