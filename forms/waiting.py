"""What waits to be worked out, each thing once, and whoever is read before whoever reads."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.dependencies import Task
from forms.instance import Node

MAX_ROUNDS = 64  # what reads its own kind in other instances settles, or is left after so many changes


@dataclass(slots=True)
class Waiting:
    """The tasks of one deed that move values, by the rank of their nodes."""

    rank: Mapping[str, int]
    _heap: list[tuple[int, int, int, Task, Node]] = field(default_factory=list)
    _queued: set[tuple[Node, Task]] = field(default_factory=set)
    _rounds: dict[tuple[Node, Task], int] = field(default_factory=lambda: defaultdict(int))
    _pushed: int = 0

    def push(self, node: Node, task: Task) -> None:
        """Let a task wait, unless it does already or has changed something too often."""
        key = (node, task)
        if key in self._queued or self._rounds.get(key, 0) > MAX_ROUNDS:
            return
        self._queued.add(key)
        self._pushed += 1
        heapq.heappush(self._heap, (self.rank[node.path], int(task), self._pushed, task, node))

    def __bool__(self) -> bool:
        return bool(self._heap)

    def pop(self) -> tuple[Node, Task]:
        """The task whose turn it is."""
        _, _, _, task, node = heapq.heappop(self._heap)
        self._queued.discard((node, task))
        return node, task

    def may_return(self, node: Node, task: Task) -> bool:
        """Note that a task has changed something; whether it may wait again."""
        self._rounds[node, task] += 1
        return self._rounds[node, task] <= MAX_ROUNDS

    def settled(self) -> None:
        """All have had their turn: what comes next is counted anew."""
        self._rounds.clear()
