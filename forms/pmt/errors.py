"""Why a score pack is not used, or a household not scored: codes and facts, no sentences."""

from __future__ import annotations


class PackRefused(Exception):
    """A pack was not taken into use; whatever pack was in use before stays.

    Attributes:
        code: one of
            `untrusted`   its SHA-256 is on no list of trusted packs
            `unreadable`  not JSON, a key given twice, or a number that JSON readers round
            `shape`       not of the form that pack.schema.json asks for
            `repeated`    two terms, cases or poverty lines share an id
            `condition`   an expression uses a condition that the pack does not define
            `gap`, `overlap`  bands leave out a number, or hold one twice
            `scale`       the terms could sum to a score outside the scale
            `example`     a worked example does not come out as printed
        facts: where it was found: the term, the band, the example.
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
