"""Who must be recomputed when a node changes, and in which order: the dependency graph of a form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from forms.errors import FormFault
from forms.expression import Dependency
from forms.expression.skeleton import parent_of


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


def build_graph(order: Iterable[str], parents: Mapping[str, str | None], needs: Iterable[Need]) -> Graph:
    """The graph of a form.

    Raises: FormFault: calculations or relevances that wait for each other, named.
    """
    edges: dict[str, dict[Edge, None]] = defaultdict(dict)
    before: dict[str, set[str]] = {path: set() for path in order}
    weak: set[tuple[str, str]] = set()
    for path, parent in parents.items():
        if parent is not None:
            before[path].add(parent)
    strong = {(node, parent) for node, parent in parents.items() if parent is not None}
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
            before[need.node].add(target)
            (strong if need.dependency.single else weak).add((need.node, target))
    ranks = _ranked(before, weak - strong)
    return Graph({target: tuple(found) for target, found in edges.items()}, ranks)


def _ranked(before: dict[str, set[str]], weak: set[tuple[str, str]]) -> dict[str, int]:
    """Topological order; a cycle through other instances of a repeat (a running total) is cut, not refused.

    A form with hundreds of such cycles is no form that a person wrote; it gets an order all the same, in bounded time.
    """
    cuts = 0
    while True:
        sorter = TopologicalSorter(before)
        try:
            return {path: place for place, path in enumerate(sorter.static_order())}
        except CycleError as fault:
            # graphlib names a cycle so that each node comes right before the one that waits for it
            cycle: list[str] = fault.args[1]
            cut = next(((b, a) for a, b in pairwise(cycle) if (b, a) in weak), None)
            if cut is None:
                raise FormFault("these wait for each other: " + ", ".join(cycle[1:]), node=cycle[0]) from fault
            cuts += 1
            for node, read in [cut] if cuts <= MAX_CUTS else weak:
                before[node].discard(read)
