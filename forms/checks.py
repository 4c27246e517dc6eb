"""The rules of a node, put to its answer: whether it may be answered, whether it must be, and what is wrong with it."""

from __future__ import annotations

from forms.definition import Kind, Question
from forms.expression.functions import truth_of
from forms.instance import Node
from forms.values import is_blank
from forms.violations import Fault, ViolationKind


def is_read_only(node: Node) -> bool:
    """Whether the node's own rule keeps people from answering it."""
    rule = node.definition.read_only
    return rule is not None and truth_of(rule.evaluate(node.element))


def is_required(node: Node) -> bool:
    """Whether the node's own rule wants an answer; asked of a node out of sight too, where nothing blocks."""
    rule = node.question.required if node.question is not None else None
    return rule is not None and truth_of(rule.evaluate(node.element))


def faults_of(node: Node, question: Question, *, required: bool) -> tuple[Fault, ...]:
    """At most one hard fault, and every soft rule that does not hold.

    Blank answers break nothing but `required`; a note, which never has a value, may carry soft rules of its own.
    """
    if node.typed:
        return (Fault(ViolationKind.TYPE, "type"),)
    if question.kind is not Kind.NOTE:
        if required and node.missing is None and is_blank(node.value):
            return (Fault(ViolationKind.REQUIRED, "required"),)
        if not node.value:
            return ()
    faults = []
    if question.constraint is not None and not truth_of(question.constraint.evaluate(node.element)):
        faults.append(Fault(ViolationKind.CONSTRAINT, "constraint"))
    faults.extend(
        Fault(ViolationKind.WARNING, soft.rule)
        for soft in question.soft_rules
        if not truth_of(soft.expression.evaluate(node.element))
    )
    return tuple(faults)


def keeps_out(node: Node) -> bool:
    """Whether nobody may answer the node itself: as last worked out, or worked out now where it is out of sight."""
    return node.read_only if node.shown else is_read_only(node)


def wants_answer(node: Node) -> bool:
    """Whether the node must not stay blank: as last worked out, or worked out now where it is out of sight."""
    return node.required if node.shown else is_required(node)
