"""A definition as bytes, and such bytes as a definition again.

The bytes are a pickle that is read by the names of a form's own classes and no others: it can be wrong, not dangerous.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from lxml import etree

from forms import definition as defined
from forms.definition import FormDefinition
from forms.dependencies import Edge, Graph, Task
from forms.expression import Dependency, Element, Expression, Skeleton
from forms.lists import ChoiceList, Positions
from forms.markup import BadMarkup, read_markup
from forms.values import DataType

_PROTOCOL = 5
_Parts = tuple[Callable[..., Any], tuple[Any, ...]]  # what makes a thing, and what it makes it of


class BadPack(Exception):
    """The bytes are no definition."""


def pack(definition: FormDefinition) -> bytes:
    """A definition as bytes."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, _PROTOCOL)
    pickler.dispatch_table = _PARTS
    pickler.dump(definition)
    return buffer.getvalue()


def unpack(content: bytes) -> FormDefinition:
    """The definition in such bytes.

    Raises: BadPack: there is none, or they ask for anything that is no part of one.
    """
    try:
        found = _Reader(io.BytesIO(content)).load()
    except _UNREADABLE as fault:
        raise BadPack(type(fault).__name__) from fault
    if not isinstance(found, FormDefinition):
        raise BadPack(type(found).__name__)
    return found


def element(content: bytes) -> Element:
    """A part of a form's instance, as it was written."""
    return read_markup(content)


def choice_list(
    name: str, content: bytes, last_saved: bool, indexes: Mapping[tuple[str, str], Positions]
) -> ChoiceList:
    """A list with its indexes."""
    found = ChoiceList(name, read_markup(content), last_saved, _indexes=dict(indexes))
    for tag, _ in indexes:
        found.all_rows(tag)
    return found


def _element_parts(found: Element) -> _Parts:
    return element, (etree.tostring(found, encoding="utf-8", with_tail=False),)


def _list_parts(found: ChoiceList) -> _Parts:
    content = etree.tostring(found.root, encoding="utf-8", with_tail=False)
    return choice_list, (found.name, content, found.last_saved, found._indexes)


def _enum_parts(found: Enum) -> _Parts:
    return type(found), (found.value,)


_ENUMS: tuple[type[Enum], ...] = (defined.Kind, defined.Missing, DataType, Task)
_RECORDS: tuple[type, ...] = (
    *(FormDefinition, defined.Question, defined.Group, defined.Repeat, defined.Wording, defined.SoftRule),
    *(defined.ChoiceSource, defined.Action, defined.Remark),
    *(Expression, Dependency, Skeleton, Graph, Edge),
)
_ALLOWED: Mapping[tuple[str, str], object] = {
    **{(each.__module__, each.__name__): each for each in (*_ENUMS, *_RECORDS)},
    **{(made_by.__module__, made_by.__name__): made_by for made_by in (element, choice_list)},
}
_PARTS: Mapping[type, Callable[[Any], _Parts]] = {
    etree._Element: _element_parts,
    ChoiceList: _list_parts,
    **dict.fromkeys(_ENUMS, _enum_parts),
}
# Whatever a file that passed for whole can do to the unpickler; each means: not one of ours.
_UNREADABLE = (
    *(pickle.UnpicklingError, BadMarkup, EOFError, MemoryError, RecursionError, OverflowError),
    *(AttributeError, IndexError, KeyError, TypeError, ValueError),
)


class _Reader(pickle.Unpickler):
    """Makes what definitions are made of, and nothing else."""

    def find_class(self, module: str, name: str) -> object:
        """A class by name, if it is one of those."""
        found = _ALLOWED.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a form")
        return found
