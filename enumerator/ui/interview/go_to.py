"""Where F6 can go: sections and questions, found by their number, words in either language, section or name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from enumerator.ui.interview.outline import MEMBER, ROSTER, Plan, Section, line, member_of, place_of
from forms import Interview
from forms.identity import search_key

__all__ = ["Target", "fitting", "targets"]


@dataclass(frozen=True, slots=True)
class Target:
    """A section or a question.

    Attributes:
        ref: the question, or the section's path.
        is_section: whether all of a section is meant.
        number: as on the paper form.
        label: its words.
        where: the section, or the member, that a question belongs to.
        answer: what was said.
        key: everything it is found by, folded for search.
    """

    ref: str
    is_section: bool
    number: str
    label: str = field(repr=False)
    where: str = field(default="", repr=False)
    answer: str = field(default="", repr=False)
    key: str = field(default="", repr=False)


def targets(
    interview: Interview, numbered: Plan, sections: Sequence[Section], language: str, other: str
) -> tuple[Target, ...]:
    """List everything that one can go to: the sections that ask something, then the questions, in their order."""
    asked = interview.questions()
    places = {place_of(ref).section for ref in asked} | {ROSTER}
    names = {section.path: section.title for section in sections}
    pages = tuple(
        Target(
            section.path,
            True,
            str(section.number),
            section.title,
            key=_key(section.title, interview.label(section.path, other), section.path.rpartition("/")[2]),
        )
        for section in sections
        if section.path in places
    )
    return (*pages, *_questions(interview, numbered, names, language, other))


def fitting(typed: str, all_targets: Sequence[Target]) -> tuple[Target, ...]:
    """Keep what every typed word fits: a number from its beginning, letters from the beginning of a word."""
    words = search_key(typed).split()
    if not words:
        return tuple(all_targets)
    found = [target for target in all_targets if all(_fits(word, target) for word in words)]
    exact = [target for target in found if target.number == words[0]]
    return tuple(exact + [target for target in found if target not in exact])


def _questions(
    interview: Interview, numbered: Plan, names: dict[str, str], language: str, other: str
) -> Iterator[Target]:
    for ref in interview.questions():
        written, position = line(interview, numbered, ref, language), member_of(ref)
        where = names.get(place_of(ref).section, "")
        if position:
            where = interview.state(f"{MEMBER}[{position}]/full_name").value or f"{where} {position}"
        key = _key(written.label, interview.label(ref, other), where, ref.rpartition("/")[2])
        yield Target(ref, False, written.number, written.label, where, written.answer, key)


def _key(*parts: str) -> str:
    return " ".join(search_key(part.replace("_", " ")) for part in parts)


def _fits(word: str, target: Target) -> bool:
    return target.number.startswith(word) if word[0].isdigit() else f" {target.key}".find(f" {word}") >= 0
