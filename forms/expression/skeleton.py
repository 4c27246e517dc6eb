"""The bare bones of a form that expressions are read against: which nodes there are, which repeat, what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from forms.values import DataType


@dataclass(slots=True)
class Skeleton:
    """Nodes by their path without indexes; filled once while a form is read, then only asked."""

    root: str
    types: dict[str, DataType] = field(default_factory=dict)
    children: dict[str, dict[str, str]] = field(default_factory=dict)
    repeats: set[str] = field(default_factory=set)
    instances: set[str] = field(default_factory=set)
    namespaces: dict[str, str] = field(default_factory=dict)
    choosers: set[str] = field(default_factory=set)  # questions with choices
    edition: str = ""

    def add(self, parent: str | None, path: str, data_type: DataType) -> None:
        """Enter a node below its parent."""
        self.types[path] = data_type
        self.children[path] = {}
        if parent is not None:
            self.children[parent][path[len(parent) + 1 :]] = path

    def own_repeat(self, path: str, context: str) -> str | None:
        """The deepest repeat that both nodes stand in: there an absolute reference means one's own instance."""
        place = context
        while place and not (place in self.repeats and is_within(path, place)):
            place = parent_of(place)
        return place or None


def is_within(path: str, ancestor: str) -> bool:
    """Whether a node is the other or lies below it."""
    return path == ancestor or path.startswith(ancestor + "/")


def parent_of(path: str) -> str:
    """The path one step up; blank above the root."""
    return path.rpartition("/")[0]
