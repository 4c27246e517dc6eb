"""What people might say to a question of any form: answers for households that nobody has asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from forms.definition import Kind, Question, path_of
from forms.interview import Interview
from forms.values import DataType

TRIES = 12
#: Numbers that rules about age, counts and money turn at, and one that few rules take.
NUMBERS = ("0", "1", "3", "17", "18", "45", "64", "65", "99", "250", "90000")
DAYS = ("1950-01-01", "1985-06-30", "2008-03-14", "2008-03-16", "2019-12-31", "2024-02-29", "2027-01-01")
NAMES = ("Rashida Bibi", "Nazir Ahmad", "Zohra Parveen", "زہرا بی بی", "نذیر احمد")  # invented, as all of this


def chance(seed: str) -> Random:
    """Chance that is the same for the same seed, in every process."""
    return Random(seed)  # noqa: S311 - no secret hangs on what is invented


def plausible(interview: Interview, ref: str, drawn: Random) -> list[str]:
    """Answers to a question as it stands now, by chance, those that most rules take first; none to a note.

    A rule may refuse any of them: whoever draws asks the form.
    """
    question = interview.definition.nodes[path_of(ref)]
    if not isinstance(question, Question) or not question.kind.askable:
        return []
    if question.kind.chooses:
        return _chosen(question.kind, [choice.value for choice in interview.choices(ref)], drawn)
    if question.kind is Kind.RANGE:
        return _marks(dict(question.parameters), drawn)
    draw = _BY_KIND.get(question.kind) or _BY_TYPE.get(question.data_type, _texts)
    return draw(drawn)


def _chosen(kind: Kind, offered: list[str], drawn: Random) -> list[str]:
    some = drawn.sample(offered, min(len(offered), TRIES))
    if kind is Kind.SELECT_ONE:
        return some
    if kind is Kind.RANK:
        return [" ".join(drawn.sample(offered, len(offered)))]
    return [" ".join(some[: drawn.randint(1, 3)]), *some]


def _marks(parameters: Mapping[str, str], drawn: Random) -> list[str]:
    """A mark of the scale; where it says too little of itself it takes any number."""
    start, end, step = (Decimal(parameters.get(name, "1")) for name in ("start", "end", "step"))
    steps = int(abs(end - start) / abs(step))
    return [str(start + drawn.randint(0, steps) * (abs(step) if end > start else -abs(step)))]


def _numbers(drawn: Random) -> list[str]:
    return [str(drawn.randint(1, 9)), *drawn.sample(NUMBERS, len(NUMBERS))]


def _decimals(drawn: Random) -> list[str]:
    return [f"{drawn.randint(0, 9)}.{drawn.randint(1, 9)}", *_numbers(drawn)]


def _dates(drawn: Random) -> list[str]:
    born = dt.date(1950, 1, 1) + dt.timedelta(days=drawn.randrange(27_000))
    return [born.isoformat(), *drawn.sample(DAYS, len(DAYS))]


def _texts(drawn: Random) -> list[str]:
    """A name, else what forms in these parts take for text: numbers of cards, telephones and accounts, addresses."""
    digits = "".join(drawn.choice("123456789") for _ in range(20))
    cards = [f"35202{digits[:7]}{sex}" for sex in "12"]
    mobile, account = f"0300{digits[:7]}", digits[:10]
    places = ["house 7, street 2", f"{digits[0]}.{digits[1]}", digits[0], "x", "X-1"]
    return [
        *drawn.sample(NAMES, len(NAMES)),
        *cards,
        mobile,
        account,
        "name@example.pk",
        f"PK36SCBL{digits[:16]}",
        *places,
    ]


_BY_KIND: Mapping[Kind, Callable[[Random], list[str]]] = {
    Kind.ACKNOWLEDGE: lambda drawn: ["OK"],
    Kind.FILE: lambda drawn: ["photo.jpg"],
}
_BY_TYPE: Mapping[DataType, Callable[[Random], list[str]]] = {
    DataType.INTEGER: _numbers,
    DataType.DECIMAL: _decimals,
    DataType.BOOLEAN: lambda drawn: drawn.sample(["true", "false"], 2),
    DataType.DATE: _dates,
    DataType.TIME: lambda drawn: [f"{drawn.randint(8, 17):02}:30:00"],
    DataType.DATETIME: lambda drawn: [f"{day}T10:30:00" for day in _dates(drawn)],
    DataType.GEOPOINT: lambda drawn: [f"31.5 74.{drawn.randint(1, 9)} 210 5"],
}
