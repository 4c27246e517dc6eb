"""The bones of an XForm: the nodes of its model, which of them repeat, and what body and binds say of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from forms.controls import Control, plain_path, read_body
from forms.definition import Remark
from forms.errors import FormFault
from forms.expression import Element, Skeleton
from forms.lists import ChoiceList
from forms.markup import local_name, without_namespaces
from forms.values import DataType
from forms.xform.limits import MAX_NODES
from forms.xform.sources import read_lists

JAVAROSA = "http://openrosa.org/javarosa"
TEMPLATE = f"{{{JAVAROSA}}}template"
DATA_TYPES = {
    "int": DataType.INTEGER,
    "integer": DataType.INTEGER,
    "decimal": DataType.DECIMAL,
    "boolean": DataType.BOOLEAN,
    "date": DataType.DATE,
    "time": DataType.TIME,
    "dateTime": DataType.DATETIME,
    "geopoint": DataType.GEOPOINT,
}
"""The types of a bind that are more than text; whatever else stands there is kept as text."""
_METHODS = ("post", "form-data-post")


@dataclass(frozen=True, slots=True)
class Frame:
    """One form taken apart; everything by the path of its node."""

    document: Element
    model: Element
    original: Element  # the root of the instance as the form writes it
    skeleton: Skeleton
    lists: Mapping[str, ChoiceList]
    controls: Mapping[str, Control]
    repeats: Mapping[str, Element]
    elements: dict[str, Element] = field(default_factory=dict)
    templates: dict[str, Element] = field(default_factory=dict)
    binds: dict[str, Mapping[str, str]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def bind(self, path: str) -> Mapping[str, str]:
        """The attributes of a node's bind; none where it has no bind."""
        return self.binds.get(path, {})

    def structure(self, path: str) -> bool:
        """Whether a node holds nodes."""
        return self.skeleton.types[path] is DataType.STRUCTURE


def read_frame(document: Element, resources: Mapping[str, bytes]) -> Frame:
    """Take a form apart.

    Raises: FormFault: it is no form, has a node twice, or its body asks what the model lacks.
    """
    model, instance = _model(document)
    lists = read_lists(model, instance, resources)
    root = next(instance.iterchildren("*"))
    _check_namespaces(root)
    skeleton = Skeleton(local_name(root))
    skeleton.instances = set(lists)
    skeleton.namespaces = {p: u for p, u in {**document.nsmap, **root.nsmap}.items() if p and p != "f"}
    controls, repeats = read_body(document, skeleton.root)
    skeleton.repeats = set(repeats)
    frame = Frame(document, model, root, skeleton, lists, controls, repeats)
    _enter(frame, root, None)
    _match(frame, controls)
    _read_binds(frame)
    skeleton.choosers = {path for path, control in controls.items() if control.offers_choices}
    skeleton.edition = root.get("version") or root.get(f"{{{JAVAROSA}}}version") or ""
    return frame


def bare(element: Element) -> Element:
    """A part of the instance as an interview copies it: plain names, templates taken out."""
    copy = without_namespaces(element)
    copy.attrib.pop(TEMPLATE, None)
    _drop_templates(copy)
    etree.cleanup_namespaces(copy)
    return copy


def _model(document: Element) -> tuple[Element, Element]:
    model = next(document.iter("{*}model"), None)
    instance = next(model.iterchildren("{*}instance"), None) if model is not None else None
    if model is None or instance is None or next(instance.iterchildren("*"), None) is None:
        raise FormFault("not a form: it has no model with an instance")
    submission = next(model.iterchildren("{*}submission"), None)
    if submission is not None and submission.get("method", "post") not in _METHODS:
        raise FormFault(f"the submission method {submission.get('method')!r} is not known")
    return model, instance


def _check_namespaces(root: Element) -> None:
    """A submission is canonical XML, which knows no relative namespaces."""
    try:
        etree.tostring(root, method="c14n", exclusive=True)
    except etree.C14NError as fault:
        raise FormFault("a namespace in the model is not an address such as http://…") from fault


def _enter(frame: Frame, element: Element, parent: str | None) -> None:
    """One element of the instance and what is in it; further instances of a repeat only bring their template."""
    path = f"{parent or ''}/{local_name(element)}"
    repeats = path in frame.skeleton.repeats
    if path in frame.elements:
        if not repeats:
            raise FormFault("the model has this node twice", node=path)
        if element.get(TEMPLATE) is not None:
            frame.templates[path] = element
        return
    if len(frame.elements) == MAX_NODES:
        raise FormFault(f"the model has more than {MAX_NODES:,} nodes", node=path)
    control = frame.controls.get(path)
    grouped = len(element) > 0 or repeats or parent is None or (control is not None and control.tag == "group")
    frame.skeleton.add(parent, path, DataType.STRUCTURE if grouped else DataType.TEXT)
    frame.elements[path] = element
    if repeats:
        frame.templates[path] = element
    for child in element.iterchildren("*"):
        _enter(frame, child, path)


def _match(frame: Frame, controls: dict[str, Control]) -> None:
    """Every repeat and group of the body is one of the model; a question that is none is left out and remarked."""
    for path in [path for path in controls if path not in frame.elements]:
        if controls[path].tag == "group":
            raise FormFault("the body asks for a node that the model lacks", node=path)
        del controls[path]
        frame.remarks.append(Remark("CONTROL-WITHOUT-NODE", path))


def _read_binds(frame: Frame) -> None:
    for bind in frame.model.iter("{*}bind"):
        path = plain_path(bind.get("nodeset", ""), frame.skeleton.root)
        if path in frame.elements:
            frame.binds[path] = {str(name): str(value) for name, value in bind.attrib.items()}
            if not frame.structure(path):
                name = bind.get("type", "string").rpartition(":")[2]
                frame.skeleton.types[path] = DATA_TYPES.get(name, DataType.TEXT)


def _drop_templates(element: Element) -> None:
    for child in list(element.iterchildren("*")):
        if child.get(TEMPLATE) is None:
            _drop_templates(child)
        else:
            element.remove(child)
