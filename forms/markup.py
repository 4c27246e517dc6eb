"""Reading XML that may come from anywhere: no entities, no network, bounded cost, names without their namespaces."""

from __future__ import annotations

from lxml import etree

from forms.expression.functions import Element

MAX_FILE = 24 * 2**20  # bytes; the largest questionnaire met has 0.9 MB
MAX_MARKS = 2_000_000  # of "<" and "=", each of which libxml2 makes an object of: 300 MB at worst
MAX_ATTRIBUTES = 200  # of one element: taking them over costs the square of their number
_OVERLADEN = etree.XPath(f"boolean(/descendant::*[@*[{MAX_ATTRIBUTES + 1}]])")


class BadMarkup(Exception):
    """Not XML, or too much of it, or with a document type, which no form needs and every entity bomb does."""


def read_markup(content: bytes) -> Element:
    """The root element of a document.

    Raises: BadMarkup: with the parser's reason and line.
    """
    if len(content) > MAX_FILE:
        raise BadMarkup(f"larger than {MAX_FILE // 2**20} MB")
    if content.count(b"<") + content.count(b"=") > MAX_MARKS:
        raise BadMarkup(f"more than {MAX_MARKS:,} elements and attributes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise BadMarkup(str(fault)) from fault
    if root.getroottree().docinfo.doctype:
        raise BadMarkup("a document type is not allowed")
    if _OVERLADEN(root):
        raise BadMarkup(f"an element has more than {MAX_ATTRIBUTES} attributes")
    return root


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def without_namespaces(element: Element) -> Element:
    """A copy in which elements have local names only; attributes keep theirs."""
    copy = etree.Element(local_name(element), dict(element.attrib))
    copy.text = element.text
    for child in element.iterchildren("*"):
        copy.append(without_namespaces(child))
    if len(copy):
        copy.text = None
    return copy
