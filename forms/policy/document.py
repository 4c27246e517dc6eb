"""A policy's JSON document as the frozen classes that judge by it: one small reader for each part of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from forms.pmt.document import Surroundings, Written, asks_of, deed, expander, optional, wording
from forms.pmt.pack import FormEdition
from forms.policy.clause import AnswersClause, Clause, NumberClause, ScoreClause
from forms.policy.pack import (
    Elsewhere,
    Example,
    Group,
    Helpline,
    IncomeLimit,
    PolicyPack,
    Programme,
    RegistrationWindow,
    ScaledScore,
    ScoreDisplay,
)
from forms.policy.rule import AllOf, AnyOf, Disputed, One, Rule
from forms.policy.source import Days, Equivalence, Source, SourceTrust
from forms.policy.truth import Truth


class _Around(NamedTuple):
    """What the clauses of one programme share."""

    pack: Surroundings
    of_member: bool


def policy_of(document: Written, digest: str) -> PolicyPack:
    """Make a pack of a document that has the shape of policy.schema.json.

    Raises:
        PackRefused: `condition`: an expression uses a condition that the pack does not define.
        ValueError: what no schema sees: 31 February, or a last day before the first.
    """
    around = Surroundings(document["roster"], expander(document["conditions"]))
    return PolicyPack(
        id=document["id"],
        version=document["version"],
        hash=digest,
        title=wording(document["title"]),
        form=FormEdition(document["form"]["id"], document["form"]["version"]),
        valid_from=date.fromisoformat(document["valid"]["from"]),
        valid_to=_day(document["valid"]["to"]),
        roster=document["roster"],
        helpline=Helpline(document["helpline"]["number"], _source(document["helpline"])),
        window=_window(document["registration_window"]),
        income_limit=_income_limit(document["income_limit"]),
        display=_display(document["score_display"]),
        registration=document["registration"],
        residency=_answers(document["residency"], _Around(around, of_member=False)),
        groups=tuple(_group(group, around) for group in document["groups"]),
        programmes=tuple(_programme(programme, around) for programme in document["programmes"]),
        equivalences=tuple(map(_equivalence, document["equivalences"])),
        examples=tuple(map(_example, document["examples"])),
    )


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────


def _programme(programme: Written, around: Surroundings) -> Programme:
    of_member = programme["of"] == "member"
    return Programme(
        id=programme["id"],
        title=wording(programme["title"]),
        of_member=of_member,
        rule=_rule(programme["rule"], _Around(around, of_member)),
        elsewhere=tuple(
            Elsewhere(each["id"], wording(each["label"]), _source(each)) for each in programme["elsewhere"]
        ),
    )


def _rule(rule: Written, around: _Around) -> Rule:
    for key, several in _SEVERAL.items():
        if key in rule:
            return several(tuple(_rule(part, around) for part in rule[key]))
    return One(_CLAUSE_KINDS[rule["kind"]](rule, around))


_SEVERAL: Mapping[str, Callable[[tuple[Rule, ...]], Rule]] = {"all": AllOf, "any": AnyOf, "disputed": Disputed}


def _answers(clause: Written, around: _Around) -> AnswersClause:
    expand = around.pack.expand
    return AnswersClause(**_stated(clause, around), holds=expand(clause["holds"]), possible=expand(clause["possible"]))


def _number(clause: Written, around: _Around) -> NumberClause:
    return NumberClause(
        **_stated(clause, around),
        comparator=clause["operator"],
        value=Decimal(clause["value"]),
        unit=clause["unit"],
        unit_size=Decimal(clause.get("unit_size", "1")),
        least=around.pack.expand(clause.get("least") or clause["measured"]),
        most=around.pack.expand(clause.get("most") or clause["measured"]),
    )


def _score(clause: Written, around: _Around) -> ScoreClause:
    return ScoreClause(
        **_stated(clause, around),
        comparator=clause["operator"],
        value=Decimal(clause["value"]),
        scale=clause["scale"],
    )


_CLAUSE_KINDS: Mapping[str, Callable[[Written, _Around], Clause]] = {
    "answers": _answers,
    "number": _number,
    "score": _score,
}


def _stated(clause: Written, around: _Around) -> dict[str, Any]:
    """Give what every clause has."""
    return {
        "id": clause["id"],
        "label": wording(clause["label"]),
        "source": _source(clause),
        "days": _days(clause["valid"]),
        "blocks": clause.get("blocks", True),
        "beyond": optional(wording, clause.get("beyond")),
        "of_member": around.of_member,
        "asks": asks_of(clause, around.pack),
    }


def _group(group: Written, around: Surroundings) -> Group:
    return Group(
        id=group["id"],
        label=wording(group["label"]),
        source=_source(group),
        known=around.expand(group["known"]),
        possible=around.expand(group["possible"]),
        asks=asks_of(group, around),
    )


def _equivalence(equal: Written) -> Equivalence:
    numbers = {name: Decimal(equal[name]) for name in ("value", "share")}
    return Equivalence(equal["clause"], equal["scale"], equal["operator"], source=_source(equal), **numbers)


# ── settings and examples ───────────────────────────────────────────────────────────────────────────────


def _window(window: Written) -> RegistrationWindow:
    statements = tuple((_days(statement), _source(statement)) for statement in window["statements"])
    return RegistrationWindow(optional(_days, window["in_force"]), statements)


def _income_limit(limit: Written) -> IncomeLimit:
    statements = tuple((optional(Decimal, each["amount"]), _source(each)) for each in limit["statements"])
    return IncomeLimit(optional(Decimal, limit["in_force"]), statements)


def _display(display: Written) -> ScoreDisplay:
    return ScoreDisplay(display["officers"], display["supervisors"], _source(display))


def _example(example: Written) -> Example:
    score = optional(_scaled, example["score"])
    return Example(
        name=example["name"],
        day=date.fromisoformat(example["day"]),
        deeds=tuple(map(deed, example["deeds"])),
        score=score,
        answers={programme: tuple(answer) for programme, answer in example["answers"].items()},
        residency=Truth(example["residency"]),
        groups={group: Truth(truth) for group, truth in example["groups"].items()},
        gaps=example["gaps"],
    )


def _scaled(score: Written) -> ScaledScore:
    low, high = Decimal(score["low"]), Decimal(score["high"])
    if low > high:
        raise ValueError("the least is more than the most")
    return ScaledScore(score["scale"], low, high)


def _source(stated: Written) -> Source:
    return Source(stated["source"], stated["date"], SourceTrust(stated["trust"]))


def _days(days: Written) -> Days:
    first, last = _day(days["from"]), _day(days["to"])
    if first and last and last < first:
        raise ValueError("the last day is before the first")
    return Days(first, last)


def _day(written: str | None) -> date | None:
    return optional(date.fromisoformat, written)
