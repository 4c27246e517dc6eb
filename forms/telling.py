"""What a form says to people, in their language: labels, hints and messages with the answers they quote.

A text that its translation lacks is told in the default language, else in whichever there is, and marked so.
"""

from __future__ import annotations

from forms.attempting import quote
from forms.definition import FormDefinition, Wording
from forms.expression import Element
from forms.expression.functions import text_of
from forms.instance import Node
from forms.reports import Told


def tell(definition: FormDefinition, wording: Wording | None, at: Element | None, language: str) -> Told:
    """A wording as it is said at the element of a node, or nowhere; whoever calls has set `functions.AROUND`."""
    if wording is None:
        return Told("", language)
    tried = (language, definition.default_language, *wording.by_language)
    spoken = next(each for each in tried if each in wording.by_language)
    parts = wording.by_language[spoken]
    text = "".join(part if isinstance(part, str) else text_of(quote(part, at)) for part in parts)
    return Told(text, spoken, fallback=spoken != language)


def wording_of(node: Node, part: str) -> Wording | None:
    """The wording of a node by its part: "label", "hint", "guidance", "constraint", "required", or a soft rule.

    Addresses of what is shown or played beside a label go by their kind: "image", "audio", "video".
    """
    definition, question = node.definition, node.question
    found = {**definition.media, "label": definition.label, "hint": definition.hint, "guidance": definition.guidance}
    if question is not None:
        found["constraint"], found["required"] = question.constraint_message, question.required_message
        found.update({soft.rule: soft.message for soft in question.soft_rules})
    return found.get(part)
