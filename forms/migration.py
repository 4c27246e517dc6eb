"""A draft brought over from one edition to another: what is kept, what stands otherwise, what has no place any more."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from forms.accepting import accepted
from forms.definition import FormDefinition, Group, Kind, Question, Repeat, path_of
from forms.draft import read_draft, write_draft
from forms.editing import with_place_for_old_id
from forms.instance import MISSING_ATTRIBUTE, NOTE_ATTRIBUTE, Instance, Node
from forms.interview import Clock, Interview
from forms.matching import match
from forms.values import BadValue
from forms.violations import ViolationKind

_ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing said in the old draft, and where it stands now.

    Attributes:
        ref: the node of the old draft.
        to: the node of the new one; None where it is lost.
        before: what was said.
        after: what stands there now; blank where it waits out of sight.
        part: what it is: "answer", "missing" (a reason), "note", or the soft rule that an officer confirmed.
    """

    ref: str
    to: str | None
    before: str
    after: str
    part: str = _ANSWER


@dataclass(frozen=True, slots=True)
class Migration:
    """A draft before and after; everything that was said in it stands in one of `kept`, `changed` and `lost`.

    `asked` are references of questions now to be asked that the old edition did not have.
    """

    before: Interview
    after: Interview
    kept: tuple[Moved, ...]
    changed: tuple[Moved, ...]
    lost: tuple[Moved, ...]
    asked: tuple[str, ...]


def migrate(old: FormDefinition, new: FormDefinition, saved: bytes, *, clock: Clock) -> Migration:
    """Bring a draft over; nothing is written anywhere.

    Answers go as they would be given: text that the new question does not take stands beside it, a choice that its list
    does not offer waits to be offered. What the old edition did not have begins as in a fresh interview. What was typed
    amiss is lost where nobody could put it right any more: it would hold up the draft for ever.

    Raises: DraftDamaged: `saved` is not a draft of the old edition.
    """
    before = Interview.reopen(old, saved, clock=clock)
    if before.definition is not old:
        new = with_place_for_old_id(new)
    there = read_draft(before.definition, before.serialise()).instance
    crossing = _Crossing(match(before.definition, new), Instance(new, copy.deepcopy(new.blank)))
    crossing.fill(there.root, crossing.instance.root)

    def brought_over() -> Interview:
        draft = write_draft(new, crossing.instance)
        return Interview.bring_over(new, draft, clock=clock, had=frozenset(crossing.matched))

    after = brought_over()
    if stuck := crossing.give_up_stuck(after):
        after = brought_over()
    now = read_draft(new, after.serialise()).instance
    kept, changed, lost = _ledger(_Side(before, there), _Side(after, now), crossing.places, stuck)
    asked = tuple(ref for ref in after.questions() if path_of(ref) not in crossing.matched)
    return Migration(before, after, kept, changed, lost, asked)


@dataclass(slots=True)
class _Crossing:
    """The new draft as it is filled from the old; `places` are new references by old ones."""

    matched: Mapping[str, str]
    instance: Instance
    places: dict[str, str] = field(default_factory=dict)

    def fill(self, here: Node, there: Node) -> None:
        """Bring over, to all below a new node, what stands below an old repeat instance, or the root."""
        definition = there.definition
        for path in definition.children if isinstance(definition, Group) else ():
            part = self.instance.definition.nodes[path]
            new = there.children[part.name]
            if path in self.matched:
                old = here.descend(tuple(self.matched[path].split("/")[here.depth + 1 :]))
                if isinstance(part, Repeat):
                    self._make(len(old), there, part)
                for each, place in zip(old, new, strict=False):  # what the form has no instance for is lost
                    self.fill(each, place)
                    self._carry(each, place)
            elif not isinstance(part, Repeat):
                self.fill(here, *new)

    def give_up_stuck(self, after: Interview) -> frozenset[str]:
        """Take text amiss away from where nobody may answer; gives the references."""
        typed = [node for node in self.instance.root.walk() if node.typed]
        stuck = [node for node in typed if after.state(node.ref).read_only]
        for node in stuck:
            node.typed = ""
        return frozenset(node.ref for node in stuck)

    def _make(self, number: int, around: Node, repeat: Repeat) -> None:
        """As many instances as there were, unless the form itself writes them."""
        instances = around.children[repeat.name]
        if repeat.fixed_size and repeat.count is None:
            return
        while len(instances) > number:
            self.instance.remove(instances[-1])
        while len(instances) < number:
            self.instance.add(around, repeat)

    def _carry(self, old: Node, new: Node) -> None:
        """Whatever stands at an old question, as far as the new one takes it."""
        self.places[old.ref] = new.ref
        question, before = new.question, old.question
        if question is None or before is None:
            return
        value, new.wanted, new.typed = _fitting(old, before, new, question)
        new.element.text = value or None
        fitting = {MISSING_ATTRIBUTE: old.missing in question.missing, NOTE_ATTRIBUTE: question.kind.askable}
        for name, mark in old.element.attrib.items():  # in their order: equal drafts are equal bytes
            if fitting.get(str(name)):
                new.element.set(name, mark)
        agreed = {soft.rule: soft.expression.source for soft in before.soft_rules}
        for soft in question.soft_rules:
            # An officer's word was about one rule; another of the same name has to be asked again.
            if soft.rule in old.overrides and agreed.get(soft.rule) == soft.expression.source:
                new.overrides[soft.rule] = old.overrides[soft.rule]


def _fitting(old: Node, before: Question, new: Node, question: Question) -> tuple[str, str, str]:
    """What stands at the new question, as it is wanted, and what was typed amiss."""
    listed = question.choices is not None and question.choices.nodeset is not None
    if listed or (not question.kind.chooses and _holds(before) == _holds(question)):
        return old.value, old.wanted, old.typed  # a list is asked for what it offers once all answers are there
    said = "" if question.kind is Kind.NOTE else old.wanted or old.typed
    try:
        value = accepted(new, question, said)
    except BadValue:
        return "", "", said if question.kind.askable else ""
    return value, value, ""


def _holds(question: Question) -> tuple[object, ...]:
    return question.kind, question.data_type, question.parameters


@dataclass(frozen=True, slots=True)
class _Side:
    """A draft before or after: its interview, and its nodes as they are written."""

    interview: Interview
    instance: Instance

    def shows(self, ref: str) -> bool:
        return self.interview.state(ref).relevant


def _ledger(
    before: _Side, after: _Side, places: Mapping[str, str], stuck: Set[str]
) -> tuple[tuple[Moved, ...], tuple[Moved, ...], tuple[Moved, ...]]:
    """All that was said, as it was kept, changed, and lost."""
    kept: list[Moved] = []
    changed: list[Moved] = []
    lost: list[Moved] = []
    nodes = {node.ref: node for node in after.instance.root.walk()}
    for node in before.instance.root.walk():
        there = nodes.get(places.get(node.ref, ""))
        for part, said in _said(node).items():
            if there is None or (part == _ANSWER and there.ref in stuck):
                lost.append(Moved(node.ref, None, said[0], "", part))
                continue
            if before.shows(node.ref) and not after.shows(there.ref):
                changed.append(Moved(node.ref, there.ref, said[0], "", part))
                continue
            stands = {**_said(there), _ANSWER: _answer(there)}.get(part, ("",))
            sound = part != _ANSWER or _broken(after.interview, there.ref) <= _broken(before.interview, node.ref)
            if sound and stands == said:
                kept.append(Moved(node.ref, there.ref, said[0], said[0], part))
            else:
                now = there.value if part == _ANSWER else stands[0]
                changed.append(Moved(node.ref, there.ref, said[0], now, part))
    return tuple(kept), tuple(changed), tuple(lost)


def _said(node: Node) -> dict[str, tuple[str, ...]]:
    """What people said at a node, by its part; first the words, then all that must be the same to be kept."""
    said: dict[str, tuple[str, ...]] = {}
    question = node.question
    if question is not None and question.kind.askable:  # else what stands there follows from what was said elsewhere
        if node.typed or (node.wanted and question.calculation is None):
            said[_ANSWER] = _answer(node)
        if node.missing is not None:
            said["missing"] = (node.missing.value,)
        if node.note:
            said["note"] = (node.note,)
    return said | {rule: (word.reason, word.officer, word.at) for rule, word in node.overrides.items()}


def _answer(node: Node) -> tuple[str, ...]:
    return node.wanted or node.typed, node.value, node.typed


def _broken(interview: Interview, ref: str) -> set[str]:
    """The rules that an answer breaks; an answer that is not there yet breaks none."""
    found = interview.state(ref).violations
    return {each.rule for each in found if each.hard and each.kind is not ViolationKind.REQUIRED}
