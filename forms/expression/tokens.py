"""The words and signs of an expression, each with its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from forms.expression.tree import ExpressionFault
from forms.values import UNPRINTABLE

PRECEDENCE = {
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
UNARY = 7
_WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
AXES = frozenset(
    {
        *("self", "child", "parent", "attribute", "descendant", "descendant-or-self", "ancestor", "ancestor-or-self"),
        *("following", "following-sibling", "preceding", "preceding-sibling"),
    }
)
# After one of these (or at the start) a star is a wildcard and `div` a name: XPath 1.0, section 3.7.
_OPERAND_EXPECTED = frozenset(
    {"@", "::", "(", "[", ",", "$", "/", "//", "*op", *(sign for sign in PRECEDENCE if sign != "*")}
)
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<name>[^\W\d][\w.\-]*(?::(?!:)(?:[^\W\d][\w.\-]*|\*))?)
    | (?P<symbol>\.\.|::|//|!=|<=|>=|[()\[\].@,/|+\-=<>*$])
    | (?P<end>$)
    )""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """One word or sign; `sign` repeats the text of symbols and operators, and is blank for names, numbers and texts."""

    kind: str  # number, literal, name, symbol, operator, end
    text: str
    column: int
    sign: str


def tokens(source: str) -> Iterator[Token]:
    """The tokens in order, the end as the last of them.

    Raises: ExpressionFault: a letter that belongs to none.
    """
    unseen = UNPRINTABLE.search(source)
    if unseen is not None:
        raise ExpressionFault(f"unexpected {unseen[0]!r}", unseen.start() + 1)
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
        elif kind == "symbol" and text in PRECEDENCE:
            kind = "operator"
        sign = text if kind in ("symbol", "operator") else ""
        yield Token(kind, text, column, sign)
        if kind == "end":
            return
        before = "*op" if sign == "*" else sign or kind
        position = match.end()
