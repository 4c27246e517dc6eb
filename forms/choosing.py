"""The choices of a question as they stand now: which codes are offered, under which label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.attempting import quote, work_out
from forms.definition import ChoiceSource, FormDefinition, language_code
from forms.dependencies import Task
from forms.expression import Element, Value
from forms.instance import Node
from forms.reports import Told
from forms.telling import tell


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and its label; `fallback` marks a label that its translation lacks.

    `media` are the addresses of what is shown or played beside the label, by their kind ("image", "audio").
    """

    value: str
    label: str
    fallback: bool = False
    media: Mapping[str, str] = field(default_factory=dict)


def choices_at(definition: FormDefinition, node: Node, language: str) -> Iterator[Choice]:
    """The choices on offer at a node, with their labels; whoever calls has set `functions.AROUND`."""
    source = node.question.choices if node.question is not None else None
    if source is None:
        return
    for code, label in source.fixed:
        told = tell(definition, label, node.element, language)
        yield Choice(code, told.text, told.fallback, _media(definition, source, code, node, language))
    for row in _rows(quote(source.nodeset, node.element) if source.nodeset is not None else ""):
        told = row_label(definition, source, row, language, node.element)
        media = _media(definition, source, cell(row, source.label), node, language)
        yield Choice(cell(row, source.value), told.text, told.fallback, media)


def offered_codes(source: ChoiceSource, node: Node) -> list[str]:
    """The codes on offer, in order."""
    if source.nodeset is None:
        return [code for code, _ in source.fixed]
    return [cell(row, source.value) for row in _rows(work_out(node, Task.CHOICES, source.nodeset))]


def may_fail(source: ChoiceSource) -> bool:
    """Whether what the list offers may take too long to tell: it asks for a pattern."""
    return source.nodeset is not None and "regex" in source.nodeset.functions


def still_offered(source: ChoiceSource, node: Node, *, several: bool) -> str:
    """What is left of the choice as it was made, now that the list may offer less."""
    offered = set(offered_codes(source, node))
    if several:
        return " ".join(code for code in node.wanted.split() if code in offered)
    return node.wanted if node.wanted in offered else ""


def cell(row: Element, column: str) -> str:
    """The text of one column of a row; "." is the row itself."""
    return (row.text or "") if column == "." else (row.findtext(column) or "")


def row_label(
    definition: FormDefinition, source: ChoiceSource, row: Element, language: str, at: Element | None
) -> Told:
    """The label of a row: a translated text, or the column `label_<code>`, or the form's label column.

    A list that has no column for a language at all is one that needs no translation, such as names of places. Answers
    that a label quotes are those of the question at hand; where there is none they are left out.
    """
    code = cell(row, source.value)
    if source.label_is_text_id:
        text_id = cell(row, source.label)
        quoting = source.quoting.get(text_id)
        told = tell(definition, quoting, at, language) if quoting else phrase(definition, text_id, language)
        return told if told.text else Told(code, language)
    own = row.find(f"{source.label}_{language_code(language)}") if language_code(language) else None
    if own is not None and own.text:
        return Told(own.text, language)
    text = cell(row, source.label) or code
    default = definition.default_language
    return Told(text, default, fallback=True) if own is not None and language != default else Told(text, language)


def phrase(definition: FormDefinition, text_id: str, language: str) -> Told:
    """A translated text by its id; the default language where the translation is missing."""
    for tried in (language, definition.default_language):
        template = definition.phrases.get(tried, {}).get(text_id)
        if template:
            text = "".join(part for part in template if isinstance(part, str))
            return Told(text, tried, fallback=tried != language)
    return Told("", language)


def _rows(found: Value) -> list[Element]:
    return found if isinstance(found, list) else []


def _media(definition: FormDefinition, source: ChoiceSource, key: str, node: Node, language: str) -> Mapping[str, str]:
    found = source.media.get(key, {})
    return {kind: tell(definition, address, node.element, language).text for kind, address in found.items()}
