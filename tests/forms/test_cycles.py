"""Rules that wait for each other are named when the form is read; one row that goes on from another is none."""

from __future__ import annotations

import pytest

from forms.errors import FormFault
from forms.interview import Interview
from forms.workbook.examining import examine_here
from tests.forms.foreign_forms import foreign, opened
from tests.forms.workbooks import plain, xlsx

ROW = "<b/><c/><r><a/><x/><p/></r>"
REPEAT = '<input ref="/data/b"/><repeat nodeset="/data/r"><input ref="/data/r/x"/><input ref="/data/r/a"/></repeat>'
Rules = dict[str, str | tuple[str, str]]
CYCLES: dict[str, Rules] = {
    "a total of what the total gives": {"r/a": "/data/b * 2", "b": "sum(/data/r/a)"},
    "a mean over two stations": {"r/a": "/data/c", "c": "/data/b div 2", "b": "sum(/data/r/a)"},
    "a number of rows that hold what the number gives": {"r/a": "/data/b", "b": "count(/data/r[a &gt; 1])"},
    "a count of values": {"r/a": "/data/b", "b": "count-non-empty(/data/r/a)"},
    "the first row, whose value comes from it": {"r/a": "/data/b + 1", "b": "/data/r[1]/a"},
    "the last row": {"r/a": "/data/b + 1", "b": "/data/r[last()]/a"},
    "a row by its number": {"r/a": "/data/b + 1", "b": "indexed-repeat(/data/r/a, /data/r, 1)"},
    "one of all": {"r/a": "/data/b + 1", "b": "(/data/r/a)[1]"},
    "a share of all shares": {"r/a": "/data/r/x + 1", "r/x": "sum(/data/r/a)"},
    "places that hang on places": {"r": ("relevant", "/data/b &lt; 3"), "b": "max(/data/r/p)", "r/p": "position(..)"},
    "rows in sight by their number": {"r": ("relevant", "/data/b &lt; 3"), "b": "count(/data/r)"},
    "an answer in sight by the sum of such": {"r/a": ("relevant", "/data/b &lt; 3"), "b": "sum(/data/r/a)"},
    "from row to row and back by the total": {
        "r/a": "/data/r[position() = position(current()/..) - 1]/x",
        "r/x": "/data/b",
        "b": "sum(/data/r/a)",
    },
}


def binds(rules: Rules) -> str:
    written = {path: rule if isinstance(rule, tuple) else ("calculate", rule) for path, rule in rules.items()}
    return "".join(f'<bind nodeset="/data/{path}" {kind}="{source}"/>' for path, (kind, source) in written.items())


@pytest.mark.parametrize("name", CYCLES)
def test_rules_that_wait_for_each_other_through_a_roster_are_named(name: str) -> None:
    with pytest.raises(FormFault, match="these wait for each other: /data/") as fault:
        foreign(ROW, binds(CYCLES[name]), REPEAT)

    for path in CYCLES[name]:
        assert f"/data/{path}" in str(fault.value)


LEGAL: dict[str, Rules] = {
    "a running total": {"r/a": "/data/r[position() = position(current()/..) - 1]/p", "r/p": "sum(../a | ../x)"},
    "a running total by number": {
        "r/a": "indexed-repeat(/data/r/p, /data/r, position(..) - 1)",
        "r/p": "concat(../a, ../x)",
    },
    "a running total by what stands before": {"r/a": "../preceding-sibling::r[1]/p", "r/p": "concat(../a, ../x)"},
    "one of all by its place": {"r/a": "(/data/r/p)[position(current()/..) - 1]", "r/p": "concat(../a, ../x)"},
    "a share of a total": {"r/a": "/data/r/x div /data/b", "b": "sum(/data/r/x)"},
    "a running total that begins with an answer": {
        "r/a": "/data/r[position() = position(current()/..) - 1]/p",
        "r/p": "concat(/data/b, ../a, ../x)",
        "c": "sum(/data/r/p)",
    },
    "what stands before it in its group": {"r/x": "sum(preceding-sibling::*)", "r/p": "../x"},
}


@pytest.mark.parametrize("name", LEGAL)
def test_a_row_that_goes_on_from_another_waits_for_nobody_who_waits_for_it(name: str) -> None:
    foreign(ROW, binds(LEGAL[name]), REPEAT)


def test_a_roster_that_grows_by_what_is_said_in_it_is_no_cycle() -> None:
    interview = opened(
        "<n/><r><more/></r>",
        '<bind nodeset="/data/n" calculate="if(/data/r[last()]/more = \'y\', count(/data/r) + 1, count(/data/r))"/>',
        '<repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/more"/></repeat>',
    )
    assert interview.instances("/data/r") == 1

    interview.answer("/data/r[1]/more", "y")

    assert interview.instances("/data/r") == 2


def test_a_list_without_what_other_rows_have_chosen_is_no_cycle() -> None:
    interview = opened(
        "<taken/><r><q/></r><r><q/></r>",
        """<bind nodeset="/data/taken" calculate="join(' ', /data/r/q)"/>
        <instance id="l"><root><item><name>a</name></item><item><name>b</name></item></root></instance>""",
        """<repeat nodeset="/data/r"><select1 ref="/data/r/q">
        <itemset nodeset="instance('l')/root/item[name = current() or not(selected(/data/taken, name))]">
        <value ref="name"/><label ref="name"/></itemset></select1></repeat>""",
    )

    interview.answer("/data/r[1]/q", "a")

    assert [choice.value for choice in interview.choices("/data/r[2]/q")] == ["b"]
    assert [choice.value for choice in interview.choices("/data/r[1]/q")] == ["a", "b"]


def test_a_list_by_what_follows_from_the_choice_itself_is_a_cycle() -> None:
    with pytest.raises(FormFault, match="these wait for each other"):
        foreign(
            "<c/><q/>",
            """<bind nodeset="/data/c" calculate="concat(/data/q, '')"/>
            <instance id="l"><root><item><name>a</name></item></root></instance>""",
            """<select1 ref="/data/q"><itemset nodeset="instance('l')/root/item[name != /data/c]">
            <value ref="name"/><label ref="name"/></itemset></select1>""",
        )


@pytest.mark.parametrize("rows", [3, 150])
def test_a_change_in_the_first_row_reaches_the_last(rows: int) -> None:
    interview = opened(
        f"<n>{rows}</n><r><a/><x>1</x><p/></r>",
        """<bind nodeset="/data/r/a" calculate="coalesce(/data/r[position() = position(current()/..) - 1]/p, 0)"/>
        <bind nodeset="/data/r/p" calculate="../a + ../x"/>""",
        '<repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/x"/></repeat>',
    )

    interview.answer("/data/r[1]/x", "11")

    assert interview.state(f"/data/r[{rows}]/p").value == str(rows + 10)
    again = Interview.reopen(interview.definition, interview.serialise(), clock=interview._desk.clock)
    assert again.submission() == interview.submission()


def test_a_workbook_with_such_a_cycle_is_refused_with_its_row_and_column() -> None:
    book = plain(
        ("begin_repeat", "member", "Member"),
        ("integer", "wage", "Wage"),
        ("calculate", "share", "", "${total} * 2"),
        ("end_repeat",),
        ("calculate", "total", "", "sum(${share})"),
        heads=("type", "name", "label", "calculation"),
    )

    (found,) = [found for found in examine_here(xlsx(book)).findings if found.code == "cycle"]

    assert (found.row, found.column, dict(found.facts)["names"]) == (4, "D", "share → total → share")
