"""One interview: the whole contract between the form engine and whoever fills, checks or scores a household."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Set
from functools import partial

from forms.accepting import accepted, check_submitted
from forms.checks import keeps_out, read_by
from forms.counting import MAX_INSTANCES
from forms.definition import FormDefinition, Missing, Question, Repeat
from forms.desk import Desk
from forms.draft import read_draft, read_last_saved
from forms.editing import with_place_for_old_id
from forms.errors import MissingNotAllowed, NotAnswerable, NotSoft, UnknownQuestion
from forms.events import begin_again, bring_over, edit, first_load, follow, load_again, new_repeats
from forms.expression.functions import AROUND
from forms.instance import NOTE_ATTRIBUTE, Instance, Node
from forms.reading import Reading
from forms.recalculation import Recalculation
from forms.reports import Change, NodeState, Progress, Told
from forms.route import upwards
from forms.values import BadValue, datetime_text, printable
from forms.violations import Override

__all__ = ["Change", "Interview", "NodeState", "Progress", "Told"]

Clock = Callable[[], dt.datetime]


class Interview(Reading):
    """One filling of one form. References bear indexes: "/data/roster/member[2]/age"."""

    def __init__(self, definition: FormDefinition, instance: Instance, desk: Desk) -> None:
        super().__init__(definition, instance, desk)
        self._ends = [
            path
            for path, node in definition.nodes.items()
            if isinstance(node, Question) and node.preload == ("timestamp", "end")
        ]

    # ── beginning ────────────────────────────────────────────────────────────────────────────────────────────────

    @classmethod
    def start(
        cls,
        definition: FormDefinition,
        *,
        clock: Clock,
        officer: str = "",
        device: str = "",
        last_saved: bytes | None = None,
    ) -> Interview:
        """A fresh interview: metadata noted, defaults set, everything worked out.

        Args:
            definition: the form.
            clock: what the time is.
            officer: who asks.
            device: the machine.
            last_saved: what `serialise` or `submission` gave of the interview before, for forms that refer to it.

        Raises: DraftDamaged: `last_saved` is neither.
        """
        before = read_last_saved(last_saved) if last_saved is not None else None
        desk = Desk(definition, clock, officer, device, before)
        interview = cls(definition, Instance(definition, copy.deepcopy(definition.blank)), desk)
        AROUND.set(desk)
        first_load(interview._work(), desk)
        return interview

    @classmethod
    def reopen(cls, definition: FormDefinition, saved: bytes, *, clock: Clock) -> Interview:
        """An interview from what `serialise` or `submission` gave.

        Raises:
            DraftDamaged: the bytes are not a draft of this form and edition, or a submission that holds what its
                questions do not take.
        """
        return cls._opened(definition, saved, Desk(definition, clock), load_again)

    @classmethod
    def revise(cls, definition: FormDefinition, saved: bytes, *, clock: Clock, officer: str, device: str) -> Interview:
        """A finished interview as the beginning of its next revision.

        The answers stay. Day, officer, machine and the instance's id are noted anew, everything is worked out for that
        day, and what an officer once confirmed is kept only where the rule is still broken.

        Raises: DraftDamaged: as `reopen`.
        """
        interview = cls._opened(definition, saved, Desk(definition, clock, officer, device), begin_again)
        interview._note_end(interview._work())
        return interview

    @classmethod
    def edit(cls, definition: FormDefinition, saved: bytes, *, clock: Clock) -> Interview:
        """A submission taken up again to correct it, as other tools do: a new id, and the old one as deprecatedID.

        Raises: DraftDamaged: as `reopen`.
        """
        return cls._opened(with_place_for_old_id(definition), saved, Desk(definition, clock), edit)

    @classmethod
    def bring_over(cls, definition: FormDefinition, saved: bytes, *, clock: Clock, had: Set[str]) -> Interview:
        """A draft that was rewritten from another edition; only paths not in `had` begin as in a fresh interview.

        Raises: DraftDamaged: as `reopen`.
        """
        return cls._opened(definition, saved, Desk(definition, clock), partial(bring_over, had=had))

    @classmethod
    def _opened(
        cls, definition: FormDefinition, saved: bytes, desk: Desk, load: Callable[[Recalculation, Desk], None]
    ) -> Interview:
        found = read_draft(definition, saved)
        interview = cls(found.instance.definition, found.instance, desk)
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
            work.leave_blank(node, typed=typed)
        return self._finish(work)

    def mark_missing(self, ref: str, missing: Missing) -> Change:
        """Say why there is no answer.

        Raises: MissingNotAllowed: the questionnaire does not allow that reason here.
        """
        node, question = self._askable(ref)
        if missing not in question.missing:
            raise MissingNotAllowed(ref, missing.value)
        work = self._work()
        work.leave_blank(node, missing=missing)
        return self._finish(work)

    def confirm(self, ref: str, rule: str, reason: str, officer: str) -> Change:
        """Let an answer stand although a soft rule is broken; forgotten when an answer changes that the rule reads.

        Raises: NotSoft: that rule is not broken here, or is hard.
        """
        node = self._instance.find(ref)
        if not any(fault.rule == rule and not fault.hard for fault in node.faults):
            raise NotSoft(ref, rule)
        moment = datetime_text(self._desk.now())
        said = Override(
            node.ref, rule, printable(reason), printable(officer), moment, read_by(self.definition, node, rule)
        )
        node.overrides[rule] = said
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

    # ── repeats ──────────────────────────────────────────────────────────────────────────────────────────────────

    def add_repeat(self, ref: str) -> Change:
        """One more instance of a repeat, at its end.

        Raises: UnknownQuestion: no such repeat. NotAnswerable: the form itself says how many there are, or there are as
            many as one repeat may have.
        """
        parent, repeat = self._instance.around(ref)
        if repeat.fixed_size or len(parent.children[repeat.name]) >= MAX_INSTANCES:
            raise NotAnswerable(ref)
        work = self._work()
        work.add_instance(parent, repeat)
        return self._finish(work)

    def remove_repeat(self, ref: str) -> Change:
        """Take one instance of a repeat away; later ones move up.

        Raises: UnknownQuestion: no such instance. NotAnswerable: the form itself says how many there are.
        """
        node = self._instance.find(ref)
        if isinstance(node.definition, Repeat) and node.definition.fixed_size:
            raise NotAnswerable(ref)
        work = self._work()
        work.remove_instance(node)
        return self._finish(work)

    def move_repeat(self, ref: str, place: int) -> Change:
        """Give one instance of a repeat another place, counted from 1; those between make room.

        Raises: UnknownQuestion: no such instance or place. NotAnswerable: the form itself wrote the instances.
        """
        node = self._instance.find(ref)
        _, siblings = self._instance.siblings(node)
        if isinstance(node.definition, Repeat) and node.definition.fixed_size and node.definition.count is None:
            raise NotAnswerable(ref)
        if not 1 <= place <= len(siblings):
            raise UnknownQuestion(f"{ref} at place {place}")
        work = self._work()
        work.move_instance(node, place - 1)
        return self._finish(work)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _work(self) -> Recalculation:
        AROUND.set(self._desk)
        return Recalculation(self.definition, self._instance)

    def _finish(self, work: Recalculation) -> Change:
        work.run()
        new_repeats(work)
        follow(work)
        self._note_end(work)
        whole = tuple(work.reshaped_refs())
        return Change(tuple(dict.fromkeys((*whole, *(node.ref for node in work.changed)))), whole)

    def _note_end(self, work: Recalculation) -> None:
        """The end of an interview is the moment of its last answer: no one has to remember to say so."""
        for path in self._ends:
            work.set_value(self._instance.find(path), datetime_text(self._desk.now()))
        work.run()

    def _askable(self, ref: str) -> tuple[Node, Question]:
        node = self._instance.find(ref)
        question = node.question
        AROUND.set(self._desk)
        if question is None or not question.kind.askable or any(map(keeps_out, upwards(node))):
            raise NotAnswerable(ref)
        return node, question
