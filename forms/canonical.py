"""The answers of an interview as canonical JSON (RFC 8785): what other programs read, and what two desks can compare.

Groups are objects, repeats lists of objects, answers the text that the submission has. A question that stayed open is
null; one left without an answer for a reason is {"missing": "refused"}. What is not relevant is not there.
"""

from __future__ import annotations

import rfc8785

from forms.definition import FormDefinition, Repeat
from forms.instance import Instance, Node

Json = str | None | list["Json"] | dict[str, "Json"]


def canonical_json(definition: FormDefinition, instance: Instance) -> bytes:
    """The relevant part of an interview, with the form and edition it belongs to."""
    answers = _told(definition, instance.root)
    return rfc8785.dumps({"form": definition.form_id, "edition": definition.edition, "answers": answers})


def _told(definition: FormDefinition, node: Node) -> Json:
    if node.question is not None:
        return {"missing": node.missing.value} if node.missing is not None else node.value or None
    told: dict[str, Json] = {}
    for name, children in node.children.items():
        values = [_told(definition, child) for child in children if child.shown]
        if isinstance(definition.nodes[f"{node.path}/{name}"], Repeat):
            told[name] = values
        elif values:
            told[name] = values[0]
    return told
