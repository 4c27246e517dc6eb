"""Questions, groups and repeats: what bind and control say of a node, put together into its definition."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

from forms.controls import Control
from forms.definition import (
    MISSING_NAMESPACE,
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
from forms.dependencies import Task
from forms.errors import FormFault
from forms.expression import Element, Expression, Want
from forms.values import DataType, to_number
from forms.wording import MEDIA, Phrasebook
from forms.xform.frame import JAVAROSA, TEMPLATE, Frame, bare
from forms.xform.offers import Offers
from forms.xform.rules import Rules

ODK = "http://www.opendatakit.org/xforms"
CONTROL_KINDS: Mapping[str, Kind] = {
    "select1": Kind.SELECT_ONE,
    "select": Kind.SELECT_MULTIPLE,
    "rank": Kind.RANK,
    "trigger": Kind.ACKNOWLEDGE,
    "upload": Kind.FILE,
    "range": Kind.RANGE,
}
"""What a control asks; any other asks by the type of its node."""
PARAMETERS = ("start", "end", "step", "rows", "accept", "mediatype")
"""Attributes of a control that say how it is asked."""
_AUDIT = f"{{{ODK}}}"
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
_CUSTOM = f"{{{MISSING_NAMESPACE}}}"
_SOFT_RULE = re.compile(r"warn\d*")


class _Shared(TypedDict):
    """What every node is made of."""

    path: str
    name: str
    tag: str
    parent: str | None
    label: Wording | None
    hint: Wording | None
    guidance: Wording | None
    media: Mapping[str, Wording]
    relevant: Expression | None
    read_only: Expression | None
    appearance: str
    asked: bool
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Nodes:
    """Makes the definitions of one form's nodes."""

    frame: Frame
    rules: Rules
    phrasebook: Phrasebook
    offers: Offers

    def node(self, path: str) -> FormNode:
        """The definition of one node."""
        parent = path.rpartition("/")[0] or None
        control = self.frame.controls.get(path)
        label, hint = (control.label, control.hint) if control else (None, None)
        shared = _Shared(
            path=path,
            name=path.rpartition("/")[2],
            tag=str(self.frame.elements[path].tag),
            parent=parent,
            label=self._worded(label, path),
            hint=self._worded(hint, path),
            guidance=self._worded(hint, path, "guidance"),
            media={form: said for form in MEDIA if (said := self._worded(label, path, form)) is not None},
            relevant=self.rules.rule(path, "relevant", Task.RELEVANCE, Want.TRUTH) if parent else None,
            read_only=self.rules.rule(path, "readonly", Task.CHECK, Want.TRUTH),
            appearance=control.appearance if control else "",
            asked=control is not None,
            attributes=tuple(self._custom(path).items()),
        )
        if not self.frame.structure(path):
            return self._question(path, control, shared)
        children = tuple(self.frame.skeleton.children[path].values())
        if path in self.frame.skeleton.repeats:
            return self._repeat(path, shared, children)
        return Group(**shared, children=children)

    def _worded(self, element: Element | None, path: str, form: str = "") -> Wording | None:
        wording = self.phrasebook.wording(element, path, form)
        if wording is not None:
            self.rules.note(path, Task.WORDING, *wording.expressions)
        return wording

    def _custom(self, path: str) -> dict[str, str]:
        bind = self.frame.bind(path).items()
        return {name.removeprefix(_CUSTOM): value for name, value in bind if name.startswith(_CUSTOM)}

    def _repeat(self, path: str, shared: _Shared, children: tuple[str, ...]) -> Repeat:
        element, template = self.frame.repeats[path], self.frame.templates[path]
        source = element.get(f"{{{JAVAROSA}}}count")
        count = None
        if source:
            count = self.rules.compile(source, path, "count of a repeat")
            self.rules.note(path, Task.COUNT, count)
        fixed = (element.get(f"{{{JAVAROSA}}}noAddRemove") or "").strip() == "true()"
        return Repeat(
            **shared,
            children=children,
            template=bare(template),
            count=count,
            fixed_size=fixed or count is not None,
            has_template=template.get(TEMPLATE) is not None,
        )

    def _question(self, path: str, control: Control | None, shared: _Shared) -> Question:
        bind = self.frame.bind(path)
        calculation = self.rules.rule(path, "calculate", Task.CALCULATION, Want.VALUE)
        required = self.rules.rule(path, "required", Task.CHECK, Want.TRUTH)
        constraint = self.rules.rule(path, "constraint", Task.CHECK, Want.TRUTH)
        preload, which = bind.get(f"{{{JAVAROSA}}}preload"), bind.get(f"{{{JAVAROSA}}}preloadParams", "")
        return Question(
            **shared,
            kind=self._kind(path, control, calculation),
            data_type=self.frame.skeleton.types[path],
            required=required,
            required_message=self.phrasebook.message(bind.get(f"{{{JAVAROSA}}}requiredMsg"), path),
            constraint=constraint,
            constraint_message=self.phrasebook.message(bind.get(f"{{{JAVAROSA}}}constraintMsg"), path),
            calculation=calculation,
            soft_rules=tuple(self._soft_rules(path)),
            missing=self._missing(path),
            choices=self.offers.source(path, control) if control else None,
            preload=(preload, which) if preload else None,
            parameters=tuple(_parameters(path, control, bind)),
        )

    def _kind(self, path: str, control: Control | None, calculation: Expression | None) -> Kind:
        if control is None:
            return Kind.CALCULATE
        chosen = CONTROL_KINDS.get(control.tag)
        if chosen is not None:
            return chosen
        data_type = self.frame.skeleton.types[path]
        read_only = self.frame.bind(path).get("readonly", "").strip() == "true()"
        if read_only and data_type is DataType.TEXT and calculation is None:
            return Kind.NOTE
        return _KINDS[data_type]

    def _soft_rules(self, path: str) -> Iterator[SoftRule]:
        custom = self._custom(path)
        for rule in sorted((name for name in custom if _SOFT_RULE.fullmatch(name)), key=lambda name: (len(name), name)):
            expression = self.rules.compile(custom[rule], path, rule, Want.TRUTH)
            messages = {
                language: self.phrasebook.quoting(custom[f"{rule}_message_{code}"], path)
                for language, code in self._codes()
                if custom.get(f"{rule}_message_{code}")
            }
            self.rules.note(path, Task.CHECK, expression)
            yield SoftRule(rule, expression, Wording(messages) if messages else None)

    def _codes(self) -> Iterator[tuple[str, str]]:
        """Languages with the code that custom columns name them by; a form of one language without code is English."""
        for language in self.phrasebook.languages:
            yield language, language_code(language) or "en"

    def _missing(self, path: str) -> frozenset[Missing]:
        codes = self._custom(path).get("missing", "").split()
        known = {missing.value: missing for missing in Missing}
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise FormFault(f"pser:missing knows {', '.join(known)}; not {', '.join(unknown)}", node=path)
        return frozenset(known[code] for code in codes)


def _parameters(path: str, control: Control | None, bind: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What the control says of itself, and what the bind says of an audit."""
    element = control.element if control is not None else None
    for name in PARAMETERS:
        value = element.get(name) if element is not None else None
        if value:
            if control is not None and control.tag == "range" and name in ("start", "end", "step"):
                _check_scale(path, name, value)
            yield name, value
    for name, value in bind.items():
        if name.startswith(_AUDIT):
            yield name.removeprefix(_AUDIT), value


def _check_scale(path: str, name: str, value: str) -> None:
    number = to_number(value)
    if math.isnan(number) or (name == "step" and number == 0):
        raise FormFault(f"the {name} of a range is {value!r}, which is no number it can have", node=path)
