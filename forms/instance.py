"""The answers of one interview as a live tree: an lxml instance with what stands beside each node.

A node that is not relevant keeps its element but loses its name (HIDDEN_MARK is put to it), so that no path of any
expression can meet it: it is blank where one value is wanted and absent from every node-set, at no cost to libxml2.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.definition import MISSING_NAMESPACE, FormDefinition, FormNode, Group, Missing, Question, Repeat
from forms.dependencies import Task
from forms.errors import NotAnswerable, UnknownQuestion
from forms.expression import HIDDEN_MARK, Element
from forms.violations import Fault, Override

MISSING_ATTRIBUTE = f"{{{MISSING_NAMESPACE}}}missing"
NOTE_ATTRIBUTE = f"{{{MISSING_NAMESPACE}}}note"
_STEP = re.compile(r"([^\[\]/]+)(?:\[([0-9]{1,4})\])?")  # a reference may come from anywhere: no endless numbers


@dataclass(slots=True, eq=False)
class Node:
    """One question, group or repeat instance of one interview."""

    definition: FormNode
    element: Element
    parent: Node | None
    depth: int
    ref: str
    children: dict[str, list[Node]] = field(default_factory=dict)
    relevant: bool = True  # its own rule
    shown: bool = False  # its own rule and those of all around it; False until first worked out
    required: bool = False
    read_only: bool = False
    typed: str = ""  # text that is not of the question's type
    wanted: str = ""  # the choice as made, of which `value` keeps what the list offers now
    faults: tuple[Fault, ...] = ()
    overrides: dict[str, Override] = field(default_factory=dict)
    unworked: dict[Task, str] = field(default_factory=dict)  # expressions that could not be worked out

    @property
    def path(self) -> str:
        """The path without indexes."""
        return self.definition.path

    @property
    def question(self) -> Question | None:
        """The question's definition, or None for groups."""
        return self.definition if isinstance(self.definition, Question) else None

    @property
    def value(self) -> str:
        """The value as text; blank for groups, unanswered and mistyped questions."""
        return (self.element.text or "") if isinstance(self.definition, Question) else ""

    @property
    def missing(self) -> Missing | None:
        """Why there is no answer, when that was said."""
        code = self.element.get(MISSING_ATTRIBUTE)
        return Missing(code) if code else None

    @property
    def note(self) -> str:
        """What the officer wrote down beside the question; blank where nothing was."""
        return self.element.get(NOTE_ATTRIBUTE) or ""

    def hide(self, hidden: bool) -> None:
        """Take the name from the element, or give it back."""
        name = self.definition.name
        self.element.tag = name + HIDDEN_MARK if hidden else name

    def climb(self, depth: int) -> Node:
        """The node around this one that stands at a depth; this one when it stands no deeper."""
        node = self
        while node.depth > depth and node.parent is not None:
            node = node.parent
        return node

    def descend(self, down: tuple[str, ...]) -> list[Node]:
        """All nodes reached by going down by name."""
        found = [self]
        for name in down:
            found = [child for parent in found for child in parent.children.get(name, ())]
        return found

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in document order."""
        yield self
        for nodes in self.children.values():
            for node in nodes:
                yield from node.walk()


class Instance:
    """The tree of one interview; knows how nodes are found, added and taken away, not what they mean."""

    def __init__(self, definition: FormDefinition, root: Element) -> None:
        self.definition = definition
        self.size = 0  # nodes of all kinds
        self.root = self._build(definition.nodes[definition.root], root, None, definition.root)

    def find(self, ref: str) -> Node:
        """The node of a reference; a repeat named without index means its first instance.

        Raises: UnknownQuestion: there is none.
        """
        node, steps = None, ref.split("/")[1:]
        for step in steps:
            match = _STEP.fullmatch(step)
            if match is None:
                raise UnknownQuestion(ref)
            name, index = match[1], int(match[2] or 1)
            siblings = [self.root] if node is None and name == self.root.definition.name else []
            if node is not None:
                siblings = node.children.get(name, [])
            if not 1 <= index <= len(siblings):
                raise UnknownQuestion(ref)
            node = siblings[index - 1]
        if node is None:
            raise UnknownQuestion(ref)
        return node

    def count(self, path: str) -> int:
        """How many nodes a path without indexes has."""
        return len(self.root.descend(tuple(path.split("/")[2:])))

    def around(self, ref: str) -> tuple[Node, Repeat]:
        """The parent of a repeat and the repeat, from a reference to the repeat as a whole ("/data/roster/member").

        Raises: UnknownQuestion: no such repeat.
        """
        above, _, last = ref.rpartition("/")
        parent = self.find(above)
        repeat = self.definition.nodes.get(f"{parent.path}/{last.partition('[')[0]}")
        if not isinstance(repeat, Repeat):
            raise UnknownQuestion(ref)
        return parent, repeat

    def add(self, parent: Node, repeat: Repeat) -> Node:
        """One more instance at the end, as the form's template gives it."""
        instances = parent.children[repeat.name]
        element = copy.deepcopy(repeat.template)
        if instances:
            instances[-1].element.addnext(element)
        else:
            self._insert(parent, repeat.name, element)
        node = self._build(repeat, element, parent, f"{parent.ref}/{repeat.name}[{len(instances) + 1}]")
        instances.append(node)
        return node

    def remove(self, node: Node) -> tuple[Node, list[Node]]:
        """Take one repeat instance away and number the later ones anew; gives what it stood in, and these."""
        parent, siblings = self.siblings(node)
        place = siblings.index(node) if siblings[-1] is not node else len(siblings) - 1
        del siblings[place]
        parent.element.remove(node.element)
        node.parent = None
        self.size -= sum(1 for _ in node.walk())
        return parent, _number(parent, siblings, place, len(siblings))

    def move(self, node: Node, place: int) -> tuple[Node, list[Node]]:
        """Give one repeat instance another place, counted from 0; gives what it stands in, and the renumbered."""
        parent, siblings = self.siblings(node)
        before = siblings.index(node)
        if before == place:
            return parent, []
        beside = siblings[place].element
        if place < before:
            beside.addprevious(node.element)
        else:
            beside.addnext(node.element)
        siblings.insert(place, siblings.pop(before))
        return parent, _number(parent, siblings, min(before, place), max(before, place) + 1)

    def siblings(self, node: Node) -> tuple[Node, list[Node]]:
        """What a repeat instance stands in, and all instances there.

        Raises: NotAnswerable: the node is none.
        """
        if node.parent is None or not isinstance(node.definition, Repeat):
            raise NotAnswerable(node.ref)
        return node.parent, node.parent.children[node.definition.name]

    def _build(self, definition: FormNode, element: Element, parent: Node | None, ref: str) -> Node:
        node = Node(definition, element, parent, definition.path.count("/"), ref)
        self.size += 1
        if isinstance(definition, Question):
            node.wanted = element.text or ""
            return node
        by_name: dict[str, list[Element]] = {}
        for child in element.iterchildren("*"):
            by_name.setdefault(str(child.tag), []).append(child)
        for path in definition.children if isinstance(definition, Group) else ():
            child_definition = self.definition.nodes[path]
            name = child_definition.name
            elements = by_name.get(name, [])
            if isinstance(child_definition, Repeat):
                node.children[name] = [
                    self._build(child_definition, found, node, f"{ref}/{name}[{number}]")
                    for number, found in enumerate(elements, 1)
                ]
            else:
                found = elements[0] if elements else self._insert(node, name, element.makeelement(name))
                node.children[name] = [self._build(child_definition, found, node, f"{ref}/{name}")]
        return node

    def _insert(self, parent: Node, name: str, element: Element) -> Element:
        """Put a child where the form has it: before the first that comes later in the form."""
        group = parent.definition
        names = [path.rpartition("/")[2] for path in group.children] if isinstance(group, Group) else []
        later = set(names[names.index(name) + 1 :])
        for sibling in parent.element.iterchildren("*"):
            if str(sibling.tag).removesuffix(HIDDEN_MARK) in later:
                sibling.addprevious(element)
                return element
        parent.element.append(element)
        return element


def tasks_of(definition: FormNode) -> tuple[Task, ...]:
    """What there is to work out at a node of this definition when it comes into sight."""
    if not isinstance(definition, Question):
        return (Task.CHECK,) if definition.read_only else ()
    tasks = [Task.CALCULATION] if definition.calculation else []
    if definition.choices is not None and definition.choices.nodeset is not None:
        tasks.append(Task.CHOICES)
    return (*tasks, Task.CHECK)


def _number(parent: Node, siblings: list[Node], first: int, end: int) -> list[Node]:
    for number, sibling in enumerate(siblings[first:end], first + 1):
        _rename(sibling, f"{parent.ref}/{sibling.definition.name}[{number}]")
    return siblings[first:end]


def _rename(node: Node, ref: str) -> None:
    node.ref = ref
    for name, children in node.children.items():
        for number, child in enumerate(children, 1):
            index = f"[{number}]" if isinstance(child.definition, Repeat) else ""
            _rename(child, f"{ref}/{name}{index}")
