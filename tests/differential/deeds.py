"""What happens to a household at random: answers right and wrong, second thoughts, members who come and go."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from forms.definition import FormDefinition, Kind, Question
from forms.dependencies import Task
from forms.values import DataType
from tests.differential.engines import Engine

MEMBER = "/data/roster/member"
MOST_MEMBERS = 6
BLANK = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One request that changes the household; `mends` names the rule whose difference it takes away."""

    op: str
    ref: str = ""
    value: str = ""
    mends: str = ""

    def __str__(self) -> str:
        value = repr(self.value) if self.op == "answer" else self.value
        return " ".join(filter(None, (self.op, self.ref, value, self.mends and f"(mends {self.mends})")))


@dataclass(frozen=True, slots=True)
class Texts:
    """What people type: what the form takes, what breaks a rule of it, what is not of the question's type."""

    sound: tuple[str, ...]
    breaking: tuple[str, ...] = ()
    mistyped: tuple[str, ...] = ()


_CNIC = Texts(("3520212345671", "35202-7654321-2", "۳۵۲۰۲۱۱۱۱۱۱۱۳", "6110112345674"), ("0520212345671", "35202", "x"))
_MOBILE = Texts(("03001234567", "0345-7654321", "+923331234567"), ("0300", "042 1234567"))
_NUMBERS = (
    (DataType.INTEGER, Texts(("0", "1", "2", "3", "7", "12", "40"), ("-1", "500", "100000001"), ("x", "1.5", "two"))),
    (DataType.DECIMAL, Texts(("0", "0.5", "3", "12.25", "19.75"), ("-1", "200000", "-0.25"), ("?", "1,5", "half"))),
)
_BY_NAME = (  # text questions, by the end of their name
    (("cnic",), _CNIC),
    (("mobile", "mobile_1", "mobile_2", "wallet_number"), _MOBILE),
    (
        ("iban",),
        Texts(("PK36SCBL0000001123456702", "pk36 scbl 0000 0011 2345 6702"), ("PK36", "DE89370400440532013000")),
    ),
    (("account_number",), Texts(("01234567", "PK-0012/345"), ("1", "a b c d e_"))),
    (("email",), Texts(("a@b.pk", "x.y@example.org"), ("nobody", "a b@c.pk"))),
)
_ANY_TEXT = Texts(("Rashida", "زہرا بی بی", "Chak 12/NB", "7", "a < b & c", "false", "0"))
_DAYS = (-40, 200, 365 * 4 + 3, 365 * 9, 365 * 13 + 5, 365 * 17, 365 * 36, 365 * 64 + 200, 365 * 66, 365 * 90)
"""How long ago, in days, what is asked for was: around the ages that the form asks about, and once to come."""

_AT_FIRST = 4  # members beside the head, at most, before the first question
_OPS = {"answer": 88, "add_repeat": 5, "remove_repeat": 3, "language": 4}
# Where the next answer falls: on the question behind the last one, on one that others depend on, on one whose choice
# decides another list or whose list is so decided, on any.
_PLACES = {"next": 62, "deciding": 20, "cascade": 8, "any": 10}
# How often an answer is sound, broken, of the wrong type, blank, or one given before: in a cascade, back and forth.
_EMPTIED, _BACK = "emptied", "back"
_MANNERS = {"sound": 62, _BACK: 12, _EMPTIED: 6, "breaking": 9, "mistyped": 11}
_BACK_AND_FORTH = {"sound": 50, _BACK: 45, _EMPTIED: 5}


@dataclass(slots=True)
class Drawer:
    """Draws one household's deeds from the form as it stands; what was said before may be said again."""

    definition: FormDefinition
    random: Random
    today: dt.date
    said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    last: str = ""
    coming: int = 0

    @classmethod
    def of(cls, definition: FormDefinition, seed: str, today: dt.date) -> Drawer:
        """The drawer of one household; the same seed draws the same from the same form."""
        random = Random(seed)
        return cls(definition, random, today, coming=random.randint(0, _AT_FIRST))

    def draw(self, engine: Engine) -> Deed:
        """The next deed, as the form stands with `engine`."""
        if self.coming:
            self.coming -= 1
            return Deed("add_repeat", MEMBER)
        op, way = self._one_of(_OPS), engine.way()
        members = len({ref[: ref.index("]")] for ref in way if ref.startswith(MEMBER)})
        if op == "language":
            return Deed(op, value=self.random.choice(self.definition.languages))
        if op == "add_repeat" and members < MOST_MEMBERS:
            return Deed(op, MEMBER)
        if op == "remove_repeat" and members:
            return Deed(op, f"{MEMBER}[{self.random.randint(1, members)}]")
        return self._answer(engine, [ref for ref in way if self._question(ref).kind.askable])

    def _answer(self, engine: Engine, way: Sequence[str]) -> Deed:
        place = self._one_of(_PLACES)
        ref = _WHERE[place](self, way)
        text = self._text(engine, ref, self._one_of(_BACK_AND_FORTH if place == "cascade" else _MANNERS))
        self.said[ref].append(text)
        self.last = ref
        return Deed("answer", ref, text)

    def _text(self, engine: Engine, ref: str, manner: str) -> str:
        if manner == _EMPTIED:
            return BLANK
        question, before = self._question(ref), self.said[ref]
        if question.kind is Kind.ACKNOWLEDGE:
            return "OK"
        if question.kind.chooses:
            offered = [choice["value"] for choice in engine.ask("choices", ref=ref)["choices"]]
            # A screen lets nobody choose what it does not offer.
            before = [text for text in before if set(text.split()) <= set(offered)]
        if manner == _BACK and before:
            return self.random.choice(before)
        if question.kind.chooses:
            return self._chosen(question, offered)
        texts = self._texts(question)
        return self.random.choice({"breaking": texts.breaking, "mistyped": texts.mistyped}.get(manner) or texts.sound)

    def _chosen(self, question: Question, offered: Sequence[str]) -> str:
        if not offered:
            return BLANK
        most = min(3, len(offered)) if question.kind is Kind.SELECT_MULTIPLE else 1
        return " ".join(self.random.sample(offered, self.random.randint(1, most)))

    def _texts(self, question: Question) -> Texts:
        if question.data_type is DataType.DATE:
            days = tuple((self.today - dt.timedelta(days=ago)).isoformat() for ago in _DAYS)
            return Texts(days, ("1850-01-01", "2999-12-31"), ("soon", "2024-02-30", "15/06/1985"))
        by_type = (texts for data_type, texts in _NUMBERS if data_type is question.data_type)
        by_name = (texts for ends, texts in _BY_NAME if question.name.endswith(ends))
        return next(by_type, next(by_name, _ANY_TEXT))

    def _question(self, ref: str) -> Question:
        found = self.definition.nodes[plain(ref)]
        if not isinstance(found, Question):
            raise TypeError(ref)
        return found

    def _one_of(self, weights: Mapping[str, int]) -> str:
        return self.random.choices(list(weights), list(weights.values()))[0]

    def _next(self, way: Sequence[str]) -> str:
        place = way.index(self.last) + 1 if self.last in way else self.random.randrange(len(way))
        return way[place % len(way)]

    def _deciding(self, way: Sequence[str]) -> str:
        return self._any([ref for ref in way if plain(ref) in self.definition.graph.edges] or way)

    def _cascading(self, way: Sequence[str]) -> str:
        cascade = set()
        for path, edges in self.definition.graph.edges.items():
            decided = {edge.path for edge in edges if edge.task is Task.CHOICES}
            cascade |= decided | ({path} if decided else set())
        return self._any([ref for ref in way if plain(ref) in cascade] or way)

    def _any(self, way: Sequence[str]) -> str:
        return self.random.choice(way)


_WHERE: Mapping[str, Callable[[Drawer, Sequence[str]], str]] = {
    "next": Drawer._next,
    "deciding": Drawer._deciding,
    "cascade": Drawer._cascading,
    "any": Drawer._any,
}


def so_many(deeds: int, drawer: Drawer) -> Callable[[Engine], Deed | None]:
    """So many deeds of a drawer, then none."""
    left = iter(range(deeds))
    return lambda engine: drawer.draw(engine) if next(left, None) is not None else None


def plain(ref: str) -> str:
    """A reference without its indexes."""
    return "/".join(step.partition("[")[0] for step in ref.split("/"))
