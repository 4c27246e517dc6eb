"""The keys of the home page: of everybody, of supervisors, of the search while it is open."""

from __future__ import annotations

from enumerator.ui.home.lines import KEYED_LINES
from enumerator.ui.page import KeyHint

__all__ = ["KEYS", "SEARCH_KEYS", "SUPERVISOR_KEYS"]

KEYS = (
    KeyHint("0–9", "home.say_cnic"),
    KeyHint("Enter", "home.say_start"),
    KeyHint("Ctrl+N", "home.say_without"),
    KeyHint(f"Alt+1–{KEYED_LINES}", "home.say_open"),
    KeyHint("Ctrl+F", "home.say_find"),
    KeyHint("Ctrl+P", "home.say_slip"),
    KeyHint("F5", "home.say_try"),
)
SUPERVISOR_KEYS = (
    KeyHint("F6", "home.say_decide"),
    KeyHint("F7", "home.say_officers"),
    KeyHint("F8", "home.say_questionnaires"),
)
SEARCH_KEYS = (
    KeyHint("↑ ↓", "home.say_choose"),
    KeyHint("Enter", "home.say_open_one"),
    KeyHint("Ctrl+P", "home.say_slip"),
    KeyHint("Esc", "home.say_back"),
)
