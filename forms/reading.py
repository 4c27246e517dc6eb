"""What may be asked of an interview without changing it: how it stands, what to ask next, how it is said and kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.canonical import canonical_json
from forms.checks import keeps_out, wants_answer
from forms.choosing import Choice, choices_at
from forms.definition import FormDefinition, Missing
from forms.desk import Desk
from forms.draft import write_draft, write_submission
from forms.errors import FormFault
from forms.expression import ExpressionFault
from forms.expression.functions import AROUND, text_of
from forms.instance import Instance, Node
from forms.reports import NodeState, Progress, Told
from forms.route import asked, beside, first_unanswered, progress, upwards
from forms.telling import tell, wording_of
from forms.violations import Override, Violation, ViolationKind

_WORDED = frozenset({ViolationKind.CONSTRAINT, ViolationKind.REQUIRED, ViolationKind.WARNING})  # by the form itself


class Reading:
    """One filling of one form, to look at. References bear indexes: "/data/roster/member[2]/age"."""

    def __init__(self, definition: FormDefinition, instance: Instance, desk: Desk) -> None:
        self.definition = definition
        self._instance = instance
        self._desk = desk

    # ── how it stands ────────────────────────────────────────────────────────────────────────────────────────────

    def state(self, ref: str) -> NodeState:
        """How a node stands now."""
        node = self._instance.find(ref)
        AROUND.set(self._desk)
        return NodeState(
            value=node.value if node.shown else "",
            typed=node.typed or None,
            missing=node.missing,
            relevant=node.shown,
            required=wants_answer(node),
            read_only=any(map(keeps_out, upwards(node))),
            violations=tuple(self._violations(node, self._desk.language)),
            note=node.note,
        )

    def violations(self, *, language: str | None = None) -> tuple[Violation, ...]:
        """All broken rules of relevant nodes, in document order."""
        AROUND.set(self._desk)
        spoken = language or self._desk.language
        return tuple(found for node in self._instance.root.walk() for found in self._violations(node, spoken))

    def validate(self) -> tuple[Violation, ...]:
        """What stands against completion: hard rules, and soft ones that nobody confirmed."""
        return tuple(found for found in self.violations() if found.hard or not found.confirmed)

    def missing(self) -> Mapping[str, Missing]:
        """Reference to reason for every relevant question that was left without an answer."""
        nodes = self._instance.root.walk()
        return {node.ref: node.missing for node in nodes if node.shown and node.missing is not None}

    def overrides(self) -> tuple[Override, ...]:
        """What officers confirmed, in document order."""
        return tuple(
            Override(node.ref, said.rule, said.reason, said.officer, said.at)
            for node in self._instance.root.walk()
            for said in node.overrides.values()
        )

    def progress(self, ref: str | None = None) -> Progress:
        """How far the interview has come, or the group, repeat instance or question that is named."""
        return progress(self._instance.root if ref is None else self._instance.find(ref))

    # ── what to ask ──────────────────────────────────────────────────────────────────────────────────────────────

    def questions(self) -> tuple[str, ...]:
        """References of the questions to ask, in order: relevant, and answered by a person."""
        return tuple(node.ref for node in asked(self._instance.root))

    def next_question(self, ref: str | None) -> str | None:
        """The question after a reference (before the first, when None); None after the last."""
        return self._beside(ref, backwards=False)

    def previous_question(self, ref: str | None) -> str | None:
        """The question before a reference (after the last, when None); None before the first."""
        return self._beside(ref, backwards=True)

    def first_unanswered(self) -> str | None:
        """The first required question that is open, else the first open one."""
        found = first_unanswered(self._instance.root)
        return found.ref if found is not None else None

    def instances(self, ref: str) -> int:
        """How many instances a repeat has.

        Raises: UnknownQuestion: no such repeat.
        """
        parent, repeat = self._instance.around(ref)
        return len(parent.children[repeat.name])

    def choices(self, ref: str, language: str | None = None) -> tuple[Choice, ...]:
        """The choices on offer now, with their labels."""
        node = self._instance.find(ref)
        AROUND.set(self._desk)
        return tuple(choices_at(self.definition, node, language or self._desk.language))

    # ── how it is said ───────────────────────────────────────────────────────────────────────────────────────────

    def label(self, ref: str, language: str | None = None) -> str:
        """The label, with the answers it quotes; the default language where the translation is missing."""
        return self.told(ref, "label", language).text

    def hint(self, ref: str, language: str | None = None) -> str:
        """The hint; blank where there is none."""
        return self.told(ref, "hint", language).text

    def message(self, ref: str, rule: str = "constraint", language: str | None = None) -> str:
        """What the form says when a rule of this question is broken; blank where it says nothing."""
        return self.told(ref, rule, language).text

    def told(self, ref: str, part: str = "label", language: str | None = None) -> Told:
        """A text of a node with the language it is in.

        `part` is "label", "hint", "guidance", a kind of medium ("image"), or the rule that a message is for. Blank
        where the form says nothing; marked where it says it in another language than was asked for.
        """
        node = self._instance.find(ref)
        AROUND.set(self._desk)
        return tell(self.definition, wording_of(node, part), node.element, language or self._desk.language)

    def evaluate(self, expression: str, context: str = "/data") -> str | float | bool:
        """The value of an expression of the form's own dialect, as score packs write them.

        Raises: FormFault: it is not an expression, or names what the form lacks. UnknownQuestion: no such context.
        """
        node = self._instance.find(context)
        try:
            compiled = self.definition.expression(expression, node.path)
        except ExpressionFault as fault:
            raise FormFault(f"`{expression}`: {fault}", node=node.path) from fault
        AROUND.set(self._desk)
        result = compiled.evaluate(node.element)
        return text_of(result) if isinstance(result, list) else result

    # ── how it is kept ───────────────────────────────────────────────────────────────────────────────────────────

    def serialise(self) -> bytes:
        """The whole interview, for `reopen`."""
        return write_draft(self.definition, self._instance)

    def submission(self) -> bytes:
        """Canonical XML of what leaves the desk: relevant nodes only."""
        return write_submission(self.definition, self._instance)

    def canonical_json(self) -> bytes:
        """Canonical JSON (RFC 8785) of the relevant nodes, as groups and repeats hold them."""
        return canonical_json(self.definition, self._instance)

    def answers(self) -> Mapping[str, str]:
        """Reference to value for every relevant question, calculations included."""
        nodes = self._instance.root.walk()
        return {node.ref: node.value for node in nodes if node.shown and node.question is not None}

    def nodes(self) -> tuple[str, ...]:
        """References of all nodes, groups and what is not relevant included, in document order."""
        return tuple(node.ref for node in self._instance.root.walk())

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _beside(self, ref: str | None, *, backwards: bool) -> str | None:
        here = self._instance.find(ref) if ref is not None else None
        found = beside(self._instance.root, here, backwards=backwards)
        return found.ref if found is not None else None

    def _violations(self, node: Node, language: str) -> Iterator[Violation]:
        for fault in node.faults:
            wording = wording_of(node, fault.rule) if fault.kind in _WORDED else None
            message = tell(self.definition, wording, node.element, language).text
            yield Violation(node.ref, fault.kind, fault.rule, fault.hard, message, fault.rule in node.overrides)
