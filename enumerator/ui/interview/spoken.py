"""An answer as people say it: the words of a choice, a date by day, month and year, numbers in their groups."""

from __future__ import annotations

import re

from forms import Interview
from forms.definition import FormDefinition, Kind, Question, path_of
from forms.identity import format_cnic

__all__ = ["MONTH_AND_YEAR", "code_of", "in_order", "plain_label", "question_of", "spoken"]

MONTH_AND_YEAR = "month-year"
"""The appearance of a date that is asked without its day."""
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_GROUPS = re.compile(r"(?<![\d\u2066])\d[\d,.:/]*(?:-[\d,.:/]*\d)+")
_URDU = re.compile(r"[\u0600-\u06FF]")
_CNIC_DIGITS = 13
_BETWEEN = {"ur": "، ", "en": ", "}


def code_of(language: str) -> str:
    """Give the code, ``en`` or ``ur``, of a language as the questionnaire names it."""
    return "ur" if language.endswith("(ur)") else "en"


def question_of(interview: Interview, ref: str) -> Question:
    """Look up what the questionnaire says of the question at a reference.

    Raises:
        KeyError: the reference is no question's.
    """
    node = interview.definition.nodes[path_of(ref)]
    if not isinstance(node, Question):
        raise KeyError(ref)
    return node


def plain_label(definition: FormDefinition, ref: str, language: str) -> str:
    """Say a question as its form has it, without the answers that stand in it; its name where it has no such one."""
    node = definition.nodes.get(path_of(ref))
    templates = node.label.by_language if node and node.label else {}
    words = "".join(part for part in templates.get(language, ()) if isinstance(part, str))
    return words or ref.rpartition("/")[2]


def spoken(interview: Interview, ref: str, value: str, language: str) -> str:
    """Say a value of a question in a language; what is no value of its type is said as it was typed."""
    question = question_of(interview, ref)
    if question.kind.chooses:
        return _labels(interview, ref, value, language)
    if question.kind is Kind.DATE:
        return _day(value, question.appearance)
    if question.kind is Kind.INTEGER and value.lstrip("-").isdigit():
        return f"{int(value):,}" if len(value) > len("9999") else value
    if question.name.endswith("cnic") and value.isdigit() and len(value) == _CNIC_DIGITS:
        return format_cnic(value)
    return value


def in_order(text: str) -> str:
    """Keep a number's groups in their order inside Urdu: without isolates 35202-1 would be read from its end."""
    return _GROUPS.sub("\u2066\\g<0>\u2069", text) if _URDU.search(text) else text


def _labels(interview: Interview, ref: str, value: str, language: str) -> str:
    labels = {choice.value: choice.label for choice in interview.choices(ref, language)}
    between = _BETWEEN[code_of(language)]
    return between.join(labels.get(code, code) for code in value.split())


def _day(value: str, appearance: str) -> str:
    date = _DATE.fullmatch(value)
    if date is None:
        return value
    year, month, day = date.groups()
    return f"{month}/{year}" if appearance == MONTH_AND_YEAR else f"{day}/{month}/{year}"
