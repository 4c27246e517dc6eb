"""One interview: the whole contract between the form engine and whoever fills, checks or scores a household."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from forms.accepting import accepted, check_submitted
from forms.choosing import Choice, cell, offered_rows, row_label
from forms.definition import FormDefinition, Missing, Question, Repeat, Wording
from forms.draft import read_draft, write_draft, write_submission
from forms.errors import FormFault, MissingNotAllowed, NotAnswerable, NotSoft, UnknownQuestion
from forms.events import Desk, begin_again, first_load, follow, load_again, new_repeats
from forms.expression import ExpressionFault
from forms.expression.functions import AROUND, text_of
from forms.instance import NOTE_ATTRIBUTE, Instance, Node
from forms.recalculation import Recalculation
from forms.values import BadValue, datetime_text, is_blank, printable
from forms.violations import Fault, Override, Violation, ViolationKind


@dataclass(frozen=True, slots=True)
class Change:
    """What a deed changed: references whose value, relevance, rules or wording a window should draw anew.

    A repeat whose instances came or went is named as a whole ("/data/roster/member").
    """

    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeState:
    """How one node stands. `typed` is text that is not of the question's type; `value` is blank beside it.

    `note` is what the officer wrote down beside the question; it is no answer, and stays whatever the answer becomes.
    """

    value: str
    typed: str | None
    missing: Missing | None
    relevant: bool
    required: bool
    read_only: bool
    violations: tuple[Violation, ...]
    note: str = ""


class Interview:
    """One filling of one form. References bear indexes: "/data/roster/member[2]/age"."""

    def __init__(self, definition: FormDefinition, instance: Instance, desk: Desk) -> None:
        self.definition = definition
        self._instance = instance
        self._desk = desk
        self._ends = [
            path
            for path, node in definition.nodes.items()
            if isinstance(node, Question) and node.preload == ("timestamp", "end")
        ]

    @classmethod
    def start(
        cls, definition: FormDefinition, *, clock: Callable[[], dt.datetime], officer: str = "", device: str = ""
    ) -> Interview:
        """A fresh interview: metadata noted, defaults set, everything worked out."""
        desk = Desk(definition, clock, officer, device)
        interview = cls(definition, Instance(definition, copy.deepcopy(definition.blank)), desk)
        AROUND.set(desk)
        work = interview._work()
        first_load(work, desk)
        return interview

    @classmethod
    def reopen(cls, definition: FormDefinition, saved: bytes, *, clock: Callable[[], dt.datetime]) -> Interview:
        """An interview from what `serialise` or `submission` gave.

        Raises:
            DraftDamaged: the bytes are not a draft of this form and edition, or a submission that holds what its
                questions do not take.
        """
        return cls._opened(definition, saved, Desk(definition, clock), load_again)

    @classmethod
    def revise(
        cls, definition: FormDefinition, saved: bytes, *, clock: Callable[[], dt.datetime], officer: str, device: str
    ) -> Interview:
        """A finished interview as the beginning of its next revision.

        The answers stay. Day, officer, machine and the instance's id are noted anew, everything is worked out for that
        day, and what an officer once confirmed is kept only where the rule is still broken.

        Raises: DraftDamaged: as `reopen`.
        """
        interview = cls._opened(definition, saved, Desk(definition, clock, officer, device), begin_again)
        interview._note_end(interview._work())
        return interview

    @classmethod
    def _opened(
        cls, definition: FormDefinition, saved: bytes, desk: Desk, load: Callable[[Recalculation, Desk], None]
    ) -> Interview:
        found = read_draft(definition, saved)
        interview = cls(definition, found.instance, desk)
        load(interview._work(), desk)
        if found.is_submission:
            check_submitted(found.instance)
        return interview

    # ── answering ────────────────────────────────────────────────────────────────────────────────────────────────

    def answer(self, ref: str, text: str) -> Change:
        """Give an answer as typed; blank clears it. Text of the wrong type is kept beside a blank node.

        Raises: UnknownQuestion, NotAnswerable: nobody answers this node.
        """
        node, question = self._askable(ref)
        work = self._work()
        typed = printable(text)  # a draft is XML, which has no place for control characters and half surrogates
        try:
            work.set_value(node, accepted(node, question, typed))
        except BadValue:
            work.set_mistyped(node, typed)
        return self._finish(work)

    def mark_missing(self, ref: str, missing: Missing) -> Change:
        """Say why there is no answer.

        Raises: MissingNotAllowed: the questionnaire does not allow that reason here.
        """
        node, question = self._askable(ref)
        if missing not in question.missing:
            raise MissingNotAllowed(ref, missing.value)
        work = self._work()
        work.set_missing(node, missing)
        return self._finish(work)

    def add_repeat(self, ref: str) -> Change:
        """One more instance of a repeat, at its end.

        Raises: UnknownQuestion: no such repeat. NotAnswerable: the form itself says how many there are.
        """
        parent, repeat = self._instance.around(ref)
        if repeat.fixed_size:
            raise NotAnswerable(ref)
        work = self._work()
        work.add_instance(parent, repeat)
        return self._finish(work, f"{parent.ref}/{repeat.name}")

    def remove_repeat(self, ref: str) -> Change:
        """Take one instance of a repeat away; later ones move up.

        Raises: UnknownQuestion: no such instance. NotAnswerable: the form itself says how many there are.
        """
        node = self._instance.find(ref)
        if not isinstance(node.definition, Repeat) or node.definition.fixed_size or node.parent is None:
            raise NotAnswerable(ref)
        whole = f"{node.parent.ref}/{node.definition.name}"
        work = self._work()
        work.remove_instance(node)
        return self._finish(work, whole)

    def confirm(self, ref: str, rule: str, reason: str, officer: str) -> Change:
        """Let an answer stand although a soft rule is broken; forgotten when the answer changes.

        Raises: NotSoft: that rule is not broken here, or is hard.
        """
        node = self._instance.find(ref)
        if not any(fault.rule == rule and not fault.hard for fault in node.faults):
            raise NotSoft(ref, rule)
        moment = datetime_text(self._desk.now())
        node.overrides[rule] = Override(node.ref, rule, printable(reason), printable(officer), moment)
        return Change((node.ref,))

    def note(self, ref: str, text: str) -> Change:
        """Write something down beside a question; it travels with the interview. Blank takes it back.

        Raises: UnknownQuestion, NotAnswerable: nobody answers this node.
        """
        node, _ = self._askable(ref)
        if kept := printable(text).strip():
            node.element.set(NOTE_ATTRIBUTE, kept)
        else:
            node.element.attrib.pop(NOTE_ATTRIBUTE, None)
        return Change((node.ref,))

    def speak(self, language: str) -> Change:
        """Choose the language of what expressions quote (jr:choice-name, jr:itext) and of texts by default."""
        if language not in self.definition.languages:
            raise UnknownQuestion(language)
        self._desk.language = language
        work = self._work()
        work.show_all()
        return self._finish(work)

    # ── asking ───────────────────────────────────────────────────────────────────────────────────────────────────

    def state(self, ref: str) -> NodeState:
        """How a node stands now."""
        node = self._instance.find(ref)
        AROUND.set(self._desk)
        return NodeState(
            value=node.value if node.shown else "",
            typed=node.typed or None,
            missing=node.missing,
            relevant=node.shown,
            required=node.shown and node.required,
            read_only=any(each.read_only for each in _upwards(node)),
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

    def questions(self) -> tuple[str, ...]:
        """References of the questions to ask, in order: relevant, and answered by a person."""
        return tuple(node.ref for node in self._to_ask())

    def next_question(self, ref: str | None) -> str | None:
        """The question after a reference (before the first, when None); None after the last."""
        return self._beside(ref, forwards=True)

    def previous_question(self, ref: str | None) -> str | None:
        """The question before a reference (after the last, when None); None before the first."""
        return self._beside(ref, forwards=False)

    def first_unanswered(self) -> str | None:
        """The first required question that is open, else the first open one."""
        blank = [node for node in self._to_ask() if is_blank(node.value) and not node.typed and node.missing is None]
        required = [node for node in blank if node.required]
        return next((node.ref for node in required + blank), None)

    def instances(self, ref: str) -> int:
        """How many instances a repeat has.

        Raises: UnknownQuestion: no such repeat.
        """
        parent, repeat = self._instance.around(ref)
        return len(parent.children[repeat.name])

    def choices(self, ref: str, language: str | None = None) -> tuple[Choice, ...]:
        """The choices on offer now, with their labels."""
        node = self._instance.find(ref)
        source = node.question.choices if node.question else None
        if source is None:
            return ()
        AROUND.set(self._desk)
        spoken = language or self._desk.language
        if source.nodeset is None:
            return tuple(Choice(value, self._told(label, node, spoken)) for value, label in source.fixed)
        return tuple(
            Choice(cell(row, source.value), row_label(self.definition, source, row, spoken))
            for row in offered_rows(source, node)
        )

    def label(self, ref: str, language: str | None = None) -> str:
        """The label, with the answers it quotes; the default language where the translation is missing."""
        node = self._instance.find(ref)
        return self._told(node.definition.label, node, language)

    def hint(self, ref: str, language: str | None = None) -> str:
        """The hint; blank where there is none."""
        node = self._instance.find(ref)
        return self._told(node.definition.hint, node, language)

    def message(self, ref: str, rule: str = "constraint", language: str | None = None) -> str:
        """What the form says when a rule of this question is broken; blank where it says nothing."""
        node = self._instance.find(ref)
        question = node.question
        if question is None:
            return ""
        wordings: dict[str, Wording | None] = {
            "constraint": question.constraint_message,
            "required": question.required_message,
        }
        wordings.update({soft.rule: soft.message for soft in question.soft_rules})
        return self._told(wordings.get(rule), node, language)

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

    # ── keeping ──────────────────────────────────────────────────────────────────────────────────────────────────

    def serialise(self) -> bytes:
        """The whole interview, for `reopen`."""
        return write_draft(self.definition, self._instance)

    def submission(self) -> bytes:
        """Canonical XML of what leaves the desk: relevant nodes only."""
        return write_submission(self.definition, self._instance)

    def answers(self) -> Mapping[str, str]:
        """Reference to value for every relevant question, calculations included."""
        nodes = self._instance.root.walk()
        return {node.ref: node.value for node in nodes if node.shown and node.question is not None}

    def nodes(self) -> tuple[str, ...]:
        """References of all nodes, groups and what is not relevant included, in document order."""
        return tuple(node.ref for node in self._instance.root.walk())

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _work(self) -> Recalculation:
        AROUND.set(self._desk)
        return Recalculation(self.definition, self._instance)

    def _finish(self, work: Recalculation, *whole: str) -> Change:
        work.run()
        new_repeats(work)
        follow(work)
        self._note_end(work)
        return Change(tuple(dict.fromkeys((*whole, *(node.ref for node in work.changed)))))

    def _note_end(self, work: Recalculation) -> None:
        """The end of an interview is the moment of its last answer: no one has to remember to say so."""
        for path in self._ends:
            work.set_value(self._instance.find(path), datetime_text(self._desk.now()))
        work.run()

    def _askable(self, ref: str) -> tuple[Node, Question]:
        node = self._instance.find(ref)
        question = node.question
        if question is None or not question.kind.askable or any(each.read_only for each in _upwards(node)):
            raise NotAnswerable(ref)
        return node, question

    def _to_ask(self) -> Iterator[Node]:
        return (node for node in self._instance.root.walk() if _is_asked(node))

    def _beside(self, ref: str | None, *, forwards: bool) -> str | None:
        here = self._instance.find(ref) if ref is not None else None
        before: str | None = None
        passed = here is None and forwards
        for node in self._instance.root.walk():
            asked = _is_asked(node)
            if passed and asked:
                return node.ref
            if node is here:
                if not forwards:
                    return before
                passed = True
            elif asked:
                before = node.ref
        return before if here is None and not forwards else None

    def _violations(self, node: Node, language: str) -> Iterator[Violation]:
        for fault in node.faults:
            message = self._fault_message(node, fault, language)
            yield Violation(node.ref, fault.kind, fault.rule, fault.hard, message, fault.rule in node.overrides)

    def _fault_message(self, node: Node, fault: Fault, language: str) -> str:
        return "" if fault.kind is ViolationKind.TYPE else self.message(node.ref, fault.rule, language)

    def _told(self, wording: Wording | None, node: Node, language: str | None) -> str:
        if wording is None:
            return ""
        AROUND.set(self._desk)
        tried = (language or self._desk.language, self.definition.default_language, *wording.by_language)
        template = next(wording.by_language[each] for each in tried if each in wording.by_language)
        return "".join(part if isinstance(part, str) else text_of(part.evaluate(node.element)) for part in template)


def _upwards(node: Node) -> Iterator[Node]:
    above: Node | None = node
    while above is not None:
        yield above
        above = above.parent


def _is_asked(node: Node) -> bool:
    question = node.question
    return (
        question is not None and node.shown and question.kind.askable and not any(e.read_only for e in _upwards(node))
    )
