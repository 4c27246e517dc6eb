"""What happens by itself in an interview: metadata noted, defaults set, values that follow other answers."""

from __future__ import annotations

import uuid
from collections.abc import Set

from forms.accepting import as_value
from forms.definition import Action
from forms.desk import Desk
from forms.errors import Unworkable
from forms.instance import Node
from forms.recalculation import Recalculation
from forms.values import datetime_text

_BEGINNINGS = frozenset({"odk-instance-first-load", "odk-new-repeat"})
MAX_FOLLOWED = 100  # setvalues that set each other off for ever stop here


def first_load(work: Recalculation, desk: Desk) -> None:
    """A new interview: metadata, then everything, then defaults in the order of the form, each with what follows."""
    _begin(work, desk, frozenset())
    work.show_all()
    work.run()
    _load(work, {"odk-instance-first-load", "odk-instance-load"})


def bring_over(work: Recalculation, desk: Desk, had: Set[str]) -> None:
    """A draft of another edition: questions that it did not have begin as in a fresh interview, all else stays."""
    _begin(work, desk, had)
    load_again(work, desk)
    for action in work.definition.actions:
        if action.target not in had and not _BEGINNINGS.isdisjoint(action.events):
            for node in work.instance.root.descend(tuple(action.target.split("/")[2:])):
                if not node.value:
                    _apply(work, action, node)
    follow(work)


def begin_again(work: Recalculation, desk: Desk) -> None:
    """A finished interview as the next revision: metadata anew, the old id kept where the form has a place for it."""
    _keep_old_id(work)
    _note_metadata(work, desk)
    load_again(work, desk)
    for node in work.instance.root.walk():
        if not node.shown:
            node.overrides.clear()  # on this day the question is not asked at all


def edit(work: Recalculation, desk: Desk) -> None:
    """A submission taken up again to correct it: an id of its own, the old one beside it, all else as it was."""
    _keep_old_id(work)
    load_again(work, desk)


def _keep_old_id(work: Recalculation) -> None:
    at = {node.path: node for node in work.instance.root.walk() if node.question is not None}
    current, old = (at.get(f"{work.definition.root}/meta/{name}") for name in ("instanceID", "deprecatedID"))
    if current is not None and old is not None and current.value:
        old.element.text = old.wanted = current.value
        current.element.text = current.wanted = new_id()


def new_id() -> str:
    """An id that no other instance has."""
    return f"uuid:{uuid.uuid4()}"


def load_again(work: Recalculation, _desk: Desk) -> None:
    """A draft or submission opened again: everything worked out; only what is set at every load is set."""
    work.show_all()
    work.run()
    work.triggered()  # working out is no change
    _load(work, {"odk-instance-load"})


def _load(work: Recalculation, events: set[str]) -> None:
    for action in work.definition.actions:
        if not events.isdisjoint(action.events):
            for node in work.instance.root.descend(tuple(action.target.split("/")[2:])):
                _apply(work, action, node)
    new_repeats(work)
    follow(work)


def new_repeats(work: Recalculation) -> None:
    """Defaults of the repeat instances that were added."""
    while work.added:
        instance = work.added.pop(0)
        for action in work.definition.actions:
            if "odk-new-repeat" in action.events and action.source == instance.path:
                for node in _targets(work, instance, action.target):
                    _apply(work, action, node)


def follow(work: Recalculation) -> None:
    """Values that are set when another answer changes, and what they set off in turn."""
    sources = {action.source for action in work.definition.actions if "xforms-value-changed" in action.events}
    for _ in range(MAX_FOLLOWED):
        changed = [node for node in work.triggered() if node.path in sources]
        if not changed:
            return
        for source in changed:
            for action in work.definition.actions:
                if action.source == source.path and "xforms-value-changed" in action.events:
                    for node in _targets(work, source, action.target):
                        _apply(work, action, node)


def _targets(work: Recalculation, source: Node, target: str) -> list[Node]:
    """The target in the same instances of the repeats that both stand in."""
    shared = work.definition.skeleton.own_repeat(target, source.path) or work.definition.root
    depth = shared.count("/")
    return source.climb(depth).descend(tuple(target.split("/")[depth + 1 :]))


def _apply(work: Recalculation, action: Action, node: Node) -> None:
    question = node.question
    if question is None or not node.shown:
        return  # what is out of sight is not asked, and is given nothing; nor is it made up for when it appears
    try:
        value = action.value if isinstance(action.value, str) else action.value.evaluate(node.element)
    except Unworkable as fault:
        work.leave_blank(node, typed=fault.source)  # it stands there as what is no answer, until somebody gives one
    else:
        work.set_value(node, as_value(value, question.data_type))
    work.run()


def _begin(work: Recalculation, desk: Desk, had: Set[str]) -> None:
    """Metadata, and what the form writes into its questions, but those that there were before."""
    _note_metadata(work, desk, had)
    for node in work.instance.root.walk():
        if node.question is not None and node.value and node.path not in had:
            node.element.text = node.wanted = as_value(node.value, node.question.data_type)


def _note_metadata(work: Recalculation, desk: Desk, had: Set[str] = frozenset()) -> None:
    for node in work.instance.root.walk():
        if node.question is not None and node.question.preload is not None and node.path not in had:
            node.element.text = node.wanted = _preloaded(node.question.preload, desk) or node.value


def _preloaded(preload: tuple[str, str], desk: Desk) -> str:
    kind, parameter = preload
    match kind:
        case "timestamp":
            return datetime_text(desk.now()) if parameter == "start" else ""
        case "date":
            return desk.now().date().isoformat()
        case "property":
            return desk.device_property(parameter)
        case "uid":
            return new_id()
        case _:
            return ""
