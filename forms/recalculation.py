"""What follows from a change: relevance, calculations, choices and checks, each worked out once and in order."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass, field

from forms.choosing import offered_codes
from forms.definition import FormDefinition, Group, Kind, Missing, Question, Repeat
from forms.dependencies import MOVES_VALUES, Task
from forms.expression import HIDDEN_MARK, Value
from forms.expression.functions import number_of, text_of, truth_of
from forms.instance import MISSING_ATTRIBUTE, Instance, Node, tasks_of
from forms.values import BadValue, DataType, accept, from_days, is_blank
from forms.violations import Fault, ViolationKind

MAX_ROUNDS = 64  # a node that reads its own kind in other instances settles or is left after so many rounds
MAX_INSTANCES = 1000  # a mistyped count must not fill the memory


@dataclass(slots=True)
class Recalculation:
    """The work that one deed sets off; `changed` are the nodes to redraw, in the order they changed."""

    definition: FormDefinition
    instance: Instance
    changed: dict[Node, None] = field(default_factory=dict)
    added: list[Node] = field(default_factory=list)
    _heap: list[tuple[int, int, int, Task, Node]] = field(default_factory=list)
    _queued: set[tuple[Node, Task]] = field(default_factory=set)
    _rounds: dict[tuple[Node, Task], int] = field(default_factory=lambda: defaultdict(int))
    _checks: dict[Node, None] = field(default_factory=dict)
    _triggered: dict[Node, None] = field(default_factory=dict)
    _pushed: int = 0

    def show_all(self) -> None:
        """Work out everything from nothing: the start of an interview, or a draft reopened."""
        for node in self.instance.root.walk():
            node.shown = False
        self._show(self.instance.root)

    def set_value(self, node: Node, text: str) -> None:
        """Give a question a canonical value; whatever was typed amiss or marked missing is gone."""
        self._set(node, text, "", None)

    def set_mistyped(self, node: Node, typed: str) -> None:
        """Keep text that is not of the question's type beside a blank node."""
        self._set(node, "", typed, None)

    def set_missing(self, node: Node, missing: Missing) -> None:
        """Leave a question blank and say why."""
        self._set(node, "", "", missing)

    def _set(self, node: Node, text: str, typed: str, missing: Missing | None) -> None:
        if (node.value, node.wanted, node.typed, node.missing) == (text, text, typed, missing):
            return
        node.element.text = text or None
        node.wanted, node.typed = text, typed
        if missing is None:
            node.element.attrib.pop(MISSING_ATTRIBUTE, None)
        else:
            node.element.set(MISSING_ATTRIBUTE, missing.value)
        self.touched(node)

    def touched(self, node: Node) -> None:
        """Something that expressions can read has changed at this node."""
        node.overrides.clear()
        self.changed[node] = None
        self._checks[node] = None
        self._triggered[node] = None
        self._fire(node, node)

    def add_instance(self, parent: Node, repeat: Repeat) -> Node:
        """Add a repeat instance and set off what depends on it."""
        node = self.instance.add(parent, repeat)
        self.added.append(node)
        self._appear(node)
        for sibling in parent.children[repeat.name]:
            self.changed[sibling] = None
        return node

    def remove_instance(self, node: Node) -> None:
        """Remove a repeat instance and set off what depended on it."""
        parent = node.parent
        gone = list(node.walk())
        self.instance.remove(node)
        if parent is None:
            return
        for lost in gone:
            self.changed.pop(lost, None)
            self._checks.pop(lost, None)
            lost.shown = False
            self._fire(lost, parent)
        for sibling in parent.children[node.definition.name]:
            self.changed[sibling] = None

    def run(self) -> None:
        """Do all that is queued, then the checks, which nothing else depends on."""
        while self._heap:
            _, _, _, task, node = heapq.heappop(self._heap)
            self._queued.discard((node, task))
            _WORK[task](self, node)
        for node in self._checks:
            self._check(node)
        self._checks.clear()

    def triggered(self) -> list[Node]:
        """Nodes whose value changed since last asked."""
        nodes = list(self._triggered)
        self._triggered.clear()
        return nodes

    # ── queueing ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _fire(self, changed: Node, start: Node) -> None:
        """Queue every task that reads the changed node; `start` is where the climb begins."""
        for edge in self.definition.graph.edges.get(changed.path, ()):
            if edge.anchor_depth > start.depth:
                continue  # whoever reads it from below the place it was taken from is gone with it
            for target in self.instance.targets(start, edge.anchor_depth, edge.down):
                self._push(target, edge.task)

    def _push(self, node: Node, task: Task) -> None:
        if task not in MOVES_VALUES:
            (self._checks if task is Task.CHECK else self.changed)[node] = None
            return
        if (node, task) in self._queued or self._rounds[node, task] > MAX_ROUNDS:
            return
        self._rounds[node, task] += 1
        self._queued.add((node, task))
        self._pushed += 1
        heapq.heappush(self._heap, (self.definition.graph.rank[node.path], int(task), self._pushed, task, node))

    # ── relevance ────────────────────────────────────────────────────────────────────────────────────────────────

    def _appear(self, node: Node) -> None:
        """A node whose surroundings are in sight: its own rule decides, if it has one."""
        if node.definition.relevant is None:
            self._show(node)
        else:
            self._push(node, Task.RELEVANCE)

    def _show(self, node: Node) -> None:
        node.shown = True
        self.changed[node] = None
        for task in tasks_of(node.definition):
            self._push(node, task)
        self._fire(node, node)
        if self._counted(node):
            self._push(node, Task.COUNT)
        for children in node.children.values():
            for below in children:
                self._appear(below)

    def _vanish(self, node: Node) -> None:
        """The node and all below it are out of sight; their own rules stay as last worked out."""
        for lost in node.walk():
            if not lost.shown:
                continue
            lost.shown = False
            lost.faults = ()
            lost.overrides.clear()
            self.changed[lost] = None
            self._fire(lost, lost)

    def _relevance(self, node: Node) -> None:
        rule = node.definition.relevant
        if rule is None or node.parent is None or not node.parent.shown:
            return
        relevant = truth_of(rule.evaluate(node.element))
        if relevant != node.relevant:
            node.relevant = relevant
            node.hide(not relevant)
        if relevant and not node.shown:
            self._show(node)
        elif not relevant and node.shown:
            self._vanish(node)

    # ── values ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _calculation(self, node: Node) -> None:
        question = node.definition
        if not isinstance(question, Question) or question.calculation is None or not node.shown:
            return
        text = as_value(question.calculation.evaluate(node.element), question.data_type)
        if text != node.value:
            self.set_value(node, text)

    def _choices(self, node: Node) -> None:
        """A choice that the list no longer offers is taken out, and comes back when the list offers it again."""
        question = node.definition
        if not isinstance(question, Question) or question.choices is None or not node.shown:
            return
        self.changed[node] = None
        if not node.wanted:
            return
        offered = set(offered_codes(question.choices, node))
        if question.kind is Kind.SELECT_ONE:
            kept = node.wanted if node.wanted in offered else ""
        else:
            kept = " ".join(code for code in node.wanted.split() if code in offered)
        if kept != node.value:
            node.element.text = kept or None
            self.touched(node)

    def _counted(self, node: Node) -> list[Repeat]:
        """The repeats below a group whose number the form itself works out."""
        paths = node.definition.children if isinstance(node.definition, Group) else ()
        repeats = (self.definition.nodes[path] for path in paths)
        return [repeat for repeat in repeats if isinstance(repeat, Repeat) and repeat.count is not None]

    def _count(self, node: Node) -> None:
        for repeat in self._counted(node) if node.shown else ():
            number = self._number_of_instances(node, repeat)
            instances = node.children[repeat.name]
            while len(instances) > number:
                self.remove_instance(instances[-1])
            while len(instances) < number:
                self.add_instance(node, repeat)

    def _number_of_instances(self, parent: Node, repeat: Repeat) -> int:
        if repeat.count is None:
            return len(parent.children[repeat.name])
        # The count is written as seen from an instance, and there may be none: a nameless one stands in.
        phantom = parent.element.makeelement(repeat.name + HIDDEN_MARK)
        parent.element.append(phantom)
        number = number_of(repeat.count.evaluate(phantom))
        parent.element.remove(phantom)
        if math.isnan(number):
            return len(parent.children[repeat.name])  # a count not yet known takes nobody away
        return int(max(0.0, min(number, MAX_INSTANCES)))

    # ── checks ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _check(self, node: Node) -> None:
        if not node.shown:
            return
        definition = node.definition
        read_only = definition.read_only is not None and truth_of(definition.read_only.evaluate(node.element))
        required, faults = False, node.faults
        if isinstance(definition, Question):
            required = definition.required is not None and truth_of(definition.required.evaluate(node.element))
            faults = _faults(node, definition, required)
        if (read_only, required, faults) != (node.read_only, node.required, node.faults):
            node.read_only, node.required, node.faults = read_only, required, faults
            self.changed[node] = None
        rules = {fault.rule for fault in faults}
        for rule in [rule for rule in node.overrides if rule not in rules]:
            del node.overrides[rule]


_WORK = {
    Task.RELEVANCE: Recalculation._relevance,
    Task.COUNT: Recalculation._count,
    Task.CALCULATION: Recalculation._calculation,
    Task.CHOICES: Recalculation._choices,
}


def as_value(result: Value, data_type: DataType) -> str:
    """The result of a calculation as the node's type holds it; blank when it cannot."""
    if isinstance(result, float) and data_type in (DataType.DATE, DataType.DATETIME):
        return from_days(result)
    if data_type.numeric:
        number = number_of(result)
        whole = data_type is DataType.INTEGER and math.isfinite(number)
        return text_of(float(math.trunc(number)) if whole else number)
    try:
        return accept(text_of(result), data_type)
    except BadValue:
        return ""


def _faults(node: Node, question: Question, required: bool) -> tuple[Fault, ...]:
    """At most one hard fault, and every soft rule that does not hold.

    Blank answers break nothing but `required`; a note, which never has a value, may carry soft rules of its own.
    """
    if node.typed:
        return (Fault(ViolationKind.TYPE, "type"),)
    if question.kind is not Kind.NOTE:
        if required and node.missing is None and is_blank(node.value):
            return (Fault(ViolationKind.REQUIRED, "required"),)
        if not node.value:
            return ()
    faults = []
    if question.constraint is not None and not truth_of(question.constraint.evaluate(node.element)):
        faults.append(Fault(ViolationKind.CONSTRAINT, "constraint"))
    faults.extend(
        Fault(ViolationKind.WARNING, soft.rule)
        for soft in question.soft_rules
        if not truth_of(soft.expression.evaluate(node.element))
    )
    return tuple(faults)
