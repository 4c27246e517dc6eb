"""The grammar of a form's expressions (XPath 1.0 as ODK uses it): text in, tree out, faults with their column.

libxml2 evaluates; this tree exists to find what an expression depends on, to know dates from numbers, and to rewrite
what libxml2 would get wrong.
"""

from __future__ import annotations

from functools import lru_cache

from forms.expression.tokens import AXES, NODE_TYPES, PRECEDENCE, UNARY, Token, tokens
from forms.expression.tree import (
    Ast,
    Binary,
    Call,
    ExpressionFault,
    Filter,
    Literal,
    Negative,
    Number,
    Path,
    Start,
    Step,
    Variable,
)

__all__ = ["ExpressionFault", "parse"]

# What goes beyond these is an attack or an accident. The deepest expression met in real forms nests 31 levels, the
# longest sum has 150 terms; libxml2 gives up at 500 levels and 5,000 terms, Python's own stack before that.
MAX_DEPTH = 100
MAX_LENGTH = 200_000
MAX_OPERATORS = 3_000
MAX_STEPS = 100


@lru_cache(maxsize=2_000)  # a form asks for each calculation twice, and writes many a condition again and again
def parse(source: str) -> Ast:
    """Read one expression.

    Raises: ExpressionFault: with the column where reading stopped.
    """
    return _Parser(source).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        if len(source) > MAX_LENGTH:
            raise ExpressionFault(f"longer than {MAX_LENGTH:,} letters", MAX_LENGTH)
        self._tokens = tokens(source)
        self._now = next(self._tokens)
        self._next = next(self._tokens, self._now)
        self._depth = 0
        self._operators = 0

    def whole(self) -> Ast:
        tree = self._expression(0)
        if self._now.kind != "end":
            raise self._unexpected()
        return tree

    def _take(self) -> Token:
        token, self._now = self._now, self._next
        self._next = next(self._tokens, token)
        return token

    def _accept(self, sign: str) -> bool:
        if self._now.sign != sign:
            return False
        self._take()
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
            left: Ast = Negative(self._expression(UNARY))
        else:
            left = self._operand()
        while self._now.kind == "operator" and PRECEDENCE[self._now.text] > floor:
            sign = self._take()
            self._count_operator(sign)
            left = Binary(sign.text, left, self._expression(PRECEDENCE[sign.text]), sign.column)
        self._depth -= 1
        return left

    def _count_operator(self, sign: Token) -> None:
        self._operators += 1
        if self._operators > MAX_OPERATORS:
            raise ExpressionFault(f"more than {MAX_OPERATORS:,} operators and commas", sign.column)

    def _operand(self) -> Ast:
        column = self._now.column
        primary = self._primary()
        if primary is None:
            return self._location_path()
        predicates = self._predicates()
        if predicates:
            primary = Filter(primary, predicates, column)
        if self._now.sign == "/" or self._now.sign == "//":
            return Path(primary, self._more_steps(), column)
        return primary

    def _primary(self) -> Ast | None:
        token = self._now
        if token.kind == "number":
            return Number(self._take().text)
        if token.kind == "literal":
            return Literal(self._take().text[1:-1], token.column)
        if self._accept("$"):
            if self._now.kind != "name":
                raise self._unexpected(", expected a name")
            return Variable(self._take().text, token.column)
        if self._accept("("):
            inner = self._expression(0)
            self._expect(")")
            return inner
        if token.kind == "name" and self._next.text == "(" and token.text not in NODE_TYPES:
            return self._call()
        return None

    def _call(self) -> Ast:
        token = self._take()
        self._expect("(")
        arguments: list[Ast] = []
        if self._now.sign != ")":
            arguments.append(self._expression(0))
            while self._now.sign == ",":
                self._count_operator(self._take())
                arguments.append(self._expression(0))
        self._expect(")")
        return Call(token.text, tuple(arguments), token.column)

    def _location_path(self) -> Path:
        column = self._now.column
        if self._now.sign == "//":
            return Path(Start.ROOT, self._more_steps(), column)
        if self._accept("/"):
            if not self._starts_step():
                return Path(Start.ROOT, (), column)
            return Path(Start.ROOT, (self._step(), *self._more_steps()), column)
        return Path(Start.HERE, (self._step(), *self._more_steps()), column)

    def _more_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while len(steps) < MAX_STEPS:
            column = self._now.column
            if self._accept("//"):
                steps.append(Step("descendant-or-self", "node()", column=column))
            elif not self._accept("/"):
                return tuple(steps)
            steps.append(self._step())
        raise ExpressionFault(f"a path of more than {MAX_STEPS} steps", self._now.column)

    def _starts_step(self) -> bool:
        return self._now.kind == "name" or self._now.sign == "." or self._now.sign == ".." or self._now.sign == "@"

    def _step(self) -> Step:
        column = self._now.column
        if self._accept("."):
            return Step("self", "node()", self._predicates(), column)
        if self._accept(".."):
            return Step("parent", "node()", self._predicates(), column)
        axis = "child"
        if self._accept("@"):
            axis = "attribute"
        elif self._now.kind == "name" and self._next.text == "::":
            name = self._take()
            axis = name.text
            if axis not in AXES:
                raise ExpressionFault(f"unknown axis {axis!r}", name.column)
            self._expect("::")
        if self._now.kind != "name":
            raise self._unexpected()
        test = self._take().text
        if test in NODE_TYPES and self._accept("("):
            self._expect(")")
            test += "()"
        return Step(axis, test, self._predicates(), column)

    def _predicates(self) -> tuple[Ast, ...]:
        predicates: list[Ast] = []
        while self._now.sign == "[":
            self._count_operator(self._take())
            predicates.append(self._expression(0))
            self._expect("]")
        return tuple(predicates)
