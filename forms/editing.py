"""The place where a corrected submission keeps the id of the one it replaces, in forms that have none for it."""

from __future__ import annotations

import copy
from dataclasses import replace

from forms.definition import FormDefinition, Group, Question
from forms.expression import Element
from forms.values import DataType

_META, _CURRENT, _OLD = "meta", "instanceID", "deprecatedID"


def bears_old_id(content: Element) -> bool:
    """Whether saved content, its names without namespaces, says which instance it replaces."""
    return bool(content.findtext(f"{_META}/{_OLD}"))


def with_place_for_old_id(definition: FormDefinition) -> FormDefinition:
    """The form with a place for the old id beside the id; the form itself where it has one, or has no id at all."""
    meta = definition.nodes.get(f"{definition.root}/{_META}")
    current = definition.nodes.get(f"{definition.root}/{_META}/{_CURRENT}")
    path = f"{definition.root}/{_META}/{_OLD}"
    if not isinstance(meta, Group) or not isinstance(current, Question) or path in definition.nodes:
        return definition
    place = replace(current, path=path, name=_OLD, tag=current.tag.replace(_CURRENT, _OLD), preload=None)
    skeleton = copy.deepcopy(definition.skeleton)
    skeleton.add(meta.path, path, DataType.TEXT)
    nodes = {**definition.nodes, meta.path: replace(meta, children=(*meta.children, path)), path: place}
    order = list(definition.order)
    order.insert(order.index(current.path) + 1, path)
    return replace(definition, nodes=nodes, order=tuple(order), skeleton=skeleton, _asked={})
