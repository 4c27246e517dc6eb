"""One household on two engines at once: each deed done by both, compared, explained, and brought together again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from forms.definition import FormDefinition, Question, Repeat
from forms.values import DataType
from tests.differential.comparison import Difference, Matter, outcomes, shown, states, submissions
from tests.differential.deeds import Deed, plain
from tests.differential.engines import Engine, Reply
from tests.differential.scenes import Mend, Rule, Scene, explaining

Draw = Callable[[Engine], Deed | None]
"""The next deed as the form stands; None when the household is done."""
_REFUSALS = {1: "required", 2: "constraint"}  # JavaRosa's own numbers, passed on in "rc"


@dataclass(frozen=True, slots=True)
class Course:
    """What one household showed; it ended at the first differences that no rule explains."""

    deeds: tuple[Deed, ...]
    nodes: int
    explained: Counter[str]
    unexplained: tuple[Difference, ...]


@dataclass(slots=True)
class Household:
    """A household in play. What differs is counted when it comes up, not again as long as it stands."""

    ours: Engine
    theirs: Engine
    definition: FormDefinition
    rules: Sequence[Rule]
    deeds: list[Deed] = field(default_factory=list)
    nodes: int = 0
    explained: Counter[str] = field(default_factory=Counter)
    standing: dict[tuple[Matter, str], tuple[Difference, Rule | None]] = field(default_factory=dict)

    def play(self, draw: Draw) -> Course:
        """From a blank household to what would be sent."""
        self.ours.begin()
        self.theirs.begin()
        unexplained = self._compare(None, [])
        while not unexplained and (deed := draw(self.ours)) is not None:
            unexplained = self._step(deed)
        if not unexplained:
            unexplained = self._explain(None, list(self._at_the_end()))
        return Course(tuple(self.deeds), self.nodes, self.explained, tuple(unexplained))

    def _step(self, deed: Deed) -> list[Difference]:
        seen = list(self._shown(deed))
        if not _ask(self.ours, deed)["ok"]:
            return []  # only where deeds before it were left out: what was drawn from the form is taken
        self.deeds.append(deed)
        reply = _ask(self.theirs, deed)
        if refusal := reply.get("error") or _REFUSALS.get(reply.get("rc", 0), ""):
            seen.append(Difference(Matter.DEED, deed.ref, deed.value, refusal))
        return self._compare(deed, seen)

    def _shown(self, deed: Deed) -> Iterator[Difference]:
        """A person reads a question before answering it."""
        question = self.definition.nodes.get(plain(deed.ref))
        if deed.op == "answer" and isinstance(question, Question):
            ops = ("label", "choices") if question.kind.chooses else ("label",)
            one, other = ({op: engine.ask(op, ref=deed.ref) for op in ops} for engine in (self.ours, self.theirs))
            yield from shown(deed.ref, one, other)

    # ── explaining ───────────────────────────────────────────────────────────────────────────────────────────────

    def _compare(self, deed: Deed | None, seen: list[Difference]) -> list[Difference]:
        """Explain what differs after a deed, once nothing is left to mend.

        What follows from a difference that can be mended is gone with it, and needs no rule of its own; what its mend
        does not take away is unexplained.
        """
        found = [*seen, *self._states()]
        mended: set[tuple[str, str]] = set()
        while (todo := self._to_mend(deed, found, mended)) is not None:
            rule, difference = todo
            mended.add((rule.name, difference.ref))
            self.explained[rule.name] += 1
            _MENDS[rule.mend](self, rule, difference.ref)
            seen = [each for each in seen if each != difference]
            found = [*seen, *self._states()]
        return self._explain(deed, found)

    def _to_mend(
        self, deed: Deed | None, found: list[Difference], mended: set[tuple[str, str]]
    ) -> tuple[Rule, Difference] | None:
        for difference in found:
            rule = self._why(deed, difference)
            if rule is not None and rule.mend in _MENDS and (rule.name, difference.ref) not in mended:
                return rule, difference
        return None

    def _explain(self, deed: Deed | None, found: list[Difference]) -> list[Difference]:
        why = {(each.matter, each.ref): (each, self._why(deed, each)) for each in found}
        for place, (_, rule) in why.items():
            if rule is not None and rule.mend is Mend.NONE and self.standing.get(place, (None, None))[1] is not rule:
                self.explained[rule.name] += 1
        self.standing = why
        return [each for each, rule in why.values() if rule is None or rule.mend in _MENDS]

    def _why(self, deed: Deed | None, difference: Difference) -> Rule | None:
        """What stands has the rule that it had when it came up."""
        before, rule = self.standing.get((difference.matter, difference.ref), (None, None))
        return rule if before == difference else explaining(self.rules, self._scene(difference, deed))

    def _scene(self, difference: Difference, deed: Deed | None) -> Scene:
        node = self.definition.nodes.get(plain(difference.ref))
        question = node if isinstance(node, Question) else None
        return Scene(self.theirs.name, difference, deed, question, self.deeds, self.ours, self.definition)

    def _states(self) -> Iterator[Difference]:
        one, other = self.ours.state(), self.theirs.state()
        self.nodes += len(one.keys() | other.keys())
        return states(one, other)

    def _at_the_end(self) -> Iterator[Difference]:
        repeats = {path for path, node in self.definition.nodes.items() if isinstance(node, Repeat)}
        one, other = (engine.ask("xml")["xml"] for engine in (self.ours, self.theirs))
        yield from submissions(one, other, repeats)
        one, other = (engine.ask("validate") for engine in (self.ours, self.theirs))
        yield from outcomes(one, other)

    # ── mending ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, rule: Rule, ref: str) -> None:
        held = str(self.theirs.state()[ref].get("v") or "")
        question = self.definition.nodes[plain(ref)]
        if held and isinstance(question, Question) and question.data_type.numeric:
            number = float(held.replace(",", "."))
            held = str(int(number) if question.data_type is DataType.INTEGER else number)
        self.deeds.append(Deed("answer", ref, held, mends=rule.name))
        for engine in (self.ours, self.theirs):
            _ask(engine, self.deeds[-1])

    def _open(self, rule: Rule, ref: str) -> None:
        self.deeds.append(Deed("choices", ref, mends=rule.name))
        _ask(self.theirs, self.deeds[-1])


_MENDS: Mapping[Mend, Callable[[Household, Rule, str], None]] = {Mend.TAKE: Household._take, Mend.OPEN: Household._open}


def again(deeds: Sequence[Deed]) -> Draw:
    """The same deeds once more, as far as their questions are asked; what mends is found anew."""
    left = iter([deed for deed in deeds if not deed.mends])

    def draw(engine: Engine) -> Deed | None:
        return next((deed for deed in left if deed.op != "answer" or deed.ref in engine.way()), None)

    return draw


def fewest(deeds: Sequence[Deed], fails: Callable[[Sequence[Deed]], bool], most: int = 80) -> tuple[Deed, ...]:
    """The fewest of these deeds that still fail, with about so many tries: halves are left out, then parts of them."""
    kept = tuple(deed for deed in deeds if not deed.mends)
    size, tries = len(kept) // 2, 0
    while size and tries < most:
        for start in range(len(kept) - size, -1, -size):
            fewer = kept[:start] + kept[start + size :]
            tries += 1
            if fails(fewer):
                kept = fewer
        size //= 2
    return kept


def _ask(engine: Engine, deed: Deed) -> Reply:
    return engine.ask(deed.op, ref=deed.ref, value=deed.value)
