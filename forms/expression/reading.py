"""One reading of one expression: what each part of it has become, and what was met on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from forms.expression.skeleton import Skeleton
from forms.expression.tree import Ast, Call, ExpressionFault
from forms.values import DataType

HIDDEN_MARK = "·"  # a node that is not relevant bears its name with this mark, so no path can meet it
CURRENT = "$current"


@dataclass(frozen=True, slots=True)
class Dependency:
    """A node that an expression reads.

    `anchor` is the highest node on the way from here to there: instances below the same anchor instance are concerned.
    `single` says that the way stays within one's own instances, `every` that it takes all instances below the anchor,
    one's own among them, `some` that it takes certain ones of them. Where none is said, the way may not lead there.
    """

    target: str
    anchor: str
    single: bool
    every: bool = False
    some: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A rewritten part of an expression.

    `nodes`: libxml2 gives a node-set; `single`: of one node at most; `places`: those nodes of the form it can hold,
    None outside the form. `spelled`: it counts as a number but may arrive as the text of one. `seed`: the number to
    shuffle the nodes by, for whoever shows them in order, since a node-set of libxml2 has only that of the document.
    """

    xpath: str
    type: DataType
    nodes: bool = False
    single: bool = False
    places: tuple[str, ...] | None = None
    spelled: bool = False
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a part stands: the form node in hand (None inside a list), and how the context node is written."""

    at: str | None
    anchor: str
    inner: bool = False
    from_current: bool = False


@dataclass(slots=True)
class Reading:
    """The form that an expression is read against, where it stands, and what it was found to need."""

    skeleton: Skeleton
    context: str
    visitor: Callable[[Reading, Ast, Scope, bool], Piece]
    dependencies: dict[Dependency, None] = field(default_factory=dict)
    functions: set[str] = field(default_factory=set)
    lookups: set[tuple[str, str, str]] = field(default_factory=set)  # list, tag and column asked for by their text
    named: dict[tuple[str, str], None] = field(default_factory=dict)  # questions whose choices are told, by the anchor
    uses_current: bool = False

    def visit(self, tree: Ast, scope: Scope, *, whole: bool = False) -> Piece:
        """One part; `whole` asks for the nodes of all instances where a path could also mean one's own."""
        return self.visitor(self, tree, scope, whole)

    def ours(self, name: str, *arguments: str) -> str:
        """A call of one of our functions."""
        self.functions.add(name)
        return f"f:{name}({','.join(arguments)})"

    def depend(self, target: str, anchor: str, *, single: bool, every: bool = False, some: bool = False) -> None:
        """Note that a node is read."""
        self.dependencies[Dependency(target, anchor, single, every, some)] = None


def quoted(text: str) -> str:
    """A text as XPath writes it, whichever quotes are in it."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    return f"concat({', '.join(quoted(part) for part in _split(text))})"


def _split(text: str) -> list[str]:
    pieces = text.split("'")
    return [part for piece in pieces for part in (piece, "'")][:-1]


def count_arguments(call: Call, least: int, most: float) -> None:
    """Refuse a call with too few or too many arguments."""
    if not least <= len(call.arguments) <= most:
        raise ExpressionFault(f"{call.name}() has {len(call.arguments)} arguments", call.column)
