"""The functions that forms may call: what each takes and gives, and which of them libxml2 may keep as its own."""

from __future__ import annotations

from dataclasses import dataclass

from forms.expression.syntax import Call, ExpressionFault
from forms.values import DataType


@dataclass(frozen=True, slots=True)
class Signature:
    """Arguments of a function (s text, n number, b truth, v value, N nodes; ? optional, * repeated) and its result."""

    arguments: str
    result: DataType
    native: bool = False


_T, _D, _B, _U = DataType.TEXT, DataType.DECIMAL, DataType.BOOLEAN, DataType.UNKNOWN
SIGNATURES: dict[str, Signature] = {
    "true": Signature("", _B, native=True),
    "false": Signature("", _B, native=True),
    "not": Signature("b", _B, native=True),
    "boolean": Signature("b", _B, native=True),
    "boolean-from-string": Signature("s", _B),
    "checklist": Signature("nnv*", _B),
    "weighted-checklist": Signature("nnv*", _B),
    "contains": Signature("ss", _B, native=True),
    "starts-with": Signature("ss", _B, native=True),
    "ends-with": Signature("ss", _B),
    "regex": Signature("ss", _B),
    "string": Signature("s?", _T, native=True),
    "string-length": Signature("s?", _D, native=True),
    "normalize-space": Signature("s?", _T, native=True),
    "substring-before": Signature("ss", _T, native=True),
    "substring-after": Signature("ss", _T, native=True),
    "substring": Signature("snn?", _T, native=True),
    "substr": Signature("snn?", _T),
    "translate": Signature("sss", _T, native=True),
    "join": Signature("sv*", _T),
    "digest": Signature("sss?", _T),
    "base64-decode": Signature("s", _T),
    "uuid": Signature("n?", _T),
    "selected-at": Signature("sn", _T),
    "count-selected": Signature("s", _D),
    "pulldata": Signature("ssss", _T),
    "count": Signature("N", _D, native=True),
    "min": Signature("v*", _D),
    "max": Signature("v*", _D),
    "randomize": Signature("Nn?", _U),
    "position": Signature("", _D, native=True),
    "last": Signature("", _D, native=True),
    "local-name": Signature("N?", _T, native=True),
    "name": Signature("N?", _T, native=True),
    "today": Signature("", DataType.DATE),
    "now": Signature("", DataType.DATETIME),
    "date": Signature("v", DataType.DATE),
    "date-time": Signature("v", DataType.DATETIME),
    "decimal-date-time": Signature("v", _D),
    "decimal-time": Signature("v", _D),
    "format-date": Signature("vs", _T),
    "format-date-time": Signature("vs", _T),
    "number": Signature("n?", _D, native=True),
    "floor": Signature("n", _D, native=True),
    "ceiling": Signature("n", _D, native=True),
    "int": Signature("n", _D),
    "round": Signature("nn?", _D),
    "abs": Signature("n", _D),
    "pow": Signature("nn", _D),
    "exp": Signature("n", _D),
    "exp10": Signature("n", _D),
    "log": Signature("n", _D),
    "log10": Signature("n", _D),
    "sqrt": Signature("n", _D),
    "sin": Signature("n", _D),
    "cos": Signature("n", _D),
    "tan": Signature("n", _D),
    "asin": Signature("n", _D),
    "acos": Signature("n", _D),
    "atan": Signature("n", _D),
    "atan2": Signature("nn", _D),
    "pi": Signature("", _D),
    "random": Signature("", _D),
    "property": Signature("s", _T),
    "jr:itext": Signature("s", _T),
}
RENAMED = {"jr:itext": "itext", "format-date-time": "format-date"}
NODE_SET_ARGUMENTS = frozenset({"sum", "count", "count-non-empty", "min", "max", "join", "concat", "randomize"})


def argument_kinds(call: Call, signature: Signature) -> list[str]:
    """One kind for each argument given."""
    spec, kinds = signature.arguments, [kind for kind in signature.arguments if kind not in "?*"]
    least = len(kinds) - spec.count("?") - spec.count("*")
    most = float("inf") if "*" in spec else len(kinds)
    given = len(call.arguments)
    if not least <= given <= most:
        raise ExpressionFault(f"{call.name}() has {given} arguments", call.column)
    return [kinds[min(place, len(kinds) - 1)] for place in range(given)]
