"""Choice lists and other tables a form brings with it, found by key without a scan."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from forms.expression.functions import Element
from forms.markup import without_namespaces


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """One list; `root` is what `instance('name')/root` means. Indexes are made at the first question for a column."""

    name: str
    root: Element
    _indexes: dict[tuple[str, str], dict[str, list[Element]]] = field(default_factory=dict, repr=False)

    def rows(self, tag: str, column: str, value: str) -> list[Element]:
        """Rows whose column holds the value, in order."""
        key = (tag, column)
        if key not in self._indexes:
            index: dict[str, list[Element]] = defaultdict(list)
            for row in self.root.iterchildren(tag):
                for cell in row.iterchildren(column):
                    index[cell.text or ""].append(row)
            self._indexes[key] = dict(index)
        return self._indexes[key].get(value, [])


def list_from_element(name: str, instance: Element) -> ChoiceList:
    """A list written inside the form."""
    first = next(instance.iterchildren("{*}*"), None)
    return ChoiceList(name, without_namespaces(first) if first is not None else etree.Element("root"))


def list_from_csv(name: str, content: bytes) -> ChoiceList:
    """A list from a file of comma (or semicolon, tab, pipe) separated values with a header row.

    Raises: ValueError: not UTF-8, or a header that cannot name columns.
    """
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    header = text.partition("\n")[0]
    delimiter = max(",;\t|", key=header.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = [column.strip() for column in next(rows, [])]
    root = etree.Element("root")
    for row in rows:
        if not any(row):
            continue
        item = etree.SubElement(root, "item")
        for column, cell in zip(columns, row, strict=False):
            if column:
                etree.SubElement(item, column).text = cell
    return ChoiceList(name, root)
