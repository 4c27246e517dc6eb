"""A draft moves to another edition: nothing that was said is lost without being told."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from forms.definition import FormDefinition, Missing, Question, Repeat
from forms.errors import DraftDamaged, FormsFault
from forms.instance import MISSING_ATTRIBUTE, NOTE_ATTRIBUTE
from forms.interview import Interview
from forms.migration import Migration, Moved, migrate
from tests.forms.foreign_forms import foreign
from tests.forms.small_forms import form, noon, table

Row = Mapping[str, str]


def rows(text: str) -> list[Row]:
    """A survey table as rows by column."""
    head, *lines = [[cell.strip() for cell in line.split("|")[2:-1]] for line in text.strip().splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


def started(definition: FormDefinition) -> Interview:
    return Interview.start(definition, clock=noon, officer="0603017-04", device="desk-1")


def moved(interview: Interview, new: FormDefinition) -> Migration:
    return migrate(interview.definition, new, interview.serialise(), clock=noon)


def one(type_: str, name: str = "a", **more: str) -> FormDefinition:
    """A form of one question, with a question before it."""
    label = {"label::English (en)": "L"}
    return form(table({"type": "text", "name": "first", **label}, {"type": type_, "name": name, **label, **more}))


# ── the whole ────────────────────────────────────────────────────────────────────────────────────────────────────────

# ruff: noqa: E501 - the tables are one line a row
HOUSEHOLD = """
| | type | name | label::English (en) | relevant | calculation | constraint | bind::pser:warn | bind::pser:missing | repeat_count | default |
| | start | start | | | | | | | | |
| | select_one yes_no | lives | Lives | | | | | | | |
| | text | head | Head | ${lives} = 'yes' | | | string-length(.) > 1 | refused | | |
| | integer | rooms | Rooms | | | . < 9 | . < 5 | dont_know | | |
| | select_multiple yes_no | both | Both | | | | | refused | | |
| | begin_group | house | House | ${rooms} != 3 | | | | | | |
| | date | built | Built | | | . < today() | | | | |
| | end_group | | | | | | | | | |
| | begin_repeat | member | Member | | | | | | | |
| | text | name | Name | | | | . != 'x' | refused | | if(position(..) = 1, 'first', '') |
| | begin_repeat | card | Card | | | | | | | |
| | integer | number | Number | | | . > 0 | | | | |
| | end_repeat | | | | | | | | | |
| | text | noted | Noted | | concat(${name}, '!') | | | | | |
| | end_repeat | | | | | | | | | |
| | begin_repeat | room | Room | | | | | | ${rooms} | |
| | text | use | Use | | | | | | | |
| | end_repeat | | | | | | | | | |
| | calculate | names | | | count(${member}) | | | | | |
"""
ROWS = rows(HOUSEHOLD)
TEXTS = st.sampled_from(
    ["yes", "no", "yes no", "x", "Zohra", "3", "7", "12", "-1", "1999-01-01", "2030-01-01", "?", ""]
)


def _answer(interview: Interview, place: int, text: str) -> None:
    refs = interview.questions()
    interview.answer(refs[place % len(refs)], text)


def _mark(interview: Interview, place: int, text: str) -> None:
    refs = interview.questions()
    interview.mark_missing(refs[place % len(refs)], list(Missing)[len(text) % 3])


def _note(interview: Interview, place: int, text: str) -> None:
    refs = interview.questions()
    interview.note(refs[place % len(refs)], text)


def _confirm(interview: Interview, place: int, text: str) -> None:
    for found in interview.violations():
        if not found.hard:
            interview.confirm(found.ref, found.rule, text, "0603017-04")


def _add(interview: Interview, place: int, text: str) -> None:
    number = interview.instances("/data/member")
    interview.add_repeat(f"/data/member[{place % number + 1}]/card" if number and place % 2 else "/data/member")


Deed = tuple[Callable[[Interview, int, str], None], int, str]
DEEDS: st.SearchStrategy[list[Deed]] = st.lists(
    st.tuples(
        st.sampled_from([*[_answer] * 6, *[_add] * 2, _mark, _note, _confirm, _confirm]), st.integers(0, 60), TEXTS
    ),
    min_size=5,
    max_size=30,
)


def draft(deeds: list[Deed]) -> Interview:
    interview = started(form(HOUSEHOLD))
    for deed, place, text in deeds:
        with suppress(FormsFault):
            deed(interview, place, text)
    return interview


Edit = Callable[[list[Row], str, int], list[Row]]
_FREE = ("head", "both", "built", "number", "noted", "use")  # questions that no rule reads
_READ = ("lives", "rooms", "name")


def _with(survey: list[Row], question: str, /, **changed: str) -> list[Row]:
    return [{**row, **changed} if row["name"] == question else row for row in survey]


def _rename(survey: list[Row], name: str, place: int) -> list[Row]:
    return _with(survey, name, name=f"{name}_2")


def _drop(survey: list[Row], name: str, place: int) -> list[Row]:
    return _with(survey, name, type="calculate", calculation="1")


def _retype(survey: list[Row], name: str, place: int) -> list[Row]:
    to = ("text", "integer", "date", "select_one yes_no", "select_multiple yes_no", "decimal", "note")
    return _with(survey, name, type=to[place % len(to)])


def _strict(survey: list[Row], name: str, place: int) -> list[Row]:
    name = (*_READ, name)[place % 4]
    return _with(survey, name, **{"constraint": ". = 'yes'", "bind::pser:missing": "", "bind::pser:warn": ""})


def _close(survey: list[Row], name: str, place: int) -> list[Row]:
    return _with(survey, name, read_only="yes")


def _hide(survey: list[Row], name: str, place: int) -> list[Row]:
    return _with(survey, name, relevant="${rooms} > 4")


def _wrap(survey: list[Row], name: str, place: int) -> list[Row]:
    """A question, now in a group of its own."""
    blank = dict.fromkeys(survey[0], "")
    around = {**blank, "type": "begin_group", "name": f"{name}_{len(survey)}"}, {**blank, "type": "end_group"}
    return [each for row in survey for each in ((around[0], row, around[1]) if row["name"] == name else (row,))]


def _send(survey: list[Row], name: str, place: int) -> list[Row]:
    """A question, now at the very beginning: out of its group, or out of its repeat."""
    return sorted(survey, key=lambda row: row["name"] != name)


def _rename_a_repeat(survey: list[Row], name: str, place: int) -> list[Row]:
    return [{**row, "name": "bill"} if row["name"] == "card" else row for row in survey]


EDITS: st.SearchStrategy[tuple[Edit, str, int]] = st.tuples(
    st.sampled_from(
        [_rename, _drop, _retype, _retype, _strict, _strict, _close, _hide, _wrap, _send, _rename_a_repeat]
    ),
    st.sampled_from(_FREE),
    st.integers(0, 13),
)


def said(definition: FormDefinition, saved: bytes) -> Counter[tuple[str, str, str]]:
    """What people said in a draft, read from its XML: node, part, words."""
    content, *beside = etree.fromstring(saved)
    answers = dict(_answers(definition, content, definition.root))
    marks: list[tuple[str, str, str]] = []
    for ref, element in _elements(definition, content, definition.root):
        marks += [(ref, "missing", element.get(MISSING_ATTRIBUTE, ""))] if MISSING_ATTRIBUTE in element.attrib else []
        marks += [(ref, "note", element.get(NOTE_ATTRIBUTE, ""))] if NOTE_ATTRIBUTE in element.attrib else []
    for kept in beside:
        if kept.get("typed") or kept.get("wanted"):
            answers[kept.attrib["ref"]] = kept.attrib["wanted"] or kept.attrib["typed"]
        if kept.get("rule"):
            marks.append((kept.get("ref", ""), kept.get("rule", ""), kept.get("reason", "")))
    return Counter([*marks, *((ref, "answer", text) for ref, text in answers.items())])


def _answers(definition: FormDefinition, content: etree._Element, root: str) -> Iterator[tuple[str, str]]:
    for ref, element in _elements(definition, content, root):
        node = definition.nodes["/".join(step.partition("[")[0] for step in ref.split("/"))]
        if isinstance(node, Question) and node.kind.askable and node.calculation is None and element.text:
            yield ref, element.text


def _elements(definition: FormDefinition, element: etree._Element, ref: str) -> Iterator[tuple[str, etree._Element]]:
    yield ref, element
    seen: Counter[str] = Counter()
    for child in element:
        tag = etree.QName(child).localname
        seen[tag] += 1
        path = "/".join(step.partition("[")[0] for step in f"{ref}/{tag}".split("/"))
        index = f"[{seen[tag]}]" if isinstance(definition.nodes[path], Repeat) else ""
        yield from _elements(definition, child, f"{ref}/{tag}{index}")


@settings(max_examples=int(os.environ.get("FORMS_RUNS", "60")), deadline=None)
@given(DEEDS, st.lists(EDITS, min_size=1, max_size=3))
def test_whatever_becomes_of_the_form_all_that_was_said_is_told(
    deeds: list[Deed], edits: list[tuple[Edit, str, int]]
) -> None:
    survey = ROWS
    for edit, name, place in edits:
        survey = edit(survey, name, place)
    interview, new = draft(deeds), form(table(*survey))

    migration = moved(interview, new)

    told = (*migration.kept, *migration.changed, *migration.lost)
    assert Counter((each.ref, each.part, each.before) for each in told) == said(
        interview.definition, migration.before.serialise()
    )
    stand = said(new, migration.after.serialise())
    assert all(stand[each.to or "", each.part, each.before] for each in migration.kept)
    assert all(each.to is None and not each.after for each in migration.lost)
    assert all(migration.after.state(each.to or "") for each in migration.changed)
    states = [migration.after.state(ref) for ref in migration.after.nodes()]
    assert not [state for state in states if state.typed and state.read_only]
    assert Interview.reopen(new, migration.after.serialise(), clock=noon).serialise() == migration.after.serialise()


@settings(max_examples=40, deadline=None)
@given(DEEDS)
def test_moved_to_the_form_it_is_of_a_draft_is_as_it_was(deeds: list[Deed]) -> None:
    interview = draft(deeds)

    migration = moved(interview, form(HOUSEHOLD))

    assert migration.after.serialise() == migration.before.serialise()
    assert (migration.changed, migration.lost, migration.asked) == ((), (), ())


# ── one by one ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "said_there", "new", "stands", "typed"),
    [
        ("integer", "7", "text", "7", None),
        ("text", "seven", "integer", "", "seven"),
        ("text", "007", "integer", "7", None),
        ("integer", "seven", "text", "seven", None),
        ("integer", "seven", "decimal", "", "seven"),
        ("select_multiple yes_no", "yes no", "select_one yes_no", "", None),
        ("select_one yes_no", "yes", "select_multiple yes_no", "yes", None),
        ("text", "yes", "select_one yes_no", "yes", None),
        ("select_one yes_no", "yes", "text", "yes", None),
        ("text", "seven", "note", "", None),
    ],
)
def test_an_answer_goes_as_it_would_be_given(
    old: str, said_there: str, new: str, stands: str, typed: str | None
) -> None:
    interview = started(one(old))
    interview.answer("/data/a", said_there)

    migration = moved(interview, one(new))

    state = migration.after.state("/data/a")
    assert (state.value, state.typed) == (stands, typed)
    kept = Moved("/data/a", "/data/a", said_there, said_there)
    is_same = (stands or typed) == said_there and (typed is None) == (interview.state("/data/a").typed is None)
    assert (migration.kept, migration.changed) == (((kept,), ()) if is_same else ((), (replace(kept, after=stands),)))


def test_a_choice_that_the_new_list_lacks_is_told_and_waits() -> None:
    interview = started(one("select_one yes_no"))
    interview.answer("/data/a", "yes")
    fewer = "| choices |\n| | list_name | name | label::English (en) |\n| | yes_no | no | No |\n"
    new = form(table({"type": "select_one yes_no", "name": "a", "label::English (en)": "L"}), choices=fewer)

    migration = moved(interview, new)

    assert migration.changed == (Moved("/data/a", "/data/a", "yes", ""),)
    assert migration.after.state("/data/a").value == ""
    back = moved(migration.after, interview.definition)
    assert back.after.state("/data/a").value == "yes"


def test_a_choice_written_in_the_question_goes_as_it_would_be_given() -> None:
    body = '<select1 ref="/data/a"><item><label>{0}</label><value>{0}</value></item></select1>'
    interview = started(foreign("<a/>", "", body.format("yes")))
    interview.answer("/data/a", "yes")

    assert moved(interview, foreign("<a/>", "", body.format("yes"))).kept
    assert moved(interview, foreign("<a/>", "", body.format("no"))).after.state("/data/a").typed == "yes"


def test_an_answer_that_breaks_a_rule_only_now_is_told_though_it_stands() -> None:
    interview = started(one("integer", constraint=". < 9"))
    interview.answer("/data/a", "7")

    migration = moved(interview, one("integer", constraint=". < 5"))

    assert migration.changed == (Moved("/data/a", "/data/a", "7", "7"),)
    assert [found.rule for found in migration.after.validate()] == ["constraint"]
    interview.answer("/data/a", "12")
    assert moved(interview, interview.definition).kept


def test_a_reason_that_is_no_longer_allowed_is_told() -> None:
    interview = started(one("text", **{"bind::pser:missing": "refused dont_know"}))
    interview.mark_missing("/data/a", Missing.REFUSED)

    gone = moved(interview, one("text", **{"bind::pser:missing": "dont_know"}))
    stays = moved(interview, one("integer", **{"bind::pser:missing": "refused"}))

    assert gone.changed == (Moved("/data/a", "/data/a", "refused", "", "missing"),)
    assert stays.kept == (Moved("/data/a", "/data/a", "refused", "refused", "missing"),)


def test_an_officers_word_goes_with_the_rule_it_was_about() -> None:
    rule = {"bind::pser:warn": ". < 5"}
    interview = started(one("integer", **rule))
    interview.answer("/data/a", "7")
    interview.confirm("/data/a", "warn", "seen", "0603017-04")

    same = moved(interview, one("integer", **rule, constraint=". < 99"))
    other = moved(interview, one("integer", **{"bind::pser:warn": ". < 6"}))

    assert Moved("/data/a", "/data/a", "seen", "seen", "warn") in same.kept
    assert Moved("/data/a", "/data/a", "seen", "", "warn") in other.changed
    assert [found.confirmed for found in other.after.violations()] == [False]


def test_what_stands_beside_a_question_that_nobody_is_asked_any_more_is_told() -> None:
    interview = started(one("text"))
    interview.answer("/data/a", "here")
    interview.note("/data/a", "said twice")

    migration = moved(interview, one("calculate", calculation="'there'"))

    assert migration.changed == (
        Moved("/data/a", "/data/a", "here", "there"),
        Moved("/data/a", "/data/a", "said twice", "", "note"),
    )


def test_what_is_worked_out_is_not_told_even_where_a_person_may_be_asked_now() -> None:
    migration = moved(started(one("calculate", calculation="'there'")), one("text"))

    assert migration.after.state("/data/a").value == "there"
    assert (migration.kept, migration.changed, migration.lost, migration.asked) == ((), (), (), ())


def test_words_that_do_not_fit_leave_nothing_at_what_nobody_is_asked() -> None:
    interview = started(foreign("<a/>", "", '<input ref="/data/a"/>'))
    interview.answer("/data/a", "seven")

    migration = moved(interview, foreign("<a/>", '<bind nodeset="/data/a" type="int"/>'))

    assert migration.changed == (Moved("/data/a", "/data/a", "seven", ""),)
    assert migration.after.validate() == ()


def test_what_the_move_puts_out_of_sight_is_told_as_changed_and_waits() -> None:
    interview = started(one("text", **{"bind::pser:missing": "refused"}))
    interview.answer("/data/first", "no")
    interview.answer("/data/a", "here")
    interview.note("/data/a", "said twice")
    hiding = one("text", relevant="${first} = 'yes'", **{"bind::pser:missing": "refused"})

    migration = moved(interview, hiding)

    assert migration.changed == (
        Moved("/data/a", "/data/a", "here", ""),
        Moved("/data/a", "/data/a", "said twice", "", "note"),
    )
    assert moved(migration.after, hiding).kept[1:] == (
        Moved("/data/a", "/data/a", "here", "here"),
        Moved("/data/a", "/data/a", "said twice", "said twice", "note"),
    )
    migration.after.answer("/data/first", "yes")
    assert migration.after.state("/data/a").value == "here"


def test_words_amiss_that_nobody_could_put_right_any_more_are_lost_and_leave_the_draft_open() -> None:
    interview = started(one("integer"))
    interview.answer("/data/a", "seven")
    interview.note("/data/a", "said twice")

    migration = moved(interview, one("integer", read_only="yes"))

    assert migration.lost == (Moved("/data/a", None, "seven", ""),)
    assert migration.kept == (Moved("/data/a", "/data/a", "said twice", "said twice", "note"),)
    assert migration.after.state("/data/a").typed is None
    assert migration.after.validate() == ()


def test_a_renamed_question_is_lost_and_asked_anew_a_regrouped_one_is_not() -> None:
    interview = started(one("text"))
    interview.answer("/data/a", "here")

    renamed = moved(interview, one("text", "b"))
    grouped = moved(
        interview,
        form("""
        | | type | name | label::English (en) |
        | | begin_group | g | G |
        | | text | a | A |
        | | text | b | B |
        | | end_group | | |"""),
    )

    assert (renamed.lost, renamed.asked) == ((Moved("/data/a", None, "here", ""),), ("/data/b",))
    assert (grouped.kept, grouped.asked) == ((Moved("/data/a", "/data/g/a", "here", "here"),), ("/data/g/b",))


def test_a_name_that_stands_twice_is_not_guessed_at() -> None:
    two = """
    | | type | name | label::English (en) |
    | | begin_group | {0} | G |
    | | text | a | A |
    | | end_group | | |
    | | begin_group | {1} | H |
    | | text | a | A |
    | | end_group | | |"""
    interview = started(form(two.format("g", "h")))
    interview.answer("/data/g/a", "here")

    assert moved(interview, form(two.format("k", "l"))).lost
    assert moved(interview, form(two.format("g", "l"))).kept
    assert moved(interview, form(two.format("h", "l"))).kept
    assert moved(interview, one("integer")).lost


ROSTER = """
| | type | name | label::English (en) | default |
| | begin_group | {0} | G | |
| | begin_repeat | member | M | |
| | text | name | Name | |
| | begin_repeat | card | C | |
| | text | number | Number | |
| | end_repeat | | | |
| | text | {1} | Of each | concat('n', position(..)) |
| | end_repeat | | | |
| | end_group | | | |
"""


def test_instances_come_over_one_by_one_those_within_them_too() -> None:
    interview = started(form(ROSTER.format("g", "old")))
    for _ in range(2):
        interview.add_repeat("/data/g/member")
    for _ in range(2):
        interview.add_repeat("/data/g/member[3]/card")
    interview.answer("/data/g/member[2]/name", "Zohra")
    interview.answer("/data/g/member[3]/card[2]/number", "7")

    migration = moved(interview, form(ROSTER.format("h", "fresh")))

    assert migration.kept == (
        Moved("/data/g/member[2]/name", "/data/h/member[2]/name", "Zohra", "Zohra"),
        Moved("/data/g/member[3]/card[2]/number", "/data/h/member[3]/card[2]/number", "7", "7"),
    )
    assert [each.ref for each in migration.lost] == [f"/data/g/member[{number}]/old" for number in (1, 2, 3)]
    assert migration.after.state("/data/h/member[3]/fresh").value == "n3"
    assert migration.asked == tuple(f"/data/h/member[{number}]/fresh" for number in (1, 2, 3))


def test_a_repeat_that_the_old_edition_did_not_have_begins_as_the_form_writes_it() -> None:
    rows = "<row><a/></row><row><a>two</a></row>"
    asked = '<repeat nodeset="/data/row"><input ref="/data/row/a"/></repeat>'

    migration = moved(started(foreign("<first/>")), foreign(f"<first/>{rows}", "", asked))

    assert migration.after.state("/data/row[2]/a").value == "two"
    assert migration.asked == ("/data/row[1]/a", "/data/row[2]/a")


def test_fewer_instances_than_the_new_form_begins_with_are_fewer_afterwards_too() -> None:
    interview = started(form(ROSTER.format("g", "old")))
    interview.remove_repeat("/data/g/member[1]")

    assert moved(interview, form(ROSTER.format("g", "old"))).after.instances("/data/g/member") == 0


@pytest.mark.parametrize(
    "repeat",
    [
        '<repeat nodeset="/data/row" jr:count="1">{}</repeat>',
        '<repeat nodeset="/data/row" jr:noAddRemove="true()">{}</repeat>',
    ],
)
def test_instances_for_which_the_form_has_no_place_are_lost(repeat: str) -> None:
    asked = '<input ref="/data/row/a"/>'
    interview = started(foreign('<row jr:template=""><a/></row>', "", f'<repeat nodeset="/data/row">{asked}</repeat>'))
    for text in ("one", "two"):
        interview.add_repeat("/data/row")
        interview.answer(f"/data/row[{interview.instances('/data/row')}]/a", text)
    interview.answer("/data/row[2]/a", "two")

    migration = moved(interview, foreign("<row><a/></row>", "", repeat.format(asked)))

    assert migration.kept == (Moved("/data/row[1]/a", "/data/row[1]/a", "one", "one"),)
    assert migration.lost == (Moved("/data/row[2]/a", None, "two", ""),)


def test_what_the_form_notes_itself_comes_over_and_what_is_new_begins_as_in_a_fresh_interview() -> None:
    old = foreign(
        "<began/><meta><instanceID/></meta>",
        """<bind nodeset="/data/began" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
        <bind nodeset="/data/meta/instanceID" jr:preload="uid"/>""",
    )
    new = foreign(
        "<began/><day/><plain>4.0</plain><set/><told/><meta><instanceID/></meta>",
        """<bind nodeset="/data/began" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
        <bind nodeset="/data/day" type="date" jr:preload="date" jr:preloadParams="today"/>
        <bind nodeset="/data/plain" type="int"/>
        <bind nodeset="/data/meta/instanceID" jr:preload="uid"/>""",
        '<input ref="/data/set"><setvalue event="xforms-value-changed" ref="/data/told" value="\'heard\'"/></input>',
        model='<setvalue event="odk-instance-first-load" ref="/data/set" value="1 + 1"/>'
        '<setvalue event="odk-instance-first-load" ref="/data/plain" value="9"/>'
        '<setvalue event="odk-instance-first-load" ref="/data/began" value="now()"/>',
    )
    interview = started(old)
    later = noon().replace(year=2027)

    after = migrate(old, new, interview.serialise(), clock=lambda: later).after

    for ref in ("/data/began", "/data/meta/instanceID"):
        assert after.state(ref).value == interview.state(ref).value
    stand = [after.state(f"/data/{name}").value for name in ("day", "plain", "set", "told")]
    assert stand == ["2027-03-15", "4", "2", "heard"]


def test_a_corrected_submission_keeps_the_id_that_it_replaces() -> None:
    old = foreign("<a/><meta><instanceID/></meta>", '<bind nodeset="/data/meta/instanceID" jr:preload="uid"/>')
    edited = Interview.edit(old, started(old).submission(), clock=noon)

    after = migrate(old, old, edited.serialise(), clock=noon).after

    assert after.state("/data/meta/deprecatedID").value == edited.state("/data/meta/deprecatedID").value != ""


def test_a_draft_of_another_form_is_refused() -> None:
    with pytest.raises(DraftDamaged):
        migrate(one("text"), one("text"), started(foreign("<a/>")).serialise(), clock=noon)
