"""How often a repeat is asked where the form itself says so."""

from __future__ import annotations

import math

from forms.attempting import work_out
from forms.definition import FormDefinition, Group, Repeat
from forms.dependencies import Task
from forms.expression import HIDDEN_MARK, Expression
from forms.expression.functions import number_of
from forms.instance import Node

MAX_INSTANCES = 1000  # a mistyped count must not fill the memory


def counted_repeats(definition: FormDefinition, node: Node) -> list[tuple[Repeat, Expression]]:
    """The repeats right below a group whose number the form works out, with the expression that gives it."""
    paths = node.definition.children if isinstance(node.definition, Group) else ()
    repeats = (definition.nodes[path] for path in paths)
    return [(each, each.count) for each in repeats if isinstance(each, Repeat) and each.count is not None]


def number_of_instances(parent: Node, repeat: Repeat, count: Expression) -> int:
    """How many instances there should be; a count not yet known takes nobody away, and one too large is noted."""
    # The count is written as seen from an instance, and there may be none: a nameless one stands in.
    phantom = parent.element.makeelement(repeat.name + HIDDEN_MARK)
    parent.element.append(phantom)
    number = number_of(work_out(parent, Task.COUNT, count, phantom))
    parent.element.remove(phantom)
    if math.isnan(number):
        return len(parent.children[repeat.name])
    if number >= MAX_INSTANCES + 1:
        parent.unworked.setdefault(Task.COUNT, count.source)
    return int(max(0.0, min(number, MAX_INSTANCES)))
