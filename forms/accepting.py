"""Which text is an answer to a question: its type, its list, its one word of consent."""

from __future__ import annotations

from forms.choosing import offered_codes
from forms.definition import Kind, Question
from forms.errors import DraftDamaged
from forms.instance import Instance, Node
from forms.values import BadValue, accept

_ACKNOWLEDGED = "OK"


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
    return accept(text, question.data_type)


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
    if question.choices is not None and not set(codes) <= set(offered_codes(question.choices, node)):
        raise BadValue(text)
    return " ".join(codes)
