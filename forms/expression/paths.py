"""Paths: written so that libxml2 meets what is relevant, and followed through the form to note what they read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from forms.expression.coercion import as_condition
from forms.expression.reading import CURRENT, HIDDEN_MARK, Piece, Reading, Scope
from forms.expression.skeleton import is_within, parent_of
from forms.expression.tree import Ast, Call, ExpressionFault, Filter, NoSuchNode, Path, Start, Step
from forms.values import DataType

_FAR = frozenset(
    {"descendant", "descendant-or-self", "ancestor", "ancestor-or-self", "following", "preceding"}
)  # axes that leap over levels


def path(reading: Reading, tree: Path, scope: Scope, *, whole: bool) -> Piece:
    """A location path, wherever it sets out."""
    match tree.start:
        case Start.ROOT:
            return _from_root(reading, tree.steps, scope, whole=whole)
        case Start.HERE:
            prefix = CURRENT if scope.from_current else ""
            reading.uses_current |= scope.from_current
            return walk(reading, prefix, (scope.at,) if scope.at else None, scope.anchor, tree.steps)
        case Call("current", ()):
            reading.uses_current |= scope.inner
            prefix = CURRENT if scope.inner else ""
            return walk(reading, prefix, (reading.context,), reading.context, tree.steps)
        case start:
            base = reading.visit(start, scope, whole=whole)
            if not base.nodes:
                raise ExpressionFault("a path goes on from nodes", tree.column)
            way = _Way(base.places, f"/{reading.skeleton.root}", base.single, own=False, every=False)
            return _walk(reading, base.xpath, way, tree.steps)


def filtered(reading: Reading, tree: Filter, scope: Scope) -> Piece:
    """Nodes with predicates, as in `(…)[2]`."""
    known = set(reading.dependencies)
    piece = reading.visit(tree.operand, scope, whole=True)
    if not piece.nodes:
        raise ExpressionFault("square brackets pick among nodes", tree.column)
    reading.dependencies = {
        replace(need, every=False, some=True) if need.every and need not in known else need: None
        for need in reading.dependencies
    }
    inner = Scope(piece.places[0] if piece.places else None, f"/{reading.skeleton.root}", inner=True)
    xpath = f"({piece.xpath})" + predicates(reading, tree.predicates, inner)
    return Piece(xpath, piece.type, nodes=True, single=True, places=piece.places)


def predicates(reading: Reading, conditions: Iterable[Ast], scope: Scope) -> str:
    """What stands in square brackets behind a step."""
    return "".join(f"[{as_condition(reading, reading.visit(condition, scope))}]" for condition in conditions)


def _from_root(reading: Reading, steps: tuple[Step, ...], scope: Scope, *, whole: bool) -> Piece:
    """An absolute path: inside a repeat it means one's own instance, as far as both stand in the same repeats."""
    skeleton = reading.skeleton
    known = _plain_start(steps, skeleton.types)
    own = None if whole or not known else skeleton.own_repeat(known, reading.context)
    if own is None and known and scope.inner and scope.at is None:
        own = f"/{skeleton.root}"  # inside a list's predicate "/" would be the list's document, not the form's
    if own is None:
        if steps and steps[0].axis == "child" and (name := local(steps[0].test)) not in (skeleton.root, "*"):
            raise NoSuchNode(f"/{name}", f"no node /{name} in this form", steps[0].column)
        return walk(reading, "/", (), skeleton.root, steps)
    up = reading.context.count("/") - own.count("/")
    relative = (*(Step("parent", "node()"),) * up, *steps[own.count("/") :])
    reading.uses_current |= scope.inner or scope.from_current
    prefix = CURRENT if scope.inner or scope.from_current else ""
    return walk(reading, prefix, (reading.context,), reading.context, relative or (Step("self", "node()"),))


def _plain_start(steps: tuple[Step, ...], types: dict[str, DataType]) -> str:
    """How far an absolute path goes from node to node without a predicate."""
    reached = ""
    for step in steps:
        further = f"{reached}/{local(step.test)}"
        if step.axis != "child" or step.predicates or further not in types:
            break
        reached = further
    return reached


@dataclass(slots=True)
class _Way:
    """How far a path has been followed: `places` is () at the document, None outside the form."""

    places: tuple[str, ...] | None
    anchor: str
    single: bool
    own: bool = True
    sure: bool = True  # along axes that lead to what is named and nothing else
    every: bool = True
    far: bool = False


def walk(reading: Reading, xpath: str, places: tuple[str, ...] | None, anchor: str, steps: tuple[Step, ...]) -> Piece:
    """Write the steps and follow them through the form."""
    return _walk(reading, xpath, _Way(places, anchor, single=places is not None), steps)


def _walk(reading: Reading, xpath: str, way: _Way, steps: tuple[Step, ...]) -> Piece:
    body = "/".join(_step(reading, way, step) for step in steps)
    xpath = f"{xpath.rstrip('/')}/{body}" if xpath and body else xpath or body
    if way.places is None:
        return Piece(xpath, DataType.UNKNOWN, nodes=True)
    for place in way.places:
        far = way.sure and not way.own
        reading.depend(place, way.anchor, single=way.own, every=far and way.every, some=far and not way.every)
    types = {reading.skeleton.types[place] for place in way.places}
    attribute = bool(steps) and steps[-1].axis == "attribute"
    data_type = DataType.TEXT if attribute or len(types) != 1 else types.pop()
    return Piece(xpath, data_type, nodes=True, single=way.single, places=way.places)


def _step(reading: Reading, way: _Way, step: Step) -> str:
    if way.places is not None and step.axis != "attribute":
        many = _follow(reading, way, step)
        way.own = way.own and not many
        way.single = way.single and (not many or bool(step.predicates))
    way.far = way.far or step.axis in _FAR
    way.sure = way.sure and step.axis in ("child", "parent", "self")
    way.every = way.every and not step.predicates
    written = _written(reading, step, foreign=way.places is None, far=way.far)
    if step.predicates:
        for place in way.places or ():
            if place in reading.skeleton.repeats:  # what is picked may change although nothing goes that was reached
                reading.depend(place, way.anchor, single=False)
        at = way.places[0] if way.places else None
        written += predicates(reading, step.predicates, Scope(at, way.anchor, inner=True))
    return written


def _follow(reading: Reading, way: _Way, step: Step) -> bool:
    """Go where a step leads, minding the highest node passed; whether it may meet several instances."""
    skeleton, name, places = reading.skeleton, local(step.test), way.places or ()
    if not places:  # at the document
        root = f"/{skeleton.root}"
        way.places, way.anchor = (root,) if step.axis == "child" else _all(skeleton.types, name), root
        return step.axis != "child"
    match step.axis:
        case "self":
            return False
        case "parent":
            up = _distinct(above for place in places if (above := parent_of(place)))
            if not up:
                raise ExpressionFault("the path climbs above the form", step.column)
            way.places, way.anchor = up, _higher(way.anchor, up[0])
            return False
        case "child":
            found = _children(skeleton.children, places, name)
            if not found and name != "text()":
                raise NoSuchNode(f"{places[0]}/{name}", f"no node {name!r} in {places[0]}", step.column)
            way.places = found or places
            return len(found) > 1 or any(child in skeleton.repeats for child in found)
        case "following-sibling" | "preceding-sibling":
            parents = _distinct(parent_of(place) or place for place in places)
            way.places = _children(skeleton.children, parents, name) or places
            way.anchor = _higher(way.anchor, parents[0])
            return True
        case _:
            way.places, way.anchor = _all(skeleton.types, name), f"/{skeleton.root}"
            return True


def _children(children: dict[str, dict[str, str]], places: Iterable[str], name: str) -> tuple[str, ...]:
    if name in ("*", "node()"):
        return tuple(child for place in places for child in children[place].values())
    return tuple(children[place][name] for place in places if name in children[place])


def _all(types: dict[str, DataType], name: str) -> tuple[str, ...]:
    """Every node a far-reaching axis might meet: coarse, and so always right."""
    named = tuple(path for path in types if name in ("*", "node()", path.rpartition("/")[2]))
    return named or tuple(types)


def _written(reading: Reading, step: Step, *, foreign: bool, far: bool) -> str:
    if step.test == "node()" and step.axis in ("self", "parent"):
        return "." if step.axis == "self" else ".."
    if step.axis == "attribute":
        prefix, colon, _ = step.test.partition(":")
        if colon and prefix != "xml" and prefix not in reading.skeleton.namespaces:
            raise ExpressionFault(f"unknown prefix {prefix!r}", step.column)
        return f"@{step.test}"
    test = step.test if step.test.endswith(")") else local(step.test)
    axis = "" if step.axis == "child" else f"{step.axis}::"
    if foreign or (test != "*" and (not far or test == "node()")):
        return f"{axis}{test}"
    # A wildcard sees marked names too, and a far-reaching step sees below them.
    return f"{axis}{test}[not({'ancestor-or-self::*' if far else 'self::*'}[contains(name(),'{HIDDEN_MARK}')])]"


def local(test: str) -> str:
    """A name without its prefix."""
    return test.rpartition(":")[2]


def _distinct(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(paths))


def _higher(one: str, other: str) -> str:
    return other if is_within(one, other) else one
