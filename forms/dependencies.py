"""Who must be recomputed when a node changes, and in which order: the dependency graph of a form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from enum import IntEnum
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from forms.errors import FormFault
from forms.expression import Dependency
from forms.expression.skeleton import is_within, parent_of


class Task(IntEnum):
    """What there is to recompute at a node, in the order of one node's doing."""

    RELEVANCE = 0
    COUNT = 1
    CALCULATION = 2
    CHOICES = 3
    CHECK = 4  # required, read-only, constraint, soft rules
    WORDING = 5  # a label with an output: nothing to compute, something to redraw


MAX_CUTS = 50
MOVES_VALUES = frozenset({Task.RELEVANCE, Task.COUNT, Task.CALCULATION, Task.CHOICES})
_NEVER_OF_ITSELF = frozenset({Task.RELEVANCE, Task.CALCULATION})  # but once(), which names no node


@dataclass(frozen=True, slots=True)
class Need:
    """One task at one node reads another node."""

    node: str
    task: Task
    dependency: Dependency


@dataclass(frozen=True, slots=True)
class Edge:
    """From a changed node: climb to the instance of `anchor`, then go `down` by name to all that must do `task`."""

    task: Task
    path: str
    anchor_depth: int
    down: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Edges by the path of the node that changed; ranks such that whoever is read comes before whoever reads."""

    edges: Mapping[str, tuple[Edge, ...]]
    rank: Mapping[str, int]


def build_graph(parents: Mapping[str, str | None], repeats: Set[str], needs: Iterable[Need]) -> Graph:
    """The graph of a form, of which each node is given with what it stands in.

    Raises: FormFault: calculations or relevances that wait for each other, named.
    """
    edges: dict[str, dict[Edge, None]] = defaultdict(dict)
    waits = _Waits({path: {} if parent is None else {parent: None} for path, parent in parents.items()})
    for need in needs:
        target, anchor = need.dependency.target, need.dependency.anchor
        itself = target == need.node and (need.dependency.single or need.dependency.every)
        if itself and need.task in MOVES_VALUES:
            if need.task in _NEVER_OF_ITSELF:
                raise FormFault("this waits for itself", node=need.node)
            continue  # a list that asks for the choice made from it: its own change starts nothing
        depth = anchor.count("/")
        # How often a repeat is asked is worked out where it stands: it may have no instance that could do it.
        doer = parent_of(need.node) if need.task is Task.COUNT else need.node
        edge = Edge(need.task, doer, depth, tuple(doer.split("/")[depth + 1 :]))
        edges[target][edge] = None
        if need.task in MOVES_VALUES and target != need.node:
            waits.note(need, repeats)
    return Graph({target: tuple(found) for target, found in edges.items()}, waits.ranked())


@dataclass(slots=True)
class _Waits:
    """Who waits for whom, and how surely: by pairs of whoever reads and whoever is read."""

    before: dict[str, dict[str, None]]
    own: set[tuple[str, str]] = field(default_factory=set)  # within the same instances
    every: set[tuple[str, str]] = field(default_factory=set)  # for all instances
    some: set[tuple[str, str]] = field(default_factory=set)  # for certain ones, and none of them is one's own
    rows: dict[tuple[str, str], str] = field(default_factory=dict)  # for other rows of the repeat that both stand in
    rules: set[tuple[str, str]] = field(default_factory=set)  # for a calculation or relevance, not a list or a count

    def __post_init__(self) -> None:
        self.own.update((node, parent) for node, parents in self.before.items() for parent in parents)
        self.rules.update(self.own)

    def note(self, need: Need, repeats: Set[str]) -> None:
        """One task waits for what it reads."""
        read = need.dependency
        pair = (need.node, read.target)
        self.before[need.node][read.target] = None
        shared = _shared_repeat(need.node, read.target, read.anchor, repeats)
        if read.single:
            self.own.add(pair)
        elif read.every:
            self.every.add(pair)
        elif read.some and not shared:
            self.some.add(pair)
        else:
            self.rows[pair] = shared
        if need.task in _NEVER_OF_ITSELF:
            self.rules.add(pair)

    def ranked(self) -> dict[str, int]:
        """Topological order; where a row goes on from another (a running total) the cycle is cut, not refused.

        A form with hundreds of such cycles is no form that a person wrote; it gets an order all the same, in bounded
        time.
        """
        cuts = 0
        while True:
            sorter = TopologicalSorter(self.before)
            try:
                return {path: place for place, path in enumerate(sorter.static_order())}
            except CycleError as fault:
                # graphlib names a cycle so that each node comes right before the one that waits for it
                cycle: list[str] = fault.args[1]
                cut = self._loosest([(reader, read) for read, reader in pairwise(cycle)])
                if cut is None:
                    raise FormFault("these wait for each other: " + ", ".join(cycle[1:]), node=cycle[0]) from fault
                cuts += 1
                loose = [pair for pair in self.rows if not self._is_firm(pair)]
                for node, read in [cut] if cuts <= MAX_CUTS else [cut, *loose]:
                    self.before[node].pop(read, None)

    def _loosest(self, cycle: list[tuple[str, str]]) -> tuple[str, str] | None:
        """The link of a cycle that does not bind: to other rows, or of a list or count that asks for what it brings."""
        for pair in cycle:
            if pair in self.rows and not self._is_firm(pair) and not _comes_round(cycle, self.rows[pair], self.every):
                return pair
        if all(pair in self.own for pair in cycle):
            return None
        return next((pair for pair in cycle if pair not in self.rules), None)

    def _is_firm(self, pair: tuple[str, str]) -> bool:
        return pair in self.own or pair in self.every or pair in self.some


def _shared_repeat(node: str, target: str, anchor: str, repeats: Set[str]) -> str:
    """The outermost repeat below the anchor that both nodes stand in; blank when there is none."""
    steps = target.split("/")
    around = ("/".join(steps[:depth]) for depth in range(anchor.count("/") + 2, len(steps) + 1))
    return next((path for path in around if path in repeats and is_within(node, path)), "")


def _comes_round(cycle: list[tuple[str, str]], repeat: str, every: Set[tuple[str, str]]) -> bool:
    """Whether a cycle leaves a repeat and comes back into all its rows: then no row is the first."""
    return any(
        (reader, read) in every and is_within(read, repeat) and not is_within(reader, repeat) for reader, read in cycle
    )
