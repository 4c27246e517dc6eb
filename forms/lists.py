"""Choice lists and other tables a form brings with it, found by key without a scan."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from forms.expression.functions import Element
from forms.markup import MAX_FILE, read_markup, without_namespaces

MAX_CELLS = 1_000_000  # of one list; 25,000 villages with six columns are 150,000
Positions = dict[str, list[int]]
_COLUMN = re.compile(r"[^\W\d][\w.\-]*")  # what no expression could name is left out


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """One list; `root` is what `instance('name')/root` means.

    A form says when it is read for which columns it will ask, and their indexes are made then: whoever opens a question
    of 25,000 villages waits for the villages of one tehsil only.
    """

    name: str
    root: Element
    last_saved: bool = False  # not a list at all, but the instance of this form that was saved before
    _rows: dict[str, list[Element]] = field(default_factory=dict, repr=False)
    _indexes: dict[tuple[str, str], Positions] = field(default_factory=dict, repr=False)

    def rows(self, tag: str, column: str, value: str) -> list[Element]:
        """Rows whose column holds the value, in order."""
        found = self.index(tag, column).get(value)
        rows = self.all_rows(tag) if found else []
        return [rows[place] for place in found] if found else []

    def index(self, tag: str, column: str) -> Positions:
        """Which rows hold which text in a column."""
        key = (tag, column)
        if key not in self._indexes:
            index: Positions = {}
            for place, row in enumerate(self.all_rows(tag)):
                for cell in row.iterchildren(column):
                    index.setdefault(cell.text or "", []).append(place)
            self._indexes[key] = index
        return self._indexes[key]

    def all_rows(self, tag: str) -> list[Element]:
        """Every row of a tag, in order."""
        if tag not in self._rows:
            self._rows[tag] = list(self.root.iterchildren(tag))
        return self._rows[tag]


def list_from_element(name: str, instance: Element) -> ChoiceList:
    """A list written inside the form."""
    first = next(instance.iterchildren("{*}*"), None)
    return ChoiceList(name, without_namespaces(first) if first is not None else etree.Element("root"))


def list_from_xml(name: str, content: bytes) -> ChoiceList:
    """A list from a file of XML.

    Raises: BadMarkup: it is none.
    """
    return ChoiceList(name, without_namespaces(read_markup(content)))


def list_from_csv(name: str, content: bytes) -> ChoiceList:
    """A list from a file of comma (or semicolon, tab, pipe) separated values with a header row.

    Raises: ValueError: not UTF-8, too large, or a header that cannot name columns.
    """
    text = _text(content).replace("\r\n", "\n").replace("\r", "\n")
    header = text.partition("\n")[0]
    delimiter = max(",;\t|", key=header.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        columns = [column.strip() for column in next(rows, [])]
        return _table(name, columns, (row for row in rows if any(row)))
    except csv.Error as fault:
        raise ValueError(str(fault)) from fault


def list_from_geojson(name: str, content: bytes) -> ChoiceList:
    """A list from the places of a GeoJSON file: their properties, their id, and where they are as ODK writes it.

    Raises: ValueError: no collection of features, or too large.
    """
    text = _text(content)
    try:
        collection = json.loads(text)
        features = collection["features"]
        properties = [{**feature["properties"], "geometry": _geometry(feature["geometry"])} for feature in features]
        for found, feature in zip(properties, features, strict=True):
            found.setdefault("id", feature.get("id"))
    except (RecursionError, LookupError, TypeError, AttributeError, ValueError) as fault:
        raise ValueError("not a collection of GeoJSON features") from fault
    columns = list(dict.fromkeys(column for found in properties for column in found))
    return _table(name, columns, ([_cell(found.get(column)) for column in columns] for found in properties))


def _text(content: bytes) -> str:
    if len(content) > MAX_FILE:
        raise ValueError(f"larger than {MAX_FILE // 2**20} MB")
    return content.decode("utf-8-sig")


def _table(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> ChoiceList:
    root = etree.Element("root")
    columns = [column if _COLUMN.fullmatch(column) else "" for column in columns]
    if not any(columns):
        raise ValueError("no column has a name")
    cells = 0
    for row in rows:
        cells += len(row)
        if cells > MAX_CELLS:
            raise ValueError(f"more than {MAX_CELLS:,} cells")
        item = etree.SubElement(root, "item")
        for column, cell in zip(columns, row, strict=False):
            if column:
                etree.SubElement(item, column).text = cell
    return ChoiceList(name, root)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _geometry(geometry: dict[str, object]) -> str:
    """Latitude, longitude, altitude, accuracy; the corners of a line or of an outer ring with semicolons between."""
    return "; ".join(f"{latitude} {longitude} 0 0" for longitude, latitude in _corners(geometry["coordinates"]))


def _corners(coordinates: object) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list) or not coordinates:
        raise TypeError("no coordinates")
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
        return
    ring = coordinates[0] if isinstance(coordinates[0][0], list) else coordinates
    for longitude, latitude, *_ in ring:
        yield longitude, latitude
