"""What waits to be worked out, each thing once, and whoever is read before whoever reads."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from forms.dependencies import Task
from forms.instance import Node

MAX_ROUNDS = 64  # what comes back to itself settles, or is left after so many changes
MAX_CHANGES = 20_000  # as many rounds as there are instances are waited for while their changes are no more than these


@dataclass(slots=True)
class Waiting:
    """The tasks of one deed that move values, by the rank of their nodes.

    Rows that go on from other rows have their turns down the rows, then up, then down again: whichever way they go on,
    one turn takes all of them along.
    """

    rank: Mapping[str, int]
    instances: Callable[[str], int]  # how many nodes a path has
    left: set[tuple[Node, Task]] = field(default_factory=set)  # what does not settle
    _heap: list[tuple[int, int, int, int, Task, Node]] = field(default_factory=list)
    _queued: set[tuple[Node, Task]] = field(default_factory=set)
    _places: dict[tuple[Node, Task], int] = field(default_factory=dict)  # in which order they first came
    _turns: Counter[tuple[Node, Task]] = field(default_factory=Counter)
    _rounds: Counter[tuple[Node, Task]] = field(default_factory=Counter)

    def push(self, node: Node, task: Task) -> None:
        """Let a task wait, unless it does already or has changed something too often."""
        key = (node, task)
        if key in self._queued or key in self.left:
            return
        self._queued.add(key)
        place, turn = self._places.setdefault(key, len(self._places)), self._turns.get(key, 0)
        order = -place if turn % 2 else place
        heapq.heappush(self._heap, (self.rank[node.path], int(task), turn, order, task, node))

    def __bool__(self) -> bool:
        return bool(self._heap)

    def pop(self) -> tuple[Node, Task]:
        """The task whose turn it is."""
        *_, task, node = heapq.heappop(self._heap)
        self._queued.discard((node, task))
        self._turns[node, task] += 1
        return node, task

    def has_changed(self, node: Node, task: Task) -> None:
        """Note that a task has changed something; too often, and it is left as it is."""
        key = (node, task)
        self._rounds[key] += 1
        if self._rounds[key] > MAX_ROUNDS:
            number = self.instances(node.path)
            if self._rounds[key] > min(number + 1, MAX_CHANGES // number):
                self.left.add(key)

    def settled(self) -> None:
        """All have had their turn: what comes next is counted anew."""
        for counted in (self._places, self._turns, self._rounds, self.left):
            counted.clear()
