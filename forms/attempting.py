"""An expression put to a node: what it gives, or blank, and noted there, where it cannot be worked out.

No deed may stop half way because one rule of the form asks too much; and nobody may finish without having seen it.
"""

from __future__ import annotations

from forms.dependencies import Task
from forms.errors import Unworkable
from forms.expression import Element, Expression, Value
from forms.instance import Node


def work_out(node: Node, task: Task, expression: Expression, at: Element | None = None) -> Value:
    """What an expression gives for a task of a node, seen from its element or another."""
    try:
        return expression.evaluate(node.element if at is None else at)
    except Unworkable:
        node.unworked.setdefault(task, expression.source)
        return ""


def quote(expression: Expression, at: Element | None) -> Value:
    """What a text quotes; blank where it stands nowhere, or cannot be worked out: nothing that is kept hangs on it."""
    try:
        return expression.evaluate(at) if at is not None else ""
    except Unworkable:
        return ""
