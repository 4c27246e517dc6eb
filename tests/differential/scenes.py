"""A difference where it came up, and what a rule that explains it consists of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from forms.definition import FormDefinition, Question
from forms.values import BadValue, accept
from tests.differential.comparison import Difference, Matter
from tests.differential.deeds import Deed
from tests.differential.engines import Engine


class Mend(Enum):
    """How the two are brought together again, so that the household can go on."""

    NONE = "they go on as they are"
    TAKE = "the question is answered again in both with what the other engine holds, as a number of the question's type"
    OPEN = "the other engine opens the question's list, as its screen would"


@dataclass(frozen=True, slots=True)
class Scene:
    """A difference where it came up: after which deed, at which question, how both stand."""

    engine: str
    difference: Difference
    deed: Deed | None
    question: Question | None
    deeds: Sequence[Deed]
    ours: Engine
    definition: FormDefinition

    @property
    def answered(self) -> bool:
        """Whether it is the question that has just been answered."""
        return self.deed is not None and self.deed.op == "answer" and self.deed.ref == self.difference.ref

    @property
    def mistyped(self) -> bool:
        """Whether what was typed is not of the question's type."""
        if not self.answered or self.deed is None or self.question is None:
            return False
        try:
            return accept(self.deed.value, self.question.data_type) == "" != self.deed.value
        except BadValue:
            return True

    def broken(self) -> str:
        """Which hard rule we say is broken here."""
        return str(self.ours.state()[self.difference.ref].get("viol", ""))

    def offered(self) -> frozenset[str]:
        """What we offer here."""
        return frozenset(each["value"] for each in self.ours.ask("choices", ref=self.difference.ref)["choices"])


@dataclass(frozen=True, slots=True)
class Rule:
    """Why engines differ, who is right, and by which source."""

    name: str
    engines: frozenset[str]
    matters: frozenset[Matter]
    holds: Callable[[Scene], bool]
    mend: Mend
    here: str
    there: str
    right: str
    source: str


def explaining(rules: Sequence[Rule], scene: Scene) -> Rule | None:
    """The first rule that explains a difference."""
    fitting = (rule for rule in rules if scene.engine in rule.engines and scene.difference.matter in rule.matters)
    return next((rule for rule in fitting if rule.holds(scene)), None)
