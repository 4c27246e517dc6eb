"""Reading XML that may come from anywhere: no entities, no network, names without their namespaces."""

from __future__ import annotations

from lxml import etree

from forms.expression.functions import Element


class BadMarkup(Exception):
    """Not XML, or XML with a document type, which no form needs and every entity bomb does."""


def read_markup(content: bytes) -> Element:
    """The root element of a document.

    Raises: BadMarkup: with the parser's reason and line.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise BadMarkup(str(fault)) from fault
    if root.getroottree().docinfo.doctype:
        raise BadMarkup("a document type is not allowed")
    return root


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def without_namespaces(element: Element) -> Element:
    """A copy in which elements have local names only; attributes keep theirs."""
    copy = etree.Element(local_name(element), dict(element.attrib))
    copy.text = element.text
    for child in element.iterchildren("*"):
        copy.append(without_namespaces(child))
    if len(copy):
        copy.text = None
    return copy
