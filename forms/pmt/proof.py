"""The proof of a score pack by the form it is made for: its questions are there, its worked households come out.

Done when a pack is installed, when it is put in force, by the self-check and by the tests; not at every start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Protocol

from forms.definition import FormDefinition, Missing, Question, Repeat
from forms.errors import FormsFault
from forms.expression import ExpressionFault
from forms.expression.tree import NoSuchNode
from forms.interview import Interview
from forms.pmt.errors import PackRefused, Unscorable
from forms.pmt.pack import Example, FormEdition, ScorePack
from forms.pmt.scoring import score

_NOON = time(12, tzinfo=UTC)


class Part(Protocol):
    """A part of a pack that asks the form: a term of a score, a clause of a rule."""

    @property
    def id(self) -> str:
        """Its name in the pack."""
        ...

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions it rests on, by their paths without indexes."""
        ...

    def expressions(self, roster: str) -> Iterable[tuple[str, str]]:
        """Give every expression that it may ask, with the path of the node that it is asked at."""
        ...


class Typed(Protocol):
    """A worked household of a pack of any kind, as far as it is typed into the form."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def day(self) -> date:
        """The day of the interview."""
        ...

    @property
    def deeds(self) -> tuple[tuple[str, ...], ...]:
        """What the officer does."""
        ...


def prove(pack: ScorePack, definition: FormDefinition) -> None:
    """Hold a pack against its form, and score its worked households as they are typed into it.

    Raises:
        PackRefused: `other_form`, `unknown_question`, `expression` or `example`, with what is at fault.
    """
    require_fit(pack.form, pack.roster, pack.terms, definition)
    for example in pack.examples:
        differs = _difference(example, pack, definition)
        if differs:
            raise PackRefused("example", name=example.name, differs=differs)


def require_fit(form: FormEdition, roster: str, parts: Iterable[Part], definition: FormDefinition) -> None:
    """Hold that a pack of any kind is made for this form, and that all that its parts name stands there.

    Raises:
        PackRefused: `other_form`, `unknown_question` or `expression`.
    """
    if (form.form_id, form.version) != (definition.form_id, definition.edition):
        raise PackRefused("other_form", form=form.form_id, version=form.version)
    if not isinstance(definition.nodes.get(roster), Repeat):
        raise PackRefused("unknown_question", question=roster)
    for part in parts:
        _require_questions(part, definition)
        _require_expressions(part, roster, definition)


def type_in(example: Typed, definition: FormDefinition) -> Interview:
    """Fill in the form as the example says.

    Raises:
        PackRefused: `example`: a deed that the form does not take.
    """
    noon = datetime.combine(example.day, _NOON)
    interview = Interview.start(definition, clock=lambda: noon)
    for kind, ref, *text in example.deeds:
        try:
            _DEEDS[kind](interview, ref, *text)
            taken = kind == "add" or interview.state(ref).typed is None
        except (FormsFault, ValueError) as fault:
            raise PackRefused("example", name=example.name, differs=ref) from fault
        if not taken:  # the form keeps what is not of a question's type beside a blank: nothing was answered
            raise PackRefused("example", name=example.name, differs=ref)
    return interview


_DEEDS: Mapping[str, Callable[..., object]] = {
    "answer": Interview.answer,
    "add": Interview.add_repeat,
    "missing": lambda interview, ref, code: interview.mark_missing(ref, Missing(code)),
}


def _require_questions(term: Part, definition: FormDefinition) -> None:
    for question in term.questions:
        if not isinstance(definition.nodes.get(question), Question):
            raise PackRefused("unknown_question", question=question, term=term.id)


def _require_expressions(term: Part, roster: str, definition: FormDefinition) -> None:
    for expression, context in term.expressions(roster):
        try:
            definition.expression(expression, context)
        except NoSuchNode as fault:
            raise PackRefused("unknown_question", question=fault.name, term=term.id) from fault
        except ExpressionFault as fault:
            raise PackRefused("expression", term=term.id, column=str(fault.column)) from fault


def _difference(example: Example, pack: ScorePack, definition: FormDefinition) -> str | None:
    """Name the first term, or "score" or "gaps", in which the form's own result is not the printed one."""
    try:
        scored = score(type_in(example, definition), pack)
    except (FormsFault, Unscorable) as fault:
        raise PackRefused("example", name=example.name, differs=type(fault).__name__) from fault
    for term, points in zip(scored.terms, example.points, strict=True):
        if (term.low, term.high) != (points.low, points.high):
            return term.id
    gaps = {gap.ref: gap.why.value for gap in scored.gaps}
    return None if gaps == example.gaps else "gaps"
