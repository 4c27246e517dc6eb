"""An expression that cannot be worked out: nothing typed is lost, the rest follows, and nothing is finished unseen."""

from __future__ import annotations

import pytest

from forms import recalculation
from forms.errors import FormFault, Unworkable
from forms.expression import Element, Expression, Value, patterns
from forms.interview import Interview
from forms.violations import Violation, ViolationKind
from tests.forms.foreign_forms import foreign, opened
from tests.forms.small_forms import begin, noon

SLOW = "a" * 40 + "!"  # the pattern tries every way of cutting it in ones and twos
RULE = "regex(/data/a, '(a|aa)+$')"
IN_TABLE = "regex(${a}, base64-decode('KGF8YWEpKyQ='))"  # the same, without the bar that ends a cell
PLACES = [
    ("/data/q", f'<bind nodeset="/data/q" constraint="{RULE}"/>'),
    ("/data/q", f'<bind nodeset="/data/q" required="{RULE}"/>'),
    ("/data/q", f'<bind nodeset="/data/q" readonly="{RULE}"/>'),
    ("/data/q", f'<bind nodeset="/data/q" relevant="{RULE}"/>'),
    ("/data/q", f'<bind nodeset="/data/q" calculate="{RULE}"/>'),
    ("/data/q", f'<bind nodeset="/data/q" pser:warn="{RULE}"/>'),
    ("/data/g", f'<bind nodeset="/data/g" relevant="{RULE}"/>'),
    ("/data/g", f'<bind nodeset="/data/g" readonly="{RULE}"/>'),
]


@pytest.fixture(autouse=True)
def _in_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.02)


def unworkable(interview: Interview) -> list[Violation]:
    return [found for found in interview.validate() if found.kind is ViolationKind.UNWORKABLE]


def asked(binds: str) -> Interview:
    return opened(
        "<a/><q>x</q><g><inner/></g><last/>",
        f"""{binds}<bind nodeset="/data/last" calculate="concat('after ', /data/a)"/>""",
        '<input ref="/data/a"/><input ref="/data/q"/><group ref="/data/g"><input ref="/data/g/inner"/></group>',
    )


@pytest.mark.parametrize(("place", "binds"), PLACES)
def test_the_answer_stays_the_rest_follows_and_completion_waits(place: str, binds: str) -> None:
    interview = asked(binds)

    change = interview.answer("/data/a", SLOW)

    assert interview.state("/data/a").value == SLOW
    assert interview.state("/data/last").value == f"after {SLOW}"
    (found,) = unworkable(interview)
    assert (found.ref, found.rule, found.hard) == (place, RULE, True)
    assert place in change.refs
    again = Interview.reopen(interview.definition, interview.serialise(), clock=noon)
    assert unworkable(again) == [found]


@pytest.mark.parametrize(("place", "binds"), PLACES)
def test_an_answer_that_can_be_told_makes_good(place: str, binds: str) -> None:
    interview = asked(binds)
    interview.answer("/data/a", SLOW)

    assert place in interview.answer("/data/a", "aaa").refs

    assert unworkable(interview) == []


def test_what_may_have_to_be_asked_is_asked() -> None:
    interview = asked(f'<bind nodeset="/data/g" relevant="{RULE}"/>')
    interview.answer("/data/a", "aaa")
    interview.answer("/data/g/inner", "kept")

    interview.answer("/data/a", SLOW)

    assert interview.state("/data/g/inner").relevant and interview.state("/data/g/inner").value == "kept"


def test_a_choice_stands_beside_its_question_while_the_list_cannot_be_told() -> None:
    interview = begin(
        f"""| | type | name | label::English (en) | choice_filter |
        | | text | a | A | |
        | | select_one yes_no | q | Q | {IN_TABLE} |"""
    )
    interview.answer("/data/a", "a")
    interview.answer("/data/q", "yes")

    interview.answer("/data/a", SLOW)

    assert interview.state("/data/q").value == "" and interview.choices("/data/q") == ()
    assert [found.ref for found in unworkable(interview)] == ["/data/q"]
    interview.answer("/data/q", "no")
    assert interview.state("/data/q").typed == "no"
    assert [found.ref for found in unworkable(interview)] == ["/data/q"]
    interview.answer("/data/a", "aa")
    interview.answer("/data/q", "no")
    assert interview.validate() == () and interview.state("/data/q").value == "no"


@pytest.mark.parametrize("deeds", [(), ("yes",), ("yes", "no"), ("yes", ""), ("yes", "no", "")])
@pytest.mark.parametrize("looks", [False, True])
def test_a_list_that_cannot_be_told_stands_against_completion_whatever_was_chosen_and_whoever_looked(
    deeds: tuple[str, ...], looks: bool
) -> None:
    interview = begin(
        f"""| | type | name | label::English (en) | choice_filter | required |
        | | text | a | A | | |
        | | text | b | B | | |
        | | select_one yes_no | q | Q | {IN_TABLE} | ${{b}} = 'must' |"""
    )
    interview.answer("/data/a", "a")
    for text in deeds[:1]:
        interview.answer("/data/q", text)
    interview.answer("/data/a", SLOW)
    for text in deeds[1:]:
        interview.answer("/data/q", text)
    if looks:
        assert interview.choices("/data/q") == ()
    interview.answer("/data/b", "x")  # puts the rules of the question anew

    assert [found.ref for found in unworkable(interview)] == ["/data/q"]
    again = Interview.reopen(interview.definition, interview.serialise(), clock=noon)
    assert again.validate() == interview.validate()
    interview.answer("/data/a", "aa")
    assert unworkable(interview) == []


@pytest.mark.parametrize("looks", [False, True])
def test_a_list_too_large_to_be_told_stands_against_completion_only_where_something_was_chosen(
    looks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = begin(
        """| | type | name | label::English (en) | choice_filter | required |
        | | text | a | A | | |
        | | select_one yes_no | q | Q | name != ${a} | ${a} = 'must' |"""
    )
    interview.answer("/data/q", "yes")
    evaluate = Expression.evaluate

    def narrow(asked: Expression, node: Element) -> Value:
        if asked.context == "/data/q" and "name" in asked.source:
            raise Unworkable(asked.source, "no room", node=asked.context)
        return evaluate(asked, node)

    monkeypatch.setattr(Expression, "evaluate", narrow)
    for text, expected in (("yes", ["/data/q"]), ("no", ["/data/q"]), ("", [])):
        interview.answer("/data/q", text)
        if looks:
            assert interview.choices("/data/q") == ()
        interview.answer("/data/a", f"{text} again")

        assert [found.ref for found in unworkable(interview)] == expected
        again = Interview.reopen(interview.definition, interview.serialise(), clock=noon)
        assert again.validate() == interview.validate()


def test_a_list_that_cannot_be_told_gives_back_the_choice_when_it_can() -> None:
    interview = begin(
        f"""| | type | name | label::English (en) | choice_filter |
        | | text | a | A | |
        | | select_one yes_no | q | Q | {IN_TABLE} |"""
    )
    interview.answer("/data/a", "a")
    interview.answer("/data/q", "yes")
    interview.answer("/data/a", SLOW)

    interview.answer("/data/a", "a")

    assert interview.state("/data/q").value == "yes" and interview.validate() == ()


def test_a_count_that_cannot_be_told_takes_nobody_away() -> None:
    count = RULE.replace("regex", "2 * regex")
    interview = opened(
        "<a/><r><x/></r>", "", f"""<input ref="/data/a"/><repeat nodeset="/data/r" jr:count="{count}"/>"""
    )
    interview.answer("/data/a", "a")

    interview.answer("/data/a", SLOW)

    assert interview.instances("/data/r") == 2
    assert [(found.ref, found.rule) for found in unworkable(interview)] == [("/data", count)]
    interview.answer("/data/a", "b")
    assert interview.instances("/data/r") == 0 and unworkable(interview) == []


@pytest.mark.parametrize("number", ["1001", "999999999999999"])
def test_a_count_beyond_what_a_repeat_holds_is_no_count(number: str) -> None:
    interview = begin(
        """| | type | name | label::English (en) | repeat_count |
        | | integer | n | N | |
        | | begin_repeat | child | Child | ${n} |
        | | text | name | Name | |
        | | end_repeat | | | |"""
    )
    interview.answer("/data/n", number)

    assert interview.instances("/data/child") == 1000
    assert [found.ref for found in unworkable(interview)] == ["/data"]
    interview.answer("/data/n", "3")
    assert interview.instances("/data/child") == 3 and unworkable(interview) == []


def test_rows_for_which_there_is_no_room_are_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalculation, "MAX_SIZE", 30)
    interview = begin(
        """| | type | name | label::English (en) | repeat_count |
        | | integer | n | N | |
        | | begin_repeat | child | Child | ${n} |
        | | text | name | Name | |
        | | end_repeat | | | |"""
    )

    interview.answer("/data/n", "50")

    assert interview.instances("/data/child") < 50
    assert [found.ref for found in unworkable(interview)] == ["/data"]


def test_what_never_comes_to_rest_is_told() -> None:
    interview = opened(
        "<r><x/></r>",
        """<bind nodeset="/data/r/x" calculate="sum(/data/r[position() != position(current()/..)]/x) + 1"/>""",
        '<repeat nodeset="/data/r"/>',
    )
    assert unworkable(interview) == []

    interview.add_repeat("/data/r")

    assert {found.rule for found in unworkable(interview)} == {"/data/r/x"}
    interview.remove_repeat("/data/r[2]")
    assert unworkable(interview) == []


def test_a_value_that_an_event_cannot_set_leaves_its_question_open() -> None:
    interview = opened(
        "<a/><q>x</q>",
        "",
        f"""<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/q" value="{RULE}"/></input>
        <input ref="/data/q"/>""",
    )

    interview.answer("/data/a", SLOW)

    assert interview.state("/data/q").typed == RULE
    assert [found.ref for found in interview.validate()] == ["/data/q"]
    again = Interview.reopen(interview.definition, interview.serialise(), clock=noon)
    assert [found.ref for found in again.validate()] == ["/data/q"]
    interview.answer("/data/q", "y")
    assert interview.validate() == ()


def test_a_label_leaves_out_what_it_cannot_quote() -> None:
    interview = opened("<a/>", "", f"""<input ref="/data/a"><label>Is it <output value="{RULE}"/>?</label></input>""")

    interview.answer("/data/a", SLOW)

    assert interview.label("/data/a") == "Is it ?"


def test_what_took_too_long_once_is_not_waited_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    interview = asked(PLACES[0][1])
    interview.answer("/data/a", SLOW + "?")
    monkeypatch.setattr(patterns, "SECONDS", 1e9)

    interview.answer("/data/q", "y")

    assert len(unworkable(interview)) == 1


def test_an_event_for_a_group_is_a_fault_of_the_form() -> None:
    with pytest.raises(FormFault, match="/data/g: setvalue names a group"):
        foreign("<g><a/></g>", body='<setvalue event="odk-instance-first-load" ref="/data/g" value="1"/>')
