"""What follows from an answer: out of sight too, as often as needed and no more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from forms import waiting
from forms.errors import FormFault, NotAnswerable
from forms.interview import Interview
from forms.recalculation import Recalculation
from tests.forms.foreign_forms import foreign, opened
from tests.forms.small_forms import begin, noon, table

READ = re.compile(rb' read="[0-9a-f]+"')  # what drafts of earlier versions lack
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


@pytest.mark.parametrize(
    ("rows", "other", "first", "last"),
    [
        (200, "p = current()/../p + 1", 200, 1),
        (200, "p = current()/../p - 1", 1, 200),
        (24, "p = 25 - current()/../p + number(current()/../p &gt; 12) and p != current()/../p", 24, 23),
    ],
    ids=["the next", "the one before", "the one across"],
)
def test_rows_that_go_on_from_another_row_come_to_rest(
    rows: int, other: str, first: int, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MAX_ROUNDS", 8)
    interview = opened(
        "<n/><m><p/><run/></m>",
        f"""<bind nodeset="/data/n" type="int"/>
        <bind nodeset="/data/m/p" type="int" calculate="position(..)"/>
        <bind nodeset="/data/m/run" type="int" calculate="1 + coalesce(/data/m[{other}]/run, 0)"/>""",
        """<input ref="/data/n"/><group ref="/data/m"><repeat nodeset="/data/m" jr:count="/data/n"/></group>""",
    )

    interview.answer("/data/n", str(rows))

    again = Interview.reopen(interview.definition, interview.serialise(), clock=noon)
    for each in (interview, again):
        assert [each.state(f"/data/m[{row}]/run").value for row in (1, rows)] == [str(first), str(last)]
        assert each.validate() == ()


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


ROSTER = table(
    {"type": "integer", "name": "rooms", "label::English (en)": "Rooms"},
    {
        "type": "integer",
        "name": "beds",
        "label::English (en)": "Beds",
        "bind::pser:warn": ". < 2 * ${rooms}",
        "bind::pser:warn2": "count(/data/child[age < 5]) = 0",
        "relevant": "",
    },
    {"type": "text", "name": "other", "label::English (en)": "Other"},
    {"type": "begin_repeat", "name": "child", "label::English (en)": "Child"},
    {"type": "text", "name": "name", "label::English (en)": "Name"},
    {"type": "integer", "name": "age", "label::English (en)": "Age", "relevant": "${other} != 'none'"},
    {"type": "end_repeat"},
)


def confirmed() -> Interview:
    interview = begin(ROSTER)
    for ref, text in (("rooms", "2"), ("beds", "9"), ("child[1]/age", "3")):
        interview.answer(f"/data/{ref}", text)
    for rule in ("warn", "warn2"):
        interview.confirm("/data/beds", rule, "seen", "officer")
    return interview


def rules(interview: Interview) -> list[str]:
    return [said.rule for said in interview.overrides()]


def test_an_override_belongs_to_the_answers_that_its_rule_read() -> None:
    interview = confirmed()
    assert interview.validate() == ()

    change = interview.answer("/data/rooms", "3")

    assert rules(interview) == ["warn2"] and "/data/beds" in change.refs
    assert [(found.rule, found.confirmed) for found in interview.violations()] == [("warn", False), ("warn2", True)]
    interview.answer("/data/rooms", "2")
    assert rules(interview) == ["warn2"]  # it was asked again


@pytest.mark.parametrize(
    "deed",
    [
        lambda interview: interview.answer("/data/child[1]/age", "4"),
        lambda interview: interview.add_repeat("/data/child"),
        lambda interview: interview.answer("/data/other", "none") and interview.answer("/data/other", ""),
    ],
)
def test_an_answer_of_any_row_that_a_rule_reads_asks_again(deed: Callable[[Interview], object]) -> None:
    interview = confirmed()

    deed(interview)

    assert rules(interview) == ["warn"]


def test_an_override_stays_with_answers_that_its_rule_does_not_read() -> None:
    interview = confirmed()

    interview.answer("/data/other", "x")
    interview.answer("/data/child[1]/name", "Zahra")
    interview.answer("/data/rooms", "2")

    assert rules(interview) == ["warn", "warn2"]


def test_an_override_belongs_to_the_answers_that_the_label_of_a_choice_quotes_to_its_rule() -> None:
    interview = opened(
        "<who/><other/><q/><p/><seen/>",
        """<bind nodeset="/data/seen" pser:warn="contains(jr:choice-name(/data/p, '/data/p'), .)"
        pser:warn_message_en="m"/>""",
        """<input ref="/data/who"/><input ref="/data/other"/><input ref="/data/seen"/>
        <select1 ref="/data/q"><item><label>of <output value="/data/who"/></label><value>a</value></item></select1>
        <select1 ref="/data/p"><item><label>house <output value="jr:choice-name('a', '/data/q')"/></label>
        <value>b</value></item></select1>""",
    )
    for ref, text in (("who", "Zahra"), ("p", "b"), ("seen", "Amina")):
        interview.answer(f"/data/{ref}", text)
    interview.confirm("/data/seen", "warn", "seen", "officer")

    interview.answer("/data/other", "x")
    assert rules(interview) == ["warn"]
    interview.answer("/data/who", "Bano")

    assert rules(interview) == [] and [found.rule for found in interview.validate()] == ["warn"]


def test_an_override_is_kept_with_the_draft_and_belongs_to_the_same_answers_after() -> None:
    interview = confirmed()

    again = Interview.reopen(interview.definition, interview.serialise(), clock=noon)
    older = Interview.reopen(interview.definition, READ.sub(b"", interview.serialise()), clock=noon)

    assert again.serialise() == interview.serialise() == older.serialise()
    for each in (again, older):
        assert each.overrides() == interview.overrides()
        each.answer("/data/rooms", "3")
        assert rules(each) == ["warn2"]


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
