"""Reads an ODK XForm into a questionnaire; every fault names its node.

First the bones (`frame`), then the types of calculations, then every node with its rules, texts and choices (`nodes`,
`rules`, `offers`), the values that events set (`actions`), and last the graph of who must be recomputed when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from forms.definition import FormDefinition
from forms.dependencies import build_graph
from forms.errors import FormFault
from forms.markup import BadMarkup, local_name, read_markup
from forms.quoting import quoted_needs
from forms.wording import read_phrasebook
from forms.xform.actions import read_actions
from forms.xform.frame import Frame, bare, read_frame
from forms.xform.nodes import Nodes
from forms.xform.offers import Offers
from forms.xform.rules import Rules

__all__ = ["content_hash", "parse_xform"]


def parse_xform(xform: bytes, resources: Mapping[str, bytes] | None = None) -> FormDefinition:
    """Read a form, which may come from anywhere: what it can cost is bounded.

    Args:
        xform: the XForm's bytes.
        resources: the files it refers to, by address: "jr://file-csv/districts.csv".

    Raises: FormFault: it is not a form, is too large, or is broken at a named node.
    """
    files = resources or {}
    try:
        document = read_markup(xform)
    except BadMarkup as fault:
        raise FormFault(f"not a form: {fault}") from fault
    return _definition(read_frame(document, files), content_hash(xform, files))


def content_hash(xform: bytes, resources: Mapping[str, bytes]) -> str:
    """The SHA-256, in hex, of a form and of every file it comes with."""
    digest = hashlib.sha256(xform)
    for address in sorted(resources):
        digest.update(b"\0" + address.encode() + b"\0" + hashlib.sha256(resources[address]).digest())
    return digest.hexdigest()


def _definition(frame: Frame, content: str) -> FormDefinition:
    rules = Rules(frame)
    rules.infer_types()
    phrasebook = read_phrasebook(frame.model, rules.output)
    nodes = Nodes(frame, rules, phrasebook, Offers(frame, rules, phrasebook))
    defined = {path: nodes.node(path) for path in frame.elements}
    rules.needs.extend(quoted_needs(rules.naming, defined))
    actions = tuple(read_actions(frame, rules))
    for name, tag, column in sorted(rules.lookups):
        frame.lists[name].index(tag, column)
    head = frame.document.find("{*}head")
    return FormDefinition(
        form_id=frame.original.get("id") or local_name(frame.original),
        edition=frame.skeleton.edition,
        title=(head.findtext("{*}title") if head is not None else None) or "",
        languages=phrasebook.languages,
        default_language=phrasebook.default_language,
        root=f"/{frame.skeleton.root}",
        nodes=defined,
        order=tuple(frame.elements),
        content_hash=content,
        skeleton=frame.skeleton,
        graph=build_graph({path: node.parent for path, node in defined.items()}, frame.skeleton.repeats, rules.needs),
        actions=actions,
        phrases=phrasebook.plain(),
        lists=frame.lists,
        blank=bare(frame.original),
        namespaces={prefix: uri for prefix, uri in frame.original.nsmap.items() if prefix},
        remarks=tuple(frame.remarks),
    )
