"""The expressions of a form: compiled, counted against what one form may spend, noted with what they read."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

from forms.dependencies import Need, Task
from forms.errors import FormFault
from forms.expression import Expression, ExpressionFault, Want, compile_expression
from forms.values import DataType
from forms.xform.frame import Frame
from forms.xform.limits import EXPRESSION, Budget

_NO = frozenset({"", "false()"})
_SHOWN = 300  # characters of an expression in a message
_OPEN_ANYWAY = frozenset({"relevant", "constraint"})  # rules that mean something when they are never true


@dataclass(slots=True)
class Rules:
    """Compiles for the nodes of one form; `needs` is what the dependency graph is made of."""

    frame: Frame
    needs: list[Need] = field(default_factory=list)
    lookups: set[tuple[str, str, str]] = field(default_factory=set)
    naming: list[tuple[str, Task, Expression]] = field(default_factory=list)  # who tells choices by their labels
    _budget: Budget = field(default_factory=Budget)

    def compile(self, source: str, path: str, what: str, want: Want = Want.VALUE) -> Expression:
        """An expression written for a node.

        Raises: FormFault: names the node, what is written, and what is wrong with it.
        """
        self._budget.spend(path, written=len(source) + EXPRESSION)
        try:
            found = compile_expression(source, path, self.frame.skeleton, want)
        except ExpressionFault as fault:
            raise FormFault(f"{what} `{_cut(source.strip())}`: {fault}", node=path) from fault
        self._budget.spend(path, needs=len(found.dependencies))
        self.lookups.update(found.lookups)
        return found

    def output(self, source: str, path: str, what: str) -> Expression:
        """An answer that a text quotes."""
        return self.compile(source, path, f"answer quoted in a {what}")

    def rule(self, path: str, attribute: str, task: Task, want: Want) -> Expression | None:
        """What a bind says of its node; None where it says nothing, or what needs no working out."""
        source = self.frame.bind(path).get(attribute, "").strip()
        if not source or (source in _NO and want is Want.TRUTH and attribute not in _OPEN_ANYWAY):
            return None
        expression = self.compile(source, path, attribute, want)
        self.note(path, task, expression)
        return expression

    def note(self, path: str, task: Task, *expressions: Expression) -> None:
        """A task at a node reads what these expressions read."""
        self.needs.extend(Need(path, task, need) for expression in expressions for need in expression.dependencies)
        self.naming.extend((path, task, expression) for expression in expressions if expression.named)

    def infer_types(self) -> None:
        """A calculation kept as text is a date, or a yes or no, when its expression gives one.

        What one gives may hang on what another is found to give: whoever reads a node is asked again when it is known.
        """
        types = self.frame.skeleton.types
        sources = {path: bind.get("calculate", "") for path, bind in self.frame.binds.items()}
        waiting = deque(path for path, source in sources.items() if source.strip() and types[path] is DataType.TEXT)
        readers: dict[str, list[str]] = defaultdict(list)
        asked = set(waiting)
        while waiting:
            path = waiting.popleft()
            if path not in asked:
                continue
            found = self.compile(sources[path], path, "calculate")
            if found.type.temporal or found.type is DataType.BOOLEAN:
                types[path] = found.type
                asked.discard(path)
                waiting.extend(reader for reader in readers.pop(path, ()) if reader in asked)
            else:
                for need in found.dependencies:
                    if need.target in asked:
                        readers[need.target].append(path)


def _cut(source: str) -> str:
    """An expression as a message can show it."""
    return source if len(source) <= _SHOWN else source[:_SHOWN] + "…"
