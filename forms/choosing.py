"""The choices of a question as they stand now: which codes are offered, under which label."""

from __future__ import annotations

from dataclasses import dataclass

from forms.definition import ChoiceSource, FormDefinition, language_code
from forms.expression import Element
from forms.instance import Node


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and its label."""

    value: str
    label: str


def offered_rows(source: ChoiceSource, node: Node) -> list[Element]:
    """The rows of the list that the filter lets through."""
    rows = source.nodeset.evaluate(node.element) if source.nodeset is not None else []
    return rows if isinstance(rows, list) else []


def offered_codes(source: ChoiceSource, node: Node) -> list[str]:
    """The codes on offer, in order."""
    if source.nodeset is None:
        return [code for code, _ in source.fixed]
    return [cell(row, source.value) for row in offered_rows(source, node)]


def cell(row: Element, column: str) -> str:
    """The text of one column of a row; "." is the row itself."""
    return (row.text or "") if column == "." else (row.findtext(column) or "")


def row_label(definition: FormDefinition, source: ChoiceSource, row: Element, language: str) -> str:
    """The label of a row: a translated text, or the column `label_<code>`, or the form's label column."""
    if source.label_is_text_id:
        return phrase(definition, cell(row, source.label), language) or cell(row, source.value)
    code = language_code(language)
    own = cell(row, f"{source.label}_{code}") if code else ""
    return own or cell(row, source.label) or cell(row, source.value)


def phrase(definition: FormDefinition, text_id: str, language: str) -> str:
    """A translated text by its id; the default language where the translation is missing."""
    for tried in (language, definition.default_language):
        template = definition.phrases.get(tried, {}).get(text_id)
        if template:
            return "".join(part for part in template if isinstance(part, str))
    return ""
