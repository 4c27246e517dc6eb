"""Households invented for a form, each in another manner, always the same for the same form."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from forms.definition import FormDefinition, Kind, Question, Repeat, path_of
from forms.dependencies import Task
from forms.drawing import chance, plausible
from forms.errors import UnknownQuestion
from forms.fortune import by_chance
from forms.golden import Deed, Golden, begin, do, play
from forms.interview import Interview

PATIENCE = 20_000.0  # milliseconds for all households of a form
_LEAST = 200  # answers that make a household worth its while
MOST_DEEDS = 1_000  # of one household; a form may have repeats within repeats
_HARD = 100  # soft rules that weigh as much as a hard one
_MISTYPED = "many"
_WRITTEN = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.DATE, Kind.TIME, Kind.DATETIME})


@dataclass(frozen=True, slots=True)
class Manner:
    """How a household answers: in how many instances, and how often otherwise than with an answer.

    `turns`: what decides about other questions is answered anew afterwards, and an instance taken away.
    """

    name: str
    instances: int = 2
    refuses: float = 0.0
    skips: float = 0.0
    mistypes: float = 0.0
    turns: bool = False


MANNERS = (
    Manner("answered"),
    Manner("refused", refuses=0.7),
    Manner("turned", turns=True),
    Manner("many", instances=4),
    Manner("unfinished", skips=0.4),
    Manner("mistyped", mistypes=0.5),
)


def draw(definition: FormDefinition, households: int = len(MANNERS), pace: float = 0.0) -> tuple[Golden, ...]:
    """Invent households that are asked as much as they can be; a rule that no answer at hand keeps stays broken.

    Args:
        definition: the form.
        households: how many.
        pace: milliseconds that an answer takes, where that is known: of a slow form fewer, which answer less, so that
            nobody waits much longer than `PATIENCE`.
    """
    answers = PATIENCE / pace if pace else math.inf
    number = max(1, int(min(answers / _LEAST, households)))
    return tuple(_drawn(definition, place, answers / number) for place in range(number))


def _drawn(definition: FormDefinition, number: int, answers: float) -> Golden:
    manner, drawn = MANNERS[number % len(MANNERS)], chance(f"{definition.content_hash} {number}")
    drawing = _Drawing(begin(definition), manner, drawn, by_chance(definition), answers)
    drawing.fill()
    if manner.turns:
        drawing.turn()
        drawing.fill()
        drawing.thin_out()
    drawing.confirm()
    return play(definition, f"{number + 1:02}-{manner.name}", tuple(drawing.deeds))


@dataclass(slots=True)
class _Drawing:
    interview: Interview
    manner: Manner
    drawn: Random
    left_out: frozenset[str]
    left: float  # answers that there is time for
    deeds: list[Deed] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)

    def fill(self) -> None:
        """Add instances and go through the form, until no question opens any more."""
        done = -1
        while done != len(self.deeds):
            done = len(self.deeds)
            self._grow()
            for ref in self._route():
                if ref not in self.passed:
                    self.passed.add(ref)
                    self._say(ref)

    def turn(self) -> None:
        """Answer anew what decides whether others are asked."""
        edges = self.interview.definition.graph.edges
        for ref in self._route():
            if any(edge.task is Task.RELEVANCE for edge in edges.get(path_of(ref), ())):
                before = self.interview.state(ref).value
                others = [text for text in plausible(self.interview, ref, self.drawn) if text != before]
                self._try(ref, [*others, before])

    def thin_out(self) -> None:
        """Take one instance of each repeat away."""
        for whole in self._repeats():
            self._do(Deed("remove", f"{whole}[{self.drawn.randint(1, self.interview.instances(whole) or 1)}]"))

    def confirm(self) -> None:
        """Let answers stand that are merely unusual."""
        for found in self.interview.validate():
            if found.hard or path_of(found.ref) in self.left_out or not self._goes_on():
                continue
            if not self._happens(self.manner.skips):
                self._do(Deed("confirm", found.ref, found.rule))

    def _grow(self) -> None:
        for whole in self._repeats():
            for _ in range(self.manner.instances - self.interview.instances(whole)):
                self._do(Deed("add", whole))

    def _route(self) -> Iterator[str]:
        """The questions that are asked and not left to chance, as answers on the way open and close them."""
        ref = self.interview.next_question(None)
        while ref is not None and self._goes_on():
            if path_of(ref) not in self.left_out:
                yield ref
            here, ref = ref, None
            with suppress(UnknownQuestion):  # its own answer may have taken its instance away
                ref = self.interview.next_question(here)

    def _repeats(self) -> Iterator[str]:
        """The repeats that people add to, inner ones of every instance that is there by then."""
        for repeat in self.interview.definition.nodes.values():
            if not isinstance(repeat, Repeat) or repeat.fixed_size or repeat.path in self.left_out:
                continue
            for ref in self.interview.nodes():
                if path_of(ref) == repeat.parent and self._goes_on():
                    yield f"{ref}/{repeat.name}"

    def _say(self, ref: str) -> None:
        question = self.interview.definition.nodes[path_of(ref)]
        state = self.interview.state(ref)
        if not isinstance(question, Question) or self._happens(self.manner.skips):
            return
        if question.missing and self._happens(self.manner.refuses):
            reasons = sorted(reason.value for reason in question.missing)
            self._do(Deed("missing", ref, self.drawn.choice(reasons)))
        elif question.kind in _WRITTEN and self._happens(self.manner.mistypes):
            self._do(Deed("answer", ref, _MISTYPED))
        elif not state.value or state.violations:
            self._try(ref, plausible(self.interview, ref, self.drawn))

    def _try(self, ref: str, texts: list[str]) -> None:
        """The first answer that breaks no rule; where each breaks one, the first that breaks the least."""
        broken: dict[str, int] = {}
        for text in texts:
            do(self.interview, Deed("answer", ref, text))
            self.left -= 1
            broken[text] = self._weight(ref)
            if not broken[text] or not self._goes_on():
                break
        if broken:
            self._do(Deed("answer", ref, min(broken, key=lambda text: broken[text])))

    def _weight(self, ref: str) -> int:
        with suppress(UnknownQuestion):
            return sum(_HARD if found.hard else 1 for found in self.interview.state(ref).violations)
        return 0

    def _do(self, deed: Deed) -> None:
        self.deeds.append(deed)
        do(self.interview, deed)
        self.left -= 2  # it is done once more to see what comes of it

    def _goes_on(self) -> bool:
        return len(self.deeds) < MOST_DEEDS and self.left > 0

    def _happens(self, often: float) -> bool:
        return self.drawn.random() < often
