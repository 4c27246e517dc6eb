"""What an expression gives, read as text, number, day, or yes and no."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree

from forms.values import format_number, to_days, to_number

Element = etree._Element
Value = str | float | bool | list[Element]


def text_of(value: Value) -> str:
    """A result as text: first node, plain number, true or false."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format_number(value)
    return _string(value[0]) if value else ""


def truth_of(value: Value) -> bool:
    """Whether a result holds; a node with the text "false" does not, nor a blank one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return text_of(value) not in ("", "false", "0")


def number_of(value: Value) -> float:
    """A result as number; NaN when it is none."""
    if isinstance(value, str):
        return to_number(value)
    return float(value) if isinstance(value, (bool, float)) else to_number(text_of(value))


def days_of(value: Value) -> float:
    """A result as day number."""
    return float(value) if isinstance(value, (bool, float)) else to_days(text_of(value))


def texts_of(values: Iterable[Value]) -> list[str]:
    """Every node of every node-set, and every plain value, as text."""
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            nodes = cast(list[Element | str], value)  # attributes and text() come as text
            found.extend([node if isinstance(node, str) else node.text or "" for node in nodes])
        else:
            found.append(text_of(value))
    return found


def numbers_of(values: Iterable[Value]) -> Iterator[float]:
    """Every node and every plain value as number, what is blank left out."""
    for text in texts_of(values):
        if text.isdigit() and text.isascii():
            yield float(text)  # most are whole numbers, and a roster adds them up after every answer
        elif text and not text.isspace():
            yield to_number(text)


def total(numbers: Iterable[float]) -> float:
    """The sum from left to right, as every other engine adds; `sum` of newer Pythons would round otherwise."""
    result = 0.0
    for number in numbers:
        result += number
    return result


def _string(node: Element | str) -> str:
    return node if isinstance(node, str) else node.text or ""
