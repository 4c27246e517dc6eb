"""Expressions of a form: read by our grammar, rewritten, evaluated by libxml2."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import cast

from lxml import etree

from forms.expression.functions import EXTENSIONS, NAMESPACE, Element, Value
from forms.expression.rewriting import HIDDEN_MARK, Dependency, Rewriter
from forms.expression.skeleton import Skeleton
from forms.expression.syntax import ExpressionFault, parse
from forms.values import DataType

__all__ = [
    "HIDDEN_MARK",
    "Dependency",
    "Element",
    "Expression",
    "ExpressionFault",
    "Skeleton",
    "Value",
    "Want",
    "compile_expression",
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

    def evaluate(self, node: Element) -> Value:
        """The bare result; whoever calls has set `functions.AROUND`."""
        if self.uses_current:
            return cast(Value, self._compiled(node, current=[node]))
        return cast(Value, self._compiled(node))

    @cached_property
    def _compiled(self) -> etree.XPath:
        return etree.XPath(
            self.xpath,
            namespaces={"f": NAMESPACE, **dict(self.namespaces)},
            extensions={(NAMESPACE, name): EXTENSIONS[name] for name in self.functions},
            smart_strings=False,
        )

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_compiled"}


def compile_expression(source: str, context: str, skeleton: Skeleton, want: Want = Want.VALUE) -> Expression:
    """Read an expression for nodes at `context` (a path without indexes).

    Raises: ExpressionFault: not an expression, or it names what the form has not.
    """
    rewriter = Rewriter(skeleton, context)
    piece = rewriter.rewrite(parse(source))
    if want is Want.NODES and not piece.nodes:
        raise ExpressionFault("a list of nodes is wanted here", 1)
    xpath = rewriter.as_truth(piece) if want is Want.TRUTH else piece.xpath
    return Expression(
        source=source,
        context=context,
        xpath=xpath,
        type=DataType.BOOLEAN if want is Want.TRUTH else piece.type,
        dependencies=tuple(rewriter.dependencies),
        functions=tuple(sorted(rewriter.functions)),
        namespaces=tuple((name, uri) for name, uri in sorted(skeleton.namespaces.items()) if f"{name}:" in xpath),
        uses_current=rewriter.uses_current,
    )
