"""Which text is an answer to a question: its type, its list, its scale, its one word of consent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

from forms.choosing import offered_codes
from forms.definition import Kind, Question
from forms.errors import DraftDamaged
from forms.expression import Value
from forms.expression.functions import number_of, text_of
from forms.instance import Instance, Node
from forms.values import BadValue, DataType, accept, from_days

_ACKNOWLEDGED = "OK"
_MARKS = ("start", "end", "step")


def accepted(node: Node, question: Question, text: str) -> str:
    """The canonical text of an answer to this question as it stands now.

    Raises: BadValue: the text is none.
    """
    if question.kind.chooses:
        return _chosen(node, question, text)
    if question.kind is Kind.ACKNOWLEDGE:
        if text.strip() not in ("", _ACKNOWLEDGED):
            raise BadValue(text)
        return text.strip()
    if question.data_type is DataType.DATE and "T" in text:
        raise BadValue(text)  # a person who gives an hour means another question; only calculations cut it off
    if question.kind is not Kind.RANGE:
        return accept(text, question.data_type)
    answer = accept(text, question.data_type if question.data_type.numeric else DataType.DECIMAL)
    if answer:
        _check_scale(dict(question.parameters), answer)
    return answer


def as_value(result: Value, data_type: DataType) -> str:
    """The result of a calculation as the node's type holds it; blank when it cannot."""
    if isinstance(result, float) and data_type in (DataType.DATE, DataType.DATETIME):
        return from_days(result)
    if data_type.numeric:
        number = number_of(result)
        whole = data_type is DataType.INTEGER and math.isfinite(number)
        return text_of(float(math.trunc(number)) if whole else number)
    if isinstance(result, float) and data_type is DataType.TEXT:
        return text_of(result)  # digits are printable as they stand
    try:
        return accept(text_of(result), data_type)
    except BadValue:
        return ""


def check_submitted(instance: Instance) -> None:
    """A submission holds only what the questions would have taken, in the spelling they keep.

    Calculations are left out: they have just been worked out anew.

    Raises: DraftDamaged: names the node.
    """
    for node in instance.root.walk():
        question = node.question
        if question is None or not node.shown or not node.wanted or question.calculation is not None:
            continue
        if not _is_canonical(node, question):
            raise DraftDamaged(f"{node.ref} holds no answer to its question")


def _is_canonical(node: Node, question: Question) -> bool:
    try:
        return accepted(node, question, node.wanted) == node.wanted
    except BadValue:
        return False


def _chosen(node: Node, question: Question, text: str) -> str:
    codes = list(dict.fromkeys(text.split()))
    if len(codes) > 1 and question.kind is Kind.SELECT_ONE:
        raise BadValue(text)
    if question.choices is not None and codes:
        offered = set(offered_codes(question.choices, node))
        partly = question.kind is Kind.RANK and len(codes) < len(offered)  # a ranking leaves nothing out
        if partly or not offered.issuperset(codes):
            raise BadValue(text)
    return " ".join(codes)


def _check_scale(parameters: Mapping[str, str], answer: str) -> None:
    """Whether a number stands on the scale from `start` to `end`, in either direction, on a mark at every `step`.

    A scale that lacks one of the three takes any number; the form was refused if they are none.
    """
    if not parameters.keys() >= set(_MARKS):
        return
    start, end, step, number = (Decimal(text) for text in (*(parameters[name] for name in _MARKS), answer))
    if not min(start, end) <= number <= max(start, end) or (number - start) % step:
        raise BadValue(answer)
