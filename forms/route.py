"""The way through an interview: which questions a person is asked, in which order, and how many are still open."""

from __future__ import annotations

from collections.abc import Iterator

from forms.instance import Node
from forms.reports import Progress
from forms.values import is_blank


def asked(node: Node, *, backwards: bool = False) -> Iterator[Node]:
    """The questions to ask at a node and below it, in document order or from its end; all around it are taken as open.

    What is out of sight or read-only is left out with all below it, unvisited: a step costs what it passes.
    """
    if not is_open(node):
        return
    question = node.question
    if question is not None:
        if question.kind.askable:
            yield node
        return
    below = _below(node)
    for child in reversed(below) if backwards else below:
        yield from asked(child, backwards=backwards)


def beside(root: Node, here: Node | None, *, backwards: bool) -> Node | None:
    """The question after a node, or before it; without a node the first, or the last."""
    if here is None:
        return next(asked(root, backwards=backwards), None)
    if not backwards and here.question is None and is_reached(here):
        for found in asked(here):
            return found
    while here.parent is not None:
        around, here = here, here.parent
        siblings = _below(here)
        place = siblings.index(around)
        rest = reversed(siblings[:place]) if backwards else iter(siblings[place + 1 :])
        for sibling in rest if is_reached(here) else ():
            for found in asked(sibling, backwards=backwards):
                return found
    return None


def is_open(node: Node) -> bool:
    """Whether a node itself lets anybody ask at it or below it."""
    return node.shown and not node.read_only


def is_reached(node: Node) -> bool:
    """Whether a node and all around it are open."""
    return all(map(is_open, upwards(node)))


def upwards(node: Node) -> Iterator[Node]:
    """A node and all around it, the root last."""
    above: Node | None = node
    while above is not None:
        yield above
        above = above.parent


def is_answered(node: Node) -> bool:
    """Whether there is an answer, or a reason why there is none."""
    return node.missing is not None or not is_blank(node.value)


def first_unanswered(root: Node) -> Node | None:
    """The first required question that is open, else the first open one; mistyped text waits as a violation."""
    open_questions = [node for node in asked(root) if not node.typed and not is_answered(node)]
    return next((node for node in open_questions if node.required), next(iter(open_questions), None))


def progress(node: Node) -> Progress:
    """How far the questions at a node and below it have come."""
    questions = list(asked(node)) if is_reached(node) else []
    waiting = [question for question in questions if not is_answered(question)]
    return Progress(len(questions), len(questions) - len(waiting), sum(question.required for question in waiting))


def _below(node: Node) -> list[Node]:
    return [child for children in node.children.values() for child in children]
