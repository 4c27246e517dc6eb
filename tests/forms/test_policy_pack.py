"""A policy is read only if it is trusted, well formed and at one with itself, and proved by the form it is made for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forms
from forms.edition import load_edition
from forms.errors import FormsFault
from forms.interview import Interview
from forms.pmt import PackRefused, Revocations, require_no_rollback, require_valid, trust_of
from forms.pmt.trust import POLICY_PACK
from forms.policy import (
    Answer,
    Judgement,
    Reason,
    SourceTrust,
    Truth,
    judge,
    load_policy,
    prove_policy,
    shipped_policies,
)
from forms.policy.document import policy_of
from forms.policy.pack import Example
from forms.policy.proof import judge_example
from tests.forms.small_forms import NOON, form
from tests.forms.small_policies import BY, FORM, PLOT, below, document, equal, loaded, policy, programme

POLICY = Path(forms.__file__).parent / "pser" / "2025" / "policy.json"
EDITION = load_edition("pser/2025").definition
PACK = load_policy(POLICY)

Edit = Callable[[dict[str, Any]], object]


def refused(written: dict[str, Any]) -> PackRefused:
    with pytest.raises(PackRefused) as caught:
        loaded(written)
    return caught.value


def edited(edit: Edit) -> dict[str, Any]:
    """Give the shipped policy with one change."""
    written: dict[str, Any] = json.loads(POLICY.read_bytes())
    edit(written)
    return written


# ── trust and life ──────────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_policy_is_trusted_and_nothing_else() -> None:
    assert shipped_policies() == {hashlib.sha256(POLICY.read_bytes()).hexdigest()} == {PACK.hash}


def test_one_flipped_bit_makes_a_policy_untrusted() -> None:
    flipped = bytearray(POLICY.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    with pytest.raises(PackRefused) as caught:
        load_policy(bytes(flipped))
    assert caught.value.code == "untrusted"


def test_a_policy_lives_by_the_rules_of_score_packs() -> None:
    content = POLICY.read_bytes()
    trust = trust_of(
        content, None, (), Revocations(), date(2026, 1, 1), purpose=POLICY_PACK, shipped=shipped_policies()
    )
    assert load_policy(content, trusted={trust.sha256}) == PACK
    require_valid(PACK, date(2025, 4, 1))
    with pytest.raises(PackRefused):
        require_valid(PACK, date(2023, 12, 31))
    with pytest.raises(PackRefused):
        require_no_rollback(PACK, [(PACK.id, "1.0.1")])


# ── form ────────────────────────────────────────────────────────────────────────────────────────────────

SHAPES: dict[str, Edit] = {
    "another format": lambda pack: pack.update(format="pser-policy-pack/2"),
    "a part too many": lambda pack: pack.update(beneficiaries=[]),
    "no helpline": lambda pack: pack.pop("helpline"),
    "a value as a number": lambda pack: pack["programmes"][0]["rule"]["all"][1].update(value=34),
    "a clause without a source": lambda pack: pack["programmes"][0]["rule"]["all"][1].pop("source"),
    "a trust that there is not": lambda pack: pack["helpline"].update(trust="certain"),
    "a cut-off without a scale": lambda pack: pack["programmes"][0]["rule"]["all"][1].pop("scale"),
    "an operator that there is not": lambda pack: pack["programmes"][0]["rule"]["all"][1].update(operator="ne"),
    "a kind that there is not": lambda pack: pack["programmes"][0].update(rule={"kind": "luck"}),
    "a rule of two kinds": lambda pack: pack["programmes"][0]["rule"].update(any=[]),
    "a dispute with oneself": lambda pack: pack["programmes"][0]["rule"]["all"][3]["disputed"].pop(),
    "a clause that asks nothing": lambda pack: pack["programmes"][0]["rule"]["all"][2].update(asks=[]),
    "a number with one bound": lambda pack: pack["programmes"][4]["rule"]["all"][0].pop("most"),
    "an answer of rights": lambda pack: pack["examples"][0]["answers"].update(pser=["entitled", "pser_pmt"]),
    "31 February": lambda pack: pack["valid"].update({"from": "2025-02-31"}),
    "a last day before the first": lambda pack: pack["residency"].update(
        valid={"from": "2025-02-02", "to": "2025-02-01"}
    ),
    "a score from more to less": lambda pack: pack["examples"][0]["score"].update(low="37"),
    "a deed of too few words": lambda pack: pack["examples"][0]["deeds"].append(["answer", "/data/x"]),
}


@pytest.mark.parametrize("edit", SHAPES.values(), ids=SHAPES.keys())
def test_a_policy_of_another_shape_is_refused(edit: Edit) -> None:
    assert refused(edited(edit)).code == "shape"


@pytest.mark.parametrize("written", [b"", b"\xff", b'{"id": "a", "id": "b"}', b'{"value": 1.5}'])
def test_what_cannot_be_read_exactly_is_refused(written: bytes) -> None:
    with pytest.raises(PackRefused) as caught:
        load_policy(written, trusted={hashlib.sha256(written).hexdigest()})
    assert caught.value.code == "unreadable"


ONE, TWO = programme(PLOT, name="one"), programme(below("34"), name="two")
FAULTS: dict[str, tuple[dict[str, Any], str, dict[str, str]]] = {
    "two programmes of a name": (document(ONE, {**TWO, "id": "one"}), "repeated", {"name": "one"}),
    "two clauses of a name": (document(ONE, programme(PLOT, name="two")), "repeated", {"name": "has_plot"}),
    "two groups of a name": (document(ONE, groups=document(ONE)["groups"] * 2), "repeated", {"name": "old"}),
    "a cut-off carried over twice": (document(TWO, equivalences=[equal("1")] * 2), "repeated", {"name": "score other"}),
    "a registration that is no programme": (document(ONE, registration="two"), "unknown_name", {"name": "two"}),
    "an equivalence of no cut-off": (
        document(ONE, equivalences=[equal("1", clause="has_plot")]),
        "unknown_name",
        {"name": "has_plot"},
    ),
    "an equivalence on the same scale": (
        document(TWO, equivalences=[equal("1", scale="small")]),
        "same_scale",
        {"scale": "small", "clause": "score"},
    ),
    "a condition that there is not": (
        document(programme({**PLOT, "holds": "{rich}"})),
        "condition",
        {"name": "rich"},
    ),
    "an example that leaves out a programme": (
        edited(lambda pack: pack["examples"][0]["answers"].pop("e_bikes")),
        "example",
        {"differs": "e_bikes"},
    ),
    "an example of an unknown group": (
        edited(lambda pack: pack["examples"][0]["groups"].update(giants="no")),
        "example",
        {"differs": "giants"},
    ),
    "two examples of a name": (
        edited(lambda pack: pack["examples"].append(pack["examples"][0])),
        "repeated",
        {"name": PACK.examples[0].name},
    ),
}


@pytest.mark.parametrize(("written", "code", "facts"), FAULTS.values(), ids=FAULTS.keys())
def test_a_policy_that_is_not_at_one_with_itself_is_refused(
    written: dict[str, Any], code: str, facts: dict[str, str]
) -> None:
    fault = refused(written)
    assert fault.code == code
    assert facts.items() <= fault.facts.items()


def test_settings_are_read_with_their_sources() -> None:
    days = {"from": "2025-03-01", "to": "2025-04-30"}
    pack = policy(
        ONE,
        registration_window={"in_force": days, "statements": [{**days, **BY}]},
        income_limit={"in_force": "37000", "statements": [{"amount": "37000", **BY}]},
    )
    inside = [pack.window.open_on(day) for day in (date(2025, 2, 28), date(2025, 3, 1), date(2025, 4, 30))]
    assert inside == [False, True, True]
    assert not pack.window.open_on(date(2025, 5, 1))
    assert pack.income_limit.in_force == Decimal(37000)
    assert pack.income_limit.statements[0][1].trust is SourceTrust.LOW


# ── the shipped policy ──────────────────────────────────────────────────────────────────────────────────


def test_the_shipped_policy_is_proved_by_its_form() -> None:
    prove_policy(PACK, EDITION)


def test_every_programme_of_the_sources_is_there() -> None:
    assert {each.id for each in PACK.programmes} == {
        "pser",
        "bisp_kafaalat",
        "himmat_card",
        "kisan_card",
        "livestock_card",
        "apni_chhat_apna_ghar",
        "roshan_gharana",
        "nigahban_ramadan",
        "e_bikes",
        "taleemi_wazaif",
        "health_card",
    }
    with pytest.raises(KeyError):
        PACK.programme("minority_card")


def test_its_settings_are_those_of_the_sources() -> None:
    assert PACK.helpline.number == "0800-02345"
    assert (PACK.display.officers, PACK.display.supervisors) == ("band", "terms")
    assert PACK.window.in_force is None
    assert PACK.window.open_on(date(2030, 1, 1))
    assert PACK.income_limit.in_force is None
    assert [(cutoff.value, cutoff.comparator, cutoff.scale) for cutoff in PACK.cutoffs("pser")] == [
        (Decimal(34), "lt", None)
    ]


def test_nothing_in_it_speaks_of_a_right() -> None:
    text = POLICY.read_text("utf-8").casefold()
    assert not any(word in text for word in ("entitle", "eligible", "guarantee", "حقدار", "مستحق"))


@pytest.mark.parametrize("example", PACK.examples, ids=lambda example: example.name)
def test_a_worked_household_gets_an_answer_of_every_programme(example: Example) -> None:
    judged = judge_example(example, PACK, EDITION)
    assert [each.answer.value for each in judged.answers] == [
        example.answers[programme.id][0] for programme in PACK.programmes
    ]


def test_what_is_open_names_what_would_decide_it() -> None:
    judged = [judge_example(example, PACK, EDITION) for example in PACK.examples]
    assert all(_decidable(each) for each in judged)
    reasons = {finding.reason for each in judged for answer in each.answers for finding in answer.findings}
    assert reasons >= set(Reason) - {Reason.NOT_IN_FORCE, Reason.OTHER_SCALE}


def _decidable(judged: Judgement) -> bool:
    return all(
        finding.gaps or finding.clause.beyond or finding.reason not in (Reason.MISSING_ANSWERS, Reason.NOT_ASKED)
        for answer in judged.answers
        for finding in answer.findings
        if finding.clause.id not in _OF_SCORES
    )


_OF_SCORES = {cutoff.id for each in PACK.programmes for cutoff in PACK.cutoffs(each.id)}


# ── the proof ───────────────────────────────────────────────────────────────────────────────────────────


def unproved(edit: Edit) -> PackRefused:
    pack = loaded(edited(edit))
    with pytest.raises(PackRefused) as caught:
        prove_policy(pack, EDITION)
    return caught.value


def kisan(pack: dict[str, Any]) -> dict[str, Any]:
    (found,) = (each for each in pack["programmes"] if each["id"] == "kisan_card")
    clause: dict[str, Any] = found["rule"]["all"][0]
    return clause


UNKNOWN: dict[str, tuple[Edit, str]] = {
    "asked of the household": (
        lambda pack: kisan(pack)["asks"][0].update(question="/data/assets/owns_lnad"),
        "/data/assets/owns_lnad",
    ),
    "in a number": (lambda pack: kisan(pack).update(measured="/data/assets/land_sqft"), "/data/assets/land_sqft"),
    "when it is missing": (
        lambda pack: kisan(pack)["asks"][0].update(when="/data/assets/onws = ''"),
        "/data/assets/onws",
    ),
    "of a member": (
        lambda pack: pack["groups"][1].update(known="health/disabled = 'yes'"),
        "/data/roster/member/health/disabled",
    ),
    "in a condition": (
        lambda pack: pack["conditions"].update(resident="/data/address/now = 'PB'"),
        "/data/address/now",
    ),
    "in the flag of residency": (
        lambda pack: pack["residency"].update(possible="/data/adress != ''"),
        "/data/adress",
    ),
    "for the roster": (lambda pack: pack.update(roster="/data/family"), "/data/family"),
}


@pytest.mark.parametrize(("edit", "question"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_a_policy_that_names_what_the_form_lacks_is_refused_by_the_questions_name(edit: Edit, question: str) -> None:
    fault = unproved(edit)
    assert (fault.code, fault.facts["question"]) == ("unknown_question", question)


def test_every_expression_is_held_against_the_form() -> None:
    """Break each in turn, wherever the file has one: none escapes. Its shape stays, and takes long to check."""
    written = json.loads(POLICY.read_bytes())
    for holder, key in [*_expressions(written), *((written["conditions"], name) for name in written["conditions"])]:
        kept, holder[key] = holder[key], "/data/nowhere/at_all"
        pack = policy_of(written | {"examples": []}, PACK.hash)
        with pytest.raises(PackRefused) as caught:
            prove_policy(pack, EDITION)
        assert caught.value.code == "unknown_question", kept
        holder[key] = kept


def _expressions(part: Any) -> Iterator[tuple[dict[str, Any], str]]:
    if isinstance(part, list):
        for each in part:
            yield from _expressions(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in ("holds", "possible", "known", "measured", "least", "most", "question", "when"):
                yield part, key
            else:
                yield from _expressions(value)


def test_what_is_no_expression_is_refused_with_its_clause() -> None:
    fault = unproved(lambda pack: kisan(pack).update(measured="1 + + +"))
    assert (fault.code, fault.facts["term"]) == ("expression", "kisan_land_least")


def test_a_policy_of_another_form_is_refused() -> None:
    with pytest.raises(PackRefused) as caught:
        prove_policy(PACK, form(FORM))
    assert caught.value.code == "other_form"


EXAMPLES: dict[str, tuple[Edit, str]] = {
    "another answer": (lambda example: example["answers"].update(kisan_card=["not", "kisan_land_most"]), "kisan_card"),
    "another clause": (
        lambda example: example["answers"].update(roshan_gharana=["not", "solar_meter"]),
        "roshan_gharana",
    ),
    "another group": (lambda example: example["groups"].update(widows="no"), "widows"),
    "another residency": (lambda example: example.update(residency="no"), "residency"),
    "a gap that is none": (lambda example: example.update(gaps={"/data/misc/aid_now": "refused"}), "gaps"),
    "an answer to no question": (
        lambda example: example["deeds"].append(["answer", "/data/misc/aid", "yes"]),
        "/data/misc/aid",
    ),
}


@pytest.mark.parametrize(("edit", "differs"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_a_worked_household_that_does_not_come_out_is_refused(edit: Edit, differs: str) -> None:
    fault = unproved(lambda pack: edit(pack["examples"][1]))
    assert (fault.code, fault.facts) == ("example", {"name": PACK.examples[1].name, "differs": differs})


def test_a_clause_that_gives_no_condition_fails_the_example() -> None:
    fault = unproved(lambda pack: pack["residency"].update(holds="string(/data/address/current/province)"))
    assert (fault.code, fault.facts["differs"]) == ("example", "Unscorable")


# ── missing answers, through the real form ──────────────────────────────────────────────────────────────

FIRST, SECOND = "/data/roster/member[1]", "/data/roster/member[2]"
DOMAIN = {
    "/data/basic/head_gender": ("F", "M"),
    "/data/basic/head_birth_date": ("1960-01-01", "1985-01-01", "2007-03-01"),
    "/data/basic/head_marital": ("WIDOWED", "MARRIED"),
    f"{FIRST}/health/disability": ("yes", "no"),
    f"{FIRST}/health/disability_certificate": ("yes", "no"),
    f"{FIRST}/education/school_status": ("NEVER", "NOW"),
    f"{FIRST}/education/class_now": ("11", "14"),
    f"{FIRST}/work/worked": ("yes", "no"),
    f"{FIRST}/work/not_working_reason": ("seeking", "other", "ill"),
    f"{FIRST}/work/employment_status": ("REG", "OWN"),
    f"{SECOND}/birth_date": ("2012-06-01", "2020-06-01", "2024-01-01", "2006-01-01"),
    f"{SECOND}/health/disability": ("yes", "no"),
    f"{SECOND}/education/school_status": ("NEVER", "NOW"),
    f"{SECOND}/education/class_now": ("P", "04", "06", "NF", "VOC"),
    "/data/livelihood/income_below_limit": ("yes", "no"),
    "/data/address/current/province": ("PB", "SD"),
    "/data/address/current/area": ("rural", "urban"),
    "/data/address/permanent_same": ("yes", "no"),
    "/data/assets/electricity": ("own", "none"),
    "/data/assets/electricity_units": ("200", "201"),
    "/data/assets/electricity_meters": ("1", "2"),
    "/data/assets/has_livestock": ("yes", "no"),
    "/data/assets/livestock_kinds": ("cow buffalo", "goat"),
    "/data/assets/n_cow": ("1", "6"),
    "/data/assets/n_buffalo": ("3", "5"),
    "/data/assets/owns_agri_land": ("yes", "no"),
    "/data/assets/land_acre": ("0", "1", "12", "13"),
    "/data/assets/land_kanal": ("4", "5"),
    "/data/assets/owns_plot": ("yes", "no"),
    "/data/assets/plot_marla": ("4", "6", "9", "11", "13"),
    "/data/assets/plot_marla_size": ("225", "272.25"),
    "/data/misc/aid_now": ("yes", "no"),
    "/data/misc/aid_now_programmes": ("BISP", "HIMMAT", "BISP KISAN"),
}
"""In the form's order. What is not asked of a household is passed over."""
NONE_MEANS_NONE = {"/data/assets/land_kanal"}
"""Blank, it is an answer by the questionnaire's own rule, so it is not left out."""


def typed(answers: dict[str, str]) -> Interview:
    interview = Interview.start(EDITION, clock=lambda: NOON)
    interview.add_repeat("/data/roster/member")
    interview.answer(f"{SECOND}/relation", "CHILD")
    interview.answer(f"{SECOND}/gender", "F")
    interview.answer(f"{SECOND}/marital", "NEVER")
    for ref, text in answers.items():
        try:
            interview.answer(ref, text)
        except FormsFault:
            continue  # not asked of this household
    return interview


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_answer_of_the_shipped_policy_is_undone_by_an_answer_that_was_missing(data: st.DataObject) -> None:
    truth = {ref: data.draw(st.sampled_from(domain), ref) for ref, domain in DOMAIN.items()}
    droppable = sorted(DOMAIN.keys() - NONE_MEANS_NONE)
    missing = data.draw(st.sets(st.sampled_from(droppable), max_size=8), "missing")
    whole = judge(typed(truth), PACK, None, NOON.date())
    less = judge(typed({ref: "" if ref in missing else text for ref, text in truth.items()}), PACK, None, NOON.date())
    for before, after in zip(less.answers, whole.answers, strict=True):
        if before.answer is not Answer.CANNOT_BE_DETERMINED:
            assert after.answer is before.answer, before.programme.id
            assert set(before.members) <= set(after.members)
    for few, all_of_them in zip(less.groups, whole.groups, strict=True):
        assert few.truth in (Truth.OPEN, all_of_them.truth), few.group.id
        assert set(few.certain) <= set(all_of_them.certain) <= {*few.certain, *few.possible}
    assert _decidable(less)
    assert _decidable(whole)
