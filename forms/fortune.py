"""What a form leaves to chance: nodes that come out otherwise each time, though everything was answered alike."""

from __future__ import annotations

from collections.abc import Iterator

from forms.definition import FormDefinition, FormNode, Question, Repeat
from forms.dependencies import Task
from forms.expression import Expression

_CHANCE = frozenset({"random", "uuid", "join-randomized"})


def by_chance(definition: FormDefinition) -> frozenset[str]:
    """Paths of the nodes that chance decides, with all that follows from them and all that stands below them."""
    found: set[str] = set()
    waiting = [node.path for node in definition.nodes.values() if _asks_chance(node)]
    waiting.extend(action.target for action in definition.actions if _by_lot(action.value))
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        waiting.extend(below for below in definition.order if below.startswith(f"{path}/"))
        for edge in definition.graph.edges.get(path, ()):
            waiting.extend(_counted(definition, edge.path) if edge.task is Task.COUNT else [edge.path])
        waiting.extend(action.target for action in definition.actions if action.source == path)
    return frozenset(found)


def _counted(definition: FormDefinition, path: str) -> list[str]:
    """The repeats right below a group whose number is worked out: the group itself stays as it is."""
    nodes = definition.nodes.values()
    return [node.path for node in nodes if isinstance(node, Repeat) and node.parent == path and node.count is not None]


def _asks_chance(node: FormNode) -> bool:
    is_id = isinstance(node, Question) and node.preload is not None and node.preload[0] == "uid"
    return is_id or any(map(_by_lot, _rules(node)))


def _rules(node: FormNode) -> Iterator[Expression | None]:
    yield from (node.relevant, node.read_only)
    if isinstance(node, Repeat):
        yield node.count
    if isinstance(node, Question):
        yield from (node.calculation, node.required, node.constraint)
        yield from (soft.expression for soft in node.soft_rules)
        yield node.choices.nodeset if node.choices is not None else None


def _by_lot(rule: Expression | str | None) -> bool:
    return isinstance(rule, Expression) and not _CHANCE.isdisjoint(rule.functions)
