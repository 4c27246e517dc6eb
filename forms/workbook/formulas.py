"""Expressions as they stand in cells: ${names} made into paths, compiled, every fault at its letter of the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.expression import Expression, ExpressionFault, Skeleton, Want, compile_expression
from forms.expression.signatures import SIGNATURES
from forms.expression.syntax import parse
from forms.workbook.findings import nearest
from forms.workbook.outline import NAME, Outline

_OUTER = re.compile(r"\$\{([^}]*)\}|\$\{[^}]*$")
REFERENCE = re.compile(r"\$\{([^}]*)\}")
_PARTED = re.compile(r"\$\s+\{([^{}]*)\}")
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"")
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_LAST_SAVED = "last-saved#"
_MORE_FUNCTIONS = (
    *("if", "coalesce", "once", "selected", "sum", "count-non-empty", "concat", "position", "indexed-repeat"),
    *("current", "instance", "jr:choice-name", "count", "pulldata"),
)
_UNKNOWN_FUNCTION = re.compile(r"unknown function ([^\s(]+)")
_ARGUMENTS = re.compile(r"([\w:-]+)\(\) has (\d+) arguments")
_NO_NODE = re.compile(r"no (?:node|question) '?/?([^\s']+)'?")
_NO_LIST = re.compile(r"no list named '([^']*)'")
_MEANT = {"==": "=", "&&": "and", "||": "or", "<>": "!=", "=>": ">=", "=<": "<=", "!": "not(…)", "%": "mod"}
#: What people who know other languages write, and what is meant here.
_FOREIGN = re.compile(r"==|&&|\|\||<>|=>|=<|!(?!=)|%|\b(?:AND|OR|NOT|And|Or|Not|IF|If|DIV|MOD)\b")


@dataclass(frozen=True, slots=True)
class Slip:
    """One fault inside a cell: its code, its letter counted from 1, and the facts of its sentence."""

    code: str
    position: int
    facts: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one cell: the expression, or what is wrong with it."""

    expression: Expression | None
    slips: tuple[Slip, ...]


def straight(text: str) -> str:
    """A text with the quotation marks that Excel curls made straight, as pyxform does it too."""
    return text.translate(_STRAIGHT)


def references(text: str, outline: Outline) -> Iterator[Slip]:
    """Faults of the ${names} in a text."""
    for match in _PARTED.finditer(text):
        if NAME.fullmatch(match[1].strip()):
            facts = (("text", match[0][:60]), ("name", match[1].strip()))
            yield Slip("reference_blanks", match.start() + 1, facts)
    for match in _OUTER.finditer(text):
        position = match.start() + 1
        inner = match[1]
        if inner is None:
            yield Slip("reference_open", position, (("text", match[0][:40]),))
            continue
        name = inner.removeprefix(_LAST_SAVED)
        if not NAME.fullmatch(name):
            meant = name.strip() if NAME.fullmatch(name.strip()) else None
            code = "reference_blanks" if meant else "reference_form"
            yield Slip(code, position, (("text", match[0][:60]), ("name", meant)))
        elif name in outline.meta:
            continue
        elif not outline.named(name):
            yield Slip("unknown_reference", position, (("name", name), ("nearest", nearest(name, outline.names))))
        elif len(outline.named(name)) > 1:
            rows = ", ".join(str(item.number) for item in outline.named(name))
            yield Slip("ambiguous_reference", position, (("name", name), ("rows", rows)))


def read_formula(
    text: str, context: str, outline: Outline, want: Want = Want.VALUE, *, around: tuple[str, str] = ("", "")
) -> Reading:
    """Compile one cell at a path; `around` is what the form puts before and after it."""
    text = straight(text)
    slips = tuple(references(text, outline))
    if slips:
        return Reading(None, slips)
    skeleton = outline.skeleton
    try:
        parse(standing_alone(text))  # on its own: what the form puts around it must not heal it
    except ExpressionFault as fault:
        return Reading(None, (_slip(text, fault.reason, min(fault.column, max(len(text), 1)), outline, skeleton),))
    source, places = _expanded(text, outline)
    try:
        expression = compile_expression(around[0] + source + around[1], context, skeleton, want)
    except ExpressionFault as fault:
        position = _place(places, fault.column - len(around[0]))
        return Reading(None, (_slip(text, fault.reason, position, outline, skeleton),))
    return Reading(expression, ())


def path_to(name: str, outline: Outline) -> str:
    """The path that ${name} stands for."""
    last_saved = name.startswith(_LAST_SAVED)
    plain = name.removeprefix(_LAST_SAVED)
    found = outline.named(plain)
    path = found[0].path if found else f"/{outline.root}/meta/{plain}"
    return f"instance('__last-saved'){path}" if last_saved else path


def standing_alone(text: str) -> str:
    """The expression with each reference as one value, letter by letter where it stood.

    As a path it would run on from what stands before it: `name ${x}` would be `name/data/x`.
    """
    return _OUTER.sub(lambda match: "$_".ljust(len(match[0])), straight(text))


def expanded(text: str, outline: Outline) -> str:
    """The expression with paths for its references."""
    return _expanded(straight(text), outline)[0]


def letter_of(text: str, column: int, outline: Outline) -> int:
    """The letter of a cell from which a letter of its expanded text comes."""
    return _place(_expanded(straight(text), outline)[1], column)


def _expanded(text: str, outline: Outline) -> tuple[str, list[int]]:
    """The text with paths in it, and for each of its letters the letter of the cell that it comes from."""
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for match in REFERENCE.finditer(text):
        parts.append(text[at : match.start()])
        places.extend(range(at + 1, match.start() + 1))
        path = f" {path_to(match[1], outline)} "
        parts.append(path)
        places.extend([match.start() + 1] * len(path))
        at = match.end()
    parts.append(text[at:])
    places.extend(range(at + 1, len(text) + 2))
    return "".join(parts), places


def _place(places: list[int], column: int) -> int:
    return places[max(0, min(column - 1, len(places) - 1))]


def _slip(text: str, reason: str, position: int, outline: Outline, skeleton: Skeleton) -> Slip:
    """The plainest words for a fault: what was probably meant, else what the compiler says."""
    bare = _LITERAL.sub(lambda quoted: "\0" * len(quoted[0]), text)
    for quote in ("'", '"'):
        if quote in bare:
            return Slip("quote_open", bare.index(quote) + 1, (("quote", quote),))
    if foreign := _FOREIGN.search(bare):
        sign = foreign[0]
        return Slip("foreign_sign", foreign.start() + 1, (("sign", sign), ("meant", _MEANT.get(sign, sign.lower()))))
    opened, closed = bare.count("("), bare.count(")")
    if opened != closed:
        code = "bracket_open" if opened > closed else "bracket_closed"
        return Slip(code, position, (("opened", str(opened)), ("closed", str(closed))))
    if found := _UNKNOWN_FUNCTION.search(reason):
        name = found[1].removesuffix("()")
        known = {*SIGNATURES, *_MORE_FUNCTIONS}
        return Slip("unknown_function", position, (("name", name), ("nearest", nearest(name, known))))
    if found := _ARGUMENTS.search(reason):
        return Slip("wrong_arguments", position, (("name", found[1]), ("count", found[2])))
    if found := _NO_LIST.search(reason):
        return Slip(
            "unknown_instance", position, (("name", found[1]), ("nearest", nearest(found[1], skeleton.instances)))
        )
    if found := _NO_NODE.search(reason):
        name = found[1]
        if outline.named(name) and (word := re.search(rf"(?<![\w/{{]){re.escape(name)}(?![\w}}])", bare)):
            return Slip("bare_name", word.start() + 1, (("name", name),))
        return Slip("unknown_path", position, (("name", name), ("nearest", nearest(name, outline.names))))
    return Slip(
        "broken_expression", position, (("near", text[position - 1 : position + 19] or "…"), ("reason", reason))
    )
