from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from enumerator.domain.decision import SignedDeed
from enumerator.domain.survey import Revision
from enumerator.store import Desk
from enumerator.trial.comparison import differences
from enumerator.trial.respondent import SOURCE_DATA
from enumerator.workflow.questionnaire import scoring_pack, shipped_edition
from enumerator.workflow.reconcile import Finding
from forms import Interview, Missing
from forms.pmt import score, score_to_json
from sync.beside import Beside, SurveyFacts
from sync.canonical import encode
from tests.enumerator.trial.families import NOON, OFFICER, drawn, interviewed, noon

NUMBER, OTHER_NUMBER = "0603-017-01-000001-9", "0603-017-01-000002-4"
ROOMS, FREEZER = "/data/assets/rooms", "/data/assets/has_freezer"


@dataclass(frozen=True, slots=True)
class Line:
    number: str
    revision: int


class FakeDesk:
    """Knows its surveys by their saved interviews."""

    def __init__(self, *revisions: Revision) -> None:
        self._revisions = {(each.number, each.revision): each for each in revisions}

    @property
    def surveys(self) -> FakeDesk:
        return self

    def all(self) -> tuple[Line, ...]:
        return tuple(Line(*key) for key in self._revisions)

    def revision(self, number: str, revision: int) -> Revision:
        return self._revisions[number, revision]


@cache
def revision() -> Revision:
    interview = interviewed(drawn(3), confirm_with=SOURCE_DATA)
    moment = NOON.isoformat()
    facts = SurveyFacts(NUMBER, 1, shipped_edition().name, OFFICER.code, moment, moment)
    beside = Beside(facts, (), score_to_json(score(interview, scoring_pack(shipped_edition()))))
    return Revision(
        number=NUMBER,
        revision=1,
        author=OFFICER.code,
        edition=shipped_edition().name,
        instance=interview.submission(),
        instance_sha256="",
        saved=interview.serialise(),
        beside=encode(beside.to_json()),
        finished=SignedDeed("finish", OFFICER.code, moment, "", ""),
    )


def held(changed: Interview | None = None) -> dict[str, Any]:
    """What the registry says of the survey; with an interview, of those answers instead."""
    kept = Interview.reopen(shipped_edition().definition, revision().saved, clock=noon)
    instance = changed.submission() if changed else revision().instance
    scored = score_to_json(score(kept, scoring_pack(shipped_edition())))
    return {"survey_number": NUMBER, "revision": 1, "instance": instance.decode(), "score": scored}


def compared(*holdings: dict[str, Any], desk: FakeDesk | None = None) -> set[Finding]:
    mine = cast(Desk, desk or FakeDesk(revision()))
    return set(differences(mine, holdings, shipped_edition().definition, noon))


def reopened() -> Interview:
    return Interview.reopen(shipped_edition().definition, revision().saved, clock=noon)


def test_the_same_on_both_sides_is_no_finding() -> None:
    assert compared(held()) == set()


def test_a_changed_answer_is_found_at_its_node() -> None:
    changed = reopened()
    changed.answer(ROOMS, str(int(changed.state(ROOMS).value or 0) + 1))
    assert compared(held(changed)) == {Finding(NUMBER, f"differs_at {ROOMS}")}


def test_another_kind_of_missing_answer_is_found_at_its_node() -> None:
    changed = reopened()
    changed.mark_missing(FREEZER, Missing.REFUSED)
    assert compared(held(changed)) == {Finding(NUMBER, f"differs_at {FREEZER}")}


def test_a_person_too_few_is_found() -> None:
    changed = reopened()
    changed.remove_repeat(f"/data/roster/member[{changed.instances('/data/roster/member')}]")
    assert "differs_at /data/derived/member_count" in {finding.what for finding in compared(held(changed))}


def test_another_score_is_found() -> None:
    other = held()
    other["score"] = {**other["score"], "low": "99"}
    assert compared(other) == {Finding(NUMBER, "score_differs")}


def test_a_survey_that_only_one_side_has_is_found() -> None:
    assert compared() == {Finding(NUMBER, "not_at_the_registry")}
    assert compared(held(), desk=FakeDesk()) == {Finding(NUMBER, "unknown_to_the_desk")}
    both = FakeDesk(revision(), replace(revision(), number=OTHER_NUMBER))
    assert compared(held(), desk=both) == {Finding(OTHER_NUMBER, "not_at_the_registry")}


def test_another_revision_is_another_thing() -> None:
    assert compared(held() | {"revision": 2}) == {
        Finding(NUMBER, "not_at_the_registry"),
        Finding(NUMBER, "unknown_to_the_desk"),
    }
