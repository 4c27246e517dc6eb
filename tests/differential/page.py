"""The result page: what was played, what differed by which rule, and every rule in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tests.differential.engines import JAVA_ROSA, WEB_FORMS
from tests.differential.playing import Course
from tests.differential.scenes import Mend, Rule

TITLES = {JAVA_ROSA: "JavaRosa 5.1", WEB_FORMS: "ODK Web Forms 0.22.0"}


@dataclass(frozen=True, slots=True)
class Figures:
    """What the households on one engine came to."""

    engine: str
    households: int = 0
    deeds: int = 0
    nodes: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)

    def with_course(self, course: Course) -> Figures:
        """One household more."""
        return replace(
            self,
            households=self.households + 1,
            deeds=self.deeds + len(course.deeds),
            nodes=self.nodes + course.nodes,
            by_rule=self.by_rule + course.explained,
        )

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        counts = {"households": self.households, "deeds": self.deeds, "nodes": self.nodes}
        return {**counts, "by_rule": dict(self.by_rule.most_common())}


def drawn(figures: Sequence[Figures], rules: Sequence[Rule], seed: int) -> str:
    """The page as Markdown."""
    return "\n".join(_lines(figures, rules, seed)) + "\n"


def _lines(figures: Sequence[Figures], rules: Sequence[Rule], seed: int) -> Iterator[str]:
    yield from _BEGINNING.format(seed=seed).splitlines()
    yield from _row("", *(TITLES[each.engine] for each in figures))
    yield from ("|---|" + "---:|" * len(figures),)
    yield from _row("households", *(f"{each.households:,}" for each in figures))
    yield from _row("deeds", *(f"{each.deeds:,}" for each in figures))
    yield from _row("nodes compared", *(f"{each.nodes:,}" for each in figures))
    yield from _row("differences", *(f"{each.by_rule.total():,}" for each in figures))
    for rule in rules:
        counts = (f"{each.by_rule[rule.name]:,}" if each.engine in rule.engines else "–" for each in figures)
        yield from _row(f"[{rule.name}](#{rule.name})", *counts)
    yield from _row("without a rule", *("0" for _ in figures))
    for rule in rules:
        yield from ("", f"### {rule.name}", "", *explained(rule))


def explained(rule: Rule) -> Iterator[str]:
    """A rule in plain words."""
    there = " and ".join(title for engine, title in TITLES.items() if engine in rule.engines)
    yield f"- here: {rule.here}"
    yield f"- {there}: {rule.there}"
    yield f"- right: {rule.right}"
    yield f"- source: {rule.source}"
    if rule.mend is not Mend.NONE:
        yield f"- to go on, {rule.mend.value}"


def _row(*cells: str) -> Iterator[str]:
    yield "| " + " | ".join(cells) + " |"


_BEGINNING = """\
# Where other engines differ on our questionnaire

Drawn by `python -m tests.differential --peers FOLDER --write` (seed {seed}); do not edit.

Random households answer `pser/2025` on our engine and on a reference engine, step for step, by the protocol of
`forms.replay`: answers right and wrong, broken constraints, blanks, choices changed back and forth in cascades, members
added and removed, both languages. Before each answer the question's label and choices are compared; after each deed the
value, relevance, required, read-only and broken rule of every node; at the end the submission and the validation. A
difference is counted when it comes up, and once more where it is sent. One that no rule below explains fails the run. A
count of 0 says that this run did not meet the rule. No household chooses what its list does not offer.

Where an engine refuses an answer, or holds what ours does not, the two are brought together again and go on. What
follows from such a difference goes with it and is not counted; what does not go with it is unexplained.

"""
