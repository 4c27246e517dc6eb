"""Which question of a newer edition is which of the older one, and which repeat: by its path, else by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from forms.definition import FormDefinition, FormNode, Question, Repeat

_Key = tuple[str, object]


def match(old: FormDefinition, new: FormDefinition) -> Mapping[str, str]:
    """Old path by new path, for questions and repeats.

    What kept its path is itself. What was moved is found by its name, where on either side only one of that name and
    kind is without a place. Around both there must stand the same repeats: what was asked of each member is no answer
    to what is asked once.
    """
    matched: dict[str, str] = {}
    for sort in (Repeat, Question):
        _match(old, new, sort, matched)
    return matched


def _match(old: FormDefinition, new: FormDefinition, sort: type[FormNode], matched: dict[str, str]) -> None:
    """Add the nodes of one sort; outer repeats stand before inner ones, which need them."""
    moved_from, moved_to = _without(old, new, sort), _without(new, old, sort)
    for path, node in new.nodes.items():
        if not isinstance(node, sort):
            continue
        chain = _chain(new, path)
        around = [matched.get(repeat) for repeat in chain]
        found = [path]
        if path in moved_to[_key(node)]:
            rivals = [rival for rival in moved_to[_key(node)] if _chain(new, rival) == chain]
            found = [each for each in moved_from[_key(node)] if len(rivals) == 1 and _chain(old, each) == around]
        if len(found) == 1 and _chain(old, found[0]) == around:
            matched[path] = found[0]


def _without(form: FormDefinition, other: FormDefinition, sort: type[FormNode]) -> Mapping[_Key, list[str]]:
    """Nodes of one sort whose path the other form does not have for that sort, by name and kind."""
    found: dict[_Key, list[str]] = defaultdict(list)
    for path, node in form.nodes.items():
        if isinstance(node, sort) and not isinstance(other.nodes.get(path), sort):
            found[_key(node)].append(path)
    return found


def _key(node: FormNode) -> _Key:
    return node.name, node.kind if isinstance(node, Question) else None


def _chain(form: FormDefinition, path: str) -> list[str]:
    """The repeats around a node, the innermost first."""
    chain: list[str] = []
    above = form.nodes[path].parent
    while above is not None:
        if isinstance(form.nodes[above], Repeat):
            chain.append(above)
        above = form.nodes[above].parent
    return chain
