"""An officer takes a family down: reads the open question, answers it by keys, and knows which one must follow.

What must follow is known from an interview of its own, led by the engine without any window; a question that does not
come, comes twice or comes out of order ends the test.
"""

from __future__ import annotations

from datetime import datetime

from enumerator.trial.household import MEMBER, SampleHousehold
from enumerator.ui.interview.margin import WAYS
from enumerator.ui.interview.matching import keys_for
from enumerator.ui.interview.spoken import question_of
from enumerator.ui.questions.shapes import digits_of, shape_of
from enumerator.workflow.questionnaire import shipped_edition
from forms import Interview, Missing, Violation
from forms.definition import Kind, Question
from tests.e2e.person import Person, Sight

ROW = f"{MEMBER}["
REASON = "دیکھ کر تصدیق کی"
"""Seen and confirmed."""


class Expected:
    """The interview as the engine leads it: the same family, without windows."""

    def __init__(self, family: SampleHousehold, language: str) -> None:
        self.interview = Interview.start(shipped_edition().definition, clock=lambda: datetime.now().astimezone())
        self.family = family
        self.language = self.interview.definition.language_for(language)

    def words(self, ref: str) -> str:
        """The question as it must be read."""
        return self.interview.label(ref, self.language)

    def question(self, ref: str) -> Question:
        """What kind of question it is."""
        return question_of(self.interview, ref)

    def said(self, ref: str) -> str | Missing:
        """What the family says, or why it says nothing."""
        return self.family.answer_to(ref) or ""

    def wrong(self, ref: str) -> tuple[Violation, ...]:
        """What must be pointed out at the answer."""
        self.interview.speak(self.language)
        return tuple(each for each in self.interview.state(ref).violations if not each.confirmed)


def takes_down(person: Person, expected: Expected, until: str = "") -> None:
    """Answer question after question, as far as ``until`` or the last one."""
    ref = expected.interview.next_question(None)
    while ref is not None and ref != until:
        _answers(person, expected, ref)
        following = expected.interview.next_question(ref)
        if ref.startswith(ROW) and not (following and following.startswith(ROW)):
            person.waits("the family", lambda sight: sight.part("roster"))
            if expected.interview.instances(MEMBER) < len(expected.family.members):
                expected.interview.add_repeat(MEMBER)
                following = expected.interview.next_question(ref)
                person.press("Return")
            else:
                person.press("Next")
        ref = following


def _answers(person: Person, expected: Expected, ref: str) -> None:
    words, said = expected.words(ref), expected.said(ref)
    title = _open(person.waits(words, lambda sight: _open(sight).endswith(words)))
    if isinstance(said, Missing):
        expected.interview.mark_missing(ref, said)
        person.press("F9", str(WAYS.index(said) + 1))
        return
    if said and said != expected.interview.state(ref).value:
        expected.interview.answer(ref, said)
        found = expected.wrong(ref)
        for called, keys in _keys(expected, ref, said):
            _types(person, title, keys, called, found)
    found = expected.wrong(ref)
    sight = person.looks()
    if _open(sight) == title and not _points_out(sight, found):
        person.press("Return")
    if found:
        _confirms(person, expected, ref, found)


def _keys(expected: Expected, ref: str, said: str) -> list[tuple[str, str]]:
    """What to type, and which choice each of it ticks, if any."""
    question = expected.question(ref)
    if question.kind is Kind.ACKNOWLEDGE:
        return [("", "1")]
    if not question.kind.chooses:
        shape = shape_of(question)
        return [("", digits_of(shape, said) if shape else said)]
    choices = expected.interview.choices(ref, expected.language)
    places = [[choice.value for choice in choices].index(code) for code in said.split()]
    keys = [keys_for(code, choices) for code in said.split()]
    ticks = question.kind is Kind.SELECT_MULTIPLE
    return [(f"choice_{place + 1}" if ticks else "", key) for place, key in zip(places, keys, strict=True)]


def _types(person: Person, title: str, keys: str, ticks: str, found: tuple[Violation, ...]) -> None:
    """Type an answer and wait until it stands there, has led on, or was pointed out."""

    def is_taken(sight: Sight) -> bool:
        return _open(sight) != title or _typed(sight) == keys or _points_out(sight, found)

    person.type(keys)
    if ticks:
        _ticks(person, ticks, keys)
    else:
        person.waits(f"{keys} typed", is_taken)


def _confirms(person: Person, expected: Expected, ref: str, found: tuple[Violation, ...]) -> None:
    """Say why it is right all the same."""
    for each in found:
        assert not each.hard, "this family breaks no hard rule"
        person.waits(each.message, lambda sight: _points_out(sight, found))
        expected.interview.confirm(ref, each.rule, REASON, "")
        person.press("F2")
        person.waits("the dialog", lambda sight: sight.part("reason_dialog") and _typed(sight, "reason") == "")
        person.waits("the caret in it", lambda sight: sight.place and sight.place.called == "reason")
        person.type(REASON)
        person.waits(REASON, lambda sight: _typed(sight, "reason") == REASON)
        person.press("Return")
        person.waits("the interview again", lambda sight: not sight.part("reason_dialog"))
    person.press("Return")


def _ticks(person: Person, called: str, keys: str) -> None:
    sight = person.waits(f"{keys} typed", lambda now: _is_ticked(now, called) or _typed(now) == keys)
    if not _is_ticked(sight, called):
        person.press("Return")
        person.waits(f"{keys} ticked", lambda now: _is_ticked(now, called))


def _open(sight: Sight) -> str:
    card = sight.part("card")
    return card.name if card else ""


def _typed(sight: Sight, called: str = "answer") -> str:
    field = sight.part(called)
    return field.value if field else ""


def _is_ticked(sight: Sight, called: str) -> bool:
    part = sight.part(called)
    return part is not None and part.ticked


def _points_out(sight: Sight, found: tuple[Violation, ...]) -> bool:
    return any(sight.says(each.message) for each in found)
