"""Reads an ODK XForm into a questionnaire; every fault names its node."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from lxml import etree

from forms.controls import Control, plain_path, read_body
from forms.definition import (
    MISSING_NAMESPACE,
    Action,
    ChoiceSource,
    FormDefinition,
    FormNode,
    Group,
    Kind,
    Missing,
    Question,
    Repeat,
    SoftRule,
    Wording,
    language_code,
)
from forms.dependencies import Graph, Need, Task, build_graph
from forms.errors import FormFault
from forms.expression import Element, Expression, ExpressionFault, Skeleton, Want, compile_expression
from forms.lists import ChoiceList, list_from_csv, list_from_element
from forms.markup import BadMarkup, local_name, read_markup, without_namespaces
from forms.values import DataType
from forms.wording import Phrasebook, read_phrasebook

JAVAROSA = "http://openrosa.org/javarosa"
_TEMPLATE = f"{{{JAVAROSA}}}template"
_DATA_TYPES = {
    "int": DataType.INTEGER,
    "integer": DataType.INTEGER,
    "decimal": DataType.DECIMAL,
    "boolean": DataType.BOOLEAN,
    "date": DataType.DATE,
    "time": DataType.TIME,
    "dateTime": DataType.DATETIME,
    "geopoint": DataType.GEOPOINT,
}
_KINDS = {
    DataType.TEXT: Kind.TEXT,
    DataType.INTEGER: Kind.INTEGER,
    DataType.DECIMAL: Kind.DECIMAL,
    DataType.BOOLEAN: Kind.BOOLEAN,
    DataType.DATE: Kind.DATE,
    DataType.TIME: Kind.TIME,
    DataType.DATETIME: Kind.DATETIME,
    DataType.GEOPOINT: Kind.GEOPOINT,
}
_METHODS = ("post", "form-data-post")
_NO = frozenset({"", "false()"})


def parse_xform(xform: bytes, resources: Mapping[str, bytes] | None = None) -> FormDefinition:
    """Read a form.

    Args:
        xform: the XForm's bytes.
        resources: the files it refers to, by address: "jr://file-csv/districts.csv".

    Raises: FormFault: it is not a form, or is broken at a named node.
    """
    try:
        document = read_markup(xform)
    except BadMarkup as fault:
        raise FormFault(f"not a form: {fault}") from fault
    return _Reader(document, resources or {}).read(_content_hash(xform, resources or {}))


def _content_hash(xform: bytes, resources: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(xform)
    for address in sorted(resources):
        digest.update(b"\0" + address.encode() + b"\0" + hashlib.sha256(resources[address]).digest())
    return digest.hexdigest()


@dataclass(slots=True)
class _Reader:
    """One reading of one form; lives as long as parse_xform runs."""

    document: Element
    resources: Mapping[str, bytes]
    model: Element = field(init=False)
    instance: Element = field(init=False)
    skeleton: Skeleton = field(init=False)
    binds: dict[str, Element] = field(default_factory=dict)
    controls: dict[str, Control] = field(default_factory=dict)
    repeats: dict[str, Element] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    templates: dict[str, Element] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    needs: list[Need] = field(default_factory=list)
    phrasebook: Phrasebook = field(init=False)

    def read(self, content_hash: str) -> FormDefinition:
        self._find_model()
        lists = self._lists()
        self._bones(lists)
        self.phrasebook = read_phrasebook(self.model, self._output)
        self._infer_types()
        nodes = {path: self._node(path) for path in self.elements}
        actions = tuple(self._actions())
        original = next(self.instance.iterchildren("*"))
        head = self.document.find("{*}head")
        title = head.findtext("{*}title") if head is not None else None
        return FormDefinition(
            form_id=original.get("id") or local_name(original),
            edition=original.get("version") or original.get(f"{{{JAVAROSA}}}version") or "",
            title=title or "",
            languages=self.phrasebook.languages,
            default_language=self.phrasebook.default_language,
            root=f"/{self.skeleton.root}",
            nodes=nodes,
            order=tuple(self.elements),
            content_hash=content_hash,
            skeleton=self.skeleton,
            graph=self._graph(nodes),
            actions=actions,
            phrases=self.phrasebook.plain(),
            lists=lists,
            blank=self._blank(original),
            namespaces={prefix: uri for prefix, uri in original.nsmap.items() if prefix},
        )

    # ── the frame ────────────────────────────────────────────────────────────────────────────────────────────────

    def _find_model(self) -> None:
        model = next(self.document.iter("{*}model"), None)
        instance = next(model.iterchildren("{*}instance"), None) if model is not None else None
        if model is None or instance is None or next(instance.iterchildren("*"), None) is None:
            raise FormFault("not a form: it has no model with an instance")
        self.model, self.instance = model, instance
        submission = next(model.iterchildren("{*}submission"), None)
        if submission is not None and submission.get("method", "post") not in _METHODS:
            raise FormFault(f"the submission method {submission.get('method')!r} is not known")

    def _lists(self) -> dict[str, ChoiceList]:
        found: dict[str, ChoiceList] = {}
        for instance in self.model.iterchildren("{*}instance"):
            name = instance.get("id")
            if instance is self.instance or name is None:
                continue
            if name in found:
                raise FormFault(f"the list {name!r} is declared twice")
            found[name] = self._list(name, instance)
        return found

    def _list(self, name: str, instance: Element) -> ChoiceList:
        source = instance.get("src")
        if source is None or source == "jr://instance/last-saved":
            return list_from_element(name, instance)
        content = self.resources.get(source)
        if content is None:
            raise FormFault(f"the file {source} is missing", node=name)
        try:
            if source.endswith(".csv"):
                return list_from_csv(name, content)
            return ChoiceList(name, without_namespaces(read_markup(content)))
        except (ValueError, BadMarkup) as fault:
            raise FormFault(f"the file {source} cannot be read: {fault}", node=name) from fault

    def _bones(self, lists: Mapping[str, ChoiceList]) -> None:
        root = next(self.instance.iterchildren("*"))
        self.skeleton = Skeleton(local_name(root))
        self.skeleton.instances = set(lists)
        self.skeleton.namespaces = {p: u for p, u in {**self.document.nsmap, **root.nsmap}.items() if p and p != "f"}
        self.controls, self.repeats = read_body(self.document, self.skeleton.root)
        self.skeleton.repeats = set(self.repeats)
        self._enter(root, None)
        for path in (*self.controls, *self.repeats):
            if path not in self.elements:
                raise FormFault("the body asks for a node that the model lacks", node=path)
        for bind in self.model.iter("{*}bind"):
            path = plain_path(bind.get("nodeset", ""), self.skeleton.root)
            if path in self.elements:
                self.binds[path] = bind
                if self.skeleton.types[path] is not DataType.STRUCTURE:
                    name = bind.get("type", "string").rpartition(":")[2]
                    self.skeleton.types[path] = _DATA_TYPES.get(name, DataType.TEXT)

    def _enter(self, element: Element, parent: str | None) -> None:
        path = f"{parent or ''}/{local_name(element)}"
        repeats = path in self.skeleton.repeats
        if path in self.elements:
            if not repeats:
                raise FormFault("the model has this node twice", node=path)
            if element.get(_TEMPLATE) is None:
                return
        control = self.controls.get(path)
        grouped = len(element) > 0 or repeats or parent is None or (control is not None and control.tag == "group")
        if path not in self.elements:
            self.skeleton.add(parent, path, DataType.STRUCTURE if grouped else DataType.TEXT)
            self.elements[path] = element
            self.tags[path] = str(element.tag)
            for child in element.iterchildren("*"):
                self._enter(child, path)
        if repeats and (element.get(_TEMPLATE) is not None or path not in self.templates):
            self.templates[path] = element

    def _blank(self, original: Element) -> Element:
        blank = without_namespaces(original)
        _drop_templates(blank)
        etree.cleanup_namespaces(blank)
        return blank

    # ── expressions ──────────────────────────────────────────────────────────────────────────────────────────────

    def _compile(self, source: str, context: str, what: str, want: Want = Want.VALUE) -> Expression:
        try:
            return compile_expression(source, context, self.skeleton, want)
        except ExpressionFault as fault:
            raise FormFault(f"{what} `{source.strip()}`: {fault}", node=context) from fault

    def _output(self, source: str, context: str, what: str) -> Expression:
        return self._compile(source, context, f"answer quoted in a {what}")

    def _rule(self, path: str, attribute: str, task: Task, want: Want) -> Expression | None:
        bind = self.binds.get(path)
        source = bind.get(attribute, "").strip() if bind is not None else ""
        if source in _NO and want is Want.TRUTH and attribute != "relevant" and attribute != "constraint":
            return None
        if not source:
            return None
        expression = self._compile(source, path, attribute.rpartition("}")[2], want)
        self._note(path, task, expression)
        return expression

    def _note(self, path: str, task: Task, *expressions: Expression) -> None:
        self.needs.extend(Need(path, task, need) for expression in expressions for need in expression.dependencies)

    def _infer_types(self) -> None:
        """A calculation kept as text is a date, or a yes or no, when its expression gives one."""
        sources = {path: bind.get("calculate") for path, bind in self.binds.items()}
        waiting = {p: s for p, s in sources.items() if s and self.skeleton.types[p] is DataType.TEXT}
        learned = bool(waiting)
        while learned:
            learned = False
            for path, source in list(waiting.items()):
                found = self._compile(source, path, "calculate").type
                if found.temporal or found is DataType.BOOLEAN:
                    self.skeleton.types[path] = found
                    del waiting[path]
                    learned = True

    # ── nodes ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _node(self, path: str) -> FormNode:
        parent = path.rpartition("/")[0] or None
        control = self.controls.get(path)
        shared = _Shared(
            path=path,
            name=path.rpartition("/")[2],
            tag=self.tags[path],
            parent=parent,
            label=self._worded(control.label if control else None, path),
            hint=self._worded(control.hint if control else None, path),
            relevant=self._rule(path, "relevant", Task.RELEVANCE, Want.TRUTH) if parent else None,
            read_only=self._rule(path, "readonly", Task.CHECK, Want.TRUTH),
            appearance=control.appearance if control else "",
            asked=control is not None,
            attributes=tuple(self._custom(path)),
        )
        if self.skeleton.types[path] is not DataType.STRUCTURE:
            return self._question(path, control, shared)
        children = tuple(self.skeleton.children[path].values())
        if path in self.skeleton.repeats:
            return self._repeat(path, shared, children)
        return Group(**shared, children=children)

    def _worded(self, element: Element | None, path: str) -> Wording | None:
        wording = self.phrasebook.wording(element, path)
        if wording is not None:
            self._note(path, Task.WORDING, *wording.expressions)
        return wording

    def _custom(self, path: str) -> Iterator[tuple[str, str]]:
        bind = self.binds.get(path)
        prefix = f"{{{MISSING_NAMESPACE}}}"
        for name, value in bind.attrib.items() if bind is not None else ():
            if str(name).startswith(prefix):
                yield str(name).removeprefix(prefix), str(value)

    def _repeat(self, path: str, shared: _Shared, children: tuple[str, ...]) -> Repeat:
        element = self.repeats[path]
        template = without_namespaces(self.templates[path])
        template.attrib.pop(_TEMPLATE, None)
        _drop_templates(template)
        etree.cleanup_namespaces(template)
        count = None
        source = element.get(f"{{{JAVAROSA}}}count")
        if source:
            count = self._compile(source, path, "count of a repeat")
            self._note(path, Task.COUNT, count)
        fixed = (element.get(f"{{{JAVAROSA}}}noAddRemove") or "").strip() == "true()"
        fixed = fixed or count is not None
        return Repeat(**shared, children=children, template=template, count=count, fixed_size=fixed)

    def _question(self, path: str, control: Control | None, shared: _Shared) -> Question:
        bind = self.binds.get(path)
        calculation = self._rule(path, "calculate", Task.CALCULATION, Want.VALUE)
        data_type = self.skeleton.types[path]
        attributes = {str(name): str(value) for name, value in bind.attrib.items()} if bind is not None else {}
        return Question(
            **shared,
            kind=self._kind(path, control, calculation),
            data_type=data_type,
            required=self._rule(path, "required", Task.CHECK, Want.TRUTH),
            required_message=self.phrasebook.message(_text(attributes, "requiredMsg"), path),
            constraint=self._rule(path, "constraint", Task.CHECK, Want.TRUTH),
            constraint_message=self.phrasebook.message(_text(attributes, "constraintMsg"), path),
            calculation=calculation,
            soft_rules=tuple(self._soft_rules(path)),
            missing=self._missing(path),
            choices=self._choices(path, control) if control else None,
            preload=_preload(attributes),
            parameters=_parameters(control),
        )

    def _kind(self, path: str, control: Control | None, calculation: Expression | None) -> Kind:
        if control is None:
            return Kind.CALCULATE
        chosen = _CONTROL_KINDS.get(control.tag)
        if chosen is not None:
            return chosen
        bind = self.binds.get(path)
        read_only = bind is not None and bind.get("readonly", "").strip() == "true()"
        if read_only and self.skeleton.types[path] is DataType.TEXT and calculation is None:
            return Kind.NOTE
        return _KINDS[self.skeleton.types[path]]

    def _soft_rules(self, path: str) -> Iterator[SoftRule]:
        custom = dict(self._custom(path))
        for rule in sorted((name for name in custom if _SOFT_RULE.fullmatch(name)), key=lambda name: (len(name), name)):
            expression = self._compile(custom[rule], path, rule, Want.TRUTH)
            messages = {
                language: self.phrasebook.quoting(custom[f"{rule}_message_{code}"], path)
                for language, code in self._codes()
                if custom.get(f"{rule}_message_{code}")
            }
            self._note(path, Task.CHECK, expression)
            yield SoftRule(rule, expression, Wording(messages) if messages else None)

    def _codes(self) -> Iterator[tuple[str, str]]:
        """Languages with the code that custom columns name them by; a form of one language without code is English."""
        for language in self.phrasebook.languages:
            yield language, language_code(language) or "en"

    def _missing(self, path: str) -> frozenset[Missing]:
        codes = dict(self._custom(path)).get("missing", "").split()
        known = {missing.value: missing for missing in Missing}
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise FormFault(f"pser:missing knows {', '.join(known)}; not {', '.join(unknown)}", node=path)
        return frozenset(known[code] for code in codes)

    def _choices(self, path: str, control: Control) -> ChoiceSource | None:
        itemset = next(control.element.iterchildren("{*}itemset"), None)
        if itemset is None:
            fixed = tuple(self._items(path, control))
            return ChoiceSource(None, None, "", "", False, fixed) if fixed or control.tag in _CHOOSING else None
        source = itemset.get("nodeset", "")
        nodeset = self._compile(source, path, "choice list", Want.NODES)
        self._note(path, Task.CHOICES, nodeset)
        value, label = itemset.find("{*}value"), itemset.find("{*}label")
        label_ref = label.get("ref", "") if label is not None else ""
        translated = _TRANSLATED.fullmatch(label_ref)
        instance = _LIST.match(source)
        return ChoiceSource(
            nodeset,
            instance[2] if instance else None,
            _local(value.get("ref", "") if value is not None else "name"),
            translated[1] if translated else _local(label_ref),
            translated is not None,
            tag=instance[3] if instance else "",
        )

    def _items(self, path: str, control: Control) -> Iterator[tuple[str, Wording]]:
        for item in control.element.iterchildren("{*}item"):
            wording = self.phrasebook.wording(item.find("{*}label"), path)
            value = (item.findtext("{*}value") or "").strip()
            yield value, wording or Wording({self.phrasebook.default_language: (value,)})

    def _actions(self) -> Iterator[Action]:
        root = self.skeleton.root
        bind_ids = {bind.get("id", ""): bind.get("nodeset", "") for bind in self.model.iter("{*}bind")}
        for element in self.document.iter("{*}setvalue"):
            context = _body_context(element, root)
            named = bind_ids.get(element.get("bind", ""), "")
            target = plain_path(element.get("ref") or named, root, context)
            if target not in self.elements:
                raise FormFault("setvalue names a node that the model lacks", node=target)
            source = element.get("value")
            value = self._compile(source, target, "value to set") if source else (element.text or "").strip()
            events = frozenset((element.get("event") or element.get(f"{{{_EVENTS}}}event") or "").split())
            yield Action(events, target, value, context if context != f"/{root}" else None)

    def _graph(self, nodes: Mapping[str, FormNode]) -> Graph:
        parents = {path: node.parent for path, node in nodes.items()}
        return build_graph(nodes, parents, self.needs)


class _Shared(TypedDict):
    """What every node is made of."""

    path: str
    name: str
    tag: str
    parent: str | None
    label: Wording | None
    hint: Wording | None
    relevant: Expression | None
    read_only: Expression | None
    appearance: str
    asked: bool
    attributes: tuple[tuple[str, str], ...]


_EVENTS = "http://www.w3.org/2001/xml-events"
_CONTROL_KINDS = {
    "select1": Kind.SELECT_ONE,
    "select": Kind.SELECT_MULTIPLE,
    "rank": Kind.RANK,
    "trigger": Kind.ACKNOWLEDGE,
    "upload": Kind.FILE,
    "range": Kind.RANGE,
}
_CHOOSING = frozenset({"select", "select1", "rank"})
_SOFT_RULE = re.compile(r"warn\d*")
_TRANSLATED = re.compile(r"\s*jr:itext\(\s*([^)\s]+)\s*\)\s*")
_LIST = re.compile(r"(?:randomize\()?\s*instance\((['\"])(.*?)\1\)/root/([\w.-]+)")
_PARAMETERS = ("start", "end", "step", "rows", "accept", "mediatype")


def _body_context(element: Element, root: str) -> str:
    """The node that a reference inside the body is relative to: that of the nearest control around it."""
    for around in element.iterancestors():
        ref = around.get("nodeset") if local_name(around) == "repeat" else around.get("ref")
        if ref and local_name(around) in (*_CONTROL_KINDS, "input", "group", "repeat"):
            return plain_path(ref, root, _body_context(around, root))
    return f"/{root}"


def _drop_templates(element: Element) -> None:
    for child in list(element.iterchildren("*")):
        if child.get(_TEMPLATE) is None:
            _drop_templates(child)
        else:
            element.remove(child)


def _text(attributes: Mapping[str, str], name: str) -> str | None:
    return attributes.get(f"{{{JAVAROSA}}}{name}")


def _preload(attributes: Mapping[str, str]) -> tuple[str, str] | None:
    kind = _text(attributes, "preload")
    return (kind, _text(attributes, "preloadParams") or "") if kind else None


def _parameters(control: Control | None) -> tuple[tuple[str, str], ...]:
    if control is None:
        return ()
    return tuple((name, control.element.get(name, "")) for name in _PARAMETERS if control.element.get(name))


def _local(ref: str) -> str:
    return ref.strip().rpartition(":")[2]
