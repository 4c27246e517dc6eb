"""Where an interview is held: whatever its expressions ask of the world around them, they ask here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from forms.choosing import phrase, row_label
from forms.definition import FormDefinition, Question
from forms.expression import Element
from forms.lists import ChoiceList
from forms.telling import tell
from forms.values import printable


@dataclass(slots=True)
class Desk:
    """Clock, officer, machine, language, and the instance saved before, if there is one."""

    definition: FormDefinition
    clock: Callable[[], dt.datetime]
    officer: str = ""
    device: str = ""
    last_saved: Element | None = None
    language: str = ""
    lists: dict[str, ChoiceList] = field(init=False)

    def __post_init__(self) -> None:
        self.language = self.language or self.definition.default_language
        self.lists = {
            name: ChoiceList(name, self.last_saved) if found.last_saved and self.last_saved is not None else found
            for name, found in self.definition.lists.items()
        }

    def now(self) -> dt.datetime:
        """The moment, by the desk's clock."""
        return self.clock()

    def rows(self, instance: str, tag: str, column: str, value: str) -> list[Element]:
        """Rows of a list by the text of a column."""
        found = self.lists.get(instance)
        return found.rows(tag, column, value) if found is not None else []

    def instance(self, instance: str) -> list[Element]:
        """The root of a list."""
        return [self.lists[instance].root]

    def choice_name(self, value: str, question: str, at: list[Element]) -> str:
        """The label of a choice as its question says it; blank for a code the list does not have."""
        node = self.definition.nodes[question]
        source = node.choices if isinstance(node, Question) else None
        if source is None:
            return ""
        where = at[0] if at else None
        for code, wording in source.fixed:
            if code == value:
                return tell(self.definition, wording, where, self.language).text
        rows = self.rows(source.instance, source.tag, source.value, value) if source.instance else []
        return row_label(self.definition, source, rows[0], self.language, where).text if rows else ""

    def phrase(self, text_id: str) -> str:
        """A translated text."""
        return phrase(self.definition, text_id, self.language).text

    def device_property(self, name: str) -> str:
        """Username or deviceid; blank for anything else."""
        return printable({"username": self.officer, "deviceid": self.device}.get(name, ""))
