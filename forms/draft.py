"""Drafts and submissions: an interview as bytes, and bytes as an interview's tree again."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace

from lxml import etree

from forms.definition import MISSING_NAMESPACE, FormDefinition, FormNode, Group, Question, Repeat
from forms.editing import bears_old_id, with_place_for_old_id
from forms.errors import DraftDamaged, UnknownQuestion
from forms.expression import HIDDEN_MARK, Element
from forms.instance import MISSING_ATTRIBUTE, NOTE_ATTRIBUTE, Instance, Node
from forms.markup import BadMarkup, read_markup, without_namespaces
from forms.violations import Override

_NAMESPACE = "urn:forms:draft"
_DRAFT, _KEPT, _OVERRIDE = (f"{{{_NAMESPACE}}}{name}" for name in ("draft", "kept", "override"))


@dataclass(frozen=True, slots=True)
class Found:
    """The tree in saved bytes, and whether they were what leaves the desk rather than a draft."""

    instance: Instance
    is_submission: bool


def write_draft(definition: FormDefinition, instance: Instance) -> bytes:
    """Everything of an interview: answers out of sight, mistyped text, choices as made, overrides."""
    draft = etree.Element(_DRAFT, nsmap={"draft": _NAMESPACE}, form=definition.form_id, edition=definition.edition)
    content = copy.deepcopy(instance.root.element)
    for element in content.iter("*"):
        element.tag = str(element.tag).removesuffix(HIDDEN_MARK)
    draft.append(content)
    for node in instance.root.walk():
        if node.typed or node.wanted != node.value:
            etree.SubElement(draft, _KEPT, {"ref": node.ref, "typed": node.typed, "wanted": node.wanted})
        for override in node.overrides.values():
            said = etree.SubElement(draft, _OVERRIDE, {"ref": node.ref, "rule": override.rule})
            said.attrib.update({"reason": override.reason, "officer": override.officer, "at": override.at})
            said.attrib["read"] = override.read
    # Marks leave their namespaces where they stand, even when taken back; equal drafts must be equal bytes.
    etree.cleanup_namespaces(draft, top_nsmap={**definition.namespaces, "pser": MISSING_NAMESPACE})
    return etree.tostring(draft, encoding="utf-8")


def read_draft(definition: FormDefinition, saved: bytes) -> Found:
    """The tree of a draft or of a submission; what a submission left out is put back blank.

    Raises: DraftDamaged: not XML, not of this form and edition, or it speaks of nodes that are not there.
    """
    root = _read(saved)
    if root.tag != _DRAFT:
        _check_edition(definition, root.get("id"), root.get("version", ""))
        return Found(_whole(definition, root), is_submission=True)
    _check_edition(definition, root.get("form"), root.get("edition", ""))
    instance = _whole(definition, _content(root))
    try:
        _put_beside(instance, root)
    except (UnknownQuestion, KeyError) as fault:
        raise DraftDamaged(f"the draft speaks of a node that is not there: {fault}") from fault
    return Found(instance, is_submission=False)


def read_last_saved(saved: bytes) -> Element:
    """What expressions mean by the instance saved before, from a draft or a submission of whatever edition.

    Raises: DraftDamaged: it is neither.
    """
    root = _read(saved)
    return without_namespaces(root if root.tag != _DRAFT else _content(root))


def _read(saved: bytes) -> Element:
    try:
        return read_markup(saved)
    except BadMarkup as fault:
        raise DraftDamaged(f"not readable: {fault}") from fault


def _content(draft: Element) -> Element:
    content = next((child for child in draft.iterchildren("*") if child.tag not in (_KEPT, _OVERRIDE)), None)
    if content is None:
        raise DraftDamaged("the draft is empty")
    return content


def write_submission(definition: FormDefinition, instance: Instance) -> bytes:
    """What leaves the desk: canonical XML (C14N 1.1) of the relevant nodes, with reasons for missing answers."""
    root = definition.nodes[definition.root]
    namespaces = _default(root.tag)
    namespaces.update({"pser": MISSING_NAMESPACE, **definition.namespaces})
    element = etree.Element(root.tag, dict(instance.root.element.attrib), nsmap=namespaces)
    _submit(instance.root, element)
    etree.cleanup_namespaces(element)
    return etree.tostring(element, method="c14n")


def _default(tag: str) -> dict[str | None, str]:
    namespace = etree.QName(tag).namespace
    return {None: namespace} if namespace else {}


def _submit(node: Node, element: Element) -> None:
    if node.question is not None:
        element.text = node.value or None
        return
    for children in node.children.values():
        for child in children:
            if child.shown:
                _submit(child, etree.SubElement(element, child.definition.tag, dict(child.element.attrib)))


def _check_edition(definition: FormDefinition, form_id: str | None, edition: str) -> None:
    if form_id != definition.form_id or edition != definition.edition:
        raise DraftDamaged(f"made with {form_id} {edition}, not {definition.form_id} {definition.edition}")


def _restored(definition: FormDefinition, path: str, saved: Element, model: Element) -> Element:
    """A whole instance with the saved values in it; what the saved one lacks comes from the form's model."""
    node = definition.nodes[path]
    element = etree.Element(node.name, {**model.attrib, **saved.attrib})
    _check_attributes(node, saved, model)
    if isinstance(node, Question):
        element.text = saved.text
        return element
    for child_path in node.children if isinstance(node, Group) else ():
        child = definition.nodes[child_path]
        found = list(saved.iterchildren(child.name))
        if isinstance(child, Repeat):
            blank = child.template if child.has_template else _emptied(child.template)
            wanted = _fixed_number(child, model)
            if wanted is not None:  # as many as the form has, whatever was saved
                found = found[:wanted] + [blank] * (wanted - len(found))
            element.extend(_restored(definition, child_path, each, blank) for each in found)
        else:
            own = next(model.iterchildren(child.name), None)
            own = own if own is not None else etree.Element(child.name)
            element.append(_restored(definition, child_path, found[0] if found else own, own))
    return element


def _fixed_number(repeat: Repeat, model: Element) -> int | None:
    """How many instances the form itself writes, where that is the number for good."""
    if not repeat.fixed_size or repeat.count is not None:
        return None
    return sum(1 for _ in model.iterchildren(repeat.name))


def _emptied(instance: Element) -> Element:
    """A form without a template shows what its first instance holds, not what a further one should."""
    empty = copy.deepcopy(instance)
    for element in empty.iter("*"):
        element.text = None
    return empty


def _check_attributes(node: FormNode, saved: Element, model: Element) -> None:
    """A node bears what the form gives it; a question may bear a note, and without an answer a reason it allows."""
    own = {name: value for name, value in saved.attrib.items() if model.attrib.get(name) != value}
    code = own.pop(MISSING_ATTRIBUTE, None)
    if isinstance(node, Question) and node.kind.askable and own.get(NOTE_ATTRIBUTE, "").strip():
        own.pop(NOTE_ATTRIBUTE)
    if own:
        raise DraftDamaged(f"{node.path} bears {', '.join(sorted(map(str, own)))}")
    allowed = [missing.value for missing in node.missing] if isinstance(node, Question) else []
    if code is not None and (code not in allowed or saved.text):
        raise DraftDamaged(f"{node.path} is marked {code}")


def _whole(definition: FormDefinition, saved: Element) -> Instance:
    content = without_namespaces(saved)
    if bears_old_id(content):
        definition = with_place_for_old_id(definition)
    return Instance(definition, _restored(definition, definition.root, content, definition.blank))


def _put_beside(instance: Instance, draft: Element) -> None:
    for kept in draft.iterchildren(_KEPT):
        node = instance.find(kept.attrib["ref"])
        node.typed, node.wanted = kept.attrib["typed"], kept.attrib["wanted"]
    for said in draft.iterchildren(_OVERRIDE):
        node = instance.find(said.attrib["ref"])
        override = Override(node.ref, *(said.attrib[name] for name in ("rule", "reason", "officer", "at")))
        override = replace(override, read=said.get("read", ""))  # drafts of earlier versions lack it
        node.overrides[override.rule] = override
