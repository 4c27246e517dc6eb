"""The register's outline, without any window: sections, numbers, lines, counts, findings."""

from __future__ import annotations

import pytest

from enumerator.ui.interview.findings import Weight, findings
from enumerator.ui.interview.outline import (
    HIDDEN,
    Place,
    SectionState,
    Standing,
    line,
    lines,
    next_problem,
    open_question,
    place_of,
    plan,
    sections,
    standing,
)
from enumerator.ui.interview.spoken import spoken
from forms import Missing
from forms.expression import patterns
from tests.enumerator.trial.families import drawn, interviewed, sit_down
from tests.forms.foreign_forms import opened

ENGLISH, URDU = "English (en)", "Urdu (ur)"
ASSETS, ROOMS = "/data/assets", "/data/assets/rooms"


def test_sections_are_the_groups_that_somebody_is_asked() -> None:
    interview = sit_down().interview
    paths = [section.path for section in sections(interview, plan(interview.definition), ENGLISH)]
    assert paths[:3] == ["/data/registration", "/data/basic", "/data/roster"]
    assert HIDDEN.isdisjoint(paths)


def test_a_new_interview_has_no_problem_and_nothing_answered_but_what_the_form_sets() -> None:
    interview = sit_down().interview
    rail = sections(interview, plan(interview.definition), ENGLISH)
    assert all(section.tally.state is not SectionState.PROBLEM for section in rail)
    assert rail[0].tally.state is SectionState.UNTOUCHED


def test_a_finished_family_is_complete_in_every_section() -> None:
    interview = interviewed(drawn(5), confirm_with="as told")
    rail = sections(interview, plan(interview.definition), ENGLISH)
    asked = [section for section in rail if section.tally.asked]
    assert {section.tally.state for section in asked} == {SectionState.COMPLETE}


def test_a_line_has_its_number_its_label_and_its_answer_in_words() -> None:
    interview = interviewed(drawn(5))
    interview.answer("/data/assets/has_iron", "yes")
    numbered = plan(interview.definition)
    written = line(interview, numbered, "/data/assets/has_iron", URDU)
    assert written.number.startswith("7.")
    assert written.answer == "ہاں"
    assert written.standing is Standing.ANSWERED


def test_a_soft_rule_makes_a_line_to_check_until_it_is_confirmed() -> None:
    interview = interviewed(drawn(5), confirm_with="as told")
    interview.answer(ROOMS, "6")
    assert standing(interview.state(ROOMS)) is Standing.SOFT
    assert next_problem(interview, None) == ROOMS
    interview.confirm(ROOMS, "warn", "seen", "0603017-04")
    assert standing(interview.state(ROOMS)) is Standing.ANSWERED
    assert next_problem(interview, None) is None


def test_only_lines_that_a_deed_touched_are_written_anew() -> None:
    interview = interviewed(drawn(5))
    numbered, place = plan(interview.definition), Place(ASSETS)
    before = lines(interview, numbered, place, ENGLISH)
    change = interview.answer(ROOMS, "4")
    after = lines(interview, numbered, place, ENGLISH, before=before, changed=change.refs)
    fresh = [new for new in after if all(new is not old for old in before)]
    assert [each.ref for each in fresh] == [ROOMS]
    assert after == lines(interview, numbered, place, ENGLISH)


def test_a_members_questions_are_a_page_of_their_own() -> None:
    assert place_of("/data/roster/member[2]/work/worked") == Place("/data/roster", 2)
    assert place_of(ROOMS) == Place(ASSETS)


def test_a_question_that_is_not_asked_any_more_opens_the_first_open_one() -> None:
    interview = sit_down().interview
    assert open_question(interview, "/data/assets/n_car") == "/data/registration/declaration"


def test_answers_are_said_as_people_say_them() -> None:
    interview = interviewed(drawn(5))
    assert spoken(interview, "/data/basic/head_birth_date", "1980-02-01", ENGLISH) == "01/02/1980"
    assert spoken(interview, "/data/misc/shock_month", "2024-08-01", ENGLISH) == "08/2024"
    assert spoken(interview, "/data/basic/head_cnic", "3530212345671", ENGLISH) == "35302-1234567-1"
    assert spoken(interview, "/data/livelihood/income_monthly", "12500", ENGLISH) == "12,500"
    assert spoken(interview, "/data/assets/vehicle_types", "car truck", ENGLISH).count(", ") == 1
    assert spoken(interview, "/data/assets/vehicle_types", "car truck", URDU).count("، ") == 1


def test_findings_are_in_their_order_and_open_questions_are_gathered_by_page() -> None:
    interview = sit_down().interview
    found = findings(interview, plan(interview.definition), ENGLISH)
    assert {each.weight for each in found} == {Weight.OPEN}
    assert len({place_of(each.ref) for each in found}) == len(found)
    interview.answer("/data/registration/consent", "no")
    interview.mark_missing("/data/assets/has_iron", Missing.REFUSED)
    again = findings(interview, plan(interview.definition), ENGLISH)
    assert again[0].weight is Weight.HARD
    assert again[-1].missing is Missing.REFUSED


@pytest.mark.parametrize(
    ("binds", "label"),
    [
        ('<bind nodeset="/data/sum" calculate="{rule}"/>', "sum"),
        ('<bind nodeset="/data/part" relevant="{rule}"/>', "The part"),
    ],
)
def test_what_cannot_be_worked_out_where_nobody_answers_is_found_and_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch, binds: str, label: str
) -> None:
    # given a pattern that takes for ever, at a calculation or a group
    monkeypatch.setattr(patterns, "SECONDS", 0.02)
    rule = "regex(/data/a, '(a|aa)+$')"
    interview = opened(
        "<a/><sum/><part><inner/></part>",
        binds.format(rule=rule),
        """<input ref="/data/a"><label>A</label></input>
        <group ref="/data/part"><label>The part</label><input ref="/data/part/inner"/></group>""",
    )
    interview.answer("/data/a", "a" * 40 + "!")
    # then the review has a row for it that stands against finishing
    found = findings(interview, plan(interview.definition), interview.definition.default_language)
    assert [(each.weight, each.ref, each.label) for each in found] == [(Weight.HARD, "", label)]
    assert [each.violation for each in found] == list(interview.validate())
