"""Turns the tree of an expression into what libxml2 evaluates rightly, and notes what it depends on.

Each trap of libxml2 has its rewriting here: dates become day numbers, node-sets of one become strings (a hidden node is
blank, not absent), numbers are printed by us, blanks leave sums, core functions that cannot be overridden get our name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from forms.expression.signatures import NODE_SET_ARGUMENTS, RENAMED, SIGNATURES, argument_kinds
from forms.expression.skeleton import Skeleton, is_within, parent_of
from forms.expression.syntax import (
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
from forms.values import DataType

HIDDEN_MARK = "·"  # a node that is not relevant bears its name with this mark, so no path can meet it
CURRENT = "$current"


@dataclass(frozen=True, slots=True)
class Dependency:
    """A node that an expression reads.

    `anchor` is the highest node on the way from here to there: instances below the same anchor instance are concerned.
    `single` says that the way stays within one's own instances.
    """

    target: str
    anchor: str
    single: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A rewritten part of an expression."""

    xpath: str
    type: DataType
    nodes: bool = False
    single: bool = False
    places: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a part stands: the form node in hand (None inside a list), and how the context node is written."""

    at: str | None
    anchor: str
    inner: bool = False
    from_current: bool = False


class Rewriter:
    """Rewrites one expression; keeps the dependencies and functions it meets on the way."""

    def __init__(self, skeleton: Skeleton, context: str) -> None:
        self._skeleton = skeleton
        self._context = context
        self.dependencies: dict[Dependency, None] = {}
        self.functions: set[str] = set()
        self.uses_current = False

    def rewrite(self, tree: Ast) -> Piece:
        """The whole expression, in the context it was made for."""
        return self._visit(tree, Scope(self._context, self._context))

    # ── coercions ────────────────────────────────────────────────────────────────────────────────────────────────

    def as_text(self, piece: Piece) -> str:
        """A piece where text is wanted."""
        if piece.nodes:
            return f"string({piece.xpath})"
        if piece.type is DataType.BOOLEAN:
            return f"string({piece.xpath})"
        if piece.type.numeric or piece.type is DataType.UNKNOWN:
            return self._ours("text", piece.xpath)
        return piece.xpath

    def as_number(self, piece: Piece) -> str:
        """A piece where a number is wanted; dates count in days."""
        if piece.type.temporal:
            return self._ours("days", piece.xpath)
        if piece.type is DataType.BOOLEAN and piece.nodes:
            return f"number({self.as_truth(piece)})"
        if piece.nodes or not piece.type.numeric:
            return f"number({piece.xpath})"
        return piece.xpath

    def as_truth(self, piece: Piece) -> str:
        """A piece where yes or no is wanted; a node that says "false" says no."""
        if piece.type is DataType.STRUCTURE or (piece.nodes and piece.places is None):
            return f"boolean({piece.xpath})"
        if piece.type is DataType.BOOLEAN and not piece.nodes:
            return piece.xpath
        return self._ours("truth", piece.xpath)

    def _value(self, piece: Piece) -> str:
        """A piece as it stands, but that one hidden node gives a blank and not nothing."""
        return f"string({piece.xpath})" if piece.nodes and piece.single else piece.xpath

    def _ours(self, name: str, *arguments: str) -> str:
        self.functions.add(name)
        return f"f:{name}({','.join(arguments)})"

    # ── kinds of parts ───────────────────────────────────────────────────────────────────────────────────────────

    def _visit(self, tree: Ast, scope: Scope, *, whole: bool = False) -> Piece:
        match tree:
            case Number(text):
                return Piece(text, DataType.DECIMAL)
            case Literal(value):
                return Piece(f"'{value}'" if "'" not in value else f'"{value}"', DataType.TEXT)
            case Negative(operand):
                return Piece(f"-({self.as_number(self._visit(operand, scope))})", DataType.DECIMAL)
            case Binary():
                return self._binary(tree, scope, whole=whole)
            case Path():
                return self._path(tree, scope, whole=whole)
            case Filter(operand, predicates):
                piece = self._visit(operand, scope, whole=True)
                inner = Scope(piece.places[0] if piece.places else None, scope.anchor, inner=True)
                return replace(piece, xpath=f"({piece.xpath})" + self._predicates(predicates, inner), single=True)
            case Call():
                return self._call(tree, scope)
            case Variable(name, column):
                raise ExpressionFault(f"variables are not part of forms: ${name}", column)

    def _binary(self, tree: Binary, scope: Scope, *, whole: bool) -> Piece:
        left, right = self._visit(tree.left, scope, whole=whole), self._visit(tree.right, scope, whole=whole)
        match tree.operator:
            case "and" | "or":
                return Piece(f"({self.as_truth(left)} {tree.operator} {self.as_truth(right)})", DataType.BOOLEAN)
            case "|":
                places = left.places + right.places if left.places and right.places else None
                return Piece(f"({left.xpath} | {right.xpath})", left.type, nodes=True, places=places)
            case "=" | "!=":
                one, other = self._equated(left, right)
                return Piece(f"({one} {tree.operator} {other})", DataType.BOOLEAN)
            case "<" | "<=" | ">" | ">=":
                one, other = self._ordered(left, right)
                return Piece(f"({one} {tree.operator} {other})", DataType.BOOLEAN)
            case _:
                one, other = self.as_number(left), self.as_number(right)
                return Piece(f"({one} {tree.operator} {other})", DataType.DECIMAL)

    def _equated(self, left: Piece, right: Piece) -> tuple[str, str]:
        types = {left.type, right.type}
        if any(piece.type is DataType.BOOLEAN and not piece.nodes for piece in (left, right)):
            return self.as_truth(left), self.as_truth(right)
        if DataType.BOOLEAN in types and (left.type.numeric or right.type.numeric):
            return self.as_number(left), self.as_number(right)
        if any(kind.temporal for kind in types) and (
            any(kind.numeric for kind in types) or (len(types) > 1 and all(kind.temporal for kind in types))
        ):
            return self._ours("days", left.xpath), self._ours("days", right.xpath)
        return self._value(left), self._value(right)

    def _ordered(self, left: Piece, right: Piece) -> tuple[str, str]:
        if left.type.temporal or right.type.temporal:
            return self._ours("days", left.xpath), self._ours("days", right.xpath)
        return self._orderable(left), self._orderable(right)

    def _orderable(self, piece: Piece) -> str:
        return self.as_number(piece) if piece.type is DataType.BOOLEAN else piece.xpath

    # ── paths ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _path(self, tree: Path, scope: Scope, *, whole: bool) -> Piece:
        match tree.start:
            case Start.ROOT:
                return self._from_root(tree.steps, scope, whole=whole)
            case Start.HERE:
                prefix = CURRENT if scope.from_current else ""
                self.uses_current |= scope.from_current
                return self._walk(prefix, (scope.at,) if scope.at else None, scope.anchor, tree.steps)
            case Call("current", ()):
                self.uses_current |= scope.inner
                prefix = CURRENT if scope.inner else ""
                return self._walk(prefix, (self._context,), self._context, tree.steps)
            case Call("instance", (Literal(name),), column):
                return self._from_list(name, column, tree.steps, scope)
            case _:
                base = self._visit(tree.start, scope, whole=whole)
                return self._walk(base.xpath, base.places, scope.anchor, tree.steps)

    def _from_root(self, steps: tuple[Step, ...], scope: Scope, *, whole: bool) -> Piece:
        names = [step.test.rpartition(":")[2] for step in steps]
        path = ""
        for count, (step, name) in enumerate(zip(steps, names, strict=True), 1):
            path += "/" + name
            if step.axis != "child" or step.predicates or path not in self._skeleton.types:
                path = parent_of(path)
                count -= 1
                break
        own = None if whole or not path else self._skeleton.own_repeat(path, self._context)
        if own is None and path and scope.inner and scope.at is None:
            own = (
                f"/{self._skeleton.root}"  # inside a list's predicate "/" would be the list's document, not the form's
            )
        if own is None:
            if names and names[0] != self._skeleton.root and steps[0].axis == "child" and names[0] != "*":
                raise ExpressionFault(f"no node /{names[0]} in this form", 1)
            return self._walk("/", (), self._skeleton.root, steps)
        up = self._context.count("/") - own.count("/")
        depth = own.count("/")
        relative = (*(Step("parent", "node()"),) * up, *steps[depth:])
        self.uses_current |= scope.inner or scope.from_current
        prefix = CURRENT if scope.inner or scope.from_current else ""
        return self._walk(prefix, (self._context,), self._context, relative or (Step("self", "node()"),))

    def _from_list(self, name: str, column: int, steps: tuple[Step, ...], scope: Scope) -> Piece:
        if name not in self._skeleton.instances:
            raise ExpressionFault(f"no list named {name!r}", column)
        if len(steps) > 1 and steps[1].predicates:
            found = self._indexed(name, steps[1], scope)
            if found is not None:
                return self._walk(found, None, scope.anchor, steps[2:])
        start = self._ours("instance", f"'{name}'")
        if steps and steps[0].axis == "child":
            steps = (replace(steps[0], axis="self"), *steps[1:])
        return self._walk(start, None, scope.anchor, steps)

    def _indexed(self, name: str, step: Step, scope: Scope) -> str | None:
        """Rows found by an index instead of a scan, when the predicate asks for one column's text.

        25,000 villages take libxml2 4 to 8 ms a scan; the index takes microseconds.
        """
        conditions = _conjuncts(step.predicates[0])
        for place, condition in enumerate(conditions):
            match condition:
                case Binary("=", Path(Start.HERE, (Step("child", key, ()),)), other) if key != "*":
                    pass
                case Binary("=", other, Path(Start.HERE, (Step("child", key, ()),))) if key != "*":
                    pass
                case _:
                    continue
            if not _stands_outside(other):
                continue
            wanted = self._visit(other, replace(scope, at=None, inner=True))
            if wanted.type in (DataType.DECIMAL, DataType.BOOLEAN) or (wanted.nodes and not wanted.single):
                continue
            rows = self._ours("rows", f"'{name}'", f"'{step.test}'", f"'{key}'", self.as_text(wanted))
            rest = conditions[:place] + conditions[place + 1 :]
            inner = Scope(None, scope.anchor, inner=True)
            return rows + self._predicates((*rest, *step.predicates[1:]), inner)
        return None

    def _walk(self, xpath: str, places: tuple[str, ...] | None, anchor: str, steps: tuple[Step, ...]) -> Piece:
        """Write the steps and follow them through the form; `places` is () at the document, None outside the form."""
        single, own, far, attribute = places is not None, True, False, False
        parts: list[str] = []
        for step in steps:
            attribute = step.axis == "attribute"
            if places is not None and not attribute:
                places, anchor, many = self._follow(step, places, anchor)
                own = own and not many
                single = single and (not many or bool(step.predicates))
            far = far or step.axis in _FAR
            parts.append(self._written(step, foreign=places is None, far=far))
            if step.predicates:
                at = places[0] if places else None
                parts[-1] += self._predicates(step.predicates, Scope(at, anchor, inner=True))
        body = "/".join(parts)
        xpath = f"{xpath.rstrip('/')}/{body}" if xpath and body else xpath or body
        if places is None:
            return Piece(xpath, DataType.UNKNOWN, nodes=True)
        for place in places:
            self.dependencies[Dependency(place, anchor, own)] = None
        types = {self._skeleton.types[place] for place in places}
        data_type = DataType.TEXT if attribute or len(types) != 1 else types.pop()
        return Piece(xpath, data_type, nodes=True, single=single, places=places)

    def _follow(self, step: Step, places: tuple[str, ...], anchor: str) -> tuple[tuple[str, ...], str, bool]:
        """Where a step leads, the highest node passed, and whether it may meet several instances."""
        below, name = self._skeleton.children, step.test.rpartition(":")[2]
        if not places:  # at the document
            root = self._skeleton.root
            return (f"/{root}",) if step.axis == "child" else self._all(name), f"/{root}", step.axis != "child"
        match step.axis:
            case "self":
                return places, anchor, False
            case "parent":
                up = _distinct(parent_of(place) for place in places)
                if up == ("",):
                    raise ExpressionFault("the path climbs above the form", 1)
                return up, _higher(anchor, up[0]), False
            case "child":
                found = [
                    child
                    for place in places
                    for child_name, child in below[place].items()
                    if name in ("*", "node()", child_name)
                ]
                if not found and name != "text()":
                    raise ExpressionFault(f"no node {name!r} in {places[0]}", 1)
                many = len(found) > 1 or any(child in self._skeleton.repeats for child in found)
                return tuple(found) or places, anchor, many
            case "following-sibling" | "preceding-sibling":
                parents = _distinct(parent_of(place) for place in places)
                found = [c for p in parents for n, c in below.get(p, {}).items() if name in ("*", "node()", n)]
                return tuple(found) or places, _higher(anchor, parents[0]), True
            case _:
                return self._all(name), f"/{self._skeleton.root}", True

    def _all(self, name: str) -> tuple[str, ...]:
        """Every node a far-reaching axis might meet: coarse, and so always right."""
        everything = self._skeleton.types
        return tuple(path for path in everything if name in ("*", "node()", path.rpartition("/")[2])) or tuple(
            everything
        )

    def _written(self, step: Step, *, foreign: bool, far: bool) -> str:
        if step.axis == "self" and step.test == "node()":
            return "."
        if step.axis == "parent" and step.test == "node()":
            return ".."
        if step.axis == "attribute":
            return f"@{step.test}"
        test = step.test if step.test.endswith(")") else step.test.rpartition(":")[2]
        axis = "" if step.axis == "child" else f"{step.axis}::"
        if foreign or (test != "*" and (not far or test == "node()")):
            return f"{axis}{test}"
        # A wildcard sees marked names too, and a far-reaching step sees below them.
        return f"{axis}{test}[not({'ancestor-or-self::*' if far else 'self::*'}[contains(name(),'{HIDDEN_MARK}')])]"

    def _predicates(self, predicates: Iterable[Ast], scope: Scope) -> str:
        return "".join(f"[{self._predicate(self._visit(predicate, scope))}]" for predicate in predicates)

    def _predicate(self, piece: Piece) -> str:
        # A number in brackets is a position, also when a node holds it; anything else is yes or no.
        if piece.nodes and piece.type.numeric and piece.single:
            return f"number({piece.xpath})"
        return piece.xpath if piece.type.numeric or piece.nodes else self.as_truth(piece)

    # ── functions ────────────────────────────────────────────────────────────────────────────────────────────────

    def _call(self, call: Call, scope: Scope) -> Piece:
        special = _SPECIAL.get(call.name)
        if special is not None:
            return special(self, call, scope)
        signature = SIGNATURES.get(call.name)
        if signature is None:
            raise ExpressionFault(f"unknown function {call.name}()", call.column)
        kinds = argument_kinds(call, signature)
        whole = call.name in NODE_SET_ARGUMENTS
        pieces = [self._visit(argument, scope, whole=whole) for argument in call.arguments]
        written = [self._coerce(kind, piece, call) for kind, piece in zip(kinds, pieces, strict=True)]
        result = signature.result
        if call.name in ("min", "max") and pieces and all(piece.type.temporal for piece in pieces):
            result = pieces[0].type
        nodes = call.name == "randomize"
        if signature.native:
            return Piece(f"{call.name}({','.join(written)})", result)
        places = pieces[0].places if nodes else None
        return Piece(self._ours(RENAMED.get(call.name, call.name), *written), result, nodes=nodes, places=places)

    def _coerce(self, kind: str, piece: Piece, call: Call) -> str:
        if kind == "N":
            if not piece.nodes:
                raise ExpressionFault(f"{call.name}() takes nodes", call.column)
            return piece.xpath
        return {"s": self.as_text, "n": self.as_number, "b": self.as_truth, "v": self._value}[kind](piece)

    def _count_arguments(self, call: Call, least: int, most: float) -> None:
        if not least <= len(call.arguments) <= most:
            raise ExpressionFault(f"{call.name}() has {len(call.arguments)} arguments", call.column)

    def _if(self, call: Call, scope: Scope) -> Piece:
        self._count_arguments(call, 3, 3)
        condition, then, otherwise = (self._visit(argument, scope) for argument in call.arguments)
        data_type = _joined(then, otherwise, call.arguments[1:])
        xpath = self._ours("if", self.as_truth(condition), self._value(then), self._value(otherwise))
        if then.nodes and otherwise.nodes and not (then.single or otherwise.single):
            return Piece(xpath, data_type, nodes=True)
        return Piece(xpath, data_type)

    def _coalesce(self, call: Call, scope: Scope) -> Piece:
        self._count_arguments(call, 1, float("inf"))
        pieces = [self._visit(argument, scope) for argument in call.arguments]
        data_type = pieces[0].type
        for piece in pieces[1:]:
            data_type = _joined(replace(pieces[0], type=data_type), piece, call.arguments[:2])
        return Piece(self._ours("coalesce", *map(self._value, pieces)), data_type)

    def _once(self, call: Call, scope: Scope) -> Piece:
        self._count_arguments(call, 1, 1)
        piece = self._visit(call.arguments[0], scope)
        return Piece(self._ours("once", "string(.)", self._value(piece)), DataType.TEXT)

    def _selected(self, call: Call, scope: Scope) -> Piece:
        self._count_arguments(call, 2, 2)
        chosen, code = (self.as_text(self._visit(argument, scope)) for argument in call.arguments)
        padded = f"concat(' ',normalize-space({chosen}),' ')", f"concat(' ',normalize-space({code}),' ')"
        return Piece(f"contains({padded[0]},{padded[1]})", DataType.BOOLEAN)

    def _sum(self, call: Call, scope: Scope) -> Piece:
        self._count_arguments(call, 1, float("inf"))
        pieces = [self._visit(argument, scope, whole=True) for argument in call.arguments]
        if len(pieces) == 1 and pieces[0].nodes:
            return Piece(f"sum(({pieces[0].xpath})[normalize-space(.) != ''])", DataType.DECIMAL)
        return Piece(self._ours("sum", *(piece.xpath for piece in pieces)), DataType.DECIMAL)

    def _count_non_empty(self, call: Call, scope: Scope) -> Piece:
        self._count_arguments(call, 1, 1)
        piece = self._visit(call.arguments[0], scope, whole=True)
        return Piece(f"count(({self._coerce('N', piece, call)})[normalize-space(.) != ''])", DataType.DECIMAL)

    def _concat(self, call: Call, scope: Scope) -> Piece:
        pieces = [self._visit(argument, scope, whole=True) for argument in call.arguments]
        if len(pieces) > 1 and all(piece.single or not piece.nodes for piece in pieces):
            return Piece(f"concat({','.join(map(self.as_text, pieces))})", DataType.TEXT)
        return Piece(self._ours("concat", *(piece.xpath for piece in pieces)), DataType.TEXT)

    def _position(self, call: Call, scope: Scope) -> Piece:
        if not call.arguments:
            return Piece("position()", DataType.DECIMAL)
        self._count_arguments(call, 1, 1)
        piece = self._visit(call.arguments[0], scope)
        if not piece.places:
            raise ExpressionFault("position() takes a node of the form", call.column)
        place = piece.places[0]
        if place in self._skeleton.repeats:
            # Where an instance stands depends on its elder siblings, so the whole repeat is read.
            self.dependencies[Dependency(place, parent_of(place), single=False)] = None
        name = place.rpartition("/")[2]
        return Piece(f"(count({piece.xpath}/preceding-sibling::{name}) + 1)", DataType.DECIMAL)

    def _indexed_repeat(self, call: Call, scope: Scope) -> Piece:
        """`indexed-repeat(x, r, i)` is the path to x with `[position() = i]` at r, i read where the call stands."""
        if len(call.arguments) < 3 or len(call.arguments) % 2 == 0:
            raise ExpressionFault("indexed-repeat() takes a node, then repeats each with an index", call.column)
        target = self._place(call.arguments[0], scope, call)
        outside = replace(scope, from_current=True) if not scope.inner else scope
        steps: dict[str, str] = {}
        for repeat, index in zip(call.arguments[1::2], call.arguments[2::2], strict=True):
            place = self._place(repeat, scope, call)
            if place not in self._skeleton.repeats or not is_within(target, place):
                raise ExpressionFault(f"indexed-repeat(): {place} is not a repeat around {target}", call.column)
            steps[place] = f"[position() = number({self.as_number(self._visit(index, outside))})]"
        first = min(steps, key=len)
        own = self._skeleton.own_repeat(parent_of(first), self._context)
        start = own or ""
        prefix = "/".join([".."] * (self._context.count("/") - own.count("/"))) if own else ""
        if own and scope.inner:
            self.uses_current = True
            prefix = f"{CURRENT}/{prefix}" if prefix else CURRENT
        xpath, path = prefix, start
        for name in target[len(start) + 1 :].split("/"):
            path = f"{path}/{name}"
            xpath += f"/{name}" if xpath or not own else name
            xpath += steps.get(path, "")
        self.dependencies[Dependency(target, own or f"/{self._skeleton.root}", single=False)] = None
        return Piece(xpath, self._skeleton.types[target], nodes=True, single=True, places=(target,))

    def _place(self, tree: Ast, scope: Scope, call: Call) -> str:
        """The form node that an argument names; reading it there is no dependency of its own."""
        before = dict(self.dependencies)
        piece = self._visit(tree, scope, whole=True)
        self.dependencies = before
        if not piece.places:
            raise ExpressionFault(f"{call.name}() takes nodes of the form", call.column)
        return piece.places[0]

    def _current(self, call: Call, scope: Scope) -> Piece:
        return self._path(Path(call, (Step("self", "node()"),)), scope, whole=False)

    def _instance(self, call: Call, scope: Scope) -> Piece:
        match call.arguments:
            case (Literal(name),):
                return self._from_list(name, call.column, (), scope)
            case _:
                raise ExpressionFault("instance() takes the name of a list in quotes", call.column)

    def _choice_name(self, call: Call, scope: Scope) -> Piece:
        self._count_arguments(call, 2, 2)
        value = self.as_text(self._visit(call.arguments[0], scope))
        match call.arguments[1]:
            case Literal(path):
                place = path.strip()
                if place not in self._skeleton.types:
                    raise ExpressionFault(f"no question {place!r}", call.column)
            case tree:
                place = self._place(tree, scope, call)
        return Piece(self._ours("choice-name", value, f"'{place}'"), DataType.TEXT)


_FAR = frozenset(
    {"descendant", "descendant-or-self", "ancestor", "ancestor-or-self", "following", "preceding"}
)  # axes that leap over levels
_SPECIAL: dict[str, Callable[[Rewriter, Call, Scope], Piece]] = {
    "if": Rewriter._if,
    "coalesce": Rewriter._coalesce,
    "once": Rewriter._once,
    "selected": Rewriter._selected,
    "sum": Rewriter._sum,
    "count-non-empty": Rewriter._count_non_empty,
    "concat": Rewriter._concat,
    "position": Rewriter._position,
    "indexed-repeat": Rewriter._indexed_repeat,
    "current": Rewriter._current,
    "instance": Rewriter._instance,
    "jr:choice-name": Rewriter._choice_name,
}


def _conjuncts(tree: Ast) -> list[Ast]:
    match tree:
        case Binary("and", left, right):
            return _conjuncts(left) + _conjuncts(right)
        case _:
            return [tree]


def _stands_outside(tree: Ast) -> bool:
    """Whether a part of a list's predicate is the same for every row."""
    match tree:
        case Literal() | Path(Start.ROOT, _) | Path(Call("current", ()), _):
            return True
        case _:
            return False


def _joined(one: Piece, other: Piece, sources: tuple[Ast, ...]) -> DataType:
    """The type of a value that is one or the other; a blank literal takes sides with neither."""
    blanks = [source == Literal("") for source in sources]
    if one.type is other.type:
        return one.type
    if one.type.temporal and (blanks[1] or not other.type.temporal):
        return one.type
    if other.type.temporal and (blanks[0] or not one.type.temporal):
        return other.type
    return DataType.UNKNOWN


def _distinct(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paths))


def _higher(one: str, other: str) -> str:
    return other if is_within(one, other) else one
