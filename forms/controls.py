"""Reads the body of an XForm: which control asks which node, what repeats, what sets values."""

from __future__ import annotations

from dataclasses import dataclass

from forms.expression import Element
from forms.expression.skeleton import parent_of
from forms.markup import local_name

ASKING = frozenset({"input", "select", "select1", "rank", "trigger", "upload", "range", "secret"})
"""Controls that ask one question each."""
CHOOSING = frozenset({"select", "select1", "rank"})
_LABELS = frozenset({"label", "hint"})


@dataclass(slots=True)
class Control:
    """One control of the body."""

    tag: str
    element: Element
    label: Element | None = None
    hint: Element | None = None
    appearance: str = ""

    @property
    def offers_choices(self) -> bool:
        """Whether whoever answers picks from a list."""
        return self.tag in CHOOSING or next(self.element.iterchildren("{*}item", "{*}itemset"), None) is not None


def read_body(document: Element, root: str) -> tuple[dict[str, Control], dict[str, Element]]:
    """Controls by the path they ask, and the repeat elements by theirs."""
    controls: dict[str, Control] = {}
    repeats: dict[str, Element] = {}
    body = next(document.iterchildren("{*}body"), None)
    if body is not None:
        _read(body, f"/{root}", root, controls, repeats)
    return controls, repeats


def plain_path(ref: str, root: str, context: str = "") -> str:
    """A reference as a path without prefixes or indexes; relative ones against the context (by default the root)."""
    ref = ref.strip()
    path = "" if ref.startswith("/") else context or f"/{root}"
    for step in ref.split("/"):
        name = step.partition("[")[0].rpartition(":")[2]
        if name == "..":
            path = parent_of(path)
        elif name in ("current()", "instance()"):
            path = context
        elif name not in ("", "."):
            path = f"{path}/{name}"
    return path


def _read(parent: Element, context: str, root: str, controls: dict[str, Control], repeats: dict[str, Element]) -> None:
    for element in parent.iterchildren("*"):
        tag = local_name(element)
        ref = element.get("nodeset") if tag == "repeat" else element.get("ref")
        path = plain_path(ref, root, context) if ref else context
        if tag == "repeat":
            repeats.setdefault(path, element)
        if ref and (tag in ASKING or tag in ("group", "repeat")):
            _enter(path, "group" if tag == "repeat" else tag, element, controls)
        if tag in ("group", "repeat"):
            _read(element, path, root, controls, repeats)


def _enter(path: str, tag: str, element: Element, controls: dict[str, Control]) -> None:
    control = controls.setdefault(path, Control(tag, element))
    parts = {local_name(child): child for child in element.iterchildren("*") if local_name(child) in _LABELS}
    control.label = parts.get("label") if control.label is None else control.label
    control.hint = parts.get("hint") if control.hint is None else control.hint
    control.appearance = control.appearance or element.get("appearance", "")
