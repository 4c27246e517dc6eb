"""The terms of a score in words: what each looked at, what it found there, and the points that it gave. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from enumerator.ui.reading import InWords, Reading, answers_of
from enumerator.ui.telling import is_urdu, tr
from enumerator.ui.widgets.lines import Kind, Line
from enumerator.workflow.score_view import ScoreView
from enumerator.workflow.waiting import span
from forms.definition import path_of
from forms.pmt import ScorePack, TermScore
from forms.pmt.terms import Cases, Lookup

__all__ = [
    "Explained",
    "explained",
    "found_in",
    "stored_words",
    "sum_line",
    "term_label",
    "term_number",
    "term_points",
    "widest_first",
]

_ENDS = ({"known", "possible"}, {"least", "most"})
"""What a count and a measured number are kept as: two numbers, the same when no answer is missing."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One term of a score; `is_open` where missing answers leave its points open."""

    number: str
    question: str
    found: str = field(repr=False)
    points: str
    is_open: bool


def explained(view: ScoreView, reading: Reading) -> tuple[Explained, ...]:
    """Say how a score adds up; the terms that missing answers leave widest come first. Nothing without a score."""
    return tuple(
        Explained(
            number=term_number(term, view.pack, reading),
            question=term_label(term),
            found=found_in(term, reading, view.pack),
            points=term_points(term),
            is_open=term.low != term.high,
        )
        for term in widest_first(view.score.terms if view.score else ())
    )


def sum_line(view: ScoreView) -> tuple[Line, ...]:
    """The score itself, under its terms."""
    score = view.score
    return (Line(says=tr("score.sum"), answer=span(score.low, score.high), kind=Kind.TOTAL),) if score else ()


def widest_first(terms: Iterable[TermScore]) -> tuple[TermScore, ...]:
    """The terms that missing answers leave open, the widest first; then the others as the pack has them."""
    return tuple(sorted(terms, key=lambda term: term.low - term.high))


def term_label(term: TermScore) -> str:
    """What it looks at."""
    return term.label_ur if is_urdu() else term.label_en


def term_points(term: TermScore) -> str:
    """What it gave, or between what it may have given."""
    return span(term.low, term.high)


def term_number(term: TermScore, pack: ScorePack | None, reading: InWords) -> str:
    """Give the number of the question that it rests on; blank for one that nobody is asked.

    Of several it is the last: a pack names what tells who a member is before what it wants to know of him.
    """
    stated = next((each.questions for each in pack.terms if each.id == term.id), ()) if pack else ()
    asked = (*(path_of(ref) for ref in term.inputs if ref.startswith("/")), *reversed(stated))
    return next((number for number in map(reading.number, asked) if number), "")


def found_in(term: TermScore, reading: Reading, pack: ScorePack | None) -> str:
    """Say what a term looked at: an answer, a count of members, a measured number, a case."""
    if set(term.inputs) in _ENDS:
        return span(*sorted(map(Decimal, term.inputs.values())))
    if all(ref.startswith("/") for ref in term.inputs):
        return ", ".join(
            answers_of(ref, reading) or stored_words(reading, ref, value) for ref, value in term.inputs.items()
        )
    return _possible_cases(term, pack)


def stored_words(reading: InWords, ref: str, value: str) -> str:
    """Say what a score's row keeps of an answer: the answer, or why there was none."""
    gaps = {"refused", "dont_know", "unanswered"}
    return tr(f"score.{value}") if value in gaps else reading.answer(ref, value)


def _possible_cases(term: TermScore, pack: ScorePack | None) -> str:
    asked = next((each for each in pack.terms if each.id == term.id), None) if pack else None
    labels = asked.labels if isinstance(asked, Cases | Lookup) else {}
    possible = (case for case, standing in term.inputs.items() if standing == "possible")
    words = ((labels[case].ur if is_urdu() else labels[case].en) if case in labels else case for case in possible)
    return " / ".join(words)
