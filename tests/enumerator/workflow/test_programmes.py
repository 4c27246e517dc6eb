"""What an officer's page may say of programmes: by the finished revision, its score, and the centre's policy."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from enumerator.errors import WorldFault
from enumerator.store import Desk, Setting
from enumerator.workflow import programmes as page
from enumerator.workflow.programmes import ProgrammesView, programmes
from enumerator.workflow.questionnaire import policy_of, shipped_edition
from enumerator.workflow.score_policy import score_policy
from forms.policy import Answer, Equivalence, Reason, Source, SourceTrust, Truth
from tests.enumerator.store.centre import BILAL, SAIRA
from tests.enumerator.workflow.world import World

EDITION = "pser/2025"


def view(desk: Desk) -> ProgrammesView:
    row = desk.surveys.all()[0]
    return programmes(desk, row.number, row.revision)


def reasons(seen: ProgrammesView, programme: str) -> set[Reason | None]:
    (answer,) = (each for each in seen.answers if each.programme.id == programme)
    return {finding.reason for finding in answer.findings}


def test_every_programme_of_the_policy_is_answered_the_nearest_first(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        seen = view(desk)
    assert {each.programme.id for each in seen.answers} == {each.id for each in policy_of(shipped_edition()).programmes}
    order = [list(Answer).index(each.answer) for each in seen.answers]
    assert order == sorted(order)
    assert {each.answer for each in seen.answered(Answer.NOT)} == {Answer.NOT}
    assert seen.residency.truth is Truth.YES
    assert seen.window_open


def test_members_are_named_and_no_name_is_logged(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        seen = view(desk)
    about = {member for each in seen.answers for member in each.members}
    assert about <= seen.names.keys()
    assert all(seen.names.values())
    assert not any(name in repr(seen) for name in seen.names.values())


def test_a_cut_off_without_a_scale_decides_nothing(finished: World) -> None:
    with finished.sign_in(BILAL) as desk:
        assert reasons(view(desk), "nigahban_ramadan") == {Reason.NO_SCALE}
        assert reasons(view(desk), "bisp_kafaalat") == {Reason.OTHER_SCALE}


def test_where_scores_are_hidden_cut_offs_do_not_show_them(finished: World) -> None:
    with finished.sign_in(SAIRA) as desk:
        desk.settings.put(Setting.POLICY, json.dumps({"score_display": {"officers": "hidden"}}))
        assert reasons(view(desk), "nigahban_ramadan") == {Reason.NO_SCORE}


def test_a_centre_may_take_no_equivalences(finished: World, monkeypatch: pytest.MonkeyPatch) -> None:
    said = Source("somebody", None, SourceTrust.LOW)
    equal = Equivalence("bisp_pmt", "punjab-2015", "le", Decimal(100), Decimal(100), said)
    own = replace(equal, clause="pser_pmt", value=Decimal(30))
    stated = replace(policy_of(shipped_edition()), equivalences=(equal, own))
    monkeypatch.setattr(page, "policy_of", lambda _: stated)
    monkeypatch.setattr("enumerator.workflow.score_policy.policy_of", lambda _: stated)
    with finished.sign_in(SAIRA) as desk:
        (answer,) = view(desk).answered(Answer.BY_EQUIVALENCE)
        assert answer.programme.id == "bisp_kafaalat"
        (carried,) = score_policy(desk, EDITION).equivalences
        assert (carried.programme, carried.value, carried.by_equivalence) == ("PSER", Decimal(30), True)
        desk.settings.put(Setting.POLICY, json.dumps({"equivalences": False}))
        assert view(desk).answered(Answer.BY_EQUIVALENCE) == ()
        assert score_policy(desk, EDITION).equivalences == ()


def test_a_revision_that_there_is_not_is_said(finished: World) -> None:
    with finished.sign_in(BILAL) as desk, pytest.raises(WorldFault):
        programmes(desk, desk.surveys.all()[0].number, 9)
