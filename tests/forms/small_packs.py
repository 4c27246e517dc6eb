"""Small score packs over small forms, for kinds of term that the shipped packs may lack."""

from __future__ import annotations

from typing import Any

from forms.pmt import ScorePack
from forms.pmt.document import pack_of

ROSTER = "/data/member"


def wording(text: str) -> dict[str, str]:
    return {"en": text, "ur": text}


def small_pack(*terms: dict[str, Any], decimals: int = 1) -> ScorePack:
    """A pack of these terms for the form `small`, on a scale wide enough."""
    scale = {"id": "small", "low": "-999", "high": "999", "lower_is_poorer": True}
    source = {"author": "nobody", "title": "small", "published": "2025-01-01", "pages": "1"}
    return pack_of(
        {
            "id": "small",
            "version": "1.0.0",
            "title": wording("Small"),
            "caution": wording("Provisional."),
            "form": {"id": "small", "version": "1"},
            "scale": scale | {"decimals": decimals, "rounding": "half_even"},
            "source": source | {"data": "none", "licence": "none"},
            "valid": {"from": "2025-01-01", "to": None},
            "roster": ROSTER,
            "conditions": {"no_worker": "string(worker) = ''", "no_age": "string(age) = ''"},
            "terms": [{"label": wording(str(term["id"])), **term} for term in terms],
            "accuracy": [],
            "examples": [],
        },
        "0" * 64,
    )
