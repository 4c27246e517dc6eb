"""What follows from an answer: out of sight too, as often as needed and no more."""

from __future__ import annotations

import pytest

from forms.errors import FormFault, NotAnswerable
from forms.interview import Interview
from forms.recalculation import Recalculation
from tests.forms.foreign_forms import foreign, opened
from tests.forms.small_forms import begin, table

HIDDEN = """<bind nodeset="/data/q" relevant="/data/show = 'yes'" required="/data/b &gt; 10" readonly="/data/b = 99"/>
    <bind nodeset="/data/b" type="int"/>"""
INPUTS = '<input ref="/data/show"/><input ref="/data/b"/><input ref="/data/q"/>'


def test_a_question_out_of_sight_says_whether_it_would_be_required_and_blocks_nothing() -> None:
    interview = opened("<show/><b>5</b><q/>", HIDDEN, INPUTS)
    assert not interview.state("/data/q").required

    change = interview.answer("/data/b", "11")

    assert "/data/q" in change.refs
    assert interview.state("/data/q").required and not interview.state("/data/q").relevant
    assert interview.validate() == ()
    interview.answer("/data/show", "yes")
    assert [found.rule for found in interview.validate()] == ["required"]


def test_a_question_out_of_sight_that_is_read_only_takes_no_answer() -> None:
    interview = opened("<show/><b>99</b><q/>", HIDDEN, INPUTS)

    assert interview.state("/data/q").read_only
    with pytest.raises(NotAnswerable):
        interview.answer("/data/q", "x")


def expanded(members: int) -> int:
    """How many tasks are queued when a roster with sums, shares and positions is opened."""
    interview = begin(
        """| | type | name | label::English (en) | calculation | repeat_count | relevant |
        | | integer | n | N | | | |
        | | begin_repeat | member | Member | | ${n} | |
        | | integer | wage | Wage | | | |
        | | calculate | share | | ${wage} div sum(/data/member/wage) | | |
        | | calculate | place | | position(..) | | |
        | | begin_group | later | Later | | | ${place} > 1 |
        | | text | note | Note of ${total} | | | |
        | | end_group | | | | | |
        | | end_repeat | | | | | |
        | | calculate | total | | sum(${wage}) | | |"""
    )
    queued = 0
    push = Recalculation._push

    def counting(*args: object) -> None:
        nonlocal queued
        queued += 1
        push(*args)  # type: ignore[arg-type]  # whatever it is called with

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Recalculation, "_push", counting)
        interview.answer("/data/n", str(members))
        Interview.reopen(interview.definition, interview.serialise(), clock=interview._desk.clock)
    assert interview.state(f"/data/member[{members}]/place").value == str(members)
    return queued


def test_opening_a_roster_costs_twice_as_much_for_twice_the_members() -> None:
    assert expanded(80) < 2.2 * expanded(40)


def test_a_calculation_or_relevance_that_waits_for_itself_is_a_fault_of_the_form() -> None:
    for rule in ("calculate", "relevant"):
        with pytest.raises(FormFault, match="/data/q: this waits for itself"):
            foreign("<q/>", f'<bind nodeset="/data/q" {rule}="/data/q + 1"/>')


def test_a_value_worked_out_once_and_a_filter_by_the_choice_itself_wait_for_nobody() -> None:
    interview = begin(
        """| | type | name | label::English (en) | calculation | choice_filter |
        | | text | a | A | | |
        | | calculate | first | | once(${a}) | |
        | | select_one yes_no | q | Q | | ${q} = '' or name = ${q} |"""
    )

    interview.answer("/data/a", "x")
    interview.answer("/data/a", "y")
    interview.answer("/data/q", "yes")

    assert interview.state("/data/first").value == "x"
    assert [choice.value for choice in interview.choices("/data/q")] == ["yes"]


def test_what_is_carried_over_from_the_instance_before_is_no_cycle() -> None:
    interview = begin(
        """| | type | name | label::English (en) | calculation |
        | | begin_repeat | month | Month | |
        | | integer | paid | Paid | |
        | | calculate | opening | | coalesce(/data/month[position() = position(current()/..) - 1]/closing, 0) |
        | | calculate | closing | | ${opening} + ${paid} |
        | | end_repeat | | | |"""
    )
    for number in (1, 2, 3):
        if number > 1:
            interview.add_repeat("/data/month")
        interview.answer(f"/data/month[{number}]/paid", "10")

    interview.answer("/data/month[1]/paid", "20")

    assert [interview.state(f"/data/month[{n}]/closing").value for n in (1, 2, 3)] == ["20", "30", "40"]


def test_what_never_comes_to_rest_is_left_after_so_many_rounds() -> None:
    interview = begin(
        """| | type | name | label::English (en) | calculation |
        | | begin_repeat | m | M | |
        | | calculate | x | | sum(/data/m[position() != position(current()/..)]/x) + 1 |
        | | text | t | T | |
        | | end_repeat | | | |"""
    )

    for _ in range(3):
        interview.add_repeat("/data/m")  # each makes the others larger for ever

    assert interview.instances("/data/m") == 4


def test_an_override_goes_with_the_rule_it_excused() -> None:
    interview = begin(
        table(
            {"type": "integer", "name": "limit", "label::English (en)": "Limit"},
            {
                "type": "integer",
                "name": "q",
                "label::English (en)": "Q",
                "bind::pser:warn": ". < ${limit}",
                "bind::pser:warn_message_en": "High",
                "bind::pser:warn2": ". < 3",
                "bind::pser:warn2_message_en": "Three",
            },
        )
    )
    interview.answer("/data/limit", "5")
    interview.answer("/data/q", "7")
    interview.confirm("/data/q", "warn", "seen", "officer")
    interview.confirm("/data/q", "warn2", "seen", "officer")

    interview.answer("/data/limit", "9")

    assert [said.rule for said in interview.overrides()] == ["warn2"]


def test_a_count_that_is_not_known_changes_nothing() -> None:
    interview = begin(
        """| | type | name | label::English (en) | repeat_count | relevant |
        | | integer | n | N | | |
        | | begin_group | g | G | | ${n} != 7 |
        | | begin_repeat | child | Child | ${n} | |
        | | text | name | Name | | |
        | | end_repeat | | | | |
        | | end_group | | | | |"""
    )
    interview.answer("/data/n", "3")
    interview.answer("/data/n", "7")  # out of sight: nobody counts

    assert interview.instances("/data/g/child") == 3
    interview.answer("/data/n", "-2")
    assert interview.instances("/data/g/child") == 0


def test_an_inner_roster_that_goes_with_its_member_is_not_named_any_more() -> None:
    interview = begin(
        """| | type | name | label::English (en) | repeat_count |
        | | integer | houses | Houses | |
        | | begin_repeat | house | House | ${houses} |
        | | integer | rooms | Rooms | |
        | | begin_repeat | room | Room | ${rooms} |
        | | text | name | Name | |
        | | end_repeat | | | |
        | | end_repeat | | | |"""
    )
    interview.answer("/data/houses", "2")
    assert interview.answer("/data/house[2]/rooms", "3").structure == ("/data/house[2]/room",)

    assert interview.answer("/data/houses", "1").structure == ("/data/house",)
    assert interview.nodes().count("/data/house[1]") == 1
