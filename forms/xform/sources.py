"""The lists and tables a form brings: written in it, or in files beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from forms.errors import FormFault
from forms.expression import Element
from forms.lists import ChoiceList, list_from_csv, list_from_element, list_from_geojson, list_from_xml
from forms.markup import BadMarkup

LAST_SAVED = "jr://instance/last-saved"
READERS: Mapping[str, Callable[[str, bytes], ChoiceList]] = {
    ".csv": list_from_csv,
    ".xml": list_from_xml,
    ".geojson": list_from_geojson,
}
"""How a file is read, by the ending of its address; without a known ending it is XML."""


def read_lists(model: Element, primary: Element, resources: Mapping[str, bytes]) -> dict[str, ChoiceList]:
    """Every further instance of a model by its id.

    Raises: FormFault: declared twice, or its file is missing or cannot be read.
    """
    found: dict[str, ChoiceList] = {}
    for instance in model.iterchildren("{*}instance"):
        name = instance.get("id")
        if instance is primary or name is None:
            continue
        if name in found:
            raise FormFault(f"the list {name!r} is declared twice")
        found[name] = _read(name, instance, resources)
    return found


def _read(name: str, instance: Element, resources: Mapping[str, bytes]) -> ChoiceList:
    source = instance.get("src")
    if source is None:
        return list_from_element(name, instance)
    if source == LAST_SAVED:
        return ChoiceList(name, etree.Element("root"), last_saved=True)
    content = resources.get(source)
    if content is None:
        raise FormFault(f"the file {source} is missing", node=name)
    reader = next((reader for ending, reader in READERS.items() if source.endswith(ending)), list_from_xml)
    try:
        return reader(name, content)
    except (ValueError, BadMarkup) as fault:
        raise FormFault(f"the file {source} cannot be read: {fault}", node=name) from fault
