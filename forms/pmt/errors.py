"""Why a pack is not used, or a household not scored: codes and facts, no sentences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        # what the bytes are
        "unreadable": "not JSON, a key given twice, or a number that JSON readers round",
        "shape": "not of the form that the schema asks for",
        "null_points": "a term says nothing where points should stand",
        # whom they come from
        "untrusted": "its SHA-256 is on no list of trusted packs, and nobody signed it",
        "altered": "it is not the pack that was signed",
        "signature": "a signature is none, or not of this content",
        "root": "a certificate or list is by no root that this program knows",
        "test_key": "a root for tests alone, outside a trial",
        "purpose": "the key may not sign packs of this kind",
        "key_not_yet_valid": "the key's first day is to come",
        "key_expired": "the key's last day is over",
        "revoked": "the pack, or the key that signed it, was taken back",
        "revocations_older": "a list of revocations with a lower number than one already known",
        # whether it may take effect
        "not_yet_valid": "the pack's first day is to come",
        "expired": "the pack's last day is over",
        "older": "a later version of the same pack was in force already",
        # what it says
        "repeated": "two terms, cases, keys, clauses, programmes, poverty lines or examples share a name",
        "unknown_name": "it points to a programme or cut-off that it does not contain",
        "same_scale": "an equivalence leads to the scale that its cut-off is on already",
        "condition": "an expression uses a condition that the pack does not define",
        "gap": "bands leave out a number",
        "overlap": "bands hold a number twice",
        "scale": "the terms could sum to a score outside the scale",
        "example": "a worked household does not come out as printed",
        # how it fits the form
        "other_form": "made for another form, or another edition of it",
        "unknown_question": "it names a question that the form has not",
        "expression": "an expression that the form's language does not know",
    }
)
"""Every code, with what it means; each has its sentence in the wording of whoever shows it."""


class PackRefused(Exception):
    """A pack was not taken into use; whatever pack was in use before stays.

    Attributes:
        code: one of `REFUSALS`.
        facts: where it was found: the term, the band, the example, the question.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Unscorable(Exception):
    """The pack and the questionnaire do not fit: an expression gave what its term cannot use.

    Attributes:
        expression: the one at fault. Answers are never part of it.
    """

    def __init__(self, expression: str, reason: str) -> None:
        super().__init__(f"{reason}: {expression}")
        self.expression = expression
        self.reason = reason


class NotExact(ValueError):
    """One number was asked of a score that missing answers leave an interval."""


class DamagedScore(ValueError):
    """A stored or received score is not one that `score_to_json` wrote."""
