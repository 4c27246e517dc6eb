"""The answers an expression reads through the labels of choices, which it tells by their codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from forms.definition import FormNode, Question
from forms.dependencies import Need, Task
from forms.errors import FormFault
from forms.expression import Dependency, Expression
from forms.expression.skeleton import is_within

Nodes = Mapping[str, FormNode]


def quoted_needs(naming: Iterable[tuple[str, Task, Expression]], nodes: Nodes) -> Iterator[Need]:
    """Who is worked out again because the label of a choice quotes an answer.

    Raises: FormFault: labels quote each other without end.
    """
    for path, task, expression in naming:
        for need in quoted_by(expression, nodes):
            yield Need(path, task, need)


def quoted_by(expression: Expression, nodes: Nodes) -> tuple[Dependency, ...]:
    """What the labels that an expression tells read, as seen from it.

    Raises: FormFault: labels quote each other without end.
    """
    return tuple(dict.fromkeys(_read(expression, nodes, ())))


def _read(expression: Expression, nodes: Nodes, within: tuple[str, ...]) -> Iterator[Dependency]:
    for place, anchor in expression.named:
        if place in within:
            raise FormFault("the labels of its choices quote themselves", node=place)
        for output in _outputs(nodes[place]):
            for need in (*output.dependencies, *_read(output, nodes, (*within, place))):
                yield replace(need, anchor=anchor if is_within(need.anchor, anchor) else need.anchor)


def _outputs(node: FormNode) -> Iterator[Expression]:
    source = node.choices if isinstance(node, Question) else None
    wordings = (*(said for _, said in source.fixed), *source.quoting.values()) if source is not None else ()
    for wording in wordings:
        yield from wording.expressions
