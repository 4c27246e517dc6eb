"""The rules of a node, put to its answer: whether it may be answered, whether it must be, and what is wrong with it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from forms.attempting import work_out
from forms.definition import FormDefinition, Kind, Question
from forms.dependencies import Task
from forms.expression.functions import truth_of
from forms.instance import Node
from forms.quoting import quoted_by
from forms.values import is_blank
from forms.violations import Fault, Override, ViolationKind


def is_read_only(node: Node) -> bool:
    """Whether the node's own rule keeps people from answering it."""
    rule = node.definition.read_only
    return rule is not None and truth_of(work_out(node, Task.CHECK, rule))


def is_required(node: Node) -> bool:
    """Whether the node's own rule wants an answer; asked of a node out of sight too, where nothing blocks."""
    rule = node.question.required if node.question is not None else None
    return rule is not None and truth_of(work_out(node, Task.CHECK, rule))


def faults_of(node: Node, *, required: bool) -> tuple[Fault, ...]:
    """At most one hard fault, and every soft rule that does not hold.

    What could not be worked out comes before all else: no rule that reads it means anything.
    """
    broken = _broken(node, node.question, required=required) if node.question is not None else ()
    if not node.unworked:
        return broken
    soft = tuple(fault for fault in broken if not fault.hard)
    return (Fault(ViolationKind.UNWORKABLE, next(iter(node.unworked.values()))), *soft)


def read_by(definition: FormDefinition, node: Node, rule: str) -> str:
    """A digest of the answers that a soft rule reads now, and those that labels quote to it."""
    soft = node.question.soft_rules if node.question is not None else ()
    asked = [each.expression for each in soft if each.rule == rule]
    needs = [need for each in asked for need in (*each.dependencies, *quoted_by(each, definition.nodes))]
    read = []
    for need in needs:
        depth = need.anchor.count("/")
        nodes = node.climb(depth).descend(tuple(need.target.split("/")[depth + 1 :]))
        read.append([each.value if each.shown else None for each in nodes])
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()


def overrides_left(definition: FormDefinition, node: Node, faults: tuple[Fault, ...]) -> dict[str, Override]:
    """Those of rules still broken by the answers they were given for; where a draft does not tell which, by these."""
    reads = {fault.rule: read_by(definition, node, fault.rule) for fault in faults if fault.rule in node.overrides}
    return {
        rule: replace(node.overrides[rule], read=read)
        for rule, read in reads.items()
        if node.overrides[rule].read in ("", read)
    }


def keeps_out(node: Node) -> bool:
    """Whether nobody may answer the node itself: as last worked out, or worked out now where it is out of sight."""
    return node.read_only if node.shown else is_read_only(node)


def wants_answer(node: Node) -> bool:
    """Whether the node must not stay blank: as last worked out, or worked out now where it is out of sight."""
    return node.required if node.shown else is_required(node)


def _broken(node: Node, question: Question, *, required: bool) -> tuple[Fault, ...]:
    """Blank answers break nothing but `required`; a note, which never has a value, may carry soft rules of its own."""
    if node.typed:
        return (Fault(ViolationKind.TYPE, "type"),)
    if question.kind is not Kind.NOTE:
        if required and node.missing is None and is_blank(node.value):
            return (Fault(ViolationKind.REQUIRED, "required"),)
        if not node.value:
            return ()
    faults = []
    if question.constraint is not None and not truth_of(work_out(node, Task.CHECK, question.constraint)):
        faults.append(Fault(ViolationKind.CONSTRAINT, "constraint"))
    faults.extend(
        Fault(ViolationKind.WARNING, soft.rule)
        for soft in question.soft_rules
        if not truth_of(work_out(node, Task.CHECK, soft.expression))
    )
    return tuple(faults)
