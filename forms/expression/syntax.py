"""The grammar of a form's expressions (XPath 1.0 as ODK uses it): text in, tree out, faults with their column.

libxml2 evaluates; this tree exists to find what an expression depends on, to know dates from numbers, and to rewrite
what libxml2 would get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

MAX_DEPTH = 200  # nesting beyond this is an attack or an accident; the deepest real form met nests 31


class ExpressionFault(Exception):
    """The text is not an expression; `column` counts from 1."""

    def __init__(self, reason: str, column: int) -> None:
        self.reason = reason
        self.column = column
        super().__init__(f"{reason} (column {column})")


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


@dataclass(frozen=True, slots=True)
class Path:
    """A location path; `start` may itself be an expression, as in `instance('x')/root/item`."""

    start: Start | Ast
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression with predicates, as in `(…)[2]`."""

    operand: Ast
    predicates: tuple[Ast, ...]


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


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus sign before an operand."""

    operand: Ast


Ast = Number | Literal | Variable | Path | Filter | Call | Binary | Negative


def parse(source: str) -> Ast:
    """Read one expression.

    Raises: ExpressionFault: with the column where reading stopped.
    """
    return _Parser(source).whole()


_PRECEDENCE = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
_UNARY = 7
_WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
_NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
_AXES = frozenset(
    {
        *("self", "child", "parent", "attribute", "descendant", "descendant-or-self", "ancestor", "ancestor-or-self"),
        *("following", "following-sibling", "preceding", "preceding-sibling"),
    }
)
# After one of these (or at the start) a star is a wildcard and `div` a name: XPath 1.0, section 3.7.
_OPERAND_EXPECTED = frozenset(
    {"@", "::", "(", "[", ",", "$", "/", "//", "*op", *(sign for sign in _PRECEDENCE if sign != "*")}
)
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<name>[^\W\d][\w.\-]*(?::(?!:)(?:[^\W\d][\w.\-]*|\*))?)
    | (?P<symbol>\.\.|::|//|!=|<=|>=|[()\[\].@,/|+\-=<>*$])
    | (?P<end>$)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, literal, name, symbol, operator, end
    text: str
    column: int


def _tokens(source: str) -> Iterator[_Token]:
    position, before = 0, "("
    while True:
        match = _TOKEN.match(source, position)
        if match is None:
            skipped = len(source) - len(source[position:].lstrip())
            raise ExpressionFault(f"unexpected {source[skipped]!r}", skipped + 1)
        kind = match.lastgroup or "end"
        text, column = match.group(kind), match.start(kind) + 1
        operand_expected = before in _OPERAND_EXPECTED
        if kind == "name" and text in _WORD_OPERATORS and not operand_expected:
            kind = "operator"
        elif kind == "symbol" and text == "*":
            kind, text = ("name", "*") if operand_expected else ("operator", "*")
        elif kind == "symbol" and text in _PRECEDENCE:
            kind = "operator"
        yield _Token(kind, text, column)
        if kind == "end":
            return
        before = "*op" if kind == "operator" and text == "*" else text if kind in ("symbol", "operator") else kind
        position = match.end()


class _Parser:
    def __init__(self, source: str) -> None:
        self._tokens = list(_tokens(source))
        self._at = 0
        self._depth = 0

    def whole(self) -> Ast:
        tree = self._expression(0)
        if self._now.kind != "end":
            raise self._unexpected()
        return tree

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def _peek(self) -> _Token:
        return self._tokens[min(self._at + 1, len(self._tokens) - 1)]

    def _take(self) -> _Token:
        token = self._now
        self._at += 1
        return token

    def _is(self, text: str) -> bool:
        return self._now.kind in ("symbol", "operator") and self._now.text == text

    def _accept(self, text: str) -> bool:
        if not self._is(text):
            return False
        self._at += 1
        return True

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._unexpected(f", expected {text!r}")

    def _unexpected(self, hint: str = "") -> ExpressionFault:
        token = self._now
        what = "end of the expression" if token.kind == "end" else repr(token.text)
        return ExpressionFault(f"unexpected {what}{hint}", token.column)

    def _expression(self, floor: int) -> Ast:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise ExpressionFault("nested too deeply", self._now.column)
        if self._accept("-"):
            left: Ast = Negative(self._expression(_UNARY))
        else:
            left = self._operand()
        while self._now.kind == "operator" and _PRECEDENCE[self._now.text] > floor:
            operator = self._take().text
            left = Binary(operator, left, self._expression(_PRECEDENCE[operator]))
        self._depth -= 1
        return left

    def _operand(self) -> Ast:
        primary = self._primary()
        if primary is None:
            return self._location_path()
        predicates = self._predicates()
        if predicates:
            primary = Filter(primary, predicates)
        if self._is("/") or self._is("//"):
            return Path(primary, self._more_steps())
        return primary

    def _primary(self) -> Ast | None:
        token = self._now
        if token.kind == "number":
            return Number(self._take().text)
        if token.kind == "literal":
            return Literal(self._take().text[1:-1])
        if self._accept("$"):
            if self._now.kind != "name":
                raise self._unexpected(", expected a name")
            return Variable(self._take().text, token.column)
        if self._accept("("):
            inner = self._expression(0)
            self._expect(")")
            return inner
        if token.kind == "name" and self._peek().text == "(" and token.text not in _NODE_TYPES:
            return self._call()
        return None

    def _call(self) -> Ast:
        token = self._take()
        self._expect("(")
        arguments: list[Ast] = []
        if not self._is(")"):
            arguments.append(self._expression(0))
            while self._accept(","):
                arguments.append(self._expression(0))
        self._expect(")")
        return Call(token.text, tuple(arguments), token.column)

    def _location_path(self) -> Path:
        if self._is("//"):
            return Path(Start.ROOT, self._more_steps())
        if self._accept("/"):
            if not self._starts_step():
                return Path(Start.ROOT, ())
            return Path(Start.ROOT, (self._step(), *self._more_steps()))
        return Path(Start.HERE, (self._step(), *self._more_steps()))

    def _more_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while True:
            if self._accept("//"):
                steps.append(Step("descendant-or-self", "node()"))
            elif not self._accept("/"):
                return tuple(steps)
            steps.append(self._step())

    def _starts_step(self) -> bool:
        return self._now.kind == "name" or self._is(".") or self._is("..") or self._is("@")

    def _step(self) -> Step:
        if self._accept("."):
            return Step("self", "node()", self._predicates())
        if self._accept(".."):
            return Step("parent", "node()", self._predicates())
        axis = "child"
        if self._accept("@"):
            axis = "attribute"
        elif self._now.kind == "name" and self._peek().text == "::":
            name = self._take()
            axis = name.text
            if axis not in _AXES:
                raise ExpressionFault(f"unknown axis {axis!r}", name.column)
            self._expect("::")
        if self._now.kind != "name":
            raise self._unexpected()
        test = self._take().text
        if test in _NODE_TYPES and self._accept("("):
            self._expect(")")
            test += "()"
        return Step(axis, test, self._predicates())

    def _predicates(self) -> tuple[Ast, ...]:
        predicates: list[Ast] = []
        while self._accept("["):
            predicates.append(self._expression(0))
            self._expect("]")
        return tuple(predicates)
