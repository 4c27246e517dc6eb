"""The functions that forms may call: what each takes, gives and is for, and which libxml2 may keep as its own."""

from __future__ import annotations

from dataclasses import dataclass

from forms.expression.reading import count_arguments
from forms.expression.tree import Call
from forms.values import DataType


@dataclass(frozen=True, slots=True)
class Function:
    """A supported function.

    `arguments` has one letter each (s text, n number, b truth, v value, N nodes; ? optional, * repeated); `name` is
    what forms write, `ours` the function that does it where that is another one; `native` leaves it to libxml2. One
    that is `rewritten` has its own way of being written for libxml2, and its `arguments` only say how many there are.
    """

    name: str
    arguments: str
    result: DataType
    purpose: str
    native: bool = False
    rewritten: bool = False
    ours: str = ""

    @property
    def least(self) -> int:
        """How many arguments it needs."""
        return len(self.arguments.replace("?", "").replace("*", "")) - self.arguments.count("?") - self._repeats

    @property
    def most(self) -> float:
        """How many arguments it takes; infinity where there is no end."""
        return float("inf") if self._repeats else len(self.arguments.replace("?", ""))

    @property
    def _repeats(self) -> int:
        return self.arguments.count("*")


_T, _D, _B, _U = DataType.TEXT, DataType.DECIMAL, DataType.BOOLEAN, DataType.UNKNOWN
FUNCTIONS: tuple[Function, ...] = (
    # choosing between values
    Function("if", "bvv", _U, "one value or the other", rewritten=True),
    Function("coalesce", "vv*", _U, "the first value that is not blank", rewritten=True),
    Function("once", "v", _T, "the first value ever worked out, kept", rewritten=True),
    # yes and no
    Function("true", "", _B, "yes", native=True),
    Function("false", "", _B, "no", native=True),
    Function("not", "b", _B, "the contrary", native=True),
    Function("boolean", "b", _B, "whether a value counts as yes", native=True),
    Function("boolean-from-string", "s", _B, 'whether a text is "true" or "1"'),
    Function("checklist", "nnv*", _B, "whether a number of answers, at least and at most, is yes"),
    Function("weighted-checklist", "nnv*", _B, "the same with a weight behind each answer"),
    # choices and lists
    Function("selected", "ss", _B, "whether a choice is among those made", rewritten=True),
    Function("selected-at", "sn", _T, "the choice at a place, counted from 0"),
    Function("count-selected", "s", _D, "how many choices were made"),
    Function("jr:choice-name", "ss", _T, "the label of a choice", rewritten=True),
    Function("jr:itext", "s", _T, "a translated text by its id", ours="itext"),
    Function("instance", "s", _U, "a list that comes with the form", rewritten=True),
    Function("pulldata", "ssss", _T, "one cell of a list, by the text of another column", rewritten=True),
    Function("randomize", "Nn?", _U, "nodes in another order, the same for the same seed", rewritten=True),
    # repeats and nodes
    Function("current", "", _U, "the node that the expression is written for", rewritten=True),
    Function("position", "N?", _D, "where an instance or a row stands, counted from 1", rewritten=True),
    Function("last", "", _D, "how many rows there are", rewritten=True),
    Function("indexed-repeat", "NNnv*", _U, "an answer in a chosen instance of each repeat", rewritten=True),
    Function("count", "N", _D, "how many nodes", native=True),
    Function("count-non-empty", "N", _D, "how many nodes are not blank", rewritten=True),
    Function("sum", "vv*", _D, "the sum, blanks left out; of nothing, 0", rewritten=True),
    Function("min", "v*", _D, "the least number or day, blanks left out"),
    Function("max", "v*", _D, "the greatest number or day, blanks left out"),
    Function("local-name", "N?", _T, "the name of a node", native=True),
    Function("name", "N?", _T, "the name of a node", native=True),
    # text
    Function("string", "s?", _T, "a value as text", native=True),
    Function("string-length", "s?", _D, "how many letters", native=True),
    Function("normalize-space", "s?", _T, "text without needless spaces", native=True),
    Function("concat", "v*", _T, "texts and nodes one behind the other", rewritten=True),
    Function("join", "sv*", _T, "texts and nodes with a separator between", rewritten=True),
    Function("contains", "ss", _B, "whether a text is in another", native=True),
    Function("starts-with", "ss", _B, "whether a text begins so", native=True),
    Function("ends-with", "ss", _B, "whether a text ends so"),
    Function("substr", "snn?", _T, "a part of a text, places counted from 0"),
    Function("substring", "snn?", _T, "a part of a text, places counted from 1", native=True),
    Function("substring-before", "ss", _T, "what stands before a text in another", native=True),
    Function("substring-after", "ss", _T, "what stands after a text in another", native=True),
    Function("translate", "sss", _T, "letters for letters", native=True),
    Function("regex", "ss", _B, "whether the whole text is of a pattern", rewritten=True),
    Function("digest", "sss?", _T, "a checksum: MD5, SHA-1, SHA-256, SHA-384, SHA-512"),
    Function("base64-decode", "s", _T, "the text behind base64"),
    Function("uuid", "n?", _T, "a random identifier, or so many random letters"),
    # time
    Function("today", "", DataType.DATE, "the day"),
    Function("now", "", DataType.DATETIME, "the moment"),
    Function("date", "v", DataType.DATE, "a value as a day"),
    Function("date-time", "v", DataType.DATETIME, "a value as a moment"),
    Function("decimal-date-time", "v", _D, "days since 1970-01-01"),
    Function("decimal-time", "v", _D, "the fraction of the day gone by"),
    Function("format-date", "vs", _T, "a day as a pattern has it"),
    Function("format-date-time", "vs", _T, "a moment as a pattern has it", ours="format-date"),
    # numbers
    Function("number", "v?", _D, "a value as a number", rewritten=True),
    Function("int", "n", _D, "the whole part"),
    Function("round", "nn?", _D, "the nearest number of so many places, halves away from zero"),
    Function("floor", "n", _D, "the whole number below", native=True),
    Function("ceiling", "n", _D, "the whole number above", native=True),
    Function("abs", "n", _D, "without its sign"),
    Function("pow", "nn", _D, "a number to the power of another"),
    Function("exp", "n", _D, "e to that power"),
    Function("exp10", "n", _D, "10 to that power"),
    Function("log", "n", _D, "the natural logarithm"),
    Function("log10", "n", _D, "the logarithm to base 10"),
    Function("sqrt", "n", _D, "the square root"),
    Function("sin", "n", _D, "the sine"),
    Function("cos", "n", _D, "the cosine"),
    Function("tan", "n", _D, "the tangent"),
    Function("asin", "n", _D, "the arc sine"),
    Function("acos", "n", _D, "the arc cosine"),
    Function("atan", "n", _D, "the arc tangent"),
    Function("atan2", "nn", _D, "the arc tangent of a quotient, in the right quarter"),
    Function("pi", "", _D, "half the circle"),
    Function("random", "", _D, "a random number from 0 up to 1"),
    # the earth
    Function("distance", "vv*", _D, "metres along points: a trace, nodes or texts", rewritten=True),
    Function("area", "vv*", _D, "square metres within points", rewritten=True),
    # the desk and the form
    Function("property", "s", _T, "what the desk says of itself: username, deviceid"),
    Function("version", "", _T, "the edition of the form", rewritten=True),
)
SIGNATURES: dict[str, Function] = {function.name: function for function in FUNCTIONS}
NODE_SET_ARGUMENTS = frozenset(
    {"sum", "count", "count-non-empty", "min", "max", "join", "concat", "randomize", "distance", "area"}
)


def argument_kinds(call: Call, function: Function) -> list[str]:
    """One kind for each argument given."""
    count_arguments(call, function.least, function.most)
    kinds = [kind for kind in function.arguments if kind not in "?*"]
    return [kinds[min(place, len(kinds) - 1)] for place in range(len(call.arguments))]
