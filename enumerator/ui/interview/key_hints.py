"""The interview's keys, as the bar and F1 show them: those of each kind of question, and those of the family."""

from __future__ import annotations

from collections.abc import Sequence

from enumerator.ui.interview.matching import figures_of
from enumerator.ui.page import KeyHint
from forms import Choice
from forms.definition import Kind

__all__ = ["ALL_KEYS", "FAMILY_KEYS", "question_keys"]

_NUMBERS = "0–9"


def _hints(*pairs: tuple[str, str]) -> tuple[KeyHint, ...]:
    return tuple(KeyHint(cap, f"interview.{says}") for cap, says in pairs)


_EVERYWHERE = (("F10", "key_first_open"), ("F11", "key_problem"), ("F12", "key_review"))
_MOVING = (("Enter", "key_next"), ("Shift+Tab", "key_back"))
_FINDING = (("F1", "key_help"), ("F6", "key_go_to"))
_QUESTION_KEYS = _hints(*_MOVING, *_FINDING, ("F9", "key_no_answer"), *_EVERYWHERE, ("Esc", "key_restore"))
_CHOICE_KEYS = _hints(*_MOVING, (_NUMBERS, "key_choose"), *_FINDING, ("F9", "key_no_answer"), *_EVERYWHERE)
_SEVERAL_KEYS = _hints(*_MOVING, (_NUMBERS, "key_choose"), ("Space", "key_tick"), *_FINDING, *_EVERYWHERE)
FAMILY_KEYS = _hints(
    ("Enter", "key_open_member"),
    ("F3", "key_add"),
    ("F4", "key_remove"),
    ("F6", "key_go_to"),
    ("F7", "key_sheet"),
    ("F11", "key_problem"),
    ("F12", "key_review"),
    ("PgDn", "key_next_section"),
)
ALL_KEYS = _hints(
    *_MOVING,
    (_NUMBERS, "key_choose"),
    ("Space", "key_tick"),
    ("F1", "key_help"),
    ("F2", "key_confirm"),
    ("F3", "key_add"),
    ("Ctrl+F3", "key_member_before"),
    ("F4", "key_remove"),
    ("Ctrl+Z", "bring_back"),
    ("F5", "key_copy"),
    ("F6", "key_go_to"),
    ("F7", "key_family"),
    ("F8", "key_message"),
    ("F9", "key_no_answer"),
    *_EVERYWHERE,
    ("PgUp PgDn", "key_section"),
    ("Ctrl+N", "key_note"),
    ("Esc", "key_restore"),
)
_BY_KIND = {
    Kind.SELECT_ONE: _CHOICE_KEYS,
    Kind.ACKNOWLEDGE: _CHOICE_KEYS,
    Kind.SELECT_MULTIPLE: _SEVERAL_KEYS,
}


def question_keys(kind: Kind, choices: Sequence[Choice]) -> tuple[KeyHint, ...]:
    """Give the keys of a kind of question; those of a list name its own numbers, the least and the greatest."""
    figures = figures_of(choices)
    numbers = f"{figures[0]}–{figures[-1]}" if len(figures) > 1 else "1"
    hints = _BY_KIND.get(kind, _QUESTION_KEYS)
    return tuple(KeyHint(numbers, hint.says) if hint.cap == _NUMBERS else hint for hint in hints)
