"""Expressions of a form: read by our grammar, rewritten, evaluated by libxml2."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import cast

from lxml import etree

from forms.errors import Unworkable
from forms.expression.chance import lasting_seed, randomize
from forms.expression.coercion import as_truth
from forms.expression.functions import EXTENSIONS, NAMESPACE
from forms.expression.patterns import PatternTooSlow
from forms.expression.reading import HIDDEN_MARK, Dependency
from forms.expression.results import Element, Value
from forms.expression.rewriting import rewrite
from forms.expression.signatures import FUNCTIONS, Function
from forms.expression.skeleton import Skeleton
from forms.expression.syntax import ExpressionFault, parse
from forms.values import DataType

__all__ = [
    "FUNCTIONS",
    "HIDDEN_MARK",
    "Dependency",
    "Element",
    "Expression",
    "ExpressionFault",
    "Function",
    "Skeleton",
    "Value",
    "Want",
    "compile_expression",
    "parse",
]


class Want(Enum):
    """What an expression is asked for."""

    VALUE = auto()
    TRUTH = auto()
    NODES = auto()


@dataclass(frozen=True)
class Expression:
    """One expression, ready for a context node; libxml2's own form of it is made at first use."""

    source: str
    context: str
    xpath: str
    type: DataType
    dependencies: tuple[Dependency, ...]
    functions: tuple[str, ...]
    namespaces: tuple[tuple[str, str], ...]
    uses_current: bool
    lookups: tuple[tuple[str, str, str], ...] = ()  # list, tag and column, for an index
    named: tuple[tuple[str, str], ...] = ()  # questions whose choices it tells by their labels, and the way's anchor
    seed: str = ""  # what the nodes it gives are shuffled by

    def evaluate(self, node: Element) -> Value:
        """The bare result; whoever calls has set `functions.AROUND`.

        Raises: Unworkable: it would take for ever, or more room than libxml2 gives it.
        """
        try:
            found = self._asked(self._compiled, node)
            if not self.seed or not isinstance(found, list):
                return found
            seed = cast(float, self._asked(self._seeding, node))
            return randomize(found, lasting_seed(node, self.context) if math.isnan(seed) else seed)
        except (etree.XPathError, PatternTooSlow) as fault:
            raise Unworkable(self.source, str(fault), node=self.context) from fault

    def check(self) -> None:
        """Let libxml2 read it, once and for all.

        Raises: ExpressionFault: it cannot.
        """
        try:
            _ = self._compiled
            _ = self._seeding if self.seed else None
        except etree.XPathError as fault:
            raise ExpressionFault(f"no expression to libxml2: {fault}", 1) from fault

    def _asked(self, xpath: etree.XPath, node: Element) -> Value:
        return cast(Value, xpath(node, current=[node]) if self.uses_current else xpath(node))

    @cached_property
    def _compiled(self) -> etree.XPath:
        return self._read(self.xpath)

    @cached_property
    def _seeding(self) -> etree.XPath:
        return self._read(self.seed)

    def _read(self, xpath: str) -> etree.XPath:
        return etree.XPath(
            xpath,
            namespaces={"f": NAMESPACE, **dict(self.namespaces)},
            extensions={(NAMESPACE, name): EXTENSIONS[name] for name in self.functions},
            smart_strings=False,
        )

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name not in _MADE}


_MADE = frozenset({"_compiled", "_seeding"})  # by libxml2, at need; it does not travel


def compile_expression(source: str, context: str, skeleton: Skeleton, want: Want = Want.VALUE) -> Expression:
    """Read an expression for nodes at `context` (a path without indexes).

    Raises: ExpressionFault: not an expression, or it names what the form has not.
    """
    piece, reading = rewrite(parse(source), context, skeleton)
    if want is Want.NODES and not piece.nodes:
        raise ExpressionFault("a list of nodes is wanted here", 1)
    xpath = as_truth(reading, piece) if want is Want.TRUTH else piece.xpath
    expression = Expression(
        source=source,
        context=context,
        xpath=xpath,
        type=DataType.BOOLEAN if want is Want.TRUTH else piece.type,
        dependencies=tuple(reading.dependencies),
        functions=tuple(sorted(reading.functions)),
        namespaces=tuple(
            (name, uri) for name, uri in sorted(skeleton.namespaces.items()) if f"{name}:" in xpath + piece.seed
        ),
        uses_current=reading.uses_current,
        lookups=tuple(sorted(reading.lookups)),
        named=tuple(reading.named),
        seed=piece.seed,
    )
    expression.check()
    return expression
