"""Values that events set: at first load, at every load, in a new repeat instance, when another answer changes."""

from __future__ import annotations

from collections.abc import Iterator

from forms.controls import ASKING, plain_path
from forms.definition import Action, Remark
from forms.errors import FormFault
from forms.expression import Element
from forms.markup import local_name
from forms.xform.frame import Frame
from forms.xform.rules import Rules

_EVENTS = "http://www.w3.org/2001/xml-events"


def read_actions(frame: Frame, rules: Rules) -> Iterator[Action]:
    """Every setvalue of a form; one that sets an attribute is left out and remarked.

    Raises: FormFault: it names a group, or a node that the model lacks.
    """
    root = frame.skeleton.root
    by_id = {bind.get("id", ""): bind.get("nodeset", "") for bind in frame.model.iter("{*}bind")}
    for element in frame.document.iter("{*}setvalue"):
        context = _context(element, root)
        target = plain_path(element.get("ref") or by_id.get(element.get("bind", ""), ""), root, context)
        if "/@" in target:
            frame.remarks.append(Remark("ATTRIBUTE-NOT-SET", target))
            continue
        if target not in frame.elements:
            raise FormFault("setvalue names a node that the model lacks", node=target)
        if frame.structure(target):
            raise FormFault("setvalue names a group", node=target)
        source = element.get("value")
        value = rules.compile(source, target, "value to set") if source else (element.text or "").strip()
        events = frozenset((element.get("event") or element.get(f"{{{_EVENTS}}}event") or "").split())
        yield Action(events, target, value, context if context != f"/{root}" else None)


def _context(element: Element, root: str) -> str:
    """The node that a reference inside the body is relative to: that of the nearest control around it."""
    for around in element.iterancestors():
        ref = around.get("nodeset") if local_name(around) == "repeat" else around.get("ref")
        if ref and local_name(around) in (*ASKING, "group", "repeat"):
            return plain_path(ref, root, _context(around, root))
    return f"/{root}"
