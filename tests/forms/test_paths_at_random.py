"""Rules over whatever paths a form allows: what an answer changes is found, wherever the path sets out and picks."""

from __future__ import annotations

from tests.forms.paths_at_random import hold_interview

test_every_rule_holds_what_working_it_out_anew_would_give = hold_interview
