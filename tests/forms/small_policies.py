"""Small policies over a small form, for rules that the shipped policy may lack."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from forms.pmt import Gap, Score, TermScore, Why
from forms.policy import PolicyPack, load_policy
from tests.forms.small_packs import ROSTER, wording

FORM = """
| | type | name | label::English (en) | relevant | bind::pser:missing |
| | select_one yes_no | plot | Plot | | refused dont_know |
| | integer | marla | Marlas | ${plot} = 'yes' | refused dont_know |
| | select_one yes_no | town | Town | | refused dont_know |
| | begin_repeat | member | Member | | |
| | integer | age | Age | | refused dont_know |
| | select_one yes_no | pupil | Pupil | | refused dont_know |
| | end_repeat | member | | | |
"""
SAID = {"source": "Somebody said so", "date": "2025-02", "trust": "low", "valid": {"from": None, "to": None}}
BY = {name: SAID[name] for name in ("source", "date", "trust")}
SCALE, OTHER = "small", "other"


def clause(name: str, kind: str, **own: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "label": wording(name), **SAID, **own}


def answered(name: str, question: str, **own: Any) -> dict[str, Any]:
    """A clause that a question of the home was answered yes."""
    asks = [{"question": question, "when": f"string({question}) = ''"}]
    return clause(
        name, "answers", holds=f"{question} = 'yes'", possible=f"not({question} = 'no')", **{"asks": asks, **own}
    )


PLOT = answered("has_plot", "/data/plot")
TOWN = answered("in_town", "/data/town")
ASK_MARLA = [
    {"question": "/data/plot", "when": "string(/data/plot) = ''"},
    {"question": "/data/marla", "when": "/data/plot = 'yes' and string(/data/marla) = ''"},
]


def marlas(operator: str, value: str, name: str = "marlas", **own: Any) -> dict[str, Any]:
    """A clause about the size of the plot, in half marlas, to try the size of a unit."""
    measured = "if(/data/plot = 'no', 0, /data/marla * 2)"
    own = {"measured": measured} | own if "least" not in own else own
    return clause(
        name, "number", operator=operator, value=value, unit="marla", unit_size="2", **{"asks": ASK_MARLA, **own}
    )


def below(value: str, scale: str | None = SCALE, operator: str = "lt", name: str = "score") -> dict[str, Any]:
    return clause(name, "score", operator=operator, value=value, unit="points", scale=scale)


PUPIL = clause(
    "pupil",
    "answers",
    holds="pupil = 'yes'",
    possible="not(pupil = 'no')",
    member_asks=[{"question": "pupil", "when": "string(pupil) = ''"}],
)
GROWN = clause(
    "grown",
    "number",
    operator="ge",
    value="18",
    unit="years",
    measured="age",
    member_asks=[{"question": "age", "when": "string(age) = ''"}],
)
OLD = {
    "id": "old",
    "label": wording("old"),
    "known": "age >= 65",
    "possible": "age >= 65 or string(age) = ''",
    "member_asks": [{"question": "age", "when": "string(age) = ''"}],
    **BY,
}


def programme(rule: Any, *, of: str = "household", name: str = "help") -> dict[str, Any]:
    return {"id": name, "title": wording(name), "of": of, "rule": rule, "elsewhere": []}


def equal(value: str, scale: str = OTHER, clause: str = "score", operator: str = "le") -> dict[str, Any]:
    return {"clause": clause, "scale": scale, "operator": operator, "value": value, "share": "25", **BY}


def document(*programmes: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A policy of these programmes for the form `small`."""
    own: dict[str, Any] = {
        "format": "pser-policy-pack/1",
        "id": "small",
        "version": "1.0.0",
        "title": wording("Small"),
        "form": {"id": "small", "version": "1"},
        "valid": {"from": "2025-01-01", "to": None},
        "helpline": {"number": "0800-00000", **BY},
        "registration_window": {"in_force": None, "statements": []},
        "income_limit": {"in_force": None, "statements": []},
        "score_display": {"officers": "band", "supervisors": "terms", **BY},
        "registration": programmes[0]["id"],
        "roster": ROSTER,
        "conditions": {},
        "residency": answered("lives_here", "/data/town"),
        "groups": [OLD],
        "programmes": list(programmes),
        "equivalences": [],
        "examples": [],
    }
    return own | parts


def loaded(written: Mapping[str, Any]) -> PolicyPack:
    content = json.dumps(written).encode()
    return load_policy(content, trusted={hashlib.sha256(content).hexdigest()})


def policy(*programmes: dict[str, Any], **parts: Any) -> PolicyPack:
    return loaded(document(*programmes, **parts))


def scored(low: str, high: str | None = None, scale: str = SCALE) -> Score:
    """A score, with one answer missing where the ends differ."""
    ends = Decimal(low), Decimal(high or low)
    gaps = (Gap("/data/town", Why.REFUSED),) if high else ()
    return Score("p", "1.0.0", "0" * 64, scale, *ends, (TermScore("t", "T", "ت", *ends, {}, gaps),))
