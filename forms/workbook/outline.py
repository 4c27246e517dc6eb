"""The survey sheet as a tree: what stands in which group, by which path an expression finds it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from forms.expression import Skeleton
from forms.values import DataType
from forms.workbook.columns import Row, Table
from forms.workbook.kinds import Kind, kind_of

NAME = re.compile(r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?")
LIST_COLUMN = re.compile(r"[^\W\d][\w.\-]*")  # a colon would part it, for pyxform
PAIR = re.compile(r"([^\s=,;]+)\s*=\s*([^\s=,;]+)")  # one of the parameters
YES = frozenset({"yes", "Yes", "YES", "true", "True", "TRUE", "true()"})
_SIMPLE_COUNT = re.compile(r"\$\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the survey that means something: a question, or where a group or repeat begins."""

    row: Row
    kind: Kind
    name: str
    parent: str
    path: str

    @property
    def number(self) -> int:
        """Its row."""
        return self.row.number


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """A begin without its end (`opened` is its row), or an end without its begin."""

    row: int
    group: str
    opened: bool
    name: str = ""


@dataclass(frozen=True)
class Outline:
    """All items in order; rows of settings, comments and the disabled are left out."""

    root: str
    items: tuple[Item, ...]
    unbalanced: tuple[Unbalanced, ...]
    skipped: tuple[int, ...]
    by_name: Mapping[str, tuple[Item, ...]] = field(repr=False)
    skeleton: Skeleton = field(repr=False)
    meta: frozenset[str] = frozenset()  # names that the form has without a row

    @cached_property
    def names(self) -> frozenset[str]:
        """All names there are."""
        return frozenset(self.by_name)

    def named(self, name: str) -> tuple[Item, ...]:
        """The rows of that name."""
        return self.by_name.get(name, ())

    def at(self, path: str) -> Item | None:
        """The item nearest to a path, upwards."""
        paths = {item.path: item for item in self.items}
        while path and path not in paths:
            path = path.rpartition("/")[0]
        return paths.get(path)


@dataclass(slots=True)
class _Open:
    path: str
    group: str
    row: int
    name: str


def read_outline(survey: Table, root: str, instances: Sequence[str]) -> Outline:
    """Read the rows into a tree; what does not fit is listed and left out."""
    items: list[Item] = []
    unbalanced: list[Unbalanced] = []
    skipped: list[int] = []
    stack = [_Open(f"/{root}", "", 0, root)]
    for row in survey.rows:
        if not row.cells or row.text("disabled") in YES:
            continue
        if not row.text("type") and not row.has("name") and not row.has("label"):
            skipped.append(row.number)
            continue
        kind = kind_of(row.text("type"))
        if kind.does == "setting":
            continue
        if kind.does == "end":
            unbalanced.extend(_close(stack, row.number, kind.group))
            continue
        name = _name(row, kind)
        parent = f"/{root}/meta" if kind.word == "audit" else stack[-1].path
        step = name.rpartition(":")[2] if NAME.fullmatch(name) else f"row{row.number}"
        item = Item(row, kind, name, parent, f"{parent}/{step}")
        items.append(item)
        if kind.does == "begin":
            stack.append(_Open(item.path, kind.group, row.number, name))
    unbalanced.extend(Unbalanced(open_.row, open_.group, True, open_.name) for open_ in stack[1:])
    by_name: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_name[item.name].append(item)
    by_name.pop("", None)
    skeleton = _skeleton(root, items, instances)
    return Outline(
        root,
        tuple(items),
        tuple(unbalanced),
        tuple(skipped),
        {name: tuple(found) for name, found in by_name.items()},
        skeleton,
        frozenset({"instanceID"}),
    )


def _close(stack: list[_Open], row: int, group: str) -> Iterator[Unbalanced]:
    if all(open_.group != group for open_ in stack[1:]):
        yield Unbalanced(row, group, False)
        return
    while stack[-1].group != group:
        left = stack.pop()
        yield Unbalanced(left.row, left.group, True, left.name)
    stack.pop()


def _name(row: Row, kind: Kind) -> str:
    if kind.word == "audit":
        return "audit"
    return row.text("name") or (f"generated_note_name_{row.number}" if kind.word == "note" else "")


def _skeleton(root: str, items: Sequence[Item], instances: Sequence[str]) -> Skeleton:
    skeleton = Skeleton(root)
    skeleton.add(None, f"/{root}", DataType.STRUCTURE)
    skeleton.instances = {*instances, "__last-saved"}
    skeleton.namespaces = {"jr": "http://openrosa.org/javarosa", "orx": "http://openrosa.org/xforms"}
    _add(skeleton, f"/{root}", "meta", DataType.STRUCTURE)
    for item in items:
        if item.kind.word in ("csv-external", "xml-external"):
            continue
        _add(skeleton, item.parent, item.path.rpartition("/")[2], item.kind.data_type)
        if item.kind.group in ("repeat", "loop"):
            skeleton.repeats.add(item.path)
        if item.kind.or_other:
            _add(skeleton, item.parent, f"{item.path.rpartition('/')[2]}_other", DataType.TEXT)
        count = item.row.text("repeat_count")
        if item.kind.group == "repeat" and count and not _SIMPLE_COUNT.fullmatch(count):
            _add(skeleton, item.parent, f"{item.path.rpartition('/')[2]}_count", DataType.TEXT)
        if hasattr(skeleton, "choosers") and item.kind.select:
            skeleton.choosers.add(item.path)
    for name in ("instanceID", "instanceName", "deprecatedID"):
        _add(skeleton, f"/{root}/meta", name, DataType.TEXT)
    return skeleton


def _add(skeleton: Skeleton, parent: str, name: str, data_type: DataType) -> None:
    path = f"{parent}/{name}"
    if path not in skeleton.types:
        skeleton.add(parent, path, data_type)
