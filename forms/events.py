"""What happens by itself in an interview: metadata noted, defaults set, values that follow other answers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from forms.choosing import phrase, row_label
from forms.definition import Action, FormDefinition, Question
from forms.errors import FormFault
from forms.expression import Element
from forms.instance import Node
from forms.recalculation import Recalculation, as_value
from forms.values import datetime_text, printable

MAX_FOLLOWED = 100  # setvalues that set each other off for ever stop here


@dataclass(slots=True)
class Desk:
    """Where an interview is held: clock, officer, machine, language. What functions ask, they ask here."""

    definition: FormDefinition
    clock: Callable[[], dt.datetime]
    officer: str = ""
    device: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        self.language = self.language or self.definition.default_language

    def now(self) -> dt.datetime:
        """The moment, by the desk's clock."""
        return self.clock()

    def rows(self, instance: str, tag: str, column: str, value: str) -> list[Element]:
        """Rows of a list by the text of a column."""
        found = self.definition.lists.get(instance)
        return found.rows(tag, column, value) if found is not None else []

    def instance(self, instance: str) -> list[Element]:
        """The root of a list."""
        return [self.definition.lists[instance].root]

    def choice_name(self, value: str, question: str) -> str:
        """The label of a choice; blank for a code the list does not have."""
        node = self.definition.nodes[question]
        source = node.choices if isinstance(node, Question) else None
        if source is None:
            return ""
        for code, wording in source.fixed:
            if code == value:
                template = wording.by_language.get(self.language) or next(iter(wording.by_language.values()))
                return "".join(part for part in template if isinstance(part, str))
        rows = self.rows(source.instance, source.tag, source.value, value) if source.instance else []
        return row_label(self.definition, source, rows[0], self.language) if rows else ""

    def phrase(self, text_id: str) -> str:
        """A translated text."""
        return phrase(self.definition, text_id, self.language)

    def device_property(self, name: str) -> str:
        """Username or deviceid; blank for anything else."""
        return printable({"username": self.officer, "deviceid": self.device}.get(name, ""))


def first_load(work: Recalculation, desk: Desk) -> None:
    """A new interview: metadata, then everything, then defaults in the order of the form, each with what follows."""
    _note_metadata(work, desk)
    for node in work.instance.root.walk():
        if node.question is not None and node.value:
            node.element.text = node.wanted = as_value(node.value, node.question.data_type)
    work.show_all()
    work.run()
    _load(work, {"odk-instance-first-load", "odk-instance-load"})


def begin_again(work: Recalculation, desk: Desk) -> None:
    """A finished interview as the next revision: metadata anew, the old id kept where the form has a place for it."""
    nodes = {node.path: node for node in work.instance.root.walk() if node.question is not None}
    current, replaced = (nodes.get(f"{work.definition.root}/meta/{name}") for name in ("instanceID", "deprecatedID"))
    if current is not None and replaced is not None:
        replaced.element.text = replaced.wanted = current.value
    _note_metadata(work, desk)
    load_again(work, desk)
    for node in work.instance.root.walk():
        if not node.shown:
            node.overrides.clear()  # on this day the question is not asked at all


def load_again(work: Recalculation, _desk: Desk) -> None:
    """A draft or submission opened again: everything worked out; only what is set at every load is set."""
    work.show_all()
    work.run()
    work.triggered()  # working out is no change
    _load(work, {"odk-instance-load"})


def _load(work: Recalculation, events: set[str]) -> None:
    for action in work.definition.actions:
        if not events.isdisjoint(action.events):
            for node in work.instance.targets(work.instance.root, 1, tuple(action.target.split("/")[2:])):
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
    return work.instance.targets(source, depth, tuple(target.split("/")[depth + 1 :]))


def _apply(work: Recalculation, action: Action, node: Node) -> None:
    question = node.question
    if question is None:
        raise FormFault("setvalue names a group", node=node.path)
    value = action.value if isinstance(action.value, str) else action.value.evaluate(node.element)
    work.set_value(node, as_value(value, question.data_type))
    work.run()


def _note_metadata(work: Recalculation, desk: Desk) -> None:
    for node in work.instance.root.walk():
        if node.question is not None and node.question.preload is not None:
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
            return f"uuid:{uuid.uuid4()}"
        case _:
            return ""
