"""What follows from a change: relevance, calculations, choices and checks, each worked out once and in order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from forms.accepting import as_value
from forms.attempting import work_out
from forms.checks import faults_of, is_read_only, is_required, overrides_left
from forms.choosing import may_fail, still_offered
from forms.counting import counted_repeats, number_of_instances
from forms.definition import FormDefinition, Kind, Missing, Question, Repeat
from forms.dependencies import MOVES_VALUES, Task
from forms.expression.functions import truth_of
from forms.instance import MISSING_ATTRIBUTE, Instance, Node, tasks_of
from forms.waiting import Waiting

MAX_SIZE = 100_000  # counts within counts must not fill the memory: nodes beyond which no count adds any


@dataclass(slots=True)
class Recalculation:
    """The work that one deed sets off.

    `changed` are the nodes to redraw, in the order they changed; `reshaped` the repeats, by what they stand in, whose
    instances came, went or moved.
    """

    definition: FormDefinition
    instance: Instance
    changed: dict[Node, None] = field(default_factory=dict)
    added: list[Node] = field(default_factory=list)
    reshaped: dict[tuple[Node, str], None] = field(default_factory=dict)
    _fired: dict[tuple[str, Task], set[Node]] = field(default_factory=lambda: defaultdict(set))
    _checks: dict[Node, None] = field(default_factory=dict)
    _triggered: dict[Node, None] = field(default_factory=dict)
    _fires: int = 0
    _waiting: Waiting = field(init=False)

    def __post_init__(self) -> None:
        self._waiting = Waiting(self.definition.graph.rank, self.instance.count)

    def show_all(self) -> None:
        """Work out everything from nothing: the start of an interview, or a draft reopened."""
        for node in self.instance.root.walk():
            node.shown = False
        self._show(self.instance.root)

    def set_value(self, node: Node, text: str) -> None:
        """Give a question a canonical value; whatever was typed amiss or marked missing is gone."""
        self._set(node, text, "", None)

    def leave_blank(self, node: Node, *, typed: str = "", missing: Missing | None = None) -> None:
        """Leave a question blank, and keep beside it what was typed amiss, or the reason why there is no answer."""
        self._set(node, "", typed, missing)

    def _set(self, node: Node, text: str, typed: str, missing: Missing | None) -> None:
        if (node.value, node.wanted, node.typed, node.missing) == (text, text, typed, missing):
            return
        node.element.text = text or None
        node.wanted, node.typed = text, typed
        if missing is None:
            node.element.attrib.pop(MISSING_ATTRIBUTE, None)
        else:
            node.element.set(MISSING_ATTRIBUTE, missing.value)
        if Task.CHOICES in node.unworked:  # noted of the answer before, or on trying this one
            self._push(node, Task.CHOICES)
        self.touched(node)

    def touched(self, node: Node) -> None:
        """Something that expressions can read has changed at this node."""
        node.overrides.clear()
        self.changed[node] = None
        self._checks[node] = None
        self._triggered[node] = None
        self._fire(node, node)

    def add_instance(self, parent: Node, repeat: Repeat) -> Node:
        """Add a repeat instance at the end and set off what depends on it."""
        node = self.instance.add(parent, repeat)
        self.added.append(node)
        self.changed[node] = None
        self.reshaped[parent, repeat.name] = None
        self._appear(node)
        return node

    def remove_instance(self, node: Node) -> None:
        """Remove a repeat instance and set off what depended on it."""
        gone = list(node.walk())
        parent, later = self.instance.remove(node)
        for lost in gone:
            self.changed.pop(lost, None)
            self._checks.pop(lost, None)
            lost.shown = False
            self._fire(lost, parent)
        self._renumbered(parent, node, later)

    def move_instance(self, node: Node, place: int) -> None:
        """Give a repeat instance another place among its siblings, counted from 0, and set off what depends on it."""
        parent, between = self.instance.move(node, place)
        if between:
            for moved in node.walk():
                self._fire(moved, parent)
            self._renumbered(parent, node, between)

    def _renumbered(self, parent: Node, instance: Node, others: list[Node]) -> None:
        self.reshaped[parent, instance.definition.name] = None
        self.changed.update(dict.fromkeys(others))

    def run(self) -> None:
        """Do all that is queued, then the checks, which nothing else depends on."""
        while self._waiting:
            node, task = self._waiting.pop()
            self._fired.pop((node.path, task), None)
            failed, fires = node.unworked.pop(task, None), self._fires
            _WORK[task](self, node)
            if self._fires != fires:
                self._waiting.has_changed(node, task)
            if (node, task) in self._waiting.left:
                node.unworked[task] = node.path
            if node.unworked.get(task) != failed:
                self._checks[node] = None
        for node in self._checks:
            self._check(node)
        self._checks.clear()
        self._fired.clear()
        self._waiting.settled()

    def reshaped_refs(self) -> list[str]:
        """The repeats, as a whole, whose instances came, went or moved, as far as they are still there."""
        here = self.instance.root
        return [f"{around.ref}/{name}" for around, name in self.reshaped if around.climb(here.depth) is here]

    def triggered(self) -> list[Node]:
        """Nodes whose value changed since last asked."""
        nodes = list(self._triggered)
        self._triggered.clear()
        return nodes

    def _fire(self, changed: Node, start: Node) -> None:
        """Queue every task that reads the changed node; `start` is where the climb begins.

        A whole roster that appears reads as hundreds of changes to the same few sums: as long as none of the nodes that
        an edge leads to has had its turn, all of them wait already, and the edge need not be followed again.
        """
        self._fires += 1
        for edge in self.definition.graph.edges.get(changed.path, ()):
            if edge.anchor_depth > start.depth:
                continue  # whoever reads it from below the place it was taken from is gone with it
            anchor = start.climb(edge.anchor_depth)
            waiting = self._fired[edge.path, edge.task]
            if anchor not in waiting:
                waiting.add(anchor)
                for target in anchor.descend(edge.down):
                    self._push(target, edge.task)

    def _push(self, node: Node, task: Task) -> None:
        if task in MOVES_VALUES:
            self._waiting.push(node, task)
        else:
            (self._checks if task is Task.CHECK else self.changed)[node] = None

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
        if counted_repeats(self.definition, node):
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
            lost.unworked.clear()
            self.changed[lost] = None
            self._fire(lost, lost)

    def _relevance(self, node: Node) -> None:
        rule = node.definition.relevant
        if rule is None or node.parent is None or not node.parent.shown:
            return
        # What may have to be asked is asked: out of sight, nobody would see that it could not be told.
        relevant = truth_of(work_out(node, Task.RELEVANCE, rule)) or Task.RELEVANCE in node.unworked
        if relevant != node.relevant:
            node.relevant = relevant
            node.hide(not relevant)
        if relevant and not node.shown:
            self._show(node)
        elif not relevant and node.shown:
            self._vanish(node)

    def _calculation(self, node: Node) -> None:
        question = node.definition
        if not isinstance(question, Question) or question.calculation is None or not node.shown:
            return
        text = as_value(work_out(node, Task.CALCULATION, question.calculation), question.data_type)
        if text != node.value:
            self.set_value(node, text)

    def _choices(self, node: Node) -> None:
        """A choice that the list no longer offers is taken out, and comes back when the list offers it again.

        Where nothing was chosen, or it could not be, only a list that may not be told has to be tried.
        """
        question = node.definition
        if not isinstance(question, Question) or question.choices is None or not node.shown:
            return
        self.changed[node] = None
        if not (node.wanted or node.typed or may_fail(question.choices)):
            return
        kept = still_offered(question.choices, node, several=question.kind is not Kind.SELECT_ONE)
        if kept != node.value:
            node.element.text = kept or None
            self.touched(node)

    def _count(self, node: Node) -> None:
        for repeat, count in counted_repeats(self.definition, node) if node.shown else ():
            number = number_of_instances(node, repeat, count)
            instances = node.children[repeat.name]
            while len(instances) > number:
                self.remove_instance(instances[-1])
            while len(instances) < number and self.instance.size < MAX_SIZE:
                self.add_instance(node, repeat)
            if len(instances) < number:
                node.unworked.setdefault(Task.COUNT, count.source)

    def _check(self, node: Node) -> None:
        definition = node.definition
        required = isinstance(definition, Question) and definition.required is not None
        if not node.shown:  # what its rules say is worked out when somebody looks: nothing else follows from it
            if required or definition.read_only is not None:
                self.changed[node] = None
            return
        node.unworked.pop(Task.CHECK, None)
        read_only = definition.read_only is not None and is_read_only(node)
        required = required and is_required(node)
        faults = faults_of(node, required=required)
        if read_only != node.read_only:
            self.changed.update(dict.fromkeys(node.walk()))
        if (read_only, required, faults) != (node.read_only, node.required, node.faults):
            node.read_only, node.required, node.faults = read_only, required, faults
            self.changed[node] = None
        if node.overrides:
            kept = overrides_left(self.definition, node, faults)
            if len(kept) < len(node.overrides):
                self.changed[node] = None
            node.overrides = kept


_WORK = {
    Task.RELEVANCE: Recalculation._relevance,
    Task.COUNT: Recalculation._count,
    Task.CALCULATION: Recalculation._calculation,
    Task.CHOICES: Recalculation._choices,
}
