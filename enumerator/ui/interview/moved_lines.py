"""What a move to another edition does to a draft, line by line: lost first, then changed, then newly asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from enumerator.ui.interview.spoken import in_order
from enumerator.ui.reading import InWords, in_words
from enumerator.ui.telling import tr
from forms.migration import Migration, Moved

__all__ = ["Becomes", "MovedLine", "moved_lines"]


class Becomes(Enum):
    """What becomes of an answer, or of a question."""

    LOST = "lost"
    CHANGED = "changed"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One question, what was said, and what stands there after the move."""

    becomes: Becomes
    question: str = field(repr=False)
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)


def moved_lines(migration: Migration, language_code: str) -> tuple[MovedLine, ...]:
    """Say everything that does not stay as it is, in ``en`` or ``ur``."""
    before, after = in_words(migration.before, language_code), in_words(migration.after, language_code)
    lost = (MovedLine(Becomes.LOST, _question(before, each.ref), _said(before, each)) for each in migration.lost)
    changed = (
        MovedLine(Becomes.CHANGED, _question(before, each.ref), _said(before, each), _stands(after, each))
        for each in migration.changed
    )
    asked = (MovedLine(Becomes.ASKED, _question(after, ref)) for ref in migration.asked)
    return (*lost, *changed, *asked)


def _question(read: InWords, ref: str) -> str:
    about = read.about(ref)
    words = " ".join(part for part in (read.number(ref), read.question(ref)) if part)
    return f"{words} · {about}" if about else words


def _said(before: InWords, moved: Moved) -> str:
    return _told(before, moved.ref, moved.before, moved.part)


def _stands(after: InWords, moved: Moved) -> str:
    if not moved.after or moved.to is None:
        is_asked = moved.to is not None and after.interview.state(moved.to).relevant
        return tr("moving.asked_again" if is_asked else "moving.out_of_sight")
    told = _told(after, moved.to, moved.after, moved.part)
    same = moved.part == "answer" and moved.after == moved.before
    return tr("moving.breaks_a_rule", answer=told) if same else told


def _told(read: InWords, ref: str, text: str, part: str) -> str:
    if part == "answer":
        return in_order(read.answer(ref, text))
    if part == "missing":
        return tr(f"interview.{text}")
    return tr("moving.note" if part == "note" else "moving.confirmed", said=text)
