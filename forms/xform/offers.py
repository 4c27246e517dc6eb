"""Where the choices of a question come from: items written in its control, or the rows of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from forms.controls import CHOOSING, Control
from forms.definition import ChoiceSource, Wording
from forms.dependencies import Task
from forms.expression import Element, Want
from forms.wording import MEDIA, Phrasebook
from forms.xform.frame import Frame
from forms.xform.rules import Rules

_TRANSLATED = re.compile(r"\s*jr:itext\(\s*([^)\s]+)\s*\)\s*")
_LIST = re.compile(r"(?:randomize\()?\s*instance\((['\"])(.*?)\1\)/root/([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Offers:
    """Makes the choice sources of one form."""

    frame: Frame
    rules: Rules
    phrasebook: Phrasebook
    _named: dict[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)
    _shown: dict[tuple[str, str, str], Mapping[str, Mapping[str, Wording]]] = field(default_factory=dict)

    def source(self, path: str, control: Control) -> ChoiceSource | None:
        """What a control offers; None where it offers nothing because it asks for something else."""
        itemset = next(control.element.iterchildren("{*}itemset"), None)
        if itemset is None:
            items = tuple(control.element.iterchildren("{*}item"))
            if not items and control.tag not in CHOOSING:
                return None
            media = {_code(item): found for item in items if (found := self._beside(item, path))}
            return ChoiceSource(None, None, "", "", False, tuple(self._items(path, items)), media=media)
        source = itemset.get("nodeset", "")
        nodeset = self.rules.compile(source, path, "choice list", Want.NODES)
        self.rules.note(path, Task.CHOICES, nodeset)
        value, label = itemset.find("{*}value"), itemset.find("{*}label")
        label_ref = label.get("ref", "") if label is not None else ""
        translated = _TRANSLATED.fullmatch(label_ref)
        named = _LIST.match(source)
        instance, tag = (named[2], named[3]) if named else (None, "")
        code = _column(value.get("ref", "") if value is not None else "name")
        text = translated[1] if translated else _column(label_ref)
        if instance is not None and instance in self.frame.lists:
            self.rules.lookups.add((instance, tag, code))  # labels of chosen codes are asked for by the code
        return ChoiceSource(
            nodeset,
            instance,
            code,
            text,
            translated is not None,
            tag=tag,
            quoting=self._quoting_labels(path, instance, tag, text) if translated and instance else {},
            media=self._media(instance, tag, text) if translated and instance else {},
        )

    def _items(self, path: str, items: Iterable[Element]) -> Iterator[tuple[str, Wording]]:
        for item in items:
            wording = self.phrasebook.wording(item.find("{*}label"), path)
            if wording is not None:
                self.rules.note(path, Task.WORDING, *wording.expressions)
            yield _code(item), wording or Wording({self.phrasebook.default_language: (_code(item),)})

    def _beside(self, item: Element, path: str) -> dict[str, Wording]:
        label = item.find("{*}label")
        return {form: said for form in MEDIA if (said := self.phrasebook.wording(label, path, form)) is not None}

    def _quoting_labels(self, path: str, instance: str, tag: str, column: str) -> dict[str, Wording]:
        """Labels that quote answers say something else in every place: they belong to the question, not to the list."""
        text_ids = [each for each in self._text_ids(instance, tag, column) if each in self.phrasebook.quoting_ids]
        labels = {text_id: said for text_id in text_ids if (said := self.phrasebook.by_id(text_id, path)) is not None}
        for wording in labels.values():
            self.rules.note(path, Task.WORDING, *wording.expressions)
        return labels

    def _media(self, instance: str, tag: str, column: str) -> Mapping[str, Mapping[str, Wording]]:
        """Pictures and sounds say the same in every place: all questions of a list share them."""
        key = (instance, tag, column)
        if key not in self._shown:
            text_ids = self._text_ids(*key)
            self._shown[key] = {each: found for each in text_ids if (found := self.phrasebook.media(each))}
        return self._shown[key]

    def _text_ids(self, instance: str, tag: str, column: str) -> tuple[str, ...]:
        key = (instance, tag, column)
        if key not in self._named:
            rows = self.frame.lists[instance].root.iterchildren(tag)
            self._named[key] = tuple(dict.fromkeys(row.findtext(column) or "" for row in rows))
        return self._named[key]


def _code(item: Element) -> str:
    return (item.findtext("{*}value") or "").strip()


def _column(ref: str) -> str:
    return ref.strip().rpartition(":")[2]
