"""An expression as a tree: what the grammar makes of the text that stands in a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto


class ExpressionFault(Exception):
    """The text is not an expression; `column` counts from 1."""

    def __init__(self, reason: str, column: int) -> None:
        self.reason = reason
        self.column = column
        super().__init__(f"{reason} (column {column})")


class NoSuchNode(ExpressionFault):
    """A path leads to a node that the form has not; `name` is the step that finds nothing."""

    def __init__(self, name: str, reason: str, column: int) -> None:
        self.name = name
        super().__init__(reason, column)


class Start(Enum):
    """Where a path sets out: the root of the document or the node in hand."""

    ROOT = auto()
    HERE = auto()


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted text."""

    value: str
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Variable:
    """A `$name`; forms do not use them, and the compiler says so."""

    name: str
    column: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: axis, node test, predicates."""

    axis: str
    test: str
    predicates: tuple[Ast, ...] = ()
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """A location path; `start` may itself be an expression, as in `instance('x')/root/item`."""

    start: Start | Ast
    steps: tuple[Step, ...]
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression with predicates, as in `(…)[2]`."""

    operand: Ast
    predicates: tuple[Ast, ...]
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Ast, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and an operator."""

    operator: str
    left: Ast
    right: Ast
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus sign before an operand."""

    operand: Ast


Ast = Number | Literal | Variable | Path | Filter | Call | Binary | Negative


def parts(tree: Ast) -> tuple[Ast, ...]:
    """What a part of an expression is made of, predicates of paths included."""
    match tree:
        case Binary(_, left, right):
            return left, right
        case Negative(operand):
            return (operand,)
        case Call(_, arguments):
            return arguments
        case Filter(operand, predicates):
            return operand, *predicates
        case Path(start, steps):
            inside = tuple(predicate for step in steps for predicate in step.predicates)
            return inside if isinstance(start, Start) else (start, *inside)
        case _:
            return ()
